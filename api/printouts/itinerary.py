"""A plan laid over the day it answers: every stop with its need, place, way and companions."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from api.printouts.visit_codes import visit_codes
from models.day import Day
from models.errors import InvalidInput
from models.geo import Place
from models.needs import Need
from models.people import Shift, Volunteer
from models.plans import Part, Plan, Route, Stop, Unmet
from models.travel import way_s
from models.units import Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One stop and what belongs to it.

    `order` counts the volunteer's visits over the whole plan, from 1; a pickup has none, as it is no visit.
    `way_s` is the way here from the stop before, or from where the shift starts.
    `partners` are the others of the crew, by role.
    """

    stop: Stop
    need: Need
    place: Place
    order: int | None
    way_s: Seconds
    code: str
    partners: tuple[Volunteer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One route and what belongs to it; `way_back_s` is None where the day ends at the last stop."""

    volunteer: Volunteer
    shift: Shift
    route: Route
    calls: tuple[Call, ...]
    way_back_s: Seconds | None

    @property
    def places(self) -> tuple[Place, ...]:
        """From the start place to the end, every place once for each time one is there."""
        ends = () if self.way_back_s is None else (self.volunteer.end or self.volunteer.home,)
        return (self.volunteer.home, *(call.place for call in self.calls), *ends)


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
        served = {call.need.id: call.need for tour in self.tours for call in tour.calls}
        return tuple(served[need_id] for need_id in sorted(served))

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
    _check(plan, volunteers, needs)
    codes = visit_codes(day, plan.problem_digest)
    crews: dict[str, dict[int, Volunteer]] = defaultdict(dict)
    for route in plan.routes:
        for stop in route.stops:
            crews[stop.need_id][stop.role] = volunteers[route.volunteer_id]
    grid = day.grid()

    def way(volunteer: Volunteer, here: Place, there: Place) -> Seconds:
        (x, y), (to_x, to_y) = grid.xy(here.at), grid.xy(there.at)
        return way_s(day.paces[volunteer.mode], to_x - x, to_y - y)

    tours: list[Tour] = []
    visits: Counter[str] = Counter()
    for route in sorted(plan.routes, key=lambda route: (route.volunteer_id, route.leaves_s, route.shift)):
        volunteer = volunteers[route.volunteer_id]
        here = volunteer.home
        calls: list[Call] = []
        for stop in route.stops:
            need = needs[stop.need_id]
            fetched = need.pickup if stop.part is Part.PICKUP else None
            there = fetched.place if fetched else need.place
            visits[volunteer.id] += fetched is None
            calls.append(
                Call(
                    stop=stop,
                    need=need,
                    place=there,
                    order=None if fetched else visits[volunteer.id],
                    way_s=way(volunteer, here, there),
                    code=codes[need.id, stop.role],
                    partners=tuple(who for role, who in sorted(crews[need.id].items()) if role != stop.role),
                )
            )
            here = there
        tours.append(
            Tour(
                volunteer=volunteer,
                shift=volunteer.shifts[route.shift],
                route=route,
                calls=tuple(calls),
                way_back_s=None
                if volunteer.open_end
                else way(volunteer, here, volunteer.end or volunteer.home),
            )
        )
    unmet = sorted(
        ((needs[one.need_id], one) for one in plan.unmet), key=lambda pair: (-pair[0].priority, pair[0].id)
    )
    return Itinerary(day=day, plan=plan, tours=tuple(tours), unmet=tuple(unmet))


def _check(plan: Plan, volunteers: Mapping[str, Volunteer], needs: Mapping[str, Need]) -> None:
    for route in plan.routes:
        if route.volunteer_id not in volunteers:
            raise InvalidInput(f"the plan names volunteer {route.volunteer_id!r}, whom the day does not know")
        if not 0 <= route.shift < len(volunteers[route.volunteer_id].shifts):
            raise InvalidInput(f"the plan names shift {route.shift} of {route.volunteer_id}: no such")
        for stop in route.stops:
            need = needs.get(stop.need_id)
            if need is None or not 0 <= stop.role < len(need.crew):
                raise InvalidInput(f"the plan names role {stop.role} of need {stop.need_id!r}: no such")
            if stop.part is Part.PICKUP and need.pickup is None:
                raise InvalidInput(f"the plan has a pickup for need {stop.need_id}, which asks for none")
    for unmet in plan.unmet:
        if unmet.need_id not in needs:
            raise InvalidInput(f"the plan names need {unmet.need_id!r}, which the day does not know")
