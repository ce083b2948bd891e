from pathlib import Path

import pytest

from api.streams.mapping import read_mapping
from models.catalogue import NeedKind, Speciality
from models.errors import BadFormat
from models.kinds import USUAL, USUAL_PRIORITY
from models.units import HOUR_S
from tests.unit.api.streams.mappings import COLUMNS

STLOUIS = Path(__file__).resolve().parents[3] / "data" / "stlouis_csb.toml"

MAPPING = (
    COLUMNS
    + """
[[rule]]
categories = ["Tree*", "LIMB ?"]
kind = "environment"
speciality = "education"
minutes = 20
priority = 7
window = ["09:00-10:00", "14:00-24:00"]

[[rule]]
categories = ["*"]
kind = "repair"
"""
)


def test_a_rule_says_what_its_categories_ask_for():
    meaning = read_mapping(MAPPING).meaning_of("Tree down")

    assert meaning.kind is NeedKind.ENVIRONMENT
    assert [role.speciality for role in meaning.crew] == [Speciality.EDUCATION]
    assert (meaning.service_s, meaning.priority) == (20 * 60, 7)
    assert [(one.opens_s, one.closes_s) for one in meaning.windows] == [
        (9 * HOUR_S, 10 * HOUR_S),
        (14 * HOUR_S, 24 * HOUR_S),
    ]


def test_what_a_rule_leaves_out_is_what_its_kind_usually_asks_for():
    meaning = read_mapping(MAPPING).meaning_of("lamp")

    assert meaning.service_s == USUAL[NeedKind.REPAIR].service_s
    assert meaning.crew == USUAL[NeedKind.REPAIR].roles
    assert meaning.priority == USUAL_PRIORITY


@pytest.mark.parametrize("category", ["tree", " TREE HOUSE ", "limb 3"])
def test_the_first_rule_that_fits_holds_in_upper_or_lower_case(category):
    assert read_mapping(MAPPING).meaning_of(category).kind is NeedKind.ENVIRONMENT


def test_without_a_default_a_category_may_mean_nothing():
    assert read_mapping(MAPPING.replace('["*"]', '["lamp"]')).meaning_of("noise") is None


def test_a_default_takes_what_no_rule_fits():
    text = COLUMNS + '[default]\nkind = "company"\n'
    assert read_mapping(text).meaning_of("anything").kind is NeedKind.COMPANY


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[columns]", "[columns", "not TOML"),
        ('id = "id"\n', "", "columns.id: None"),
        ('id = "id"', "id = 3", "columns.id: 3"),
        ('lat = "lat"', 'lat = "lat"\nzip = "zip"', "columns: 'zip'"),
        ('"environment"', '"gardening"', "rule 1, kind: 'gardening' is none of"),
        ('"education"', '"juggling"', "rule 1, speciality: 'juggling' is none of"),
        ("minutes = 20", "minutes = 2000", "rule 1, minutes: 2000"),
        ("minutes = 20", "minutes = true", "rule 1, minutes: True"),
        ("priority = 7", 'priority = "high"', "rule 1, priority: 'high'"),
        ('"09:00-10:00"', '"9-10"', "rule 1, window: '9-10'"),
        ('"09:00-10:00"', '"10:00-09:00"', "rule 1, window: '10:00-09:00'"),
        ('"14:00-24:00"', '"14:00-24:30"', "rule 1, window: '14:00-24:30'"),
        ('"14:00-24:00"', '"08:00-24:00"', "overlaps the one before"),
        ('["Tree*", "LIMB ?"]', "[]", "rule 1, categories: []"),
        ('kind = "repair"', 'kind = "repair"\ncolour = "red"', "rule 2: 'colour'"),
        ("[[rule]]", "[rule]", ""),
    ],
)
def test_a_mapping_that_cannot_be_is_told_by_place_and_value(old, new, told):
    with pytest.raises(BadFormat) as error:
        read_mapping(MAPPING.replace(old, new, 1) if old != "[[rule]]" else MAPPING.replace(old, new))
    assert told in str(error.value)


def test_a_mapping_of_nothing_is_refused():
    with pytest.raises(BadFormat, match="neither"):
        read_mapping(COLUMNS)


def test_the_mapping_of_st_louis_reads_and_knows_what_is_urgent():
    mapping = read_mapping(STLOUIS.read_text(encoding="utf-8"))

    assert mapping.meaning_of("Insufficient Heat").priority == 9
    assert mapping.meaning_of("Refuse not collected").kind is NeedKind.ENVIRONMENT
    assert mapping.meaning_of("Foreman cntct citizn") is mapping.default
