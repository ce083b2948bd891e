"""One canonical text for a day and for a plan, and errors that name path and value."""

import json
from dataclasses import replace

import pytest

from api.documents import day_from_json, day_to_json, digest, plan_from_json, plan_to_json
from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode
from models.day import Day, Depot
from models.errors import BadFormat
from models.needs import Link, LinkKind, Pickup, Pin, Role, Series, Told
from models.people import Break, Limits
from models.plans import Cost, Part, Plan, Route, Status, Stop, Unmet, WayIn
from models.reasons import Reason
from models.terms import Terms
from models.units import Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer


def make_full_day() -> Day:
    """Every field says something; rows come in the order in which they are written."""
    volunteer = make_volunteer(
        name="王芳",
        phone="13800000000",
        home=make_place(label="芳草苑3栋2单元501"),
        end=make_place(100, 0, label="阳小驿"),
        shifts=(make_shift(8, 10), make_shift(14, 16)),
        breaks=(Break(opens_s=Seconds(32_400), closes_s=Seconds(34_200), lasts_s=Seconds(900)),),
        mode=TravelMode.EBIKE,
        limits=Limits(tasks=3),
        specialities={Speciality.REPAIR: 2, Speciality.MEDICINE: 5},
        qualifications={Qualification.NURSE: MONDAY},
        sex=Sex.FEMALE,
        languages=frozenset({Language.WUHAN, Language.MANDARIN, Language.SIGN}),
        insured_until=MONDAY,
        supplies={"药盒": 3, "口罩": 10},
        refusal_permille=50,
        refuses=frozenset({"r9", "r10"}),
        hours_given=6.9,
    )
    need = make_need(
        recipient_id="r1",
        recipient_name="李奶奶",
        phone="13900000000",
        place=make_place(500, 0, label="5栋101"),
        crew=(Role(speciality=Speciality.MEDICINE, qualifications=frozenset({Qualification.NURSE})), Role()),
        pickup=Pickup(place=make_place(0, 300, label="药房"), service_s=Seconds(60)),
        late_s=Seconds(600),
        supplies={"药盒": 1},
        preferred=frozenset({"v1", "v2"}),
        usual_carers=frozenset({"v2", "v1"}),
        access="门禁密码1234",
        bring="血压计",
        note="独居",
    )
    return make_day(
        [volunteer, make_volunteer("v2")],
        [need, make_need("n2"), make_need("n3")],
        links=(
            Link(kind=LinkKind.ALL_OR_NONE, first_id="n1", second_id="n2"),
            Link(kind=LinkKind.GAP, first_id="n1", second_id="n2", max_s=Seconds(7200)),
        ),
        series=(Series(id="s1", need_ids=("n3", "n2")),),
        pins=(
            Pin(need_id="n1", role=1, volunteer_id="v2", order=1),
            Pin(need_id="n1", volunteer_id="v1", picked_up=True),
            Pin(need_id="n2", volunteer_id="v1", start_s=Seconds(36_000), started=True),
        ),
        told=(
            Told(need_id="n1", role=1, volunteer_id="v2", start_s=Seconds(40_000)),
            Told(need_id="n3", volunteer_id="v2", start_s=Seconds(39_600)),
        ),
        depots=(
            Depot(id="d1", place=make_place(0, 800, label="社区药柜"), service_s=Seconds(240)),
            Depot(id="d2", place=make_place(0, 900), service_s=Seconds(300)),
        ),
        now_s=Seconds(36_300),
        prize_s=7200,
        terms=Terms(late_max=1, wait=1, balance_permille=100, scarce_s=300, refusal_s=600),
    )


PRIVATE = (
    "王芳",
    "13800000000",
    "芳草苑",
    "阳小驿",
    "李奶奶",
    "13900000000",
    "5栋",
    "药房",
    "药柜",
    "门禁",
    "血压计",
    "独居",
)

PLAN = Plan(
    problem_digest="sha256:0",
    routes=(
        Route(
            volunteer_id="v1",
            shift=0,
            leaves_s=Seconds(0),
            returns_s=Seconds(3000),
            travel_s=Seconds(600),
            stops=(
                Stop(part=Part.RELOAD, depot_id="d1", start_s=Seconds(100), end_s=Seconds(200)),
                Stop(need_id="n1", part=Part.VISIT, start_s=Seconds(300), end_s=Seconds(1500)),
                Stop(part=Part.BREAK, start_s=Seconds(1500), end_s=Seconds(2700)),
            ),
        ),
    ),
    unmet=(
        Unmet(
            need_id="n2",
            reasons=((Reason.TOO_FAR, 2), (Reason.NOT_INSURED, 1)),
            way_in=WayIn(rules=(Reason.TOO_FAR,), volunteers=2, displaces=("n1",), routes=()),
            stopped_by="n3",
        ),
    ),
    cost=Cost(unmet_priority=1, travel_s=600, late_s=20, wait_s=100, change_s=1800, balance_s=3),
    status=Status.PARTIAL,
    seconds=1.5,
)


