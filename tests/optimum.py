"""The optimum of a tiny search problem by CP-SAT: the rules of matcher.problem once more, as constraints.

A circuit for each shift, a number for each start; it shares nothing with how the search looks at a plan.
"""

from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from ortools.sat.python import cp_model

from matcher.problem import DAY, EIGHT_HOURS, NO_LIMIT, Problem
from tests.optimum_route import BOUND, Node, RouteModel
from tests.optimum_route import RELOADS as RELOADS

MOST_COST = 10**9
"""More than any plan of a tiny problem costs: what a point of unmet priority weighs where it comes first."""


class Optimum(NamedTuple):
    unmet_priority: int
    cost: int


def optimum(problem: Problem, *, work: float) -> Optimum | None:
    """What a best plan leaves unmet and costs; None where so much work does not suffice to prove it.

    A unit of work is about a second on a desk, and the same work on every machine. With prices instead of
    priorities first, one of the best plans.
    """
    return _Model(problem).solve(work)


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.cp = problem, cp_model.CpModel()
        self.roles_of = [
            range(problem.need_role_start[need], problem.need_role_start[need + 1])
            for need in range(problem.needs)
        ]
        self.need_of = [
            need
            for need, roles in enumerate(self.roles_of)
            for role in roles
            for _ in range(problem.role_task_start[role], problem.role_task_start[role + 1])
        ]
        self.served = [self.cp.new_bool_var(f"served {need}") for need in range(problem.needs)]
        self.start = [
            self.cp.new_int_var_from_domain(self.windows(task), f"start {task}")
            for task in range(problem.tasks)
        ]
        self.pair_cost: list[cp_model.LinearExpr] = []
        self.does: list[dict[int, cp_model.IntVar]] = [{} for _ in range(problem.shifts)]  # by shift and task
        self.assign()
        self.routes = [
            RouteModel(problem, self.cp, shift, does, self.start) for shift, does in enumerate(self.does)
        ]
        self.crews()
        self.hands()
        self.limits()
        self.ranks()
        self.links()
        self.series()

    def windows(self, task: int) -> cp_model.Domain:
        rows = slice(self.problem.window_start[task], self.problem.window_start[task + 1])
        opens, closes = self.problem.window_opens_s[rows], self.problem.window_closes_s[rows]
        spans = zip(opens.tolist(), closes.tolist(), strict=True)
        return cp_model.Domain.from_intervals([[first, min(last, BOUND)] for first, last in spans])

    def visit(self, role: int) -> int:
        return int(self.problem.role_task_start[role + 1]) - 1

    def part(self, role: int, vol: int) -> cp_model.LinearExpr:
        """1 where the volunteer takes the role."""
        owners = self.problem.shift_vol.tolist()
        return sum(self.does[s].get(self.visit(role), 0) for s, owner in enumerate(owners) if owner == vol)

    def both(self, first: int, second: int) -> list[cp_model.IntVar]:
        """Whether the needs of both tasks are served."""
        return [self.served[self.need_of[first]], self.served[self.need_of[second]]]

    def assign(self) -> None:
        """Each role of a served need goes to one shift, of somebody able, with all its tasks."""
        problem = self.problem
        for need, roles in enumerate(self.roles_of):
            for role in roles:
                rows = range(problem.able_start[role], problem.able_start[role + 1])
                cost = {int(problem.able_vol[row]): int(problem.able_cost[row]) for row in rows}
                takes = []
                for shift, vol in enumerate(problem.shift_vol.tolist()):
                    if vol in cost:
                        take = self.cp.new_bool_var(f"role {role} in {shift}")
                        takes.append(take)
                        self.pair_cost.append(cost[vol] * take)
                        for task in range(problem.role_task_start[role], problem.role_task_start[role + 1]):
                            self.does[shift][task] = take
                self.cp.add(sum(takes) == self.served[need])

    def crews(self) -> None:
        """Different people, and who is guarded only beside their guardian."""
        crews: defaultdict[int, list[int]] = defaultdict(list)
        for role, crew in enumerate(self.problem.role_crew.tolist()):
            crews[crew].append(role)
        for roles in crews.values():
            taken = [sum(self.part(role, vol) for role in roles) for vol in range(self.problem.volunteers)]
            for vol, guardian in enumerate(self.problem.vol_guardian.tolist()):
                self.cp.add(taken[vol] <= 1)
                if guardian >= 0:
                    self.cp.add(taken[vol] <= taken[guardian])

    def hands(self) -> None:
        hands: defaultdict[int, list[int]] = defaultdict(list)
        for role, hand in enumerate(self.problem.role_hand.tolist()):
            hands[hand].append(role)
        for hand in hands.keys() - {-1}:
            is_of = [self.cp.new_bool_var(f"hand {hand} of {vol}") for vol in range(self.problem.volunteers)]
            self.cp.add_exactly_one(is_of)
            for role in hands[hand]:
                for vol, is_theirs in enumerate(is_of):
                    self.cp.add(self.part(role, vol) <= is_theirs)

    def limits(self) -> None:
        problem = self.problem
        visits = {self.visit(role) for role in range(problem.roles)}
        quotas = list(zip(problem.shift_quota.tolist(), problem.shift_second_quota.tolist(), strict=True))
        for quota in range(len(problem.quota_max_travel)):
            routes = [self.routes[shift] for shift, own in enumerate(quotas) if quota in own]
            does = [item for route in routes for item in route.does.items()]
            for most, amount in (
                (problem.quota_max_travel, sum(route.travel for route in routes)),
                (problem.quota_max_m, sum(route.metres for route in routes)),
                (problem.quota_max_tasks, sum(done for task, done in does if task in visits)),
                (
                    problem.quota_max_service,
                    sum(int(problem.task_service_s[task]) * done for task, done in does),
                ),
            ):
                if most[quota] < NO_LIMIT:
                    for route in routes:  # others who are under way go to their end, whatever that takes
                        self.cp.add(amount <= int(most[quota])).only_enforce_if(route.works)

    def ranks(self) -> None:
        """What is pinned is done in order, over all shifts of a volunteer, which are sorted by opening."""
        problem = self.problem
        ranks = problem.task_rank.tolist()
        ranked = sorted((rank, task) for task, rank in enumerate(ranks) if rank >= 0)
        for (low, first), (high, second) in combinations(ranked, 2):
            for one, other in combinations(range(problem.shifts), 2):
                if problem.shift_vol[one] == problem.shift_vol[other] and low < high:
                    is_wrong = self.does[other].get(first, 0) + self.does[one].get(second, 0)
                    self.cp.add(is_wrong <= 1)
            for route in self.routes:
                if low < high and first in route.does and second in route.does:
                    before, after = (route.position[self.node(task)] for task in (first, second))
                    self.cp.add(before < after).only_enforce_if([route.does[first], route.does[second]])

    def node(self, task: int) -> Node:
        return Node("task", task, int(self.problem.task_place[task]))

    def links(self) -> None:
        problem = self.problem
        columns = problem.link_first, problem.link_second, problem.link_min_s, problem.link_max_s
        for first, second, low, high in zip(*(column.tolist() for column in columns), strict=True):
            gap = self.start[second] - self.start[first]
            self.cp.add(gap >= max(-BOUND, low)).only_enforce_if(self.both(first, second))
            self.cp.add(gap <= min(BOUND, high)).only_enforce_if(self.both(first, second))

    def series(self) -> None:
        """Needs of a series start spacing days apart, by the first visit of each."""
        problem, cp = self.problem, self.cp
        days: dict[int, cp_model.IntVar] = {}
        for need, series in enumerate(problem.need_series.tolist()):
            if series >= 0:
                days[need] = cp.new_int_var(0, BOUND // DAY + 1, f"day of {need}")
                cp.add_division_equality(days[need], self.start[self.visit(self.roles_of[need][0])], DAY)
        for one, other in combinations(days, 2):
            if problem.need_series[one] == problem.need_series[other]:
                spacing = max(1, int(problem.series_spacing[problem.need_series[one]]))
                is_first = cp.new_bool_var(f"{one} before {other}")
                both = [self.served[one], self.served[other]]
                cp.add(days[other] - days[one] >= spacing).only_enforce_if([*both, is_first])
                cp.add(days[one] - days[other] >= spacing).only_enforce_if([*both, ~is_first])

    # What it costs

    def cost(self) -> cp_model.LinearExpr:
        problem, cp, weights = self.problem, self.cp, self.problem.weights
        late_max = cp.new_int_var(0, BOUND, "late max")
        late: list[cp_model.IntVar] = []
        moved: list[cp_model.IntVar] = []
        for task, start in enumerate(self.start):
            is_served = self.served[self.need_of[task]]
            if problem.task_due[task] < NO_LIMIT:
                late.append(cp.new_int_var(0, BOUND, f"late {task}"))
                cp.add(late[-1] >= start - int(problem.task_due[task])).only_enforce_if(is_served)
                cp.add(late_max >= late[-1])
            if problem.task_told_to[task] < NO_LIMIT:
                moved.append(cp.new_bool_var(f"moved {task}"))
                is_kept = [is_served, ~moved[-1]]
                cp.add(start <= int(problem.task_told_to[task])).only_enforce_if(is_kept)
        return (
            weights.travel * sum(route.travel for route in self.routes)
            + weights.late_sum * sum(late)
            + weights.late_max * late_max
            + weights.wait * sum(route.wait for route in self.routes)
            + weights.moved * sum(moved)
            + sum(self.pair_cost)
            + (sum(map(self.balance, range(problem.volunteers))) if weights.balance_permille else 0)
        )

    def balance(self, vol: int) -> cp_model.LinearExpr:
        problem, cp, permille = self.problem, self.cp, self.problem.weights.balance_permille
        given = int(problem.vol_given[vol])
        service, square, weighed = (
            cp.new_int_var(0, high, f"{name} of {vol}")
            for name, high in (("service", BOUND), ("its square", BOUND**2), ("balance", BOUND**2))
        )
        lasts_s = problem.task_service_s.tolist()
        parts = [lasts_s[self.visit(role)] * self.part(role, vol) for role in range(problem.roles)]
        cp.add(service == given + sum(parts))
        cp.add_multiplication_equality(square, service, service)
        cp.add_division_equality(weighed, permille * square, 1000 * EIGHT_HOURS)
        return weighed - permille * given * given // (1000 * EIGHT_HOURS)

    def solve(self, work: float) -> Optimum | None:
        weights, priorities = self.problem.weights, self.problem.need_priority.tolist()
        unmet = sum(priority * ~served for priority, served in zip(priorities, self.served, strict=True))
        cost = self.cost()
        self.cp.minimize((MOST_COST if weights.lexicographic else weights.unmet) * unmet + cost)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = work
        status = solver.solve(self.cp)
        if status == cp_model.OPTIMAL:
            return Optimum(solver.value(unmet), solver.value(cost))
        # Serving nobody is a plan: anything else is a slip in the model.
        assert status in (cp_model.FEASIBLE, cp_model.UNKNOWN), solver.status_name(status)
        return None
