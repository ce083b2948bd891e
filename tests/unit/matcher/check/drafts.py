"""Plans from stops with given starts: ways, leaving, returning and accounts are made true.

For what tests.schedules does not lay out: breaks, reloads, history, terms. The cost is the product's own, so
a good plan shows that judge and product agree; what each term costs is in test_costs, by hand.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from matcher.cost import plan_cost
from models.day import Day
from models.geo import Place
from models.people import Volunteer
from models.plans import VISITS, Part, Plan, Route, Status, Stop, Unmet
from models.travel import way_s
from models.units import HOUR_S, MINUTE_S, Seconds
from tests.schedules import DIGEST, Outing

Drafts = Mapping[Outing, Sequence[Stop]]


def at(hour: int, minute: int = 0, second: int = 0, *, day: int = 0) -> Seconds:
    """A moment; the first day is 0."""
    return Seconds((day * 24 + hour) * HOUR_S + minute * MINUTE_S + second)


class Drawing:
    """Lays out plans of one day."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self._volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
        self._needs = {need.id: need for need in day.needs}
        self._depots = {depot.id: depot for depot in day.depots}
        self._grid = day.grid()

    def visit(self, need_id: str, start_s: Seconds, *, role: int = 0) -> Stop:
        need = self._needs[need_id]
        part = Part.DROPOFF if need.pickup else Part.VISIT
        end_s = Seconds(start_s + need.service_s)
        return Stop(need_id=need_id, part=part, role=role, start_s=start_s, end_s=end_s)

    def pickup(self, need_id: str, start_s: Seconds, *, role: int = 0) -> Stop:
        pickup = self._needs[need_id].pickup
        assert pickup is not None
        end_s = Seconds(start_s + pickup.service_s)
        return Stop(need_id=need_id, part=Part.PICKUP, role=role, start_s=start_s, end_s=end_s)

    def reload(self, depot_id: str, start_s: Seconds) -> Stop:
        end_s = Seconds(start_s + self._depots[depot_id].service_s)
        return Stop(part=Part.RELOAD, depot_id=depot_id, start_s=start_s, end_s=end_s)

    def in_a_row(
        self, volunteer_id: str, start_s: Seconds, makers: Sequence[Callable[[Seconds], Stop]]
    ) -> list[Stop]:
        """Stops each as soon as the volunteer comes from the one before, the first at `start_s`."""
        volunteer = self._volunteers[volunteer_id]
        stops: list[Stop] = []
        here = volunteer.home
        for make in makers:
            there = self._place(make(start_s), here)
            if stops:
                start_s = Seconds(stops[-1].end_s + self._way_s(volunteer, here, there))
            stops.append(make(start_s))
            here = there
        return stops

    def plan(self, drafts: Drafts) -> Plan:
        """The plan of these stops; what they leave of a crew is unmet."""
        routes = [self._route(outing, stops) for outing, stops in sorted(drafts.items()) if stops]
        seats = {(s.need_id, s.role) for stops in drafts.values() for s in stops if s.part in VISITS}
        unmet = [
            need
            for need in self.day.needs
            if any((need.id, role) not in seats for role in range(len(need.crew)))
        ]
        return Plan(
            problem_digest=DIGEST,
            routes=tuple(routes),
            unmet=tuple(Unmet(need_id=need.id) for need in unmet),
            cost=plan_cost(self.day, routes, unmet),
            status=Status.PARTIAL if unmet else Status.FEASIBLE,
        )

    def _route(self, outing: Outing, stops: Sequence[Stop]) -> Route:
        """Who has started left when the first visit began; anybody else leaves at the last moment."""
        volunteer = self._volunteers[outing[0]]
        places = [volunteer.home]
        for stop in stops:
            places.append(self._place(stop, places[-1]))
        if not volunteer.open_end:
            places.append(volunteer.end or volunteer.home)
        legs = [self._way_s(volunteer, here, there) for here, there in pairwise(places)]
        return Route(
            volunteer_id=volunteer.id,
            shift=outing[1],
            leaves_s=Seconds(stops[0].start_s - legs[0]),
            returns_s=Seconds(stops[-1].end_s + (0 if volunteer.open_end else legs[-1])),
            travel_s=Seconds(sum(legs)),
            stops=tuple(stops),
        )

    def _way_s(self, volunteer: Volunteer, here: Place, there: Place) -> Seconds:
        (x, y), (to_x, to_y) = self._grid.xy(here.at), self._grid.xy(there.at)
        return way_s(self.day.paces[volunteer.mode], to_x - x, to_y - y)

    def _place(self, stop: Stop, before: Place) -> Place:
        if stop.part is Part.BREAK:
            return before
        if stop.part is Part.RELOAD:
            return self._depots[stop.depot_id].place
        need = self._needs[stop.need_id]
        return need.pickup.place if need.pickup and stop.part is Part.PICKUP else need.place


def rest(start_s: Seconds, minutes: int) -> Stop:
    return Stop(part=Part.BREAK, start_s=start_s, end_s=Seconds(start_s + minutes * MINUTE_S))


def later(stop: Stop, by_s: int) -> Stop:
    return replace(stop, start_s=Seconds(stop.start_s + by_s), end_s=Seconds(stop.end_s + by_s))


def moved(stops: list[Stop], position: int, by_s: int) -> list[Stop]:
    """One stop later, or earlier; the others stay."""
    return [later(stop, by_s) if number == position else stop for number, stop in enumerate(stops)]


def changed(stops: list[Stop], position: int, **changes: object) -> list[Stop]:
    """One stop with other values."""
    changed = replace(stops[position], **changes)  # type: ignore[arg-type]
    return [changed if number == position else stop for number, stop in enumerate(stops)]


def dropped(stops: list[Stop], position: int) -> list[Stop]:
    return stops[:position] + stops[position + 1 :]


def edited(drafts: Drafts, outing: Outing, change: Callable[[list[Stop]], Sequence[Stop]]) -> Drafts:
    """The drafts with other stops for one outing."""
    return {**drafts, outing: change(list(drafts.get(outing, ())))}
