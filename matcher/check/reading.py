"""The plan read against the question: every name resolved, every stop given what it is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matcher.check.stops import Call, Reload, Rest, Seat, Step
from matcher.check.violation import Fault, Violation
from models.day import Day, Depot
from models.geo import Place
from models.needs import Need, Pin
from models.people import Shift, Volunteer
from models.plans import Part, Plan, Route, Stop
from models.units import DAY_S, MAX_HORIZON_S, Seconds

BETWEEN = frozenset({Part.BREAK, Part.RELOAD})
"""The stops that are for no need."""


@dataclass(frozen=True, kw_only=True)
class Outing:
    """What a known volunteer does in one of their shifts. Stops that name nothing known are left out."""

    volunteer: Volunteer
    shift: Shift
    route: Route
    steps: tuple[Step, ...]

    @property
    def day(self) -> int:
        """The day that an outing counts for: the one on which its shift opens, also past midnight."""
        return self.shift.opens_s // DAY_S

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Its stops for a need."""
        return tuple(step for step in self.steps if isinstance(step, Call))

    @cached_property
    def begun(self) -> int:
        """How many of its first steps are visits that have started."""
        ahead = (n for n, step in enumerate(self.steps) if not (isinstance(step, Call) and step.started))
        return next(ahead, len(self.steps))

    @property
    def ahead(self) -> tuple[Step, ...]:
        """Its steps but for those that have started."""
        return self.steps[self.begun :]

    @property
    def resumes_s(self) -> Seconds | None:
        """When the last of what has started ends, None where nothing has."""
        return max((step.ends_s for step in self.steps[: self.begun]), default=None)

    @property
    def places(self) -> tuple[Place, ...]:
        """Start place, every stop, and the end place unless the route ends where its last stop does."""
        volunteer = self.volunteer
        ends = () if volunteer.open_end else (volunteer.end or volunteer.home,)
        return (volunteer.home, *(step.place for step in self.steps), *ends)

    @property
    def where(self) -> str:
        return f"volunteer {self.volunteer.id}, shift {self.route.shift}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the plan says, resolved.

    `crews` maps a need's id to the visits that serve it, by seat; `pickups` the same for what is fetched.
    Needs that nobody goes to are in neither. `started` are the seats that a person says have begun, with the
    pin; `history` the visits that are so, by volunteer id; `on_board` the seats whose pickup has been made.
    """

    day: Day
    outings: tuple[Outing, ...]
    crews: dict[str, dict[int, Call]]
    pickups: dict[str, dict[int, Call]]
    started: dict[Seat, Pin]
    history: dict[str, list[Call]]
    on_board: frozenset[Seat]

    def serves(self, need: Need) -> bool:
        """Whether every seat of the crew is taken; half a crew serves nobody."""
        return len(self.crews.get(need.id, {})) == len(need.crew)

    def crew(self, need: Need) -> list[Call]:
        """The visits that serve the need, by seat."""
        crew = self.crews.get(need.id, {})
        return [crew[role] for role in sorted(crew)]


def read_plan(day: Day, plan: Plan) -> tuple[Reading, list[Violation]]:
    """The plan resolved, and every name, seat, part or moment in it that the question cannot have."""
    reader = _Reader(day)
    for route in plan.routes:
        reader.read(route)
    reading = Reading(
        day=day,
        outings=tuple(reader.outings),
        crews=reader.crews,
        pickups=reader.pickups,
        started=reader.started,
        history=reader.history,
        on_board=frozenset((pin.need_id, pin.role) for pin in day.pins if pin.picked_up),
    )
    return reading, reader.found


class _Reader:
    def __init__(self, day: Day) -> None:
        self._volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
        self._needs = {need.id: need for need in day.needs}
        self._depots = {depot.id: depot for depot in day.depots}
        self._taken: set[tuple[str, int]] = set()
        self.started = {(pin.need_id, pin.role): pin for pin in day.pins if pin.started}
        self.found: list[Violation] = []
        self.outings: list[Outing] = []
        self.crews: dict[str, dict[int, Call]] = {}
        self.pickups: dict[str, dict[int, Call]] = {}
        self.history: dict[str, list[Call]] = {}

    def read(self, route: Route) -> None:
        """One more route."""
        where = f"volunteer {route.volunteer_id}, shift {route.shift}"
        volunteer = self._volunteers.get(route.volunteer_id)
        self.found += _route_faults(where, route, volunteer, self._taken)
        if volunteer is None or not 0 <= route.shift < len(volunteer.shifts):
            return
        self._taken.add((volunteer.id, route.shift))
        steps: list[Step] = []
        for position in range(len(route.stops)):
            step = self._step(route, volunteer, position, steps[-1].place if steps else volunteer.home)
            if step is None:
                continue
            steps.append(step)
            if isinstance(step, Call):
                seats = (self.pickups if step.is_pickup else self.crews).setdefault(step.need.id, {})
                if step.started:
                    self.history.setdefault(volunteer.id, []).append(step)
                first = seats.setdefault(step.stop.role, step)
                if first is not step:
                    message = f"{first.where} does the same already"
                    self.found.append(Violation(code=Fault.STOP_TWICE, where=step.where, message=message))
        shift = volunteer.shifts[route.shift]
        self.outings.append(Outing(volunteer=volunteer, shift=shift, route=route, steps=tuple(steps)))

    def _step(self, route: Route, volunteer: Volunteer, position: int, before: Place) -> Step | None:
        """The stop resolved; None where it names nothing known. `before`: where the volunteer is."""
        stop = route.stops[position]
        need, depot = self._needs.get(stop.need_id), self._depots.get(stop.depot_id)
        where = f"volunteer {volunteer.id}, shift {route.shift}, stop {position + 1}"
        faults = list(_stop_faults(where, stop, need, depot))
        self.found += faults
        if faults:
            return None

        named: dict[str, Any] = {
            "volunteer": volunteer,
            "stop": stop,
            "shift": route.shift,
            "outing": len(self.outings),
            "position": position,
        }
        if need is not None:
            return self._call(need, named)
        if depot is not None:
            return Reload(place=depot.place, lasts_s=depot.service_s, depot=depot, **named)
        return Rest(place=before, lasts_s=Seconds(stop.end_s - stop.start_s), **named)

    def _call(self, need: Need, named: dict[str, Any]) -> Call:
        stop: Stop = named["stop"]
        if stop.part is Part.PICKUP and need.pickup is not None:
            return Call(place=need.pickup.place, lasts_s=need.pickup.service_s, need=need, **named)
        pin = self.started.get((need.id, stop.role))
        started = pin is not None and (pin.volunteer_id, pin.start_s) == (named["volunteer"].id, stop.start_s)
        return Call(place=need.place, lasts_s=need.service_s, need=need, started=started, **named)


def _route_faults(
    where: str, route: Route, volunteer: Volunteer | None, taken: set[tuple[str, int]]
) -> Iterator[Violation]:
    if all(stop.part in BETWEEN for stop in route.stops):
        message = "the route has no stop for a need" if route.stops else "the route has no stop"
        yield Violation(code=Fault.EMPTY_ROUTE, where=where, message=message)
    if volunteer is None:
        yield Violation(code=Fault.UNKNOWN_VOLUNTEER, where=where, message="nobody has this id")
    elif not 0 <= route.shift < len(volunteer.shifts):
        message = f"the volunteer has {len(volunteer.shifts)} shifts, counted from 0"
        yield Violation(code=Fault.UNKNOWN_SHIFT, where=where, message=message)
    elif (volunteer.id, route.shift) in taken:
        yield Violation(code=Fault.SHIFT_TWICE, where=where, message="the shift has a route already")


def _stop_faults(where: str, stop: Stop, need: Need | None, depot: Depot | None) -> Iterator[Violation]:
    if stop.part not in BETWEEN:
        if need is None:
            yield Violation(
                code=Fault.UNKNOWN_NEED, where=where, message=f"no need has the id {stop.need_id}"
            )
            return
        where = f"{where} (need {need.id})"
        yield from _seat_faults(where, stop, need)
    elif stop.need_id:
        message = f"a {stop.part} is for no need, and names {stop.need_id}"
        yield Violation(code=Fault.WRONG_PART, where=where, message=message)
    if stop.part is Part.RELOAD and depot is None:
        message = f"no depot has the id {stop.depot_id}"
        yield Violation(code=Fault.UNKNOWN_DEPOT, where=where, message=message)
    if stop.part is not Part.RELOAD and stop.depot_id:
        message = f"a {stop.part} is at no depot, and names {stop.depot_id}"
        yield Violation(code=Fault.WRONG_PART, where=where, message=message)
    if not 0 <= stop.start_s <= MAX_HORIZON_S:
        message = f"starts at {stop.start_s} s, not between 0 and {MAX_HORIZON_S}"
        yield Violation(code=Fault.OUTSIDE_HORIZON, where=where, message=message)


def _seat_faults(where: str, stop: Stop, need: Need) -> Iterator[Violation]:
    if not 0 <= stop.role < len(need.crew):
        message = f"role {stop.role} of a crew of {len(need.crew)}, counted from 0"
        yield Violation(code=Fault.UNKNOWN_ROLE, where=where, message=message)
    parts = (Part.VISIT,) if need.pickup is None else (Part.PICKUP, Part.DROPOFF)
    if stop.part not in parts:
        message = f"the need has {' and '.join(parts)}, not {stop.part}"
        yield Violation(code=Fault.WRONG_PART, where=where, message=message)
