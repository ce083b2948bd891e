"""Which shifts could take a role with nothing else to do: each order of the few stops it takes, on arrays."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.problem import I64, Problem
from matcher.travel.providers import Matrix
from matcher.travel.ways import ceil_scaled_roots, ways_s

Rows = NDArray[np.integer]
Mask = NDArray[np.bool_]

ANY_TIME = ((0, 2**62),)


class _Stop(NamedTuple):
    """What is done at a place; `task` is -1 at a depot."""

    place: int
    lasts: int
    windows: Sequence[tuple[int, int]]
    task: int = -1


class _Break(NamedTuple):
    """The break that comes as the shift's `number`-th, wherever the volunteer is."""

    number: int


class Alone:
    """Answers for the shifts of a problem, many at once."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        # Of a shift the break comes first that may begin first.
        self._breaks = np.lexsort(
            (problem.break_lasts_s, problem.break_closes_s, problem.break_opens_s, problem.break_shift)
        )
        self._first_break = np.searchsorted(problem.break_shift, np.arange(problem.shifts + 1))

    def fits(self, shifts: Rows, role: int) -> Mask:
        """Whether each shift can take the role, the breaks it then owes, and a stop at a depot if need be."""
        fits = np.zeros(len(shifts), bool)
        allowed = self._within_quotas(shifts, role)
        breaks = np.diff(self._first_break)[shifts]
        for work in self._works(role):
            able = allowed & self._carry(shifts, work)
            for count in np.unique(breaks[able & ~fits]).tolist():
                for order in _orders(work, count):
                    rows = np.flatnonzero(able & ~fits & (breaks == count))
                    fits[rows] = self._in_time(shifts[rows], order)
        return fits

    def _works(self, role: int) -> Iterator[list[_Stop]]:
        """The tasks of the role, done straight on or by way of a depot."""
        problem = self._problem
        tasks = [self._task(task) for task in range(*problem.role_task_start[role : role + 2].tolist())]
        yield tasks
        for place, lasts in zip(problem.depot_place.tolist(), problem.depot_service_s.tolist(), strict=True):
            for at in range(len(tasks)):
                yield [*tasks[:at], _Stop(place, lasts, ANY_TIME), *tasks[at:]]

    def _task(self, task: int) -> _Stop:
        problem = self._problem
        rows = slice(*problem.window_start[task : task + 2].tolist())
        windows = zip(
            problem.window_opens_s[rows].tolist(), problem.window_closes_s[rows].tolist(), strict=True
        )
        return _Stop(int(problem.task_place[task]), int(problem.task_service_s[task]), list(windows), task)

    def _within_quotas(self, shifts: Rows, role: int) -> Mask:
        """The limits that one role alone can break but for the way."""
        problem = self._problem
        service = problem.task_service_s[problem.role_task_start[role + 1] - 1]
        return self._keep_quotas(
            shifts,
            lambda quota: (
                (service <= problem.quota_max_service[quota]) & (problem.quota_max_tasks[quota] >= 1)
            ),
        )

    def _keep_quotas(self, shifts: Rows, keeps: Callable[[Rows], Mask]) -> Mask:
        """Where both quotas of a shift are kept, if it has two."""
        second = self._problem.shift_second_quota[shifts]
        return keeps(self._problem.shift_quota[shifts]) & (keeps(second) | (second < 0))

    def _carry(self, shifts: Rows, work: Sequence[_Stop]) -> Mask:
        """Whether there is room for all that is carried, and as much of every good as is asked for."""
        problem = self._problem
        reload = next((at for at, stop in enumerate(work) if stop.task < 0), len(work))
        before, after = ([stop.task for stop in part] for part in (work[:reload], work[reload + 1 :]))
        asked = problem.task_goods[before]
        wanted = np.where(problem.good_kept == 1, asked.max(axis=0, initial=0), asked.sum(axis=0))
        load = most = np.zeros(problem.vol_capacity.shape[1], np.int64)
        for part in (before, after):
            load = load + problem.task_brought[part].sum(axis=0)
            most = np.maximum(most, load)
            for task in part:
                load = load - problem.task_brought[task] + problem.task_load[task]
                most = np.maximum(most, load)
        carry: Mask = (problem.vol_stock >= wanted).all(axis=1) & (problem.vol_capacity >= most).all(axis=1)
        return carry[problem.shift_vol[shifts]]

    def _in_time(self, shifts: Rows, order: Sequence[_Stop | _Break]) -> Mask:
        """Whether windows, the shift and the limits on ways are kept."""
        problem = self._problem
        here, now = problem.shift_start_place[shifts], problem.shift_opens_s[shifts]
        travel, metres = np.zeros((2, len(shifts)), np.int64)
        in_time = np.ones(len(shifts), bool)
        for stop in order:
            windows: Sequence[tuple[int | I64, int | I64]]
            lasts: int | I64
            if isinstance(stop, _Break):
                row = self._breaks[self._first_break[shifts] + stop.number]
                windows = [(problem.break_opens_s[row], problem.break_closes_s[row])]
                lasts = problem.break_lasts_s[row]
            else:
                windows, lasts = stop.windows, stop.lasts
                there = np.full(len(shifts), stop.place)
                way, length = self._ways(shifts, here, there)
                here, now, travel, metres = there, now + way, travel + way, metres + length
            start, finds = now, np.zeros(len(shifts), bool)
            for opens, closes in reversed(windows):
                is_open = now <= closes
                start = np.where(is_open, np.maximum(now, opens), start)
                finds |= is_open
            in_time &= finds
            now = start + lasts
        end = problem.shift_end_place[shifts]
        way, length = self._ways(shifts, here, np.where(end < 0, here, end))
        now, travel, metres = now + way, travel + way, metres + length
        in_time &= now <= problem.shift_closes_s[shifts]
        return in_time & self._keep_quotas(
            shifts,
            lambda quota: (
                (travel <= problem.quota_max_travel[quota]) & (metres <= problem.quota_max_m[quota])
            ),
        )

    def _ways(self, shifts: Rows, here: Rows, there: Rows) -> tuple[I64, I64]:
        """Their times, and their metres where they are known."""
        travel, mode = self._problem.travel, self._problem.vol_mode[self._problem.shift_vol[shifts]]
        if isinstance(travel, Matrix):
            return travel.seconds[mode, here, there].astype(np.int64), np.zeros(len(shifts), np.int64)
        dx, dy = (travel.xy[there].astype(np.int64) - travel.xy[here]).T
        squared = dx * dx + dy * dy
        paces = np.array([(one.s_per_km, one.fixed_s, one.detour_permille) for one in travel.paces], np.int64)
        s_per_km, fixed_s, detour_permille = paces[mode].T
        return ways_s(squared, s_per_km, fixed_s), ceil_scaled_roots(squared, detour_permille)


def _orders(work: Sequence[_Stop], breaks: int) -> Iterator[list[_Stop | _Break]]:
    """The work with so many breaks before, between and after it."""
    for places in combinations_with_replacement(range(len(work) + 1), breaks):
        order: list[_Stop | _Break] = list(work)
        for number, at in enumerate(places):
            order.insert(at + number, _Break(number))
        yield order
