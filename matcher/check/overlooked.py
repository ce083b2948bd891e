"""Whether an unmet need could simply have been put somewhere: the judge's own insertion, stop by stop.

A visit of one, with what it fetches, is tried between any two stops of every shift; the others keep their
order, and whoever works with somebody else keeps the hour. Shifts with breaks are left alone.
Engines that do not try report a reason where there is none: reinterpretcat/vrp #48.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from matcher.check.inserting import Standing
from models.geo import Place
from models.needs import Need
from models.people import Limits, Volunteer
from models.plans import VISITS, Part, Route, Stop
from models.reasons import OWN_LIMITS, Reason
from models.units import Seconds

UNKNOWN = Seconds(-1)
"""Stands for the time of a stop that has none yet."""


def place_for(standing: Standing, need: Need, volunteer: Volunteer, lifted: Set[Reason]) -> Route | None:
    """A route of the volunteer with the need in it that breaks no rule but these; None where there is none.

    None too where the need asks for more than one visit by one person, or for goods, or there are breaks.
    """
    if standing.is_tied(need) or need.supplies or volunteer.breaks:
        return None
    first_s, last_s = need.windows[0].opens_s, need.windows[-1].closes_s + need.late_s
    for shift, span in enumerate(volunteer.shifts):
        if last_s < span.opens_s or span.closes_s < first_s + need.service_s:
            continue
        given = standing.routes[volunteer.id].get(shift)
        stops = given.stops if given is not None else ()
        for place in range(len(stops) + 1):
            route = _timed(standing, volunteer, shift, [*stops[:place], *_stops(need), *stops[place:]])
            if (
                route is not None
                and (_keeps_limits(route, volunteer.limits) or lifted & OWN_LIMITS)
                and {one.code for one in standing.broken_by([route])} <= lifted
            ):
                return route
    return None


def _keeps_limits(route: Route, limits: Limits) -> bool:
    """The limits of the day as far as one route can break them: most who cannot come are seen here."""
    visits = sum(stop.part in VISITS for stop in route.stops)
    service_s = sum(stop.end_s - stop.start_s for stop in route.stops)
    return (
        (limits.travel_s is None or route.travel_s <= limits.travel_s)
        and (limits.tasks is None or visits <= limits.tasks)
        and (limits.service_s is None or service_s <= limits.service_s)
    )


def _stops(need: Need) -> Iterator[Stop]:
    """What it takes, still without a time."""
    if need.pickup is not None:
        yield Stop(need_id=need.id, part=Part.PICKUP, start_s=UNKNOWN, end_s=UNKNOWN)
    part = Part.VISIT if need.pickup is None else Part.DROPOFF
    yield Stop(need_id=need.id, part=part, start_s=UNKNOWN, end_s=UNKNOWN)


def _timed(standing: Standing, volunteer: Volunteer, shift: int, stops: Sequence[Stop]) -> Route | None:
    """Each stop as early as can be; None where one comes too late, or has happened, or is for no need."""
    span, way_s = volunteer.shifts[shift], standing.ways.seconds
    here, free_s = volunteer.home, max(span.opens_s, standing.day.now_s or 0)
    starts: list[tuple[int, int]] = []
    legs_s: list[int] = []
    for stop in stops:
        if not stop.need_id or (stop.need_id, stop.role) in standing.started:
            return None
        need = standing.needs[stop.need_id]
        fetched = need.pickup if stop.part is Part.PICKUP else None
        there, lasts_s = _place(standing, stop), need.service_s if fetched is None else fetched.service_s
        legs_s.append(way_s(volunteer.mode, here, there))
        start_s = _earliest(standing, need, stop, free_s + legs_s[-1])
        if start_s is None or start_s > span.closes_s:
            return None
        here, free_s = there, start_s + lasts_s
        starts.append((start_s, free_s))
    legs_s.append(0 if volunteer.open_end else way_s(volunteer.mode, here, volunteer.end or volunteer.home))
    if free_s + legs_s[-1] > span.closes_s:
        return None
    return Route(
        volunteer_id=volunteer.id,
        shift=shift,
        leaves_s=Seconds(starts[0][0] - legs_s[0]),
        returns_s=Seconds(free_s + legs_s[-1]),
        travel_s=Seconds(sum(legs_s)),
        stops=tuple(
            replace(stop, start_s=Seconds(start_s), end_s=Seconds(end_s))
            for stop, (start_s, end_s) in zip(stops, starts, strict=True)
        ),
    )


def _place(standing: Standing, stop: Stop) -> Place:
    need = standing.needs[stop.need_id]
    return need.pickup.place if stop.part is Part.PICKUP and need.pickup is not None else need.place


def _earliest(standing: Standing, need: Need, stop: Stop, ready_s: int) -> int | None:
    """When the stop may start at the earliest, None where never."""
    if stop.part is Part.PICKUP:
        return ready_s
    if stop.start_s != UNKNOWN and (standing.is_tied(need) or need.id in standing.pinned):
        return stop.start_s if ready_s <= stop.start_s else None
    last = need.windows[-1]
    for window in need.windows:
        closes_s = window.closes_s + (need.late_s if window is last else 0)
        if ready_s <= closes_s:
            return max(ready_s, window.opens_s)
    return None
