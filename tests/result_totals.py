"""What a search's answer costs, term by term, added up from its stops alone."""

from typing import NamedTuple

from matcher.problem import EIGHT_HOURS
from matcher.routing.result import ShiftRoute
from tests.result_reading import Reading


class Totals(NamedTuple):
    """As Result names them; `balance` and `pair_cost` are weighted already."""

    unmet_priority: int
    travel: int
    late_sum: int
    late_max: int
    wait: int
    moved: int
    balance: int
    pair_cost: int
    cost: int


def totals_of(reading: Reading) -> Totals:
    problem, weights = reading.problem, reading.problem.weights
    unmet = [need for need in range(problem.needs) if need not in reading.served]
    starts = {task: reading.start(task) for task in reading.seen if reading.is_task(task)}
    late = [max(0, start - int(problem.task_due[task])) for task, start in starts.items()]
    moved = sum(start > problem.task_told_to[task] for task, start in starts.items())
    travel = sum(sum(reading.ways(route)) for route in reading.result.routes)
    travel += sum(way_s for way_s, _ in reading.idle_ways().values())
    # Nobody adds up what costs nothing.
    wait = sum(_wait(reading, route) for route in reading.result.routes) if weights.wait else 0
    moved = int(moved) if weights.moved else 0
    late_sum, late_max = sum(late), max(late, default=0)
    balance, pair_cost = _balance(reading), _pair_cost(reading)
    return Totals(
        unmet_priority=int(problem.need_priority[unmet].sum()),
        travel=travel,
        late_sum=late_sum,
        late_max=late_max,
        wait=wait,
        moved=moved,
        balance=balance,
        pair_cost=pair_cost,
        cost=weights.travel * travel
        + weights.late_sum * late_sum
        + weights.late_max * late_max
        + weights.wait * wait
        + weights.moved * moved
        + balance
        + pair_cost,
    )


def _wait(reading: Reading, route: ShiftRoute) -> int:
    ways = reading.ways(route)
    leaves = route.starts[0] - ways[0]
    return reading.back_at(route) - leaves - sum(ways) - sum(map(reading.lasts, route.tasks))


def _balance(reading: Reading) -> int:
    """Of the visits, beside what was given before."""
    problem, permille = reading.problem, reading.problem.weights.balance_permille

    def weighed(service: int) -> int:
        return permille * service * service // (1000 * EIGHT_HOURS)

    service = problem.vol_given.tolist()
    for need in reading.served:
        for role in reading.roles_of[need]:
            service[reading.volunteer(role)] += reading.lasts(reading.tasks_of[role][-1])
    return sum(map(weighed, service)) - sum(map(weighed, problem.vol_given.tolist()))


def _pair_cost(reading: Reading) -> int:
    """Of those who are able; others are a matter of the rules."""
    roles = (role for need in reading.served for role in reading.roles_of[need])
    return sum(reading.able(role).get(reading.volunteer(role), 0) for role in roles)
