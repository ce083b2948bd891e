"""One shift's route in the CP-SAT model of tests.optimum: a circuit through home, with times and loads."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model

from matcher.problem import Problem
from tests.result_reading import metres, way

BOUND = 10**7
"""Above every time and amount of a tiny problem."""

RELOADS = 2
"""Visits of one route to one depot that are modelled."""


class Node(NamedTuple):
    """What a route may hold: a task, a break where `place` was the last place, the nth reload at a depot."""

    kind: str
    row: int
    place: int
    copy: int = 0


Step = tuple[Node | None, Node | None, cp_model.IntVar]
"""From a node to the next, None being home at both ends, and whether the route goes so."""


class RouteModel:
    """`does`: by task whether the shift does it; `start`: by task when it starts, whoever does it."""

    def __init__(
        self,
        problem: Problem,
        cp: cp_model.CpModel,
        shift: int,
        does: dict[int, cp_model.IntVar],
        start: Sequence[cp_model.IntVar],
    ) -> None:
        self.problem, self.cp, self.shift, self.does = problem, cp, shift, does
        self.vol = int(problem.shift_vol[shift])
        self.home, self.end = int(problem.shift_start_place[shift]), int(problem.shift_end_place[shift])
        self.works = self.flag("works")
        self.nodes = self.possible_nodes()
        self.there = {
            node: self.does[node.row] if node.kind == "task" else self.flag(node) for node in self.nodes
        }
        self.start = {node: self.start_of(node, start) for node in self.nodes}
        self.position = {node: self.number(1, len(self.nodes), node) for node in self.nodes}
        self.steps = self.circuit()
        idle = ~self.works if problem.shift_out[shift] else 0
        to_end = self.home, self.home if self.end < 0 else self.end
        ways = [(self.ends_of(a, b), step) for a, b, step in self.steps] + [(to_end, idle)]
        self.travel = sum(way(problem, shift, *ends) * step for ends, step in ways)
        self.metres = sum(metres(problem, shift, *ends) * step for ends, step in ways)
        self.wait = self.number(0, BOUND, "waits")
        self.presence()
        self.times()
        for dimension in range(problem.vol_capacity.shape[-1]):
            self.loads(dimension)
        if len(problem.good_kept):
            self.goods()

    def flag(self, name: object) -> cp_model.IntVar:
        return self.cp.new_bool_var(f"{self.shift}: {name}")

    def number(self, low: int, high: int, name: object) -> cp_model.IntVar:
        return self.cp.new_int_var(low, high, f"{self.shift}: {name}")

    def possible_nodes(self) -> list[Node]:
        problem = self.problem
        depots = list(enumerate(problem.depot_place.tolist()))
        places = {self.home, *problem.task_place[list(self.does)].tolist(), *problem.depot_place.tolist()}
        rests = [row for row, shift in enumerate(problem.break_shift.tolist()) if shift == self.shift]
        return [
            *(Node("task", task, int(problem.task_place[task])) for task in self.does),
            *(Node("break", row, place) for row in rests for place in sorted(places)),
            *(Node("reload", row, place, copy) for row, place in depots for copy in range(RELOADS)),
        ]

    def start_of(self, node: Node, task_start: Sequence[cp_model.IntVar]) -> cp_model.IntVar:
        if node.kind == "task":
            return task_start[node.row]
        if node.kind == "reload":
            return self.number(0, BOUND, node)
        opens, closes = self.problem.break_opens_s[node.row], self.problem.break_closes_s[node.row]
        return self.number(int(opens), int(closes), node)

    def lasts(self, node: Node) -> int:
        problem = self.problem
        lasts_s = {
            "task": problem.task_service_s,
            "break": problem.break_lasts_s,
            "reload": problem.depot_service_s,
        }
        return int(lasts_s[node.kind][node.row])

    def circuit(self) -> list[Step]:
        number: dict[Node | None, int] = {None: 0} | {node: idx + 1 for idx, node in enumerate(self.nodes)}
        steps = []
        for a in (None, *self.nodes):
            for b in (None, *self.nodes):
                here = self.home if a is None else a.place
                rests_elsewhere = b is not None and b.kind == "break" and b.place != here
                if a is not b and not rests_elsewhere:
                    steps.append((a, b, self.flag(f"{a} to {b}")))
        self.cp.add_circuit(
            [
                (0, 0, ~self.works),
                *((number[node], number[node], ~self.there[node]) for node in self.nodes),
                *((number[a], number[b], step) for a, b, step in steps),
            ]
        )
        return steps

    def ends_of(self, a: Node | None, b: Node | None) -> tuple[int, int]:
        """The places of a step: an open end is wherever one is."""
        here = self.home if a is None else a.place
        return here, b.place if b is not None else here if self.end < 0 else self.end

    def presence(self) -> None:
        """Who does something works, and takes each break once; who does nothing stays at home."""
        cp, there = self.cp, self.there
        cp.add(sum(self.does.values()) >= self.works)
        for node in self.nodes:
            if node.kind == "break":
                same = [other for other in self.nodes if other[:2] == node[:2]]
                cp.add(sum(there[other] for other in same) == self.works)
            else:
                cp.add_implication(there[node], self.works)
            if node.copy:
                cp.add_implication(there[node], there[node._replace(copy=node.copy - 1)])

    def times(self) -> None:
        problem, cp = self.problem, self.cp
        leaves = self.number(int(problem.shift_opens_s[self.shift]), BOUND, "leaves")
        returns = self.number(0, max(0, min(int(problem.shift_closes_s[self.shift]), BOUND)), "returns")
        for a, b, step in self.steps:
            free = leaves if a is None else self.start[a] + self.lasts(a)
            arrives = free + way(problem, self.shift, *self.ends_of(a, b))
            if b is None:
                cp.add(returns == arrives).only_enforce_if(step)
                continue
            cp.add(self.start[b] >= arrives).only_enforce_if(step)
            before = 0 if a is None else self.position[a]
            cp.add(self.position[b] == before + 1).only_enforce_if(step)
        busy = sum(self.lasts(node) * self.there[node] for node in self.nodes) + self.travel
        if problem.weights.wait:
            cp.add(self.wait >= returns - leaves - busy).only_enforce_if(self.works)
        task = {node.row: node for node in self.nodes if node.kind == "task"}
        for role in range(problem.roles):
            first, end = problem.role_task_start[role : role + 2].tolist()
            for pickup, visit in pairwise(range(first, end)):
                if visit in task:
                    before, after = self.position[task[pickup]], self.position[task[visit]]
                    cp.add(before < after).only_enforce_if(self.does[visit])

    def loads(self, dimension: int) -> None:
        """Levels when a node is left: what was brought, what pickups fetched, what stays on board."""
        problem, cp = self.problem, self.cp
        room = min(int(problem.vol_capacity[self.vol, dimension]), BOUND)
        points = (None, *self.nodes)
        brought, fetched, kept = (
            {node: self.number(0, room, f"{name} {node}") for node in points}
            for name in ("brought", "fetched", "kept")
        )
        for node in points:
            cp.add(brought[node] + fetched[node] + kept[node] <= room)
        cp.add(fetched[None] == sum(self.aboard(task, dimension) * does for task, does in self.does.items()))
        cp.add(kept[None] == 0)
        for a, b, step in self.steps:
            if b is None or b.kind == "reload":
                cp.add(brought[a] == 0).only_enforce_if(step)
            if b is None:
                continue
            if b.kind == "reload":
                cp.add(fetched[b] == fetched[a]).only_enforce_if(step)
                cp.add(kept[b] == 0).only_enforce_if(step)
                continue
            put_down, load, picked = self.changes(b, dimension)
            cp.add(brought[b] == brought[a] - put_down).only_enforce_if(step)
            cp.add(fetched[b] == fetched[a] + picked).only_enforce_if(step)
            cp.add(kept[b] == kept[a] + load - picked).only_enforce_if(step)

    def changes(self, node: Node, dimension: int) -> tuple[int, int, int]:
        """What of the brought is put down, what the load changes by, and what of that a pickup fetched."""
        problem, task = self.problem, node.row
        if node.kind != "task":
            return 0, 0, 0
        put_down, load = (int(rows[task, dimension]) for rows in (problem.task_brought, problem.task_load))
        if task + 1 not in problem.role_task_start or self.aboard(task, dimension):
            return put_down, load, load
        has_pickup = task not in problem.role_task_start
        return put_down, load, -int(problem.task_load[task - 1, dimension]) if has_pickup else 0

    def aboard(self, task: int, dimension: int) -> int:
        """What a visit puts down that nothing fetched."""
        is_alone = {task, task + 1} <= set(self.problem.role_task_start.tolist())
        return max(0, -int(self.problem.task_load[task, dimension])) if is_alone else 0

    def goods(self) -> None:
        problem, cp = self.problem, self.cp
        after = {node: self.flag(f"{node} after a reload") for node in self.nodes}
        for a, b, step in self.steps:
            if b is not None:
                is_after = b.kind == "reload" or (a is not None and after[a])
                cp.add(after[b] == is_after).only_enforce_if(step)
        for good, is_kept in enumerate(problem.good_kept.tolist()):
            stock, used = int(problem.vol_stock[self.vol, good]), []
            for node in self.nodes:
                asked = int(problem.task_goods[node.row, good]) if node.kind == "task" else 0
                if asked:
                    of_stock = self.flag(f"{node} takes good {good} of the stock")
                    cp.add(of_stock >= self.there[node] - after[node])
                    used.append(asked * of_stock)
            for amount in used if is_kept else [sum(used)]:
                cp.add(amount <= stock)
