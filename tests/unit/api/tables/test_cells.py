"""Single values as people type them."""

from datetime import date

import pytest

from api.tables import cells
from api.tables.cells import CellProblem, day, masked, minutes, number, phone, whole

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "2026/11/24",
        "2026.11.24",
        "2026年11月24日",
        "２０２６年１１月２４日",
        "20261124",
        "46350",
        "46350.0",
        "46350.375",
        "2026-11-24 09:00",
        "2026-11-24 00:00:00",
        " 2026-11-24 ",
        "'2026-11-24",
    ],
)
def test_one_day_in_many_spellings(text):
    assert day(text) == TUESDAY


def test_serial_days_step_over_the_29_february_1900_that_excel_believes_in():
    assert [day(serial) for serial in ("1", "59", "61")] == [
        date(1900, 1, 1),
        date(1900, 2, 28),
        date(1900, 3, 1),
    ]
    with pytest.raises(CellProblem):
        day("60")


@pytest.mark.parametrize("text", ["2026-02-30", "20261324", "明天", "0", "9999999", "11-24", "nan"])
def test_what_is_no_day_is_told(text):
    with pytest.raises(CellProblem):
        day(text)


def test_what_does_not_expire_lasts_to_the_end_of_days():
    assert cells.last_day("长期") == date.max


def test_a_month_of_birth_makes_nobody_older():
    assert cells.birth_day("2008.11") == date(2008, 11, 30)
    assert cells.birth_day("2008年12月") == date(2008, 12, 31)
    assert cells.age_on(date(2008, 11, 30), TUESDAY) == 17
    assert cells.age_on(date(2008, 11, 24), TUESDAY) == 18


@pytest.mark.parametrize(
    ("text", "value"), [("１２．５", 12.5), ("1,200.5", 1200.5), (" 3 ", 3), ("-2", -2), ("1e3", 1000)]
)
def test_numbers_in_full_width_and_with_commas(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-Infinity", "一", "1,2", "1_0", "12元"])
def test_what_is_no_finite_number_is_told(text):
    with pytest.raises(CellProblem, match="number"):
        number(text)


@pytest.mark.parametrize("text", ["2.5", "-1", "1e12"])
def test_what_is_no_count_is_told(text):
    with pytest.raises(CellProblem):
        whole(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("90", 90),
        ("90分钟", 90),
        ("1.5小时", 90),
        ("1小时30分", 90),
        ("半小时", 30),
        ("2个小时", 120),
        ("1h", 60),
    ],
)
def test_minutes_with_and_without_a_unit(text, value):
    assert minutes(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "13900001234",
        "139 0000 1234",
        "139-0000-1234",
        "+86 13900001234",
        "0086-139-0000-1234",
        "8613900001234",
        "１３９００００１２３４",
        "13900001234.0",
        "1.3900001234E+10",
    ],
)
def test_one_telephone_number_in_many_spellings(text):
    assert phone(text) == "13900001234"


def test_landlines_and_two_numbers_are_kept():
    assert phone("027-84661234") == "02784661234"
    assert phone("84661234") == "84661234"
    assert phone("13900001234/027-84661234") == "13900001234/02784661234"


def test_a_number_that_the_spreadsheet_rounded_is_told():
    with pytest.raises(CellProblem, match="rounded by the spreadsheet"):
        phone("1.39E+10")


@pytest.mark.parametrize("text", ["1390000123", "12345", "没有", "139000012345"])
def test_what_is_no_telephone_number_is_told(text):
    with pytest.raises(CellProblem, match="no telephone number"):
        phone(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13900001234", "139****1234"),
        ("139 0000 1234", "139 **** 1234"),
        ("139000012345", "139*****2345"),
        ("12", "12"),
    ],
)
def test_a_telephone_number_is_shown_without_its_middle(text, shown):
    assert masked(text) == shown


def test_yes_and_no():
    assert [cells.yes_no(text) for text in ("是", "需要", "YES", "√")] == [True] * 4
    assert [cells.yes_no(text) for text in ("否", "无", "no", "0")] == [False] * 4
    with pytest.raises(CellProblem):
        cells.yes_no("也许")