def changed(day: Day, *path: str | int, to: object) -> str:
    """The day's text with one value replaced."""
    document = json.loads(day_to_json(day))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(document)


def test_a_day_comes_back_whole_when_asked_to_keep_what_is_personal():
    day = make_full_day()
    assert day_from_json(day_to_json(day, personal=True)) == day


def test_a_plan_comes_back_whole():
    assert plan_from_json(plan_to_json(PLAN)) == PLAN


def test_a_day_is_written_without_names_phones_addresses_and_notes():
    text = day_to_json(make_full_day())
    assert [word for word in PRIVATE if word in text] == []
    assert all(word in day_to_json(make_full_day(), personal=True) for word in PRIVATE)


def test_the_digest_does_not_see_what_is_personal_nor_the_order():
    day = make_full_day()
    anonymous = day_from_json(day_to_json(day))
    turned = replace(
        day,
        volunteers=day.volunteers[::-1],
        needs=day.needs[::-1],
        links=day.links[::-1],
        pins=day.pins[::-1],
        told=day.told[::-1],
        depots=day.depots[::-1],
    )
    assert digest(day) == digest(anonymous) == digest(turned)
    assert digest(day).startswith("sha256:")


@pytest.mark.parametrize(
    "other",
    [
        make_day(terms=Terms(preference_s=0)),
        make_day(now_s=Seconds(0)),
        make_day(prize_s=3600),
        make_day(depots=(Depot(id="d", place=make_place(), service_s=Seconds(0)),)),
        make_day(told=(Told(need_id="n1", volunteer_id="v1", start_s=Seconds(36_000)),)),
        make_day(needs=[make_need(usual_carers=frozenset({"v1"}))]),
        make_day(days=2),
        make_day([make_volunteer(capacity=5)]),
        make_day([make_volunteer(home=make_place(1, 0))]),
        make_day(needs=[make_need(priority=2)]),
        make_day(pins=(Pin(need_id="n1", volunteer_id="v1"),)),
        make_day([make_volunteer(), make_volunteer("v2")]),
    ],
)
def test_another_question_has_another_digest(other):
    assert digest(other) != digest(make_day())


def test_sets_are_written_in_order():
    text = day_to_json(make_full_day())
    assert '"languages":["mandarin","sign","wuhan"]' in text
    assert '"refuses":["r10","r9"]' in text


def test_defaults_are_spelled_out_so_that_a_later_default_changes_no_old_file():
    document = json.loads(day_to_json(make_day()))
    assert document["volunteers"][0]["capacity"] == 4
    assert document["paces"]["walk"] == {"s_per_km": 975, "detour_permille": 1300, "fixed_s": 0}


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            ("volunteers", 0, "home", "at", "lat_deg"),
            214.5,
            r"volunteers\[0\].home.at: not on the globe: .*214.5",
        ),
        (
            ("volunteers", 0, "home", "at", "lat_deg"),
            float("nan"),
            r"volunteers\[0\].home.at: not a number: .*nan",
        ),
        (("volunteers", 0, "hours_given"), float("nan"), r"volunteers\[0\]: .*hours_given=nan"),
        (("volunteers", 0, "mode"), "fly", r"volunteers\[0\].mode: .*'walk', .* got 'fly'"),
        (("volunteers", 0, "shifts", 0, "opens_s"), 99_999, r"volunteers\[0\].shifts\[0\]: .*opens_s=99999"),
        (("needs", 0, "priority"), "5", r"needs\[0\].priority: .*valid integer, got '5'"),
        (("needs", 0, "priority"), 10**30, r"needs\[0\]: need n1: priority=1000000000"),
        (("needs", 0, "windows", 0, "closes_s"), 1, r"needs\[0\].windows\[0\]: .*closes_s=1"),
        (("needs", 0, "crew", 0, "speciality"), "magic", r"needs\[0\].crew\[0\].speciality: .*got 'magic'"),
        (("volunteers", 0, "capacity"), 10**9, r"volunteers\[0\]: .*capacity=1000000000 is not between"),
        (("paces", "walk", "fixed_s"), 10**9, r"paces.walk: not a pace: .*fixed_s=1000000000"),
        (("preference_s",), -1, r"\Apreference_s: is not a known field\Z"),
        (("terms", "late"), -1, r"\Aterms: terms: late=-1 is not between 0 and 1000\Z"),
        (("now_s",), -1, r"\Anow_s=-1 is not between 0 and \d+\Z"),
        (("prize_s",), 0, r"\Aprize_s=0 is not between 1 and \d+\Z"),
        (("depots",), [{"id": "d"}], r"\Adepots\[0\].place: is missing; depots\[0\].service_s: is missing\Z"),
        (("needs", 0, "supplies"), {"药盒": -1}, r"needs\[0\]: need n1: supplies of 药盒=-1 is not between"),
        (("volunteers", 0, "refusal_permille"), 1001, r"refusal_permille=1001 is not between 0 and 1000"),
        (("pins", 0, "started"), True, r"pins\[0\]: pin of need n1: what has started has a volunteer and"),
        (("needs", 0, "colour"), "red", r"\Aneeds\[0\].colour: is not a known field\Z"),
        (("first_day",), "2026-02-30", r"first_day: .*got '2026-02-30'"),
        (("volunteers",), [], r"\Apins\[0\]\.volunteer_id of need n1: unknown id 'v1'\Z"),
        (("needs",), "x" * 1000, r"needs: .*x{70,80}\.\.\.\Z"),
    ],
)
def test_a_bad_value_is_named_with_its_path(path, value, message):
    day = make_day(pins=(Pin(need_id="n1", volunteer_id="v1"),))
    with pytest.raises(BadFormat, match=message):
        day_from_json(changed(day, *path, to=value))


