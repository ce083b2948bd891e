"""What is wrong with a file is told by place and value, never by a traceback."""

import json
from typing import Any

import pytest

from matcher.formats.jsontext import MAX_DEPTH
from matcher.formats.registry import detect, named
from models.errors import InvalidInput
from tests.unit.matcher.formats import minis
from tests.unit.matcher.formats.spoiling import complaint

MAKERS = {
    "hhcrsp": minis.hhcrsp_instance,
    "bredstrom-ronnqvist": minis.bredstrom_instance,
    "district": minis.district_instance,
}
NOTHING = object()


def put(data: Any, path: str, value: Any) -> str:
    """The JSON text with `value` at `path`, such as patients.0.id; NOTHING takes the key away."""
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    inner = data
    for step in way:
        inner = inner[step]
    if value is NOTHING:
        del inner[last]
    else:
        inner[last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("name", "path", "value", "words"),
    [
        ("hhcrsp", "patients", NOTHING, "patients is missing"),
        ("hhcrsp", "patients.1.id", NOTHING, "patients[1].id is missing"),
        ("hhcrsp", "patients.1.id", "p1", "patients[1]: 'p1' appears twice"),
        ("hhcrsp", "patients.1.id", 7, "patients[1].id: 7 is not a text"),
        ("hhcrsp", "patients.1.id", "", "patients[1].id is an empty text"),
        ("hhcrsp", "patients.0", [], "patients[0]: a list of 0 is not an object"),
        (
            "hhcrsp",
            "patients.0.time_window",
            [20, 10],
            "patients[0].time_window: [20, 10] ends before it begins",
        ),
        ("hhcrsp", "patients.0.time_window", [20], "patients[0].time_window has 1 entries, wanted 2"),
        ("hhcrsp", "patients.0.time_window", [-1, 10], "patients[0].time_window[0]: -1 is not between 0"),
        ("hhcrsp", "patients.0.time_window", [True, 10], "patients[0].time_window[0]: True is not a number"),
        ("hhcrsp", "patients.0.time_window", ["9", 10], "patients[0].time_window[0]: '9' is not a number"),
        ("hhcrsp", "patients.0.required_caregivers", [], "patients[0].required_caregivers has 0 entries"),
        (
            "hhcrsp",
            "patients.1.required_caregivers.1.service",
            "s1",
            "patients[1].required_caregivers asks twice for service 's1'",
        ),
        (
            "hhcrsp",
            "patients.0.required_caregivers.0.service",
            "s7",
            "patients[0].required_caregivers[0].service: 's7' is not among the services",
        ),
        (
            "hhcrsp",
            "patients.0.required_caregivers.0.duration",
            -5,
            "patients[0].required_caregivers[0].duration: -5 is not between 0",
        ),
        ("hhcrsp", "patients.1.synchronization", NOTHING, "patients[1].synchronization is missing"),
        (
            "hhcrsp",
            "patients.1.synchronization.type",
            "soon",
            "'soon' is neither simultaneous nor sequential",
        ),
        ("hhcrsp", "patients.2.synchronization.distance", [9, 8], "[9, 8] ends before it begins"),
        (
            "hhcrsp",
            "caregivers.0.abilities",
            ["s9"],
            "caregivers[0].abilities[0]: 's9' is not among the services",
        ),
        ("hhcrsp", "caregivers.0.id", "c1", "caregivers[1]: 'c1' appears twice"),
        ("hhcrsp", "central_offices", [], "central_offices has 0 entries, wanted 1"),
        ("hhcrsp", "distances", [[0]], "distances has 1 entries, wanted 4"),
        ("hhcrsp", "distances.2", [0, 1], "distances[2] has 2 entries, wanted 4"),
        ("hhcrsp", "distances.2.1", -0.5, "distances[2][1]: -0.5 is not between 0"),
        ("hhcrsp", "distances.2.1", float("nan"), "distances[2][1]: nan is not between 0"),
        ("hhcrsp", "distances.2.1", float("inf"), "distances[2][1]: inf is not between 0"),
        ("hhcrsp", "distances.2.1", 10**400, "distances[2][1]: a number beyond all sense is not between 0"),
        ("hhcrsp", "distances.2.1", None, "distances[2][1]: None is not a number"),
        ("hhcrsp", "distances.2.1", 10**11, "distances[2][1]: 100000000000 is not between 0 and 1000000000"),
        ("bredstrom-ronnqvist", "horizon", NOTHING, "horizon is missing"),
        ("bredstrom-ronnqvist", "staff", 1.5, "staff: 1.5 is not a whole number"),
        ("bredstrom-ronnqvist", "staff", 10**9, "staff: 1000000000 is not between 0 and 100000"),
        ("bredstrom-ronnqvist", "durations", [], "durations is empty"),
        ("bredstrom-ronnqvist", "windows", [[0, 1]], "windows has 1 entries, wanted 4"),
        ("bredstrom-ronnqvist", "windows.2", [5, 4], "windows[2]: [5, 4] ends before it begins"),
        (
            "bredstrom-ronnqvist",
            "synchronised_pairs",
            [[1, 1]],
            "synchronised_pairs[0]: visit 1 is paired with itself",
        ),
        (
            "bredstrom-ronnqvist",
            "synchronised_pairs",
            [[0, 1]],
            "synchronised_pairs[0][0]: 0 is not between 1 and 3",
        ),
        (
            "bredstrom-ronnqvist",
            "synchronised_pairs",
            [[1, 2], [3, 2]],
            "synchronised_pairs[1]: [2, 3] shares a visit with another pair",
        ),
        ("bredstrom-ronnqvist", "travel.0", [1], "travel[0] has 1 entries, wanted 4"),
        (
            "district",
            "format",
            "redvest district 2",
            "format: 'redvest district 2' is not 'redvest district 1'",
        ),
        ("district", "extra", 1, "extra is not known here"),
        ("district", "needs.0.gender", "f", "needs[0].gender is not known here"),
        ("district", "volunteers.1.id", 0, "volunteers[1]: 0 appears twice"),
        ("district", "needs.1.id", 0, "needs[1]: 0 appears twice"),
        ("district", "volunteers.0.mode", "car", "volunteers[0].mode: 'car' is none of walk, ebike"),
        ("district", "volunteers.0.shift", [5, 5], "volunteers[0].shift: [5, 5] has no length"),
        ("district", "volunteers.0.capacity", -1, "volunteers[0].capacity: -1 is not between 0"),
        ("district", "volunteers.0.home", [1, 2, 3], "volunteers[0].home has 3 entries, wanted 2"),
        (
            "district",
            "volunteers.0.home",
            [1, 500_000],
            "volunteers[0].home[1]: 500000 is not between -100000",
        ),
        ("district", "needs.0.window", [9, 8], "needs[0].window: [9, 8] ends before it begins"),
        ("district", "needs.0.priority", 0, "needs[0].priority: 0 is not between 1"),
        ("district", "needs.0.crew", 3, "needs[0].crew: 3 is not between 1 and 2"),
        ("district", "needs.1.crew", 2, "needs[1]: a two-person need has no pickup"),
        ("district", "needs.1.pickup.load", 0.5, "needs[1].pickup.load: 0.5 is not a whole number"),
        ("district", "travel_k.walk", 0, "travel_k.walk: 0 is not between 1"),
    ],
)
def test_a_json_file_names_the_path_and_the_value(name, path, value, words):
    assert words in complaint(put(MAKERS[name](), path, value))


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
@pytest.mark.parametrize("name", ["auto", "solomon", *MAKERS])
def test_an_empty_file_is_called_empty(name, text):
    assert complaint(text, name) == "the file is empty"


