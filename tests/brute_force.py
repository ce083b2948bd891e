"""The best plan of a tiny day by enumeration: every choice of crews, every order; the judge says what holds.

Exact, because the earliest schedule of given orders is valid if any schedule of them is: no rule of a day
without links asks for a later start once the windows are met.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from operator import itemgetter

from matcher.check.plan import check_plan
from matcher.check.suitability import PAIR_RULES
from models.day import Day
from models.needs import Need
from models.plans import Plan
from models.units import DAY_S
from tests.schedules import Job, Orders, Outing, Schedules, jobs_of

Crew = tuple[Outing, ...]
Seats = frozenset[tuple[str, int]]
Line = tuple[int, tuple[Job, ...]]
"""What an outing does, in order, after what it costs: travel and missed preference, in seconds."""


def objective(day: Day, plan: Plan) -> tuple[int, int, int]:
    """What a better plan has less of: unmet needs with a pinned volunteer or start, unmet priority, cost."""
    pinned = _pinned(day)
    return sum(unmet.need_id in pinned for unmet in plan.unmet), *plan.cost.key


def best_plan(day: Day) -> Plan:
    """A plan of least objective; mostly in milliseconds for four needs and three volunteers."""
    return _Enumeration(day).best()


def _pinned(day: Day) -> set[str]:
    return {pin.need_id for pin in day.pins if pin.volunteer_id is not None or pin.start_s is not None}


class _Enumeration:
    def __init__(self, day: Day) -> None:
        self._day = day
        self._schedules = Schedules(day)
        self._pinned_ids = {(pin.need_id, pin.role): pin.volunteer_id for pin in day.pins}
        self._lines: dict[tuple[Outing, Seats], list[Line]] = {}

    def best(self) -> Plan:
        best = self._schedules.plan({})
        assert best is not None
        best_key = objective(self._day, best)
        for unmet_key, crews in self._choices():
            if unmet_key > best_key[:2]:
                break
            for cost, orders in self._orders(crews):
                if (*unmet_key, cost) >= best_key:
                    break
                plan = self._schedules.plan(orders)
                if plan is not None and not check_plan(self._day, plan):
                    best, best_key = plan, objective(self._day, plan)
        return best

    def _choices(self) -> list[tuple[tuple[int, int], tuple[Crew | None, ...]]]:
        """Every choice of a crew or nobody for each need, after the objective's part of the unmet."""
        pinned = _pinned(self._day)
        needs = self._day.needs
        found = []
        for crews in product(*[[None, *self._crews(need)] for need in needs]):
            unmet = [need for need, crew in zip(needs, crews, strict=True) if crew is None]
            unmet_key = sum(need.id in pinned for need in unmet), sum(need.priority for need in unmet)
            found.append((unmet_key, crews))
        return sorted(found, key=itemgetter(0))

    def _crews(self, need: Need) -> Iterator[Crew]:
        seats = [self._able(need, role) for role in range(len(need.crew))]
        for crew in product(*seats):
            if len({volunteer_id for volunteer_id, _ in crew}) == len(crew):
                yield crew

    def _able(self, need: Need, role: int) -> list[Outing]:
        """The outings in which somebody could take the seat and do nothing else."""
        pinned_id = self._pinned_ids.get((need.id, role))
        on = self._day.first_day + timedelta(days=need.windows[0].opens_s // DAY_S)
        return [
            (volunteer.id, shift)
            for volunteer in self._day.volunteers
            if pinned_id in (None, volunteer.id)
            and not any(rule(volunteer, need, need.crew[role], on) for rule in PAIR_RULES.values())
            for shift in range(len(volunteer.shifts))
            if self._ordered((volunteer.id, shift), frozenset({(need.id, role)}))
        ]

    def _orders(self, crews: tuple[Crew | None, ...]) -> list[tuple[int, Orders]]:
        """Every way to order what these crews do, after its cost, the cheapest first."""
        seats: defaultdict[Outing, set[tuple[str, int]]] = defaultdict(set)
        for need, crew in zip(self._day.needs, crews, strict=True):
            for role, outing in enumerate(crew or ()):
                seats[outing].add((need.id, role))
        outings = list(seats)
        lines = [self._ordered(outing, frozenset(seats[outing])) for outing in outings]
        found = [
            (
                sum(cost for cost, _ in one),
                {outing: jobs for outing, (_, jobs) in zip(outings, one, strict=True)},
            )
            for one in product(*lines)
        ]
        return sorted(found, key=itemgetter(0))

    def _ordered(self, outing: Outing, seats: Seats) -> list[Line]:
        """Every order in which the outing alone can serve the seats."""
        if (outing, seats) not in self._lines:
            chains = [jobs_of(self._schedules.needs[need_id], role) for need_id, role in sorted(seats)]
            self._lines[outing, seats] = [
                (self._cost(outing, jobs), jobs) for jobs in self._interleaved(outing, (), chains)
            ]
        return self._lines[outing, seats]

    def _cost(self, outing: Outing, jobs: tuple[Job, ...]) -> int:
        return self._schedules.travel_s(outing, jobs) + self._schedules.preference_s(outing[0], jobs)

    def _interleaved(
        self, outing: Outing, done: tuple[Job, ...], chains: list[tuple[Job, ...]]
    ) -> Iterator[tuple[Job, ...]]:
        """Every way to go on that keeps each chain's order and that time allows.

        An order that is too late already stays too late: ways keep the triangle inequality.
        """
        if done and self._schedules.earliest(outing, done, {}) is None:
            return
        if not any(chains):
            yield done
        for idx, chain in enumerate(chains):
            if chain:
                yield from self._interleaved(
                    outing, (*done, chain[0]), [*chains[:idx], chain[1:], *chains[idx + 1 :]]
                )
