"""How moments, places and people are said, and how much of a person is shown."""

import pytest

from api.printouts import wording
from models.geo import Precision
from models.plans import Part, Status
from models.units import DAY_S, HOUR_S
from tests.builders import MONDAY, make_day, make_place, make_window


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张秀英", "张**"),
        ("李强", "李*"),
        ("欧阳建国", "欧阳**"),
        ("欧阳", "欧*"),
        ("王奶奶", "王奶奶"),
        ("陈爹爹", "陈爹爹"),
        ("John A. Smith", "J. A. Smith"),
        ("Müller", "M*****"),
        ("Smith", "Smith"),
        ("  张  ", "张"),
        ("", ""),
    ],
)
def test_a_recipient_is_named_by_surname_alone(name, shown):
    assert wording.masked_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("027-84461234", "027****1234"),
        ("84461234", "******34"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_masked(phone, shown):
    assert wording.masked_phone(phone) == shown


@pytest.mark.parametrize(
    ("opens_h", "closes_h", "shown"),
    [
        (8, 12, "08:00–12:00"),
        (20, 24, "20:00–24:00"),
        (22, 26, "22:00–次日02:00"),
        (32, 36, "08:00–12:00"),
        (20, 48, "20:00–次日24:00"),
        (8, 56.5, "08:00–2日后08:30"),
    ],
)
def test_a_span_says_when_it_runs_past_midnight(opens_h, closes_h, shown):
    assert wording.span(round(opens_h * HOUR_S), round(closes_h * HOUR_S)) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0 分钟"), (61, "2 分钟"), (3600, "1 小时"), (5400, "1 小时 30 分")]
)
def test_a_duration_is_said_in_minutes_that_hold_it(seconds, shown):
    assert wording.duration(seconds) == shown


@pytest.mark.parametrize(
    ("way_s", "since_s", "until_s", "minutes"),
    [
        (280, 30, 310, 5),
        (280, 10, 290, 4),
        (280, 10, 3600, 5),
        (20, 10, 30, 0),
        (0, 59, 61, 0),
    ],
)
def test_a_way_is_told_in_the_minutes_that_pass_on_the_clock(way_s, since_s, until_s, minutes):
    assert wording.way_minutes(way_s, since_s=since_s, until_s=until_s) == minutes


def test_a_day_has_its_weekday():
    assert wording.day_words(MONDAY) == "2026年11月23日 星期一"
    assert wording.day_words(wording.day_of(MONDAY, DAY_S)) == "2026年11月24日 星期二"


def test_windows_have_a_date_where_the_plan_has_several_days():
    windows = (make_window(9, 11), make_window(33, 35))
    assert wording.window_words(make_day(), windows[:1]) == "09:00–11:00"
    assert wording.window_words(make_day(days=2), windows) == "11月23日 09:00–11:00、11月24日 09:00–11:00"


def test_a_place_without_a_name_is_its_coordinates():
    assert wording.place_words(make_place()) == "坐标 30.54940, 114.21860"


@pytest.mark.parametrize("precision", Precision)
def test_a_place_coarser_than_a_building_is_marked(precision):
    coarse = wording.coarse_words(make_place(precision=precision))
    assert bool(coarse) == (precision in (Precision.ESTATE, Precision.COMMUNITY))


def test_every_part_and_every_status_has_a_word():
    assert set(wording.PARTS) == set(Part)
    assert set(wording.STATUSES) == set(Status)