@pytest.mark.parametrize("name", MAKERS)
def test_a_file_cut_short_says_where(name):
    text = json.dumps(MAKERS[name](), indent=1)
    assert "cut short" in complaint(text[: len(text) // 2], name)
    assert "line " in complaint(text[: len(text) // 2], name)


@pytest.mark.parametrize("name", ["auto", *MAKERS])
@pytest.mark.parametrize("depth", [100, 100_000])
def test_json_nested_too_deep_is_refused_by_line(name, depth):
    words = f"line 2: JSON nested deeper than {MAX_DEPTH} levels"
    assert complaint('{"patients":\n' + "[" * depth + "]" * depth + "}", name) == words


def test_brackets_inside_a_text_are_not_depth():
    data = minis.district_instance() | {"name": '\\"' + "[" * 100}
    text = json.dumps(data)
    assert detect(text).read(text).scale == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1, 2]", "the document: a list of 2 is not an object"),
        ('{"a": 1, "a": 2}', "the key 'a' appears twice in one object"),
        ('{"a": ' + "9" * 5000 + "}", "a number in this file has thousands of digits"),
        (
            '{"depots": [], "clients": []}',
            "in none of the formats known: hhcrsp, bredstrom-ronnqvist, solomon, li-lim, sartori-buriol",
        ),
        ("hello", "in none of the formats known"),
    ],
)
def test_what_is_no_instance_is_told_apart(text, words):
    assert words in complaint(text)


def test_an_unknown_format_lists_the_known():
    with pytest.raises(
        InvalidInput, match="format 'tsp' is none of auto, hhcrsp, bredstrom-ronnqvist, solomon"
    ):
        named("tsp", "")


def test_a_byte_order_mark_is_no_fault():
    for name, (text, _) in minis.texts().items():
        assert detect("\ufeff" + text).name == name
        assert detect("\ufeff" + text).read("\ufeff" + text).format == name
