"""Whether a role fits a shift that does nothing else: tried out, every order of the few stops it takes."""

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, count
from typing import NamedTuple

import numpy as np

from matcher.problem import I64, Problem
from matcher.travel.providers import Matrix
from models.travel import way_m, way_s


class _Stop(NamedTuple):
    """`place` None: where the volunteer is. A reload and a break are no task: -1."""

    place: int | None
    windows: Sequence[tuple[int, int]]
    lasts: int
    task: int = -1
    reload: bool = False


def fits_alone(problem: Problem, shift: int, role: int) -> bool:
    """Whether the shift can take the role, the breaks it then owes, and a stop at a depot if it needs one."""
    vol = int(problem.shift_vol[shift])
    return _within_quotas(problem, shift, role) and any(
        _carried(problem, vol, order) and _in_time(problem, shift, order)
        for order in _orders(problem, shift, role)
    )


def _orders(problem: Problem, shift: int, role: int) -> Iterator[list[_Stop]]:
    first, last = problem.role_task_start[role : role + 2].tolist()
    tasks = [_task(problem, task) for task in range(first, last)]
    closes_s = int(problem.shift_closes_s[shift])
    works = [tasks]
    for place, lasts in zip(problem.depot_place.tolist(), problem.depot_service_s.tolist(), strict=True):
        reload = _Stop(place, [(0, closes_s)], lasts, reload=True)
        works += [[*tasks[:at], reload, *tasks[at:]] for at in range(len(tasks))]
    rests = _rests(problem, shift)
    for work in works:
        for places in combinations_with_replacement(range(len(work) + 1), len(rests)):
            order = list(work)
            for before, at, rest in zip(count(), places, rests):
                order.insert(before + at, rest)
            yield order


def _task(problem: Problem, task: int) -> _Stop:
    rows = slice(*problem.window_start[task : task + 2].tolist())
    windows = zip(problem.window_opens_s[rows].tolist(), problem.window_closes_s[rows].tolist(), strict=True)
    return _Stop(int(problem.task_place[task]), list(windows), int(problem.task_service_s[task]), task)


def _rests(problem: Problem, shift: int) -> list[_Stop]:
    """The breaks of the shift, the first to begin first."""
    first, last = np.searchsorted(problem.break_shift, [shift, shift + 1]).tolist()
    columns = (problem.break_opens_s, problem.break_closes_s, problem.break_lasts_s)
    rows = sorted(zip(*(column[first:last].tolist() for column in columns), strict=True))
    return [_Stop(None, [(opens, closes)], lasts) for opens, closes, lasts in rows]


def _within_quotas(problem: Problem, shift: int, role: int) -> bool:
    """The limits that one role alone can break but for the way."""
    visit = int(problem.role_task_start[role + 1]) - 1
    service = int(problem.task_service_s[visit])
    return all(
        service <= problem.quota_max_service[quota] and problem.quota_max_tasks[quota] >= 1
        for quota in _quotas(problem, shift)
    )


def _carried(problem: Problem, vol: int, order: Sequence[_Stop]) -> bool:
    """Whether there is room for all that is carried, and as much of every good as is asked for."""
    reload = next((at for at, stop in enumerate(order) if stop.reload), len(order))
    before, after = (
        [stop.task for stop in part if stop.task >= 0] for part in (order[:reload], order[reload:])
    )
    asked = problem.task_goods[before]
    kept = problem.good_kept == 1
    wanted = np.where(kept, asked.max(axis=0, initial=0), asked.sum(axis=0))
    if np.any(wanted > problem.vol_stock[vol]):
        return False
    load: I64 = np.zeros_like(problem.vol_capacity[vol])
    for part in (before, after):
        load = load + problem.task_brought[part].sum(axis=0)
        most = load
        for task in part:
            load = load - problem.task_brought[task] + problem.task_load[task]
            most = np.maximum(most, load)
        if np.any(most > problem.vol_capacity[vol]):
            return False
    return True


def _in_time(problem: Problem, shift: int, order: Sequence[_Stop]) -> bool:
    """Whether windows, the shift and the limits on ways are kept."""
    vol = int(problem.shift_vol[shift])
    here = int(problem.shift_start_place[shift])
    now, travel, metres = int(problem.shift_opens_s[shift]), 0, 0
    for stop in order:
        there = here if stop.place is None else stop.place
        way, length = _way(problem, vol, here, there)
        ready = now + way
        start = next((max(ready, opens) for opens, closes in stop.windows if ready <= closes), None)
        if start is None:
            return False
        here, now, travel, metres = there, start + stop.lasts, travel + way, metres + length
    end = int(problem.shift_end_place[shift])
    if end >= 0:
        way, length = _way(problem, vol, here, end)
        now, travel, metres = now + way, travel + way, metres + length
    return now <= int(problem.shift_closes_s[shift]) and all(
        travel <= int(problem.quota_max_travel[quota]) and metres <= int(problem.quota_max_m[quota])
        for quota in _quotas(problem, shift)
    )


def _quotas(problem: Problem, shift: int) -> list[int]:
    quotas = (int(problem.shift_quota[shift]), int(problem.shift_second_quota[shift]))
    return [quota for quota in quotas if quota >= 0]


def _way(problem: Problem, vol: int, here: int, there: int) -> tuple[int, int]:
    """Its time, and its metres where they are known."""
    travel, mode = problem.travel, int(problem.vol_mode[vol])
    if isinstance(travel, Matrix):
        return int(travel.seconds[mode, here, there]), 0
    pace = travel.paces[mode]
    dx, dy = (travel.xy[there].astype(int) - travel.xy[here]).tolist()
    return way_s(pace, dx, dy), way_m(pace, dx, dy)
