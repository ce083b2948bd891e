"""A plan laid over the day it answers: every stop with its need, place, way and companions."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.printouts.visit_codes import visit_codes
from api.printouts.wording import way_minutes
from models.day import Day, Depot
from models.errors import InvalidInput
from models.geo import Place
from models.needs import Need
from models.people import Shift, Volunteer
from models.plans import VISITS, Part, Plan, Route, Stop, Unmet
from models.travel import way_s
from models.units import MINUTE_S, Seconds

WITHOUT_NEED = frozenset({Part.BREAK, Part.RELOAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One stop and what belongs to it; a break or a reload has no need, and no code to report it by.

    `order` counts the volunteer's visits over the whole plan, from 1; what is no visit has none.
    `way_s` is the way here from the stop before, which ends at `free_s`, or from where the shift starts.
    `partners` are the others of the crew, by role.
    `supplies`: what the visit uses up; at a reload, what the visits up to the next one will.
    """

    stop: Stop
    need: Need | None
    place: Place
    order: int | None
    way_s: Seconds
    free_s: Seconds
    code: str = ""
    partners: tuple[Volunteer, ...] = ()
    supplies: Mapping[str, int]

    @property
    def way_minutes(self) -> int:
        return way_minutes(self.way_s, since_s=self.free_s, until_s=self.stop.start_s)

    @property
    def leave_s(self) -> Seconds:
        """When it is early enough to set out."""
        return Seconds(self.stop.start_s - self.way_minutes * MINUTE_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One route with work, and what belongs to it; `way_back_s` is None where the day ends at the last stop.

    Of a break before the first work or after the last nothing is told, nobody is out for it: they leave when
    it is early enough, and return at once.
    `supplies`: what the visits before the first reload use up, so that it must be taken along.
    """

    volunteer: Volunteer
    shift: Shift
    route: Route
    calls: tuple[Call, ...]
    way_back_s: Seconds | None
    supplies: Mapping[str, int]

    @property
    def leaves_s(self) -> Seconds:
        return self.calls[0].free_s

    @property
    def returns_s(self) -> Seconds:
        return Seconds(self.calls[-1].stop.end_s + (self.way_back_s or 0))

    @property
    def way_back_minutes(self) -> int:
        back_s = self.way_back_s or Seconds(0)
        return way_minutes(back_s, since_s=Seconds(self.returns_s - back_s), until_s=self.returns_s)

    @property
    def way_minutes(self) -> int:
        """On the way altogether, as the ways are told one by one."""
        return sum(call.way_minutes for call in self.calls) + self.way_back_minutes

    @property
    def places(self) -> tuple[Place, ...]:
        """From the start place to the end, every place once for each time one comes there."""
        ends = () if self.way_back_s is None else (self.volunteer.end or self.volunteer.home,)
        moves = (call.place for call in self.calls if call.stop.part is not Part.BREAK)
        return (self.volunteer.home, *moves, *ends)

    @property
    def visit_count(self) -> int:
        return sum(call.order is not None for call in self.calls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Itinerary:
    """Tours sorted by volunteer id and hour; unmet needs, most urgent first."""

    day: Day
    plan: Plan
    tours: tuple[Tour, ...]
    unmet: tuple[tuple[Need, Unmet], ...]

    @property
    def served(self) -> tuple[Need, ...]:
        """The needs that are served, by id."""
        served = {need.id: need for need, _ in self.visits}
        return tuple(served[need_id] for need_id in sorted(served))

    @property
    def visits(self) -> tuple[tuple[Need, Call], ...]:
        """Every visit with its need, in the order of the tours; each of a crew makes one."""
        calls = (call for tour in self.tours for call in tour.calls)
        return tuple((call.need, call) for call in calls if call.need and call.order is not None)

    @property
    def by_volunteer(self) -> dict[str, list[Tour]]:
        """The tours of each volunteer who has one, by id."""
        grouped: dict[str, list[Tour]] = defaultdict(list)
        for tour in self.tours:
            grouped[tour.volunteer.id].append(tour)
        return dict(grouped)


def make_itinerary(day: Day, plan: Plan) -> Itinerary:
    """Raises InvalidInput where the plan names somebody or something that the day does not know."""
    volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
    needs = {need.id: need for need in day.needs}
    depots = {depot.id: depot for depot in day.depots}
    _check(plan, volunteers, needs, depots)
    codes = visit_codes(day, plan.problem_digest)
    crews: dict[str, dict[int, Volunteer]] = defaultdict(dict)
    for route in plan.routes:
        for stop in route.stops:
            if stop.part in VISITS:
                crews[stop.need_id][stop.role] = volunteers[route.volunteer_id]
    grid = day.grid()

    def way(volunteer: Volunteer, here: Place, there: Place) -> Seconds:
        (x, y), (to_x, to_y) = grid.xy(here.at), grid.xy(there.at)
        return way_s(day.paces[volunteer.mode], to_x - x, to_y - y)

    tours: list[Tour] = []
    visits: Counter[str] = Counter()
    for route in sorted(plan.routes, key=lambda route: (route.volunteer_id, route.leaves_s, route.shift)):
        volunteer = volunteers[route.volunteer_id]
        stops = _while_out(route.stops)
        if not stops:
            continue
        here, free_s = volunteer.home, route.leaves_s
        calls: list[Call] = []
        for number, stop in enumerate(stops):
            there = _place(stop, here, needs, depots)
            here_s = way(volunteer, here, there)
            if not calls:
                free_s = max(free_s, Seconds(stop.start_s - here_s))
            visits[volunteer.id] += stop.part in VISITS
            need = None if stop.part in WITHOUT_NEED else needs[stop.need_id]
            crew = crews[need.id] if need else {}
            calls.append(
                Call(
                    stop=stop,
                    need=need,
                    place=there,
                    order=visits[volunteer.id] if stop.part in VISITS else None,
                    way_s=here_s,
                    free_s=free_s,
                    code=codes[need.id, stop.role] if need else "",
                    partners=tuple(who for role, who in sorted(crew.items()) if role != stop.role),
                    supplies=_supplies(stops[number:], needs),
                )
            )
            here, free_s = there, stop.end_s
        tours.append(
            Tour(
                volunteer=volunteer,
                shift=volunteer.shifts[route.shift],
                route=route,
                calls=tuple(calls),
                way_back_s=None
                if volunteer.open_end
                else way(volunteer, here, volunteer.end or volunteer.home),
                supplies=_used_up(route.stops, needs),
            )
        )
    unmet = sorted(
        ((needs[one.need_id], one) for one in plan.unmet), key=lambda pair: (-pair[0].priority, pair[0].id)
    )
    return Itinerary(day=day, plan=plan, tours=tuple(tours), unmet=tuple(unmet))


def _while_out(stops: Sequence[Stop]) -> Sequence[Stop]:
    """Without the breaks before the first work and after the last."""
    work = [number for number, stop in enumerate(stops) if stop.part is not Part.BREAK]
    return stops[work[0] : work[-1] + 1] if work else ()


def _place(stop: Stop, here: Place, needs: Mapping[str, Need], depots: Mapping[str, Depot]) -> Place:
    """Where the stop is, for somebody who is `here`."""
    if stop.part is Part.BREAK:
        return here
    if stop.part is Part.RELOAD:
        return depots[stop.depot_id].place
    need = needs[stop.need_id]
    return need.pickup.place if need.pickup and stop.part is Part.PICKUP else need.place


def _supplies(stops: Sequence[Stop], needs: Mapping[str, Need]) -> Mapping[str, int]:
    """The goods of the first of these stops."""
    if stops[0].part is Part.RELOAD:
        return _used_up(stops[1:], needs)
    return dict(needs[stops[0].need_id].supplies) if stops[0].part in VISITS else {}


def _used_up(stops: Sequence[Stop], needs: Mapping[str, Need]) -> Mapping[str, int]:
    """What the visits up to the first reload use up, by name."""
    goods: Counter[str] = Counter()
    for stop in stops:
        if stop.part is Part.RELOAD:
            break
        if stop.part in VISITS:
            goods.update(needs[stop.need_id].supplies)
    return {name: amount for name, amount in sorted(goods.items()) if amount}


def _check(
    plan: Plan,
    volunteers: Mapping[str, Volunteer],
    needs: Mapping[str, Need],
    depots: Mapping[str, Depot],
) -> None:
    for route in plan.routes:
        if route.volunteer_id not in volunteers:
            raise InvalidInput(f"the plan names volunteer {route.volunteer_id!r}, whom the day does not know")
        if not 0 <= route.shift < len(volunteers[route.volunteer_id].shifts):
            raise InvalidInput(f"the plan names shift {route.shift} of {route.volunteer_id}: no such")
        for stop in route.stops:
            if stop.part is Part.RELOAD:
                if stop.depot_id not in depots:
                    raise InvalidInput(f"the plan names depot {stop.depot_id!r}, which the day does not know")
                continue
            if stop.part is Part.BREAK:
                continue
            need = needs.get(stop.need_id)
            if need is None or not 0 <= stop.role < len(need.crew):
                raise InvalidInput(f"the plan names role {stop.role} of need {stop.need_id!r}: no such")
            if stop.part is Part.PICKUP and need.pickup is None:
                raise InvalidInput(f"the plan has a pickup for need {stop.need_id}, which asks for none")
    for unmet in plan.unmet:
        if unmet.need_id not in needs:
            raise InvalidInput(f"the plan names need {unmet.need_id!r}, which the day does not know")
