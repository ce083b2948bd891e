"""The optimum of a tiny search problem by CP-SAT: the rules of matcher.problem once more, as constraints.

A circuit for each shift, an integer for each start; it shares nothing with how the search looks at a plan.
"""

from collections import defaultdict
from itertools import combinations, pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model

from matcher.problem import DAY, EIGHT_HOURS, NO_LIMIT, Problem
from matcher.travel.providers import Matrix
from models.travel import way_m, way_s

RELOADS = 2
"""Visits of one route to a depot that are modelled."""

MOST_COST = 10**9
"""More than any plan of a tiny problem costs: what a point of unmet priority weighs where it comes first."""

BOUND = 10**7
"""Above every time and amount of a tiny problem."""


class Node(NamedTuple):
    """What a route may hold: a task, a break where `place` was the last place, the nth reload at a depot."""

    kind: str
    row: int
    place: int
    copy: int = 0


class Optimum(NamedTuple):
    unmet_priority: int
    cost: int


def optimum(problem: Problem, *, seconds: float = 20.0) -> Optimum | None:
    """What a best plan leaves unmet and costs; None where the time did not suffice to prove it.

    With prices instead of priorities first, one of the best plans.
    """
    return _Model(problem).solve(seconds)


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.cp = problem, cp_model.CpModel()
        cp = self.cp
        self.roles_of = [
            range(problem.need_role_start[n], problem.need_role_start[n + 1]) for n in range(problem.needs)
        ]
        self.tasks_of = [
            range(problem.role_task_start[r], problem.role_task_start[r + 1]) for r in range(problem.roles)
        ]
        self.need_of = {
            task: need
            for need, roles in enumerate(self.roles_of)
            for role in roles
            for task in self.tasks_of[role]
        }
        self.served = [cp.new_bool_var(f"served {need}") for need in range(problem.needs)]
        self.start = [
            cp.new_int_var_from_domain(
                cp_model.Domain.from_intervals([[a, min(b, BOUND)] for a, b in self.windows(task)]),
                f"start {task}",
            )
            for task in range(problem.tasks)
        ]
        self.does: dict[tuple[int, int], cp_model.IntVar] = {}  # by task and shift
        self.position: dict[tuple[int, int], cp_model.IntVar] = {}
        self.reloaded: dict[tuple[int, int], cp_model.IntVar] = {}
        self.travel: dict[int, cp_model.LinearExpr] = {}
        self.metres: dict[int, cp_model.LinearExpr] = {}
        self.waits: list[cp_model.LinearExpr] = []
        self.pair_costs: list[cp_model.LinearExpr] = []
        self.assign()
        for shift in range(problem.shifts):
            self.route(shift)
        self.people()
        self.limits()
        self.ranks()
        self.times()
        self.set_objective()

    def windows(self, task: int) -> list[tuple[int, int]]:
        rows = slice(self.problem.window_start[task], self.problem.window_start[task + 1])
        opens, closes = self.problem.window_opens_s[rows], self.problem.window_closes_s[rows]
        return list(zip(opens.tolist(), closes.tolist(), strict=True))

    def visit(self, role: int) -> int:
        return self.tasks_of[role][-1]

    def shifts_of(self, vol: int) -> list[int]:
        return [shift for shift in range(self.problem.shifts) if self.problem.shift_vol[shift] == vol]

    def assign(self) -> None:
        """Who does what: a served need's roles go to one shift each, of somebody able."""
        problem, cp = self.problem, self.cp
        for need, roles in enumerate(self.roles_of):
            for role in roles:
                rows = range(problem.able_start[role], problem.able_start[role + 1])
                cost = {int(problem.able_vol[row]): int(problem.able_cost[row]) for row in rows}
                shifts = [shift for vol in cost for shift in self.shifts_of(vol)]
                takes = {shift: cp.new_bool_var(f"role {role} in {shift}") for shift in shifts}
                cp.add(sum(takes.values()) == self.served[need])
                for task in self.tasks_of[role]:
                    self.does |= {(task, shift): take for shift, take in takes.items()}
                self.pair_costs += [cost[int(problem.shift_vol[s])] * take for s, take in takes.items()]

    # Routes

    def route(self, shift: int) -> None:
        """One shift: its stops in a circle through home, with their times and what is on board."""
        problem, cp = self.problem, self.cp
        tasks = [task for task in range(problem.tasks) if (task, shift) in self.does]
        home, end = int(problem.shift_start_place[shift]), int(problem.shift_end_place[shift])
        depots = range(len(problem.depot_place))
        places = {home, *problem.task_place[tasks].tolist(), *problem.depot_place.tolist()}
        rests = [b for b in range(len(problem.break_shift)) if problem.break_shift[b] == shift]
        nodes = [Node("task", task, int(problem.task_place[task])) for task in tasks]
        nodes += [Node("break", rest, place) for rest in rests for place in sorted(places)]
        nodes += [Node("reload", k, int(problem.depot_place[k]), n) for k in depots for n in range(RELOADS)]
        works = cp.new_bool_var(f"{shift} works")
        for task in tasks:
            cp.add_implication(self.does[task, shift], works)
        cp.add(sum(self.does[task, shift] for task in tasks) >= works)
        there = {node: cp.new_bool_var(f"{shift}: {node}") for node in nodes if node.kind != "task"}
        there |= {node: self.does[node.row, shift] for node in nodes if node.kind == "task"}
        for rest in rests:
            cp.add(sum(there[node] for node in nodes if node[:2] == ("break", rest)) == works)
        for node, here in there.items():
            if node.kind == "reload":
                cp.add_implication(here, works)

        number = {node: idx + 1 for idx, node in enumerate(nodes)}
        arcs = [(0, 0, ~works), *((number[node], number[node], ~there[node]) for node in nodes)]
        steps: list[tuple[Node | None, Node | None, cp_model.IntVar]] = []
        for a in (None, *nodes):
            for b in (None, *nodes):
                at = home if a is None else a.place
                rests_here = b is not None and b.kind == "break"
                if a is b or (rests_here and b is not None and b.place != at):
                    continue
                step = cp.new_bool_var(f"{shift}: {a} to {b}")
                steps.append((a, b, step))
                arcs.append((0 if a is None else number[a], 0 if b is None else number[b], step))
        cp.add_circuit(arcs)

        self.travel[shift] = sum(self.way(shift, home if a is None else a.place, self.goes_to(a, b, end)) * step
                                 for a, b, step in steps)  # fmt: skip
        self.metres[shift] = sum(self.length(shift, home if a is None else a.place, self.goes_to(a, b, end)) * step
                                 for a, b, step in steps)  # fmt: skip
        self.time_route(shift, nodes, there, steps, works)
        self.carry(shift, nodes, steps)

    def goes_to(self, a: Node | None, b: Node | None, end: int) -> int:
        """The place to which the step leads: an open end is wherever one is."""
        here = -1 if a is None else a.place
        return b.place if b is not None else here if end < 0 else end

    def way(self, shift: int, a: int, b: int) -> int:
        mode, travel = int(self.problem.vol_mode[self.problem.shift_vol[shift]]), self.problem.travel
        if isinstance(travel, Matrix):
            return int(travel.seconds[mode, a, b])
        return int(way_s(travel.paces[mode], *(travel.xy[a].astype(int) - travel.xy[b]).tolist()))

    def length(self, shift: int, a: int, b: int) -> int:
        mode, travel = int(self.problem.vol_mode[self.problem.shift_vol[shift]]), self.problem.travel
        if isinstance(travel, Matrix):
            return 0
        return int(way_m(travel.paces[mode], *(travel.xy[a].astype(int) - travel.xy[b]).tolist()))

    def lasts(self, node: Node) -> int:
        problem = self.problem
        lasts = {"task": problem.task_service_s, "break": problem.break_lasts_s, "reload": problem.depot_service_s}
        return int(lasts[node.kind][node.row])

    def time_route(self, shift, nodes, there, steps, works) -> None:  # type: ignore[no-untyped-def]
        problem, cp = self.problem, self.cp
        home, end = int(problem.shift_start_place[shift]), int(problem.shift_end_place[shift])
        leaves = cp.new_int_var(int(problem.shift_opens_s[shift]), BOUND, f"{shift} leaves")
        closes = min(int(problem.shift_closes_s[shift]), BOUND)
        returns = cp.new_int_var(0, max(0, closes), f"{shift} returns")
        position = {node: cp.new_int_var(1, len(nodes), f"{shift}: position of {node}") for node in nodes}
        start = {}
        for node in nodes:
            if node.kind == "task":
                start[node] = self.start[node.row]
                self.position[node.row, shift] = position[node]
            elif node.kind == "break":
                opens, closes = problem.break_opens_s[node.row], problem.break_closes_s[node.row]
                start[node] = cp.new_int_var(int(opens), int(closes), f"{shift}: start of {node}")
            else:
                start[node] = cp.new_int_var(0, BOUND, f"{shift}: start of {node}")
        for a, b, step in steps:
            way = self.way(shift, home if a is None else a.place, self.goes_to(a, b, end))
            free = leaves if a is None else start[a] + self.lasts(a)
            if b is None and a is not None:
                cp.add(returns == free + way).only_enforce_if(step)
            elif b is not None:
                cp.add(start[b] >= free + way).only_enforce_if(step)
                before = 0 if a is None else position[a]
                cp.add(position[b] == before + 1).only_enforce_if(step)
        if problem.weights.wait:
            wait = cp.new_int_var(0, BOUND, f"{shift} waits")
            busy = sum(self.lasts(node) * there[node] for node in nodes) + self.travel[shift]
            cp.add(wait >= returns - leaves - busy).only_enforce_if(works)
            self.waits.append(wait)
        for role in range(problem.roles):
            for pickup, visit in pairwise(self.tasks_of[role]):
                if (visit, shift) in self.does:
                    before, after = self.position[pickup, shift], self.position[visit, shift]
                    cp.add(before < after).only_enforce_if(self.does[visit, shift])

    def carry(self, shift, nodes, steps) -> None:  # type: ignore[no-untyped-def]
        """Levels after each stop: what was brought, what pickups fetched, and what stays on board."""
        problem, cp = self.problem, self.cp
        vol = int(problem.shift_vol[shift])
        paired = {task for tasks in self.tasks_of if len(tasks) == 2 for task in tasks}
        for dimension in range(problem.vol_capacity.shape[-1]):
            room = min(int(problem.vol_capacity[vol, dimension]), BOUND)

            def level(name: str) -> dict[Node | None, cp_model.IntVar]:
                return {n: cp.new_int_var(0, room, f"{shift}: {name} at {n}") for n in (None, *nodes)}  # noqa: B023

            brought, fetched, kept = level("brought"), level("fetched"), level("kept")
            for node in (None, *nodes):
                cp.add(brought[node] + fetched[node] + kept[node] <= room)
            cp.add(fetched[None] == 0)
            cp.add(kept[None] == 0)
            for a, b, step in steps:
                if b is None or b.kind == "reload":
                    if a is not None or b is not None:
                        cp.add(brought[a] == 0).only_enforce_if(step)
                if b is None:
                    continue
                if b.kind == "reload":
                    cp.add(fetched[b] == fetched[a]).only_enforce_if(step)
                    cp.add(kept[b] == 0).only_enforce_if(step)
                    continue
                down = load = picked = 0
                if b.kind == "task":
                    down = int(problem.task_brought[b.row, dimension])
                    load = int(problem.task_load[b.row, dimension])
                    if b.row in paired:
                        first = b.row if b.row + 1 not in problem.role_task_start else b.row - 1
                        picked = int(problem.task_load[first, dimension]) * (1 if first == b.row else -1)
                cp.add(brought[b] == brought[a] - down).only_enforce_if(step)
                cp.add(fetched[b] == fetched[a] + picked).only_enforce_if(step)
                cp.add(kept[b] == kept[a] + load - picked).only_enforce_if(step)
        if not len(problem.good_kept):
            return
        after = {node: cp.new_bool_var(f"{shift}: {node} after a reload") for node in nodes}
        for a, b, step in steps:
            if b is not None:
                is_after = True if b.kind == "reload" else False if a is None else after[a]
                cp.add(after[b] == is_after).only_enforce_if(step)
        for good, is_kept in enumerate(problem.good_kept.tolist()):
            stock, used = int(problem.vol_stock[vol, good]), []
            for node in nodes:
                asked = int(problem.task_goods[node.row, good]) if node.kind == "task" else 0
                if asked:
                    uses = cp.new_bool_var(f"{shift}: {node} uses {good}")
                    cp.add(uses >= self.does[node.row, shift] - after[node])
                    used.append(asked * uses)
                    if is_kept:
                        cp.add(asked * uses <= stock)
            if not is_kept:
                cp.add(sum(used) <= stock)

    # Between routes

    def people(self) -> None:
        problem, cp = self.problem, self.cp
        crews: defaultdict[int, list[int]] = defaultdict(list)
        hands: defaultdict[int, list[int]] = defaultdict(list)
        for role in range(problem.roles):
            crews[int(problem.role_crew[role])].append(role)
            if problem.role_hand[role] >= 0:
                hands[int(problem.role_hand[role])].append(role)
        for roles in crews.values():
            part = [sum(self.part(role, vol) for role in roles) for vol in range(problem.volunteers)]
            for vol, guardian in enumerate(problem.vol_guardian.tolist()):
                cp.add(part[vol] <= 1)
                if guardian >= 0:
                    cp.add(part[vol] <= part[guardian])
        for hand, roles in hands.items():
            whose = [cp.new_bool_var(f"hand {hand} of {vol}") for vol in range(problem.volunteers)]
            cp.add_exactly_one(whose)
            for role in roles:
                for vol in range(problem.volunteers):
                    cp.add(self.part(role, vol) <= whose[vol])

    def part(self, role: int, vol: int) -> cp_model.LinearExpr:
        """1 where the volunteer takes the role."""
        visit = self.visit(role)
        return sum(self.does[visit, shift] for shift in self.shifts_of(vol) if (visit, shift) in self.does)

    def limits(self) -> None:
        problem, cp = self.problem, self.cp
        for quota in range(len(problem.quota_max_travel)):
            shifts = [
                shift
                for shift in range(problem.shifts)
                if quota in (problem.shift_quota[shift], problem.shift_second_quota[shift])
            ]
            visits = {self.visit(role) for role in range(problem.roles)}
            done = [
                (problem.quota_max_travel, sum(self.travel[shift] for shift in shifts)),
                (problem.quota_max_m, sum(self.metres[shift] for shift in shifts)),
                (problem.quota_max_tasks,
                 sum(does for (task, shift), does in self.does.items() if shift in shifts and task in visits)),
                (problem.quota_max_service,
                 sum(int(problem.task_service_s[task]) * does
                     for (task, shift), does in self.does.items() if shift in shifts)),
            ]  # fmt: skip
            for most, amount in done:
                if most[quota] < NO_LIMIT:
                    cp.add(amount <= int(most[quota]))

    def ranks(self) -> None:
        problem, cp = self.problem, self.cp
        ranked = sorted((int(problem.task_rank[t]), t) for t in range(problem.tasks) if problem.task_rank[t] >= 0)
        for (low, first), (high, second) in combinations(ranked, 2):
            if low == high:
                continue
            for one in range(problem.shifts):
                for other in range(problem.shifts):
                    if (first, one) not in self.does or (second, other) not in self.does:
                        continue
                    both = [self.does[first, one], self.does[second, other]]
                    if one == other:
                        before, after = self.position[first, one], self.position[second, one]
                        cp.add(before < after).only_enforce_if(both)
                    elif one > other and problem.shift_vol[one] == problem.shift_vol[other]:
                        cp.add_bool_or(~both[0], ~both[1])

    def times(self) -> None:
        problem, cp = self.problem, self.cp
        for row in range(len(problem.link_first)):
            first, second = int(problem.link_first[row]), int(problem.link_second[row])
            both = [self.served[self.need_of[first]], self.served[self.need_of[second]]]
            gap = self.start[second] - self.start[first]
            cp.add(gap >= max(-BOUND, int(problem.link_min_s[row]))).only_enforce_if(both)
            cp.add(gap <= min(BOUND, int(problem.link_max_s[row]))).only_enforce_if(both)
        days = []
        for need in range(problem.needs):
            day = cp.new_int_var(0, BOUND // DAY + 1, f"day of {need}")
            cp.add_division_equality(day, self.start[self.visit(self.roles_of[need][0])], DAY)
            days.append(day)
        for one, other in combinations(range(problem.needs), 2):
            series = int(problem.need_series[one])
            if series < 0 or series != problem.need_series[other]:
                continue
            spacing = max(1, int(problem.series_spacing[series]))
            is_first = cp.new_bool_var(f"{one} before {other}")
            both = [self.served[one], self.served[other]]
            cp.add(days[other] - days[one] >= spacing).only_enforce_if([*both, is_first])
            cp.add(days[one] - days[other] >= spacing).only_enforce_if([*both, ~is_first])

    # What it costs

    def set_objective(self) -> None:
        problem, cp, weights = self.problem, self.cp, self.problem.weights
        late_max = cp.new_int_var(0, BOUND, "late max")
        lates, moves = [], []
        for task in range(problem.tasks):
            served = self.served[self.need_of[task]]
            if problem.task_due[task] < NO_LIMIT:
                late = cp.new_int_var(0, BOUND, f"late {task}")
                cp.add(late >= self.start[task] - int(problem.task_due[task])).only_enforce_if(served)
                cp.add(late_max >= late)
                lates.append(late)
            if problem.task_told_to[task] < NO_LIMIT and weights.moved:
                moved = cp.new_bool_var(f"moved {task}")
                cp.add(self.start[task] <= int(problem.task_told_to[task])).only_enforce_if([served, ~moved])
                moves.append(moved)
        self.unmet = sum(
            int(problem.need_priority[need]) * ~self.served[need] for need in range(problem.needs)
        )
        self.cost = (
            weights.travel * sum(self.travel.values())
            + weights.late_sum * sum(lates)
            + weights.late_max * late_max
            + weights.wait * sum(self.waits)
            + weights.moved * sum(moves)
            + sum(self.pair_costs)
            + (sum(self.balances()) if weights.balance_permille else 0)
        )
        cp.minimize((MOST_COST if weights.lexicographic else weights.unmet) * self.unmet + self.cost)

    def balances(self) -> list[cp_model.LinearExpr]:
        problem, cp, permille = self.problem, self.cp, self.problem.weights.balance_permille
        found = []
        for vol in range(problem.volunteers):
            given = int(problem.vol_given[vol])
            all_given = cp.new_int_var(0, BOUND, f"service of {vol}")
            service = [
                int(problem.task_service_s[self.visit(role)]) * self.part(role, vol)
                for role in range(problem.roles)
            ]
            cp.add(all_given == given + sum(service))
            square, weighed = (cp.new_int_var(0, BOUND**2, f"{name} of {vol}") for name in ("square", "balance"))
            cp.add_multiplication_equality(square, all_given, all_given)
            cp.add_division_equality(weighed, permille * square, 1000 * EIGHT_HOURS)
            found.append(weighed - permille * given * given // (1000 * EIGHT_HOURS))
        return found

    def solve(self, seconds: float) -> Optimum | None:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.cp)
        if status == cp_model.OPTIMAL:
            return Optimum(solver.value(self.unmet), solver.value(self.cost))
        assert status in (cp_model.FEASIBLE, cp_model.UNKNOWN), solver.status_name(status)
        return None
