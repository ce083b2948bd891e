"""Values refuse what cannot be, and the message shows it."""

from datetime import date

import pytest

from models.errors import InvalidInput
from models.needs import Link, LinkKind, Pin, Role, Series
from models.people import Limits
from models.plans import Cost, Plan, Status
from tests.builders import make_day, make_need, make_volunteer

FORTNIGHT_S = 14 * 86_400


def make_link(**changes):
    return Link(kind=LinkKind.GAP, first_id="a", second_id="b", **changes)


def make_plan(**changes):
    cost = Cost(unmet_priority=0, travel_s=0)
    return Plan(problem_digest="", routes=(), unmet=(), cost=cost, status=Status.OPTIMAL, **changes)


def make_series(**changes):
    return Series(id="s", need_ids=("a", "b"), **changes)


def make_pin(**changes):
    return Pin(need_id="n1", volunteer_id="v1", **changes)


BOUNDS = [
    (Role, "level", 1, 5),
    (Limits, "travel_s", 0, FORTNIGHT_S),
    (Limits, "service_s", 0, FORTNIGHT_S),
    (Limits, "week_service_s", 0, FORTNIGHT_S),
    (Limits, "metres", 0, 10**9),
    (Limits, "tasks", 0, 10**6),
    (make_need, "seats", 0, 1000),
    (make_need, "min_age", 0, 120),
    (make_need, "max_age", 0, 120),
    (make_volunteer, "age", 0, 120),
    (make_volunteer, "capacity", 0, 10_000),
    (make_volunteer, "seats", 0, 1000),
    (make_volunteer, "hours_given", 0, 25_000),
    (make_link, "min_s", -FORTNIGHT_S, FORTNIGHT_S),
    (make_link, "max_s", 0, FORTNIGHT_S),
    (make_series, "spacing_days", 0, 14),
    (make_pin, "order", 0, 10**6),
    (make_day, "days", 1, 14),
    (make_day, "utc_offset_minutes", -840, 840),
]


@pytest.mark.parametrize(
    ("make", "name", "low", "high"), BOUNDS, ids=lambda one: getattr(one, "__name__", str(one))
)
def test_a_value_lies_within_its_bounds(make, name, low, high):
    for value in (low, high):
        assert getattr(make(**{name: value}), name) == value
    for value in (low - 1, high + 1, 2**63):
        with pytest.raises(InvalidInput, match=f"{name}={value}"):
            make(**{name: value})


def test_a_series_names_a_need_once():
    with pytest.raises(InvalidInput, match="series s: a need is named twice"):
        Series(id="s", need_ids=("a", "a"))


@pytest.mark.parametrize("name", ["seconds", "cpu_seconds", "iterations"])
def test_a_plan_took_no_less_than_nothing(name):
    assert getattr(make_plan(**{name: 0}), name) == 0
    with pytest.raises(InvalidInput, match=f"{name}=-1 is negative"):
        make_plan(**{name: -1})


def test_a_plan_begins_in_the_years_2000_to_2199():
    for day in (date(2000, 1, 1), date(2199, 12, 31)):
        assert make_day(first_day=day).first_day == day
    for day in (date(1999, 12, 31), date(2200, 1, 1), date(9999, 12, 31)):
        with pytest.raises(InvalidInput, match=f"{day} is not a day of the years 2000 to 2199"):
            make_day(first_day=day)
