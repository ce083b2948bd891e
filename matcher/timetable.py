"""A plan changed by hand: seats are taken out and put in, the times follow, and nothing else changes.

Nothing is forbidden here: what a change breaks is for the judge to say. Questions with breaks or depots are
none of its business.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from matcher.history import begun_shifts
from models.day import Day
from models.errors import InvalidInput
from models.geo import Place
from models.needs import Need, TimeWindow
from models.people import Volunteer
from models.plans import VISITS, Part, Plan, Route, Stop
from models.travel import way_s
from models.units import Seconds

ShiftKey = tuple[str, int]
"""Volunteer id and index of the shift."""

Fixed = tuple[str, int, Seconds]
"""Need id and role, and when the visit starts."""


class Timetable:
    """The routes of a plan while somebody changes them."""

    def __init__(self, day: Day, plan: Plan) -> None:
        self._day, self._grid = day, day.grid()
        self._needs = {need.id: need for need in day.needs}
        self._volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
        self._begun = begun_shifts(day)
        self._stops: dict[ShiftKey, list[Stop]] = {
            (route.volunteer_id, route.shift): list(route.stops) for route in plan.routes
        }

    def start_of(self, need_id: str) -> Seconds | None:
        """When the need's crew starts; None where nobody comes."""
        starts = [
            stop.start_s
            for stops in self._stops.values()
            for stop in stops
            if stop.need_id == need_id and stop.part in VISITS
        ]
        return min(starts, default=None)

    def takes(self, need_id: str, role: int) -> tuple[str, Seconds] | None:
        """Who takes the seat, and when they start."""
        for (volunteer_id, _), stops in self._stops.items():
            for stop in stops:
                if (stop.need_id, stop.role) == (need_id, role) and stop.part in VISITS:
                    return volunteer_id, stop.start_s
        return None

    def take_out(self, need_id: str, role: int | None = None) -> None:
        """The need, or one seat of it, is served by nobody; the others keep their times."""
        for key, stops in self._stops.items():
            self._stops[key] = [
                stop for stop in stops if stop.need_id != need_id or (role is not None and stop.role != role)
            ]

    def put_in(self, need_id: str, role: int, volunteer_id: str, start_s: Seconds | None) -> None:
        """The seat goes to the volunteer: at that moment, else where it is least late and least far.

        Whoever comes after it starts later where they have to. Raises InvalidInput where the volunteer has no
        shift on these days.
        """
        tried = [
            self._tried((volunteer_id, shift), need_id, role, start_s)
            for shift in range(len(self._volunteers[volunteer_id].shifts))
        ]
        if not tried:
            raise InvalidInput(f"volunteer {volunteer_id} is free on none of these days")
        _, key, stops = min(tried, key=lambda one: one[0])
        self._stops[key] = stops

    def routes(self) -> tuple[Route, ...]:
        """Those with work, by the order of the volunteers."""
        order = {volunteer.id: idx for idx, volunteer in enumerate(self._day.volunteers)}
        keys = sorted((key for key, stops in self._stops.items() if stops), key=lambda k: (order[k[0]], k[1]))
        return tuple(self._route(key, self._stops[key]) for key in keys)

    def _tried(
        self, key: ShiftKey, need_id: str, role: int, start_s: Seconds | None
    ) -> tuple[tuple[int, int], ShiftKey, list[Stop]]:
        """The best that can be done in one shift: how late and how far, and its stops then."""
        stops = self._stops.get(key, [])
        places: Sequence[int] = range(self._first_free(key), len(stops) + 1)
        if start_s is not None:
            places = [at for at in places if _is_place(stops, at, start_s)] or [len(stops)]
        fixed = None if start_s is None else (need_id, role, start_s)
        changed = [self._timed(key, self._with(stops, at, need_id, role), fixed) for at in places]
        worths = [(self._lateness(key, one), self._travel_s(key, one)) for one in changed]
        best = min(range(len(changed)), key=worths.__getitem__)
        return worths[best], key, changed[best]

    def _first_free(self, key: ShiftKey) -> int:
        """How many stops of the shift have begun: nothing is put before them."""
        return len(self._begun[key].stops) if key in self._begun else 0

    def _with(self, stops: Sequence[Stop], at: int, need_id: str, role: int) -> list[Stop]:
        """The stops with those of the seat, whose times are not known yet."""
        need, new = self._needs[need_id], []
        zero_s = Seconds(0)
        if need.pickup is not None:
            lasts_s = need.pickup.service_s
            new.append(Stop(need_id=need_id, role=role, part=Part.PICKUP, start_s=zero_s, end_s=lasts_s))
        part = Part.VISIT if need.pickup is None else Part.DROPOFF
        new.append(Stop(need_id=need_id, role=role, part=part, start_s=zero_s, end_s=need.service_s))
        return [*stops[:at], *new, *stops[at:]]

    def _timed(self, key: ShiftKey, stops: Sequence[Stop], fixed: Fixed | None) -> list[Stop]:
        """The stops, none earlier than it was; what is fixed at its moment, though nobody could be there."""
        volunteer = self._volunteers[key[0]]
        here, free_s, first = volunteer.home, volunteer.shifts[key[1]].opens_s, 0
        if key in self._begun:
            begun = self._begun[key]
            here, free_s, first = begun.last.place, begun.resumes_s, len(begun.stops)
        free_s = Seconds(max(free_s, self._day.now_s or 0))
        timed = list(stops[:first])
        for stop in stops[first:]:
            there = self._place(stop)
            start_s = max(stop.start_s, free_s + self._way_s(volunteer, here, there))
            if stop.part in VISITS:
                start_s = _allowed(self._needs[stop.need_id], Seconds(start_s))
                if fixed is not None and (stop.need_id, stop.role) == fixed[:2]:
                    start_s = fixed[2]
            timed.append(_moved(stop, start_s))
            here, free_s = there, timed[-1].end_s
        return self._fetched_late(volunteer, timed, first)

    def _fetched_late(self, volunteer: Volunteer, stops: list[Stop], first: int) -> list[Stop]:
        """What is fetched is fetched as late as it can be, as the search does."""
        for idx in reversed(range(first, len(stops) - 1)):
            stop, after = stops[idx], stops[idx + 1]
            if stop.part is Part.PICKUP:
                way = self._way_s(volunteer, self._place(stop), self._place(after))
                latest_s = after.start_s - way - (stop.end_s - stop.start_s)
                stops[idx] = _moved(stop, max(stop.start_s, latest_s))
        return stops

    def _lateness(self, key: ShiftKey, stops: Sequence[Stop]) -> int:
        """Seconds after the last allowed start, summed, and after the end of the shift."""
        late = 0
        for stop in stops:
            if stop.part in VISITS:
                need = self._needs[stop.need_id]
                late += max(0, stop.start_s - need.windows[-1].closes_s - need.late_s)
        volunteer = self._volunteers[key[0]]
        shift, route = volunteer.shifts[key[1]], self._route(key, stops)
        return late + max(0, route.returns_s - shift.closes_s) + max(0, shift.opens_s - route.leaves_s)

    def _travel_s(self, key: ShiftKey, stops: Sequence[Stop]) -> int:
        """How much longer the ways become."""
        before = self._stops.get(key)
        return self._route(key, stops).travel_s - (self._route(key, before).travel_s if before else 0)

    def _route(self, key: ShiftKey, stops: Sequence[Stop]) -> Route:
        volunteer = self._volunteers[key[0]]
        places = [volunteer.home, *map(self._place, stops)]
        if not volunteer.open_end:
            places.append(volunteer.end or volunteer.home)
        ways_s = [self._way_s(volunteer, here, there) for here, there in pairwise(places)]
        back_s = 0 if volunteer.open_end else ways_s[-1]
        leaves_s = stops[0].start_s - ways_s[0]
        if key in self._begun:
            leaves_s = self._begun[key].leaves_s
        return Route(
            volunteer_id=key[0],
            shift=key[1],
            leaves_s=Seconds(leaves_s),
            returns_s=Seconds(stops[-1].end_s + back_s),
            travel_s=Seconds(sum(ways_s)),
            stops=tuple(stops),
        )

    def _place(self, stop: Stop) -> Place:
        need = self._needs[stop.need_id]
        return need.pickup.place if stop.part is Part.PICKUP and need.pickup is not None else need.place

    def _way_s(self, volunteer: Volunteer, here: Place, there: Place) -> Seconds:
        (x, y), (to_x, to_y) = self._grid.xy(here.at), self._grid.xy(there.at)
        return way_s(self._day.paces[volunteer.mode], to_x - x, to_y - y)


def _is_place(stops: Sequence[Stop], at: int, start_s: Seconds) -> bool:
    """Whether what starts then belongs between the stops before and after."""
    before = at == 0 or stops[at - 1].start_s <= start_s
    return before and (at == len(stops) or start_s <= stops[at].start_s)


def _allowed(need: Need, start_s: Seconds) -> Seconds:
    """The next moment at which the need may start; the moment itself where there is none any more."""
    windows: Sequence[TimeWindow] = need.windows
    for number, window in enumerate(windows):
        grace_s = need.late_s if number == len(windows) - 1 else 0
        if start_s <= window.closes_s + grace_s:
            return max(start_s, window.opens_s)
    return start_s


def _moved(stop: Stop, start_s: int) -> Stop:
    return replace(stop, start_s=Seconds(start_s), end_s=Seconds(start_s + stop.end_s - stop.start_s))
