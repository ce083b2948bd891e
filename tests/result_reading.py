"""A search's answer read back into the terms of matcher.problem: where, when and by whom each task is done.

Of the product it reads Problem, Result and models.travel only: the search is judged by what it says it does.
"""

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from matcher.problem import Problem
from matcher.routing.result import Result, ShiftRoute
from matcher.travel.providers import Matrix
from models.travel import way_m, way_s

ALWAYS = 2**62


class Seen(NamedTuple):
    """A stop in a route."""

    shift: int
    position: int
    start: int


class Reading:
    def __init__(self, problem: Problem, result: Result) -> None:
        self.problem, self.result = problem, result
        self.first_break = problem.tasks
        self.first_depot = problem.tasks + len(problem.break_shift)
        self.seen: defaultdict[int, list[Seen]] = defaultdict(list)
        for route in result.routes:
            for position, (stop, start) in enumerate(zip(route.tasks, route.starts, strict=True)):
                self.seen[stop].append(Seen(route.shift, position, start))
        self.roles_of = [
            range(problem.need_role_start[need], problem.need_role_start[need + 1])
            for need in range(problem.needs)
        ]
        self.tasks_of = [
            range(problem.role_task_start[role], problem.role_task_start[role + 1])
            for role in range(problem.roles)
        ]
        self.served = [
            need for need in range(problem.needs) if all(task in self.seen for task in self.tasks_in(need))
        ]

    # Stops

    def is_task(self, stop: int) -> bool:
        return 0 <= stop < self.first_break

    def is_break(self, stop: int) -> bool:
        return self.first_break <= stop < self.first_depot

    def is_reload(self, stop: int) -> bool:
        return stop >= self.first_depot

    def is_visit(self, task: int) -> bool:
        """The last task of its role."""
        return task + 1 in self.problem.role_task_start

    def windows(self, stop: int) -> list[tuple[int, int]]:
        """When the stop may start, both ends included."""
        problem = self.problem
        if self.is_task(stop):
            rows = slice(problem.window_start[stop], problem.window_start[stop + 1])
            opens, closes = problem.window_opens_s[rows].tolist(), problem.window_closes_s[rows].tolist()
            return list(zip(opens, closes, strict=True))
        if self.is_break(stop):
            row = stop - self.first_break
            return [(int(problem.break_opens_s[row]), int(problem.break_closes_s[row]))]
        return [(0, ALWAYS)]

    def lasts(self, stop: int) -> int:
        problem = self.problem
        if self.is_task(stop):
            return int(problem.task_service_s[stop])
        if self.is_break(stop):
            return int(problem.break_lasts_s[stop - self.first_break])
        return int(problem.depot_service_s[stop - self.first_depot])

    # Needs

    def tasks_in(self, need: int) -> list[int]:
        return [task for role in self.roles_of[need] for task in self.tasks_of[role]]

    def visits(self, need: int) -> list[int]:
        return [self.tasks_of[role][-1] for role in self.roles_of[need]]

    def start(self, task: int) -> int:
        return self.seen[task][0].start

    def volunteer(self, role: int) -> int:
        """Who takes the role of a served need."""
        return int(self.problem.shift_vol[self.seen[self.tasks_of[role][-1]][0].shift])

    def able(self, role: int) -> dict[int, int]:
        """Who may take the role, and what that costs."""
        problem = self.problem
        rows = slice(problem.able_start[role], problem.able_start[role + 1])
        return dict(zip(problem.able_vol[rows].tolist(), problem.able_cost[rows].tolist(), strict=True))

    # Ways

    def places(self, route: ShiftRoute) -> list[int]:
        """The start, then of each stop, then the end if there is one. A break is where the stop before is."""
        problem = self.problem
        places = [int(problem.shift_start_place[route.shift])]
        for stop in route.tasks:
            if self.is_task(stop):
                places.append(int(problem.task_place[stop]))
            elif self.is_break(stop):
                places.append(places[-1])
            else:
                places.append(int(problem.depot_place[stop - self.first_depot]))
        end = int(problem.shift_end_place[route.shift])
        return places if end < 0 else [*places, end]

    def ways(self, route: ShiftRoute) -> list[int]:
        """Seconds to each stop, and to the end if there is one."""
        return [way(self.problem, route.shift, a, b) for a, b in pairwise(self.places(route))]

    def metres(self, route: ShiftRoute) -> int:
        return sum(metres(self.problem, route.shift, a, b) for a, b in pairwise(self.places(route)))

    def idle_ways(self) -> dict[int, tuple[int, int]]:
        """Seconds and metres to the end, by shift that is under way and has nothing left to do."""
        problem, busy = self.problem, {route.shift for route in self.result.routes}
        ends = enumerate(
            zip(problem.shift_start_place.tolist(), problem.shift_end_place.tolist(), strict=True)
        )
        return {
            shift: (way(problem, shift, start, end), metres(problem, shift, start, end))
            for shift, (start, end) in ends
            if problem.shift_out[shift] and shift not in busy and end >= 0
        }

    def back_at(self, route: ShiftRoute) -> int:
        left = route.starts[-1] + self.lasts(route.tasks[-1])
        return left + (0 if self.problem.shift_end_place[route.shift] < 0 else self.ways(route)[-1])


def way(problem: Problem, shift: int, a: int, b: int) -> int:
    """Seconds from one place to another for whoever has the shift."""
    mode, travel = int(problem.vol_mode[problem.shift_vol[shift]]), problem.travel
    if isinstance(travel, Matrix):
        return int(travel.seconds[mode, a, b])
    return int(way_s(travel.paces[mode], *(travel.xy[a].astype(int) - travel.xy[b]).tolist()))


def metres(problem: Problem, shift: int, a: int, b: int) -> int:
    """Length of the same way; a matrix knows none."""
    mode, travel = int(problem.vol_mode[problem.shift_vol[shift]]), problem.travel
    if isinstance(travel, Matrix):
        return 0
    return int(way_m(travel.paces[mode], *(travel.xy[a].astype(int) - travel.xy[b]).tolist()))
