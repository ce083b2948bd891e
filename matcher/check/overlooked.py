"""Whether an unmet need could simply have been put somewhere: the judge's own insertion, stop by stop.

A visit of one, with what it fetches, is tried between any two stops of every shift; the others keep their
order, and whoever works with somebody else keeps the hour. Shifts with breaks are left alone.
Engines that do not try report a reason where there is none: reinterpretcat/vrp #48.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from matcher.check.inserting import Standing
from models.geo import Place
from models.needs import Need
from models.people import Limits, Shift, Volunteer
from models.plans import VISITS, Part, Route, Stop
from models.reasons import OWN_LIMITS, Reason
from models.units import DAY_S, Seconds

UNKNOWN = Seconds(-1)
"""Stands for the time of a stop that has none yet."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A stop, the way to it, and when it starts and ends."""

    stop: Stop
    place: Place
    way_s: int
    starts_s: int
    ends_s: int


class Overlooked:
    """Tries needs in the plan as it stands."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._known: dict[tuple[str, int], list[Reached]] = {}

    def is_tried(self, need: Need) -> bool:
        """Not where it asks for more than one visit by one person, or for goods."""
        return not self._standing.is_tied(need) and not need.supplies

    def place_for(self, need: Need, volunteer: Volunteer, lifted: Set[Reason]) -> Route | None:
        """A route of the volunteer with the need in it that breaks no rule but these; None where none does.

        None too where the volunteer has breaks.
        """
        if volunteer.breaks:
            return None
        first_s, last_s = need.windows[0].opens_s, need.windows[-1].closes_s + need.late_s
        for shift, span in enumerate(volunteer.shifts):
            if last_s < span.opens_s or span.closes_s < first_s + need.service_s:
                continue
            if self._has_done_enough(volunteer, span) and not lifted & OWN_LIMITS:
                continue
            for reached, returns_s in self._ways_through(need, volunteer, shift):
                if _keeps_limits(reached, returns_s, volunteer.limits) or lifted & OWN_LIMITS:
                    route = _route(volunteer, shift, reached, returns_s)
                    if {one.code for one in self._standing.broken_by([route])} <= lifted:
                        return route
        return None

    def _has_done_enough(self, volunteer: Volunteer, span: Shift) -> bool:
        """Whether one visit more on the day of the shift is the first too many."""
        routes = self._standing.routes[volunteer.id]
        visits = sum(
            stop.part in VISITS
            for shift, other in enumerate(volunteer.shifts)
            if shift in routes and other.opens_s // DAY_S == span.opens_s // DAY_S
            for stop in routes[shift].stops
        )
        return visits == volunteer.limits.tasks

    def _ways_through(
        self, need: Need, volunteer: Volunteer, shift: int
    ) -> Iterator[tuple[list[Reached], int]]:
        """All stops with the need among them, at every place where nobody comes too late, and the return.

        None of a shift in which something has happened already, or that has stops for no known need.
        """
        standing = self._standing
        given = standing.routes[volunteer.id].get(shift)
        stops = given.stops if given is not None else ()
        seats = [(stop.need_id, stop.role) for stop in stops]
        if any(need_id not in standing.needs for need_id, _ in seats) or standing.started.intersection(seats):
            return
        before = self._reached(volunteer, shift, stops)
        for place in range(len(before) + 1):
            reached = self._go_on(volunteer, shift, before[:place], _stops(need))
            # Ways keep the triangle inequality: who could not go home from here cannot after more stops.
            if reached is None or self._returns_s(volunteer, reached[-1]) > volunteer.shifts[shift].closes_s:
                continue
            reached = self._go_on(volunteer, shift, reached, stops[place:])
            if reached is not None:
                returns_s = self._returns_s(volunteer, reached[-1])
                if returns_s <= volunteer.shifts[shift].closes_s:
                    yield reached, returns_s

    def _reached(self, volunteer: Volunteer, shift: int, stops: Sequence[Stop]) -> list[Reached]:
        """The stops of the plan, each as early as can be, up to the first that then comes too late."""
        key = volunteer.id, shift
        if key not in self._known:
            reached: list[Reached] = []
            for stop in stops:
                further = self._go_on(volunteer, shift, reached, [stop])
                if further is None:
                    break
                reached = further
            self._known[key] = reached
        return self._known[key]

    def _go_on(
        self, volunteer: Volunteer, shift: int, before: list[Reached], stops: Iterable[Stop]
    ) -> list[Reached] | None:
        """These stops after those before, each as early as can be; None where one comes too late."""
        span = volunteer.shifts[shift]
        reached = list(before)
        for stop in stops:
            here, free_s = self._free(volunteer, span, reached)
            need = self._standing.needs[stop.need_id]
            place, lasts_s = need.place, need.service_s
            if stop.part is Part.PICKUP and need.pickup is not None:
                place, lasts_s = need.pickup.place, need.pickup.service_s
            way_s = self._standing.ways.seconds(volunteer.mode, here, place)
            starts_s = self._earliest(need, stop, free_s + way_s)
            if starts_s is None or starts_s > span.closes_s:
                return None
            reached.append(Reached(stop, place, way_s, starts_s, starts_s + lasts_s))
        return reached

    def _free(self, volunteer: Volunteer, span: Shift, reached: Sequence[Reached]) -> tuple[Place, int]:
        """Where and when the volunteer can go on."""
        if reached:
            return reached[-1].place, reached[-1].ends_s
        return volunteer.home, max(span.opens_s, self._standing.day.now_s or 0)

    def _earliest(self, need: Need, stop: Stop, ready_s: int) -> int | None:
        """When the stop may start at the earliest, None where never."""
        standing = self._standing
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

    def _returns_s(self, volunteer: Volunteer, last: Reached) -> int:
        if volunteer.open_end:
            return last.ends_s
        end = volunteer.end or volunteer.home
        return last.ends_s + self._standing.ways.seconds(volunteer.mode, last.place, end)


def _route(volunteer: Volunteer, shift: int, reached: Sequence[Reached], returns_s: int) -> Route:
    return Route(
        volunteer_id=volunteer.id,
        shift=shift,
        leaves_s=Seconds(reached[0].starts_s - reached[0].way_s),
        returns_s=Seconds(returns_s),
        travel_s=Seconds(_travel_s(reached, returns_s)),
        stops=tuple(
            replace(one.stop, start_s=Seconds(one.starts_s), end_s=Seconds(one.ends_s)) for one in reached
        ),
    )


def _travel_s(reached: Sequence[Reached], returns_s: int) -> int:
    return sum(one.way_s for one in reached) + returns_s - reached[-1].ends_s


def _keeps_limits(reached: Sequence[Reached], returns_s: int, limits: Limits) -> bool:
    """The limits of the day as far as one route can break them: most who cannot come are seen here."""
    visits = sum(one.stop.part in VISITS for one in reached)
    service_s = sum(one.ends_s - one.starts_s for one in reached)
    return (
        (limits.travel_s is None or _travel_s(reached, returns_s) <= limits.travel_s)
        and (limits.tasks is None or visits <= limits.tasks)
        and (limits.service_s is None or service_s <= limits.service_s)
    )


def _stops(need: Need) -> list[Stop]:
    """What it takes, still without a time."""
    part = Part.VISIT if need.pickup is None else Part.DROPOFF
    visit = Stop(need_id=need.id, part=part, start_s=UNKNOWN, end_s=UNKNOWN)
    return [visit] if need.pickup is None else [replace(visit, part=Part.PICKUP), visit]
