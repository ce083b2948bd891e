"""Plans laid out from visiting orders: earliest times, true accounts. Of the product it knows the models."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from models.day import Day
from models.geo import Place
from models.needs import Need
from models.people import Volunteer
from models.plans import Cost, Part, Plan, Route, Status, Stop, Unmet
from models.travel import way_m, way_s
from models.units import Seconds

DIGEST = "the-digest-of-the-day"


class Job(NamedTuple):
    """One stop, still without a time."""

    need_id: str
    part: Part = Part.VISIT
    role: int = 0


Outing = tuple[str, int]
"""A volunteer's id and the index of a shift."""

Orders = Mapping[Outing, Sequence[Job]]


class Schedules:
    """Lays out plans of one day."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.volunteers = {volunteer.id: volunteer for volunteer in day.volunteers}
        self.needs = {need.id: need for need in day.needs}
        self._grid = day.grid()
        self._xy: dict[Place, tuple[int, int]] = {}
        fixed = {pin.need_id: pin.start_s for pin in day.pins if pin.start_s is not None}
        self._spans = {need.id: _spans(need, fixed.get(need.id)) for need in day.needs}

    def plan(self, orders: Orders) -> Plan | None:
        """The earliest plan in these orders, crews starting together; None if a window or shift is missed."""
        starts = self._starts(orders)
        if starts is None:
            return None
        routes = tuple(
            self._route(outing, jobs, starts[outing]) for outing, jobs in sorted(orders.items()) if jobs
        )
        seats = {job for jobs in orders.values() for job in jobs if job.part is not Part.PICKUP}
        unmet = [
            need
            for need in self.day.needs
            if any(Job(need.id, _visit(need), role) not in seats for role in range(len(need.crew)))
        ]
        return Plan(
            problem_digest=DIGEST,
            routes=routes,
            unmet=tuple(Unmet(need_id=need.id) for need in unmet),
            cost=Cost(
                unmet_priority=sum(need.priority for need in unmet),
                travel_s=sum(route.travel_s for route in routes),
                preference_s=sum(self.preference_s(route.volunteer_id, route.stops) for route in routes),
            ),
            status=Status.PARTIAL if unmet else Status.FEASIBLE,
        )

    def travel_s(self, outing: Outing, jobs: Sequence[Job]) -> int:
        return sum(self._legs_s(outing, jobs))

    def metres(self, outing: Outing, jobs: Sequence[Job]) -> int:
        volunteer = self.volunteers[outing[0]]
        pace = self.day.paces[volunteer.mode]
        return sum(way_m(pace, *self._apart(a, b)) for a, b in pairwise(self._places(volunteer, jobs)))

    def service_s(self, job: Job) -> int:
        need = self.needs[job.need_id]
        return need.pickup.service_s if need.pickup and job.part is Part.PICKUP else need.service_s

    def preference_s(self, volunteer_id: str, jobs: Sequence[Job] | Sequence[Stop]) -> int:
        """What the visits among the jobs cost because others would be liked better."""
        visited = [self.needs[job.need_id] for job in jobs if job.part is not Part.PICKUP]
        missed = sum(bool(need.preferred) and volunteer_id not in need.preferred for need in visited)
        return missed * self.day.terms.preference_s

    def earliest(
        self, outing: Outing, jobs: Sequence[Job], not_before: Mapping[str, int]
    ) -> list[int] | None:
        """Starts of the jobs, each visit at or after `not_before` of its need; None if one is impossible."""
        volunteer = self.volunteers[outing[0]]
        shift = volunteer.shifts[outing[1]]
        legs = self._legs_s(outing, jobs)
        free, starts = int(shift.opens_s), []
        for job, leg in zip(jobs, legs, strict=False):
            start = free + leg
            if job.part is not Part.PICKUP:
                start = max(start, not_before.get(job.need_id, 0))
                after = [max(start, opens) for opens, closes in self._spans[job.need_id] if start <= closes]
                if not after:
                    return None
                start = after[0]
            starts.append(start)
            free = start + self.service_s(job)
        back = free if volunteer.open_end else free + legs[-1]
        return starts if back <= shift.closes_s else None

    def _starts(self, orders: Orders) -> dict[Outing, list[int]] | None:
        """The least starts with every crew together: visits move to the latest of their crew."""
        together: dict[str, int] = {}
        while True:
            starts: dict[Outing, list[int]] = {}
            moved = False
            for outing, jobs in orders.items():
                found = self.earliest(outing, jobs, together)
                if found is None:
                    return None
                starts[outing] = found
                for job, start in zip(jobs, found, strict=True):
                    if job.part is not Part.PICKUP and start != together.get(job.need_id):
                        moved = True
                        together[job.need_id] = start
            if not moved:
                return starts

    def _route(self, outing: Outing, jobs: Sequence[Job], starts: Sequence[int]) -> Route:
        volunteer = self.volunteers[outing[0]]
        legs = self._legs_s(outing, jobs)
        stops = tuple(
            Stop(
                need_id=job.need_id,
                part=job.part,
                role=job.role,
                start_s=Seconds(start),
                end_s=Seconds(start + self.service_s(job)),
            )
            for job, start in zip(jobs, starts, strict=True)
        )
        return Route(
            volunteer_id=volunteer.id,
            shift=outing[1],
            leaves_s=Seconds(starts[0] - legs[0]),
            returns_s=Seconds(stops[-1].end_s + (0 if volunteer.open_end else legs[-1])),
            travel_s=Seconds(sum(legs)),
            stops=stops,
        )

    def _legs_s(self, outing: Outing, jobs: Sequence[Job]) -> list[int]:
        volunteer = self.volunteers[outing[0]]
        pace = self.day.paces[volunteer.mode]
        return [way_s(pace, *self._apart(a, b)) for a, b in pairwise(self._places(volunteer, jobs))]

    def _places(self, volunteer: Volunteer, jobs: Sequence[Job]) -> Iterator[Place]:
        yield volunteer.home
        for job in jobs:
            need = self.needs[job.need_id]
            yield need.pickup.place if need.pickup and job.part is Part.PICKUP else need.place
        if not volunteer.open_end:
            yield volunteer.end or volunteer.home

    def _apart(self, a: Place, b: Place) -> tuple[int, int]:
        (ax, ay), (bx, by) = self._at(a), self._at(b)
        return ax - bx, ay - by

    def _at(self, place: Place) -> tuple[int, int]:
        if place not in self._xy:
            self._xy[place] = self._grid.xy(place.at)
        return self._xy[place]


def jobs_of(need: Need, role: int) -> tuple[Job, ...]:
    """What whoever takes the seat does, in order."""
    visit = Job(need.id, _visit(need), role)
    return (visit,) if need.pickup is None else (Job(need.id, Part.PICKUP, role), visit)


def _visit(need: Need) -> Part:
    return Part.VISIT if need.pickup is None else Part.DROPOFF


def _spans(need: Need, fixed_s: Seconds | None) -> list[tuple[int, int]]:
    """When the visit may start: in a window, and only at the pinned second if there is one."""
    spans = [(window.opens_s, window.closes_s) for window in need.windows]
    if fixed_s is None:
        return spans
    return [(fixed_s, fixed_s) for opens, closes in spans if opens <= fixed_s <= closes]