def test_a_document_from_before_the_terms_is_read_as_it_was_meant():
    document = json.loads(day_to_json(make_day()))
    for later in ("terms", "told", "depots"):
        del document[later]
    for rows, later in (("volunteers", ("breaks", "supplies", "refusal_permille")), ("needs", ("late_s",))):
        for name in later:
            del document[rows][0][name]
    old = json.dumps(document | {"preference_s": 900})
    assert day_from_json(old) == make_day(terms=Terms(preference_s=900))
    with pytest.raises(BadFormat, match=r"\Aterms: terms: preference_s=-1 is not between 0 and 86400\Z"):
        day_from_json(json.dumps(document | {"preference_s": -1}))


def test_a_field_that_is_missing_is_named():
    document = json.loads(day_to_json(make_day()))
    del document["needs"][0]["place"]
    with pytest.raises(BadFormat, match=r"needs\[0\].place: is missing"):
        day_from_json(json.dumps(document))


def test_a_key_that_is_given_twice_is_named_with_its_path_and_both_values():
    text = day_to_json(make_day())
    with pytest.raises(BadFormat, match=r"\Adays: given twice: 1 and 2\Z"):
        day_from_json(text[:-1] + ',"days":2}')
    with pytest.raises(BadFormat, match=r"\Avolunteers\[0\].age: given twice: 15 and \d+\Z"):
        day_from_json(text.replace('{"age"', '{"age":15,"age"', 1))


def test_of_many_errors_the_first_are_named_and_the_rest_counted():
    text = changed(make_day(), "volunteers", to=list(range(8)))
    with pytest.raises(BadFormat, match=r"\Avolunteers\[0\]: .*; volunteers\[4\]: .* \(and 3 more\)\Z"):
        day_from_json(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "EOF while parsing"),
        (b"\xff\xfe", "line 1 column 1"),
        ('{"first_day": ', "EOF while parsing"),
        ("[" * 100 + "]" * 100, "line 1: JSON nested deeper than 32 levels"),
        ("[" * 100_000, "line 1: JSON nested deeper than 32 levels"),
        ('\n{"a":' * 100 + "1" + "}" * 100, "line 34: JSON nested deeper than 32 levels"),
        (b'{"a":' * 100, "line 1: JSON nested deeper than 32 levels"),
        ('{"a":' * 10 + "1" + "}" * 10, "a: is not a known field"),
        ("null", "got None"),
    ],
)
def test_what_is_no_day_at_all_is_refused(text, message):
    with pytest.raises(BadFormat, match=message):
        day_from_json(text)


def test_brackets_in_a_text_are_no_levels():
    day = make_day([make_volunteer("a", name='[{"\\' * 100)])
    assert day_from_json(day_to_json(day, personal=True)) == day


def test_a_text_without_its_end_is_refused_as_fast_as_any_other():
    with pytest.raises(BadFormat, match="EOF"):
        day_from_json('"' + r"\"" * 200_000 + "[" * 100)


def test_a_plan_of_another_shape_is_refused():
    with pytest.raises(BadFormat, match="problem_digest: is missing"):
        plan_from_json("{}")
    with pytest.raises(BadFormat, match="not a number: seconds=nan"):
        plan_from_json(plan_to_json(PLAN).replace('"seconds": 1.5', '"seconds": NaN'))


def test_a_plan_and_its_problem_are_not_taken_for_each_other():
    with pytest.raises(BadFormat, match=r"\Athis is a problem, where a plan is wanted\Z"):
        plan_from_json(day_to_json(make_day()))
    with pytest.raises(BadFormat, match=r"\Athis is a plan, where a problem is wanted\Z"):
        day_from_json(plan_to_json(PLAN))
