"""A plan laid out on the arrays of a Problem: earliest starts of given orders, and what they cost.

Holds the readers to the evaluators: both must see the same plan the same way, one in arrays, one in text.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from matcher.formats.format import Instance, TaskLabel
from matcher.problem import Problem
from matcher.routing.result import Result
from matcher.travel.providers import Matrix
from models.plans import Part
from models.travel import way_s
from tests.unit.matcher.formats.claims import make_result


class Broken(Exception):
    """The orders break a rule of the problem."""


def orders_of(instance: Instance, document: Mapping[str, Any]) -> dict[int, list[int]]:
    """Task orders by shift from a solution document. Tasks with one label (a crew of two) go out in turn."""
    free: dict[TaskLabel, list[int]] = {}
    for task, label in enumerate(instance.tasks):
        free.setdefault(label, []).append(task)
    orders = {}
    for route in document["routes"]:
        shift = instance.volunteers.index(route["volunteer"])
        labels = [TaskLabel(one["need"], Part(one["part"]), one.get("service")) for one in route["visits"]]
        orders[shift] = [free[label].pop(0) for label in labels]
    return {shift: tasks for shift, tasks in orders.items() if tasks}


def lay_out(problem: Problem, orders: Mapping[int, Sequence[int]]) -> Result:
    """The earliest plan. Raises Broken where a window, shift, link, limit, load or able pair forbids it."""
    not_before = [int(opens) for opens in problem.window_opens_s]
    moved = True
    while moved:
        starts = {shift: _starts(problem, shift, tasks, not_before) for shift, tasks in orders.items()}
        by_task = {t: s for shift, tasks in orders.items() for t, s in zip(tasks, starts[shift], strict=True)}
        moved = False
        for first, second, least, most in _links(problem):
            if first in by_task and second in by_task:
                for task, bound in ((second, by_task[first] + least), (first, by_task[second] - most)):
                    if by_task[task] < bound:
                        not_before[task], moved = bound, True
    late = []
    for task, start in by_task.items():
        late.append(max(0, start - int(problem.window_closes_s[task])))
        if late[-1] and not problem.late_allowed:
            raise Broken(f"task {task} starts {late[-1]} after its window")
    unmet = tuple(need for need in range(problem.needs) if not by_task.keys() & set(_tasks(problem, need)))
    travel = sum(_check_route(problem, shift, tasks, starts[shift]) for shift, tasks in orders.items())
    return make_result(
        {shift: list(zip(tasks, starts[shift], strict=True)) for shift, tasks in orders.items()},
        unmet_needs=unmet,
        unmet_priority=int(sum(problem.need_priority[need] for need in unmet)),
        travel=travel,
        late_sum=sum(late),
        late_max=max(late, default=0),
    )


def way(problem: Problem, mode: int, a: int, b: int) -> int:
    if isinstance(problem.travel, Matrix):
        return int(problem.travel.seconds[mode, a, b])
    (ax, ay), (bx, by) = problem.travel.xy[a].tolist(), problem.travel.xy[b].tolist()
    return way_s(problem.travel.paces[mode], ax - bx, ay - by)


def _starts(problem: Problem, shift: int, tasks: Sequence[int], not_before: Sequence[int]) -> list[int]:
    free = int(problem.shift_opens_s[shift])
    starts = []
    for task, leg in zip(tasks, _legs(problem, shift, tasks), strict=False):
        starts.append(max(free + leg, not_before[task]))
        free = starts[-1] + int(problem.task_service_s[task])
    return starts


def _check_route(problem: Problem, shift: int, tasks: Sequence[int], starts: Sequence[int]) -> int:
    volunteer = int(problem.shift_vol[shift])
    legs = _legs(problem, shift, tasks)
    back = starts[-1] + int(problem.task_service_s[tasks[-1]]) + legs[-1]
    if back > problem.shift_closes_s[shift]:
        raise Broken(f"shift {shift} is back at {back}")
    if sum(legs) > problem.vol_max_travel_s[volunteer]:
        raise Broken(f"volunteer {volunteer} travels {sum(legs)}")
    load = 0
    for task in tasks:
        load += int(problem.task_load[task])
        if not 0 <= load <= problem.vol_capacity[volunteer]:
            raise Broken(f"volunteer {volunteer} carries {load}")
        role = int((problem.role_task_start <= task).sum()) - 1
        able = problem.able_vol[problem.able_start[role] : problem.able_start[role + 1]]
        if volunteer not in able:
            raise Broken(f"volunteer {volunteer} is not able to take task {task}")
    return sum(legs)


def _legs(problem: Problem, shift: int, tasks: Sequence[int]) -> list[int]:
    places = [
        problem.shift_start_place[shift],
        *problem.task_place[list(tasks)],
        problem.shift_end_place[shift],
    ]
    mode = int(problem.vol_mode[problem.shift_vol[shift]])
    return [way(problem, mode, a, b) for a, b in pairwise(places)]


def _links(problem: Problem) -> list[tuple[int, int, int, int]]:
    columns = (problem.link_first, problem.link_second, problem.link_min_s, problem.link_max_s)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _tasks(problem: Problem, need: int) -> range:
    first, last = problem.need_role_start[need : need + 2]
    return range(problem.role_task_start[first], problem.role_task_start[last])
