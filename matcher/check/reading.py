"""The plan read against the question: every name resolved, every stop given its need, volunteer and shift."""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.check.violation import Fault, Violation
from models.day import Day
from models.geo import Place
from models.needs import Need
from models.people import Shift, Volunteer
from models.plans import Part, Plan, Route, Stop
from models.units import DAY_S, MAX_HORIZON_S, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One stop that names a known need, a seat of its crew, a part that the need has and a possible moment.

    `outing` is the index of its outing in the reading, `position` that of the stop in the plan's route.
    """

    volunteer: Volunteer
    need: Need
    stop: Stop
    shift: int
    outing: int
    position: int

    @property
    def is_pickup(self) -> bool:
        return self.stop.part is Part.PICKUP

    @property
    def place(self) -> Place:
        if self.is_pickup and self.need.pickup is not None:
            return self.need.pickup.place
        return self.need.place

    @property
    def service_s(self) -> Seconds:
        """What the question says the service takes, whatever the plan says."""
        if self.is_pickup and self.need.pickup is not None:
            return self.need.pickup.service_s
        return self.need.service_s

    @property
    def ends_s(self) -> Seconds:
        return Seconds(self.stop.start_s + self.service_s)

    @property
    def day(self) -> int:
        """Day of the plan on which the service starts, 0 for the first."""
        return self.stop.start_s // DAY_S

    @property
    def where(self) -> str:
        return (
            f"volunteer {self.volunteer.id}, shift {self.shift}, stop {self.position + 1} "
            f"({self.stop.part} of need {self.need.id}, role {self.stop.role})"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """What a known volunteer does in one of their shifts. Stops that name nothing known are left out."""

    volunteer: Volunteer
    shift: Shift
    route: Route
    calls: tuple[Call, ...]

    @property
    def day(self) -> int:
        """The day that an outing counts for: the one on which its shift opens, also past midnight."""
        return self.shift.opens_s // DAY_S

    @property
    def places(self) -> tuple[Place, ...]:
        """Start place, every stop, and the end place unless the route ends where its last visit does."""
        volunteer = self.volunteer
        ends = () if volunteer.open_end else (volunteer.end or volunteer.home,)
        return (volunteer.home, *(call.place for call in self.calls), *ends)

    @property
    def where(self) -> str:
        return f"volunteer {self.volunteer.id}, shift {self.route.shift}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the plan says, resolved.

    `crews` maps a need's id to the visits that serve it, by seat; `pickups` the same for what is fetched.
    Needs that nobody goes to are in neither.
    """

    day: Day
    outings: tuple[Outing, ...]
    crews: dict[str, dict[int, Call]]
    pickups: dict[str, dict[int, Call]]

    def serves(self, need: Need) -> bool:
        """Whether every seat of the crew is taken; half a crew serves nobody."""
        return len(self.crews.get(need.id, {})) == len(need.crew)

    def crew(self, need: Need) -> list[Call]:
        """The visits that serve the need, by seat."""
        crew = self.crews.get(need.id, {})
        return [crew[role] for role in sorted(crew)]


def read_plan(day: Day, plan: Plan) -> tuple[Reading, list[Violation]]:
    """The plan resolved, and every name, seat, part or moment in it that the question cannot have."""
    volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
    needs = {need.id: need for need in day.needs}
    found: list[Violation] = []
    outings: list[Outing] = []
    crews: dict[str, dict[int, Call]] = {}
    pickups: dict[str, dict[int, Call]] = {}
    taken: set[tuple[str, int]] = set()

    for route in plan.routes:
        where = f"volunteer {route.volunteer_id}, shift {route.shift}"
        volunteer = volunteers.get(route.volunteer_id)
        found += _route_faults(where, route, volunteer, taken)
        if volunteer is None or not 0 <= route.shift < len(volunteer.shifts):
            continue
        taken.add((volunteer.id, route.shift))
        calls: list[Call] = []
        for position, stop in enumerate(route.stops):
            need = needs.get(stop.need_id)
            faults = list(_stop_faults(f"{where}, stop {position + 1}", stop, need))
            found += faults
            if need is None or faults:
                continue
            call = Call(
                volunteer=volunteer,
                need=need,
                stop=stop,
                shift=route.shift,
                outing=len(outings),
                position=position,
            )
            calls.append(call)
            seats = (pickups if call.is_pickup else crews).setdefault(need.id, {})
            first = seats.setdefault(stop.role, call)
            if first is not call:
                message = f"{first.where} does the same already"
                found.append(Violation(code=Fault.STOP_TWICE, where=call.where, message=message))
        shift = volunteer.shifts[route.shift]
        outings.append(Outing(volunteer=volunteer, shift=shift, route=route, calls=tuple(calls)))

    return Reading(day=day, outings=tuple(outings), crews=crews, pickups=pickups), found


def _route_faults(
    where: str, route: Route, volunteer: Volunteer | None, taken: set[tuple[str, int]]
) -> Iterator[Violation]:
    if not route.stops:
        yield Violation(code=Fault.EMPTY_ROUTE, where=where, message="the route has no stop")
    if volunteer is None:
        yield Violation(code=Fault.UNKNOWN_VOLUNTEER, where=where, message="nobody has this id")
    elif not 0 <= route.shift < len(volunteer.shifts):
        message = f"the volunteer has {len(volunteer.shifts)} shifts, counted from 0"
        yield Violation(code=Fault.UNKNOWN_SHIFT, where=where, message=message)
    elif (volunteer.id, route.shift) in taken:
        yield Violation(code=Fault.SHIFT_TWICE, where=where, message="the shift has a route already")


def _stop_faults(where: str, stop: Stop, need: Need | None) -> Iterator[Violation]:
    if need is None:
        yield Violation(code=Fault.UNKNOWN_NEED, where=where, message=f"no need has the id {stop.need_id}")
        return
    where = f"{where} (need {need.id})"
    if not 0 <= stop.role < len(need.crew):
        message = f"role {stop.role} of a crew of {len(need.crew)}, counted from 0"
        yield Violation(code=Fault.UNKNOWN_ROLE, where=where, message=message)
    parts = (Part.VISIT,) if need.pickup is None else (Part.PICKUP, Part.DROPOFF)
    if stop.part not in parts:
        message = f"the need has {' and '.join(parts)}, not {stop.part}"
        yield Violation(code=Fault.WRONG_PART, where=where, message=message)
    if not 0 <= stop.start_s <= MAX_HORIZON_S:
        message = f"starts at {stop.start_s} s, not between 0 and {MAX_HORIZON_S}"
        yield Violation(code=Fault.OUTSIDE_HORIZON, where=where, message=message)
