"""Needs explained for tests: what stays unmet and why, each confirmed by the judge."""

from collections.abc import Iterable

from matcher.check.unmet import confirm_unmet
from matcher.explain import explain_unmet
from matcher.survey import survey
from models.day import Day
from models.needs import Need, Pin
from models.people import Volunteer
from models.plans import VISITS, Cost, Plan, Route, Status, Unmet, WayIn
from models.reasons import Reason
from tests.builders import make_day, make_volunteer
from tests.schedules import Orders, Schedules


def explained(day: Day, routes: Iterable[Route] = ()) -> dict[str, Unmet]:
    """All needs of the day that the routes do not serve, told by id; the judge finds nothing untrue."""
    surveyed = survey(day)
    served = {stop.need_id for route in routes for stop in route.stops}
    needs = [idx for idx, need in enumerate(surveyed.needs) if need.id not in served]
    unmet = explain_unmet(surveyed, needs, tuple(routes))
    plan = Plan(
        problem_digest="",
        routes=tuple(routes),
        unmet=unmet,
        cost=Cost(unmet_priority=0, travel_s=0),
        status=Status.PARTIAL,
    )
    assert confirm_unmet(day, plan) == []
    return {one.need_id: one for one in unmet}


def reasons(team: list[Volunteer], need: Need, pins: tuple[Pin, ...] = ()) -> list[tuple[Reason, int]]:
    return list(explained(make_day(team, [need], pins=pins))[need.id].reasons)


def routes_of(day: Day, orders: Orders) -> tuple[Route, ...]:
    plan = Schedules(day).plan(orders)
    assert plan is not None
    return plan.routes


def way_in(day: Day, need_id: str, orders: Orders | None = None) -> WayIn:
    """Of the need, in the plan of these orders."""
    found = explained(day, routes_of(day, orders or {}))[need_id].way_in
    assert found is not None
    return found


def comers(found: WayIn, need_id: str) -> list[str]:
    return [
        route.volunteer_id
        for route in found.routes
        for stop in route.stops
        if stop.need_id == need_id and stop.part in VISITS
    ]


def team(count: int, prefix: str = "v", **changes: object) -> list[Volunteer]:
    return [make_volunteer(f"{prefix}{k}", **changes) for k in range(count)]
