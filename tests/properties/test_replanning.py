"""A plan that is planned again in the course of its day keeps what it promised, if nothing has changed."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.documents import digest
from api.usecases.published import Published, under_way
from matcher.check.plan import check_plan
from matcher.planning import plan_day
from matcher.routing.search import Budget
from models.day import Day, Depot
from models.plans import VISITS, Plan
from models.units import Seconds
from tests.builders import make_place
from tests.properties.mixed_days import FEATURES, mixed_day

HAPPENED = {"fetched", "now", "pins", "started", "told"}
BEYOND = {"series"}  # with chains the search refuses it
QUIET = [one for one in FEATURES if one not in HAPPENED | BEYOND]
"""What a day may have in which nothing has happened yet."""


def planned(day: Day, iterations: int, start: Plan | None = None) -> Published:
    budget = Budget(iterations=iterations)
    return Published(day=day, plan=plan_day(day, budget=budget, digest=digest(day), start=start))


def promised(plan: Plan) -> set[tuple[str, int]]:
    return {(stop.need_id, stop.role) for route in plan.routes for stop in route.stops if stop.part in VISITS}


def replanned(published: Published, tables: Day, now_s: int) -> Published:
    """The published plan at that moment of the day, as a search for a better one begins with it."""
    return planned(under_way(tables, published, Seconds(now_s)), 0, published.plan)


@pytest.mark.parametrize("depots", [False, True], ids=["no depot", "a depot"])
@settings(max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_replanning_with_nothing_changed_keeps_every_promised_visit(depots: bool, seed: int) -> None:
    """But where goods and later shifts meet: matcher.building.goods counts on less than there is then."""
    draw = Random(seed)
    day = mixed_day(seed, [one for one in QUIET if draw.random() < 0.5] + ["supplies"] * depots)
    depot = Depot(id="d", place=make_place(0, 500), service_s=Seconds(300))
    day = replace(day, depots=(depot,) if depots else ())
    if any(need.supplies for need in day.needs):
        day = replace(day, volunteers=tuple(replace(one, shifts=one.shifts[:1]) for one in day.volunteers))
    first = planned(day, 100)
    stops = [stop for route in first.plan.routes for stop in route.stops]
    if not stops:
        return
    moments = [draw.choice(stops).start_s + draw.choice([-1200, -300, -60, 0, 60, 300, 1200]) for _ in "ab"]
    told = first
    for now_s in sorted(max(0, moment) for moment in moments):
        told = replanned(told, day, now_s)
        assert promised(told.plan) >= promised(first.plan)
        assert check_plan(told.day, told.plan, digest(told.day)) == []
