from datetime import date

import pytest

from api.tables.template import What, write_template
from api.usecases.tables import Reading, first_day_of, load_day
from models.errors import BadTable, InvalidInput
from tests.builders import MONDAY
from tests.doors.cli.tables import spoil, write_tables


def test_a_canonical_table_says_its_first_day(tmp_path):
    volunteers, needs = write_tables(tmp_path)
    spoil(needs, 2, windows="2026-11-25T09:00/2026-11-25T10:00")
    spoil(needs, 3, windows="2026-11-26T09:00/2026-11-26T10:00;2026-11-24T09:00/2026-11-24T10:00")

    assert first_day_of(volunteers, What.VOLUNTEERS) == MONDAY
    assert first_day_of(needs, What.NEEDS) == date(2026, 11, 24)


def test_other_tables_leave_the_day_open(tmp_path):
    write_template(tmp_path / "t.xlsx", What.NEEDS)
    assert first_day_of(tmp_path / "t.xlsx", What.NEEDS) is None


def test_a_date_that_is_none_is_left_to_the_reader(tmp_path):
    _, needs = write_tables(tmp_path)
    for row in (2, 3):
        spoil(needs, row, windows="2026-13-45T09:00/2026-13-45T10:00")
    assert first_day_of(needs, What.NEEDS) is None


def test_two_tables_make_a_day(tmp_path):
    loaded = load_day(*write_tables(tmp_path), Reading(first_day=MONDAY))

    assert [one.id for one in loaded.day.volunteers] == ["v1", "v2", "v3"]
    assert [one.id for one in loaded.day.needs] == ["n1", "n2"]
    assert loaded.bad == ()


def test_what_is_left_out_of_either_table_is_listed(tmp_path):
    volunteers, needs = write_tables(tmp_path)
    spoil(volunteers, 2, age="old")
    spoil(needs, 2, priority="none")

    loaded = load_day(volunteers, needs, Reading(first_day=MONDAY, keep_good=True))
    with pytest.raises(BadTable) as told:
        load_day(volunteers, needs, Reading(first_day=MONDAY))

    assert [(cell.file, cell.row) for cell in loaded.bad] == [("volunteers.csv", 2), ("needs.csv", 2)]
    assert told.value.cells == loaded.bad


@pytest.mark.parametrize("days", [0, 15])
def test_a_horizon_beyond_two_weeks_is_refused(days):
    with pytest.raises(InvalidInput, match=f"days={days}"):
        Reading(first_day=MONDAY, days=days)


def test_who_names_a_guardian_that_is_not_in_the_table_is_planned_without(tmp_path):
    volunteers, needs = write_tables(tmp_path)
    spoil(volunteers, 2, guardian_id="v2")
    spoil(volunteers, 3, guardian_id="v9")

    loaded = load_day(volunteers, needs, Reading(first_day=MONDAY))

    assert [one.guardian_id for one in loaded.day.volunteers] == ["v2", "", ""]
    assert [(cell.row, cell.column, cell.value) for cell in loaded.notices] == [(3, "guardian_id", "v9")]


def test_who_names_a_guardian_that_is_under_age_is_planned_without(tmp_path):
    volunteers, needs = write_tables(tmp_path)
    spoil(volunteers, 2, guardian_id="v2", age="15")
    spoil(volunteers, 3, age="16")

    loaded = load_day(volunteers, needs, Reading(first_day=MONDAY))

    assert [one.guardian_id for one in loaded.day.volunteers] == ["", "", ""]
    assert [(cell.row, cell.value) for cell in loaded.notices] == [(2, "v2")]
