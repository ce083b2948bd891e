"""Names, seats, parts and moments that the question cannot have."""

from collections.abc import Iterable
from dataclasses import replace

from matcher.check.violation import Fault
from models.plans import Part, Plan, Route, Stop
from models.units import HOUR_S, Seconds
from tests.unit.matcher.check.good_plan import (
    BEN,
    CAT_AFTERNOON,
    Good,
    add_route,
    add_stop,
    route_of,
    state,
)
from tests.unit.matcher.check.mutations.naming import Mutations, breaking

MUTATIONS: Mutations = {}
breaks = breaking(MUTATIONS)


def idle_route(volunteer_id: str, shift: int = 0, stops: Iterable[Stop] = ()) -> Route:
    ten = Seconds(10 * HOUR_S)
    return Route(
        volunteer_id=volunteer_id,
        shift=shift,
        leaves_s=ten,
        returns_s=ten,
        travel_s=Seconds(0),
        stops=tuple(stops),
    )


def unread(need_id: str, part: Part = Part.VISIT, role: int = 0) -> Stop:
    """A stop that the judge sets aside, so that its times do not matter."""
    return Stop(need_id=need_id, part=part, role=role, start_s=Seconds(0), end_s=Seconds(0))


@breaks(Fault.UNKNOWN_VOLUNTEER)
def a_route_of_nobody(good: Good) -> Plan:
    return add_route(good.plan, idle_route("nobody", stops=[unread("ride")]))


@breaks(Fault.UNKNOWN_SHIFT)
def a_shift_that_the_volunteer_does_not_have(good: Good) -> Plan:
    return add_route(good.plan, idle_route("kay", 1, [unread("ride")]))


@breaks(Fault.UNKNOWN_SHIFT)
def a_shift_below_zero(good: Good) -> Plan:
    return add_route(good.plan, idle_route("kay", -1, [unread("ride")]))


@breaks(Fault.SHIFT_TWICE, Fault.EMPTY_ROUTE)
def a_second_route_in_one_shift(good: Good) -> Plan:
    return add_route(good.plan, idle_route("ann"))


@breaks(Fault.EMPTY_ROUTE)
def a_route_without_a_stop(good: Good) -> Plan:
    return add_route(good.plan, idle_route("kay"))


@breaks(Fault.UNKNOWN_NEED)
def a_stop_for_no_need(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("no-such-need"))


@breaks(Fault.UNKNOWN_ROLE)
def a_third_seat_in_a_crew_of_two(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("lift", role=2))


@breaks(Fault.UNKNOWN_ROLE)
def a_seat_below_zero(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("lift", role=-1))


@breaks(Fault.WRONG_PART)
def a_pickup_where_nothing_is_fetched(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("ride", Part.PICKUP))


@breaks(Fault.WRONG_PART)
def a_plain_visit_where_something_is_dropped_off(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("medicine-1", Part.VISIT))


@breaks(Fault.OUTSIDE_HORIZON)
def a_stop_before_the_first_day(good: Good) -> Plan:
    return add_stop(good.plan, BEN, replace(unread("first-visit"), start_s=Seconds(-1)))


@breaks(Fault.OUTSIDE_HORIZON)
def a_stop_in_a_thousand_years(good: Good) -> Plan:
    return add_stop(good.plan, BEN, replace(unread("first-visit"), start_s=Seconds(10**12)))


@breaks(Fault.STOP_TWICE)
def a_visit_made_twice(good: Good) -> Plan:
    (story,) = route_of(good.plan, CAT_AFTERNOON).stops
    again = replace(story, start_s=story.end_s, end_s=story.end_s + 1800)
    return state(add_stop(good.plan, CAT_AFTERNOON, again), CAT_AFTERNOON, returns_s=1800)
