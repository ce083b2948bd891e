"""The shifts of one week as spans of every week."""

from api.usecases.imports.people_list import weekly
from models.people import Shift
from models.units import DAY_S, HOUR_S, Seconds


def shift(day, opens_h, closes_h):
    return Shift(
        opens_s=Seconds(day * DAY_S + opens_h * HOUR_S), closes_s=Seconds(day * DAY_S + closes_h * HOUR_S)
    )


def span(weekday, opens, closes):
    return {"weekday": weekday, "from": opens, "until": closes}


def test_a_shift_is_a_span_of_its_weekday():
    assert weekly([shift(0, 8, 12), shift(6, 14, 18)]) == [
        span(1, "08:00", "12:00"),
        span(7, "14:00", "18:00"),
    ]


def test_a_shift_over_midnight_is_two_spans_and_that_of_sunday_ends_on_a_monday():
    assert weekly([shift(6, 22, 26)]) == [span(1, "00:00", "02:00"), span(7, "22:00", "24:00")]


def test_spans_that_meet_are_one():
    assert weekly([shift(0, 8, 12), shift(0, 12, 14)]) == [span(1, "08:00", "14:00")]
