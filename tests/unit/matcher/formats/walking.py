"""A plan laid out on the arrays of a Problem: the starts of given orders, and what they cost.

Holds the readers to the evaluators: both must see the same plan the same way, one in arrays, one in text.
Stops are numbered as in a Result: tasks, then breaks (no format here has any), then reloads.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

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
    """Stops by shift from a solution document. Tasks with one label (a crew of two) go out in turn."""
    free: dict[TaskLabel, list[int]] = {}
    for task, label in enumerate(instance.tasks):
        free.setdefault(label, []).append(task)
    orders: dict[int, list[int]] = {}
    for route in document["routes"]:
        shift = instance.volunteers.index(route["volunteer"])
        stops = orders.setdefault(shift, [])
        for one in route["visits"]:
            if one["part"] == Part.RELOAD:
                stops.append(instance.problem.tasks + instance.depots.index(one["depot"]))
            else:
                stops.append(free[TaskLabel(one["need"], Part(one["part"]), one.get("service"))].pop(0))
    return {shift: stops for shift, stops in orders.items() if stops}


def lay_out(problem: Problem, orders: Mapping[int, Sequence[int]]) -> Result:
    """The earliest plan; where waiting costs, routes leave as late as that helps.

    Raises Broken where a window, shift, link, limit, load, good or able pair forbids it.
    """
    not_before = [int(opens) for opens in problem.window_opens_s]
    moved = True
    while moved:
        starts = {shift: _starts(problem, shift, stops, not_before) for shift, stops in orders.items()}
        by_task = {
            stop: start
            for shift, stops in orders.items()
            for stop, start in zip(stops, starts[shift], strict=True)
            if stop < problem.tasks
        }
        moved = False
        for first, second, least, most in _links(problem):
            if first in by_task and second in by_task:
                for task, bound in ((second, by_task[first] + least), (first, by_task[second] - most)):
                    if by_task[task] < bound:
                        not_before[task], moved = bound, True
    for task, start in by_task.items():
        if start > problem.window_closes_s[task]:
            raise Broken(f"task {task} starts {start - problem.window_closes_s[task]} after its window")
    late = [max(0, start - int(problem.task_due[task])) for task, start in by_task.items()]
    unmet = tuple(need for need in range(problem.needs) if not by_task.keys() & set(_tasks(problem, need)))
    travel = sum(_check_route(problem, shift, stops, starts[shift]) for shift, stops in orders.items())
    return make_result(
        {shift: list(zip(stops, starts[shift], strict=True)) for shift, stops in orders.items()},
        unmet_needs=unmet,
        unmet_priority=int(sum(problem.need_priority[need] for need in unmet)),
        travel=travel,
        late_sum=sum(late),
        late_max=max(late, default=0),
        wait=sum(_wait(problem, shift, stops, starts[shift]) for shift, stops in orders.items()),
    )


def way(problem: Problem, mode: int, a: int, b: int) -> int:
    if isinstance(problem.travel, Matrix):
        return int(problem.travel.seconds[mode, a, b])
    (ax, ay), (bx, by) = problem.travel.xy[a].tolist(), problem.travel.xy[b].tolist()
    return way_s(problem.travel.paces[mode], ax - bx, ay - by)


def _starts(problem: Problem, shift: int, stops: Sequence[int], not_before: Sequence[int]) -> list[int]:
    starts, delay = _walk(problem, shift, stops, not_before, 0)
    return _walk(problem, shift, stops, not_before, delay)[0] if problem.weights.wait else starts


def _walk(
    problem: Problem, shift: int, stops: Sequence[int], not_before: Sequence[int], delay: int
) -> tuple[list[int], int]:
    """The starts of a route that leaves so much after the shift opens; how much longer would save a wait."""
    free, waited, slack = int(problem.shift_opens_s[shift]) + delay, 0, []
    legs = _legs(problem, shift, stops)
    starts = []
    for stop, leg in zip(stops, legs, strict=False):
        ready, task = free + leg, stop < problem.tasks
        starts.append(max(ready, not_before[stop] if task else 0))
        waited += starts[-1] - ready
        if task:
            slack.append(int(problem.window_closes_s[stop]) - starts[-1] + waited)
        free = starts[-1] + _lasts(problem, stop)
    slack.append(int(problem.shift_closes_s[shift]) - free - legs[-1] + waited)
    return starts, min(waited, *slack)


def _wait(problem: Problem, shift: int, stops: Sequence[int], starts: Sequence[int]) -> int:
    """From leaving to returning less the ways and the service; of no interest where it costs nothing."""
    if not problem.weights.wait:
        return 0
    ends = [start + _lasts(problem, stop) for stop, start in zip(stops, starts, strict=True)]
    inner = _legs(problem, shift, stops)[1:-1]
    return sum(start - end for end, start in zip(ends, starts[1:], strict=False)) - sum(inner)


def _check_route(problem: Problem, shift: int, stops: Sequence[int], starts: Sequence[int]) -> int:
    volunteer, quota = int(problem.shift_vol[shift]), problem.shift_quota[shift]
    legs = _legs(problem, shift, stops)
    back = starts[-1] + _lasts(problem, stops[-1]) + legs[-1]
    if back > problem.shift_closes_s[shift]:
        raise Broken(f"shift {shift} is back at {back}")
    if sum(legs) > problem.quota_max_travel[quota]:
        raise Broken(f"volunteer {volunteer} travels {sum(legs)}")
    for task in stops:
        role = int((problem.role_task_start <= task).sum()) - 1
        if task < problem.tasks and volunteer not in _able(problem, role):
            raise Broken(f"volunteer {volunteer} is not able to take task {task}")
    parts = _between_reloads(problem, stops)
    _check_loads(problem, volunteer, parts)
    asked = problem.task_goods[parts[0]]
    kept = problem.good_kept == 1
    lacked = np.where(kept, asked.max(axis=0, initial=0), asked.sum(axis=0)) > problem.vol_stock[volunteer]
    if lacked.any():
        raise Broken(f"volunteer {volunteer} lacks good {int(lacked.argmax())}")
    return sum(legs)


def _check_loads(problem: Problem, volunteer: int, parts: Sequence[Sequence[int]]) -> None:
    board = np.zeros_like(problem.vol_capacity[volunteer])
    for tasks in parts:
        board = board + problem.task_brought[list(tasks)].sum(axis=0)
        loads = [board]
        for task in tasks:
            board = board + problem.task_load[task] - problem.task_brought[task]
            loads.append(board)
        for load in loads:
            if (load < 0).any() or (load > problem.vol_capacity[volunteer]).any():
                raise Broken(f"volunteer {volunteer} carries {', '.join(map(str, load))}")


def _between_reloads(problem: Problem, stops: Sequence[int]) -> list[list[int]]:
    parts: list[list[int]] = [[]]
    for stop in stops:
        if stop < problem.tasks:
            parts[-1].append(stop)
        else:
            parts.append([])
    return parts


def _able(problem: Problem, role: int) -> list[int]:
    return problem.able_vol[problem.able_start[role] : problem.able_start[role + 1]].tolist()


def _lasts(problem: Problem, stop: int) -> int:
    if stop < problem.tasks:
        return int(problem.task_service_s[stop])
    return int(problem.depot_service_s[stop - problem.tasks])


def _legs(problem: Problem, shift: int, stops: Sequence[int]) -> list[int]:
    place = [*problem.task_place, *problem.depot_place]
    places = [
        problem.shift_start_place[shift],
        *(place[stop] for stop in stops),
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
