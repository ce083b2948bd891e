"""The instance as the search sees it: a struct of arrays, checked once, then read-only."""

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from matcher.travel.providers import Travel
from models.errors import InvalidInput

NO_LIMIT = 2**60
"""Stands for "no limit" in int64 arrays; far above any sum of a day, far below overflow."""

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What one unit of each term costs. The search minimises unmet * priority + the rest.

    `lexicographic`: the best plan leaves the least priority unmet, whatever that costs; `unmet` only sets how
    the annealing trades a point of it against the other terms. Otherwise `unmet` is a price: the best plan is
    the one with the least sum.
    """

    unmet: int
    travel: int = 1
    late_sum: int = 0
    late_max: int = 0
    lexicographic: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One instance: V volunteers, S shifts, N needs, R roles, T tasks, P places, E able pairs.

    A need is served whole or not at all: each of its roles by a different volunteer. A role is one task
    (a visit), or two in one route (its pickup, then its visit). Nothing here is V x N: a city would not fit.

    travel               seconds between places, by mode idx
    vol_mode             (V,)   int32   mode idx
    vol_max_travel_s     (V,)   int64   sums over all shifts of the volunteer, as the next three
    vol_max_m            (V,)   int64   metres
    vol_max_tasks        (V,)   int64   visits; a pickup is not one
    vol_max_service_s    (V,)   int64
    vol_capacity         (V,)   int64   load units carried at a time
    shift_vol            (S,)   int32   rows sorted by volunteer, then by opening
    shift_start_place    (S,)   int32
    shift_end_place      (S,)   int32   -1: the route ends where its last visit does
    shift_opens_s        (S,)   int64   leaves the start no earlier
    shift_closes_s       (S,)   int64   is at the end no later
    shift_class          (S,)   int32   equal only where empty shifts are interchangeable
    need_priority        (N,)   int64
    need_role_start      (N+1,) int32   need idx -> its roles
    role_task_start      (R+1,) int32   role idx -> its tasks, one or two
    able_start           (R+1,) int64   role idx -> its slice of the next two (CSR)
    able_vol             (E,)   int32   volunteer idx ascending; every rule of the pair alone has passed
    able_cost            (E,)   int32   preference of the pair, cost units
    task_place           (T,)   int32
    task_service_s       (T,)   int64
    task_load            (T,)   int32   + at a pickup, - at its visit
    task_rank            (T,)   int32   pinned order within a volunteer's work, -1 if none
    window_start         (T+1,) int32   task idx -> its slice of the next two (CSR)
    window_opens_s       (W,)   int64   start of service, both ends included
    window_closes_s      (W,)   int64
    link_first           (L,)   int32   task idx; start[second] - start[first] lies in [min, max]
    link_second          (L,)   int32
    link_min_s           (L,)   int64
    link_max_s           (L,)   int64
    weights              what a unit of each term costs
    late_allowed         starts after a window's close are late instead of forbidden (one window a task then)
    unsupported          what the question asks beyond this struct; a search refuses it by name
    volunteer_ids, need_ids   the file's own names, by idx
    """

    travel: Travel
    vol_mode: I32
    vol_max_travel_s: I64
    vol_max_m: I64
    vol_max_tasks: I64
    vol_max_service_s: I64
    vol_capacity: I64
    shift_vol: I32
    shift_start_place: I32
    shift_end_place: I32
    shift_opens_s: I64
    shift_closes_s: I64
    shift_class: I32
    need_priority: I64
    need_role_start: I32
    role_task_start: I32
    able_start: I64
    able_vol: I32
    able_cost: I32
    task_place: I32
    task_service_s: I64
    task_load: I32
    task_rank: I32
    window_start: I32
    window_opens_s: I64
    window_closes_s: I64
    link_first: I32
    link_second: I32
    link_min_s: I64
    link_max_s: I64
    weights: Weights
    late_allowed: bool = False
    unsupported: tuple[str, ...] = ()
    volunteer_ids: tuple[str, ...] = field(default=())
    need_ids: tuple[str, ...] = field(default=())

    @property
    def volunteers(self) -> int:
        return len(self.vol_mode)

    @property
    def needs(self) -> int:
        return len(self.need_priority)

    @property
    def roles(self) -> int:
        return len(self.role_task_start) - 1

    @property
    def tasks(self) -> int:
        return len(self.task_place)

    def __post_init__(self) -> None:
        lengths = {
            "vol_": self.volunteers,
            "shift_": len(self.shift_vol),
            "task_": self.tasks,
            "link_": len(self.link_first),
        }
        csr = {
            "need_role_start": (self.needs, self.roles),
            "role_task_start": (self.roles, self.tasks),
            "able_start": (self.roles, len(self.able_vol)),
            "window_start": (self.tasks, len(self.window_opens_s)),
        }
        for one in fields(self):
            array = getattr(self, one.name)
            if not isinstance(array, np.ndarray):
                continue
            wanted = np.int64 if one.type is I64 or one.type == "I64" else np.int32
            if array.ndim != 1 or array.dtype != wanted or not array.flags.c_contiguous:
                raise InvalidInput(
                    f"{one.name} is a contiguous vector of {wanted.__name__}, got {array.dtype}"
                )
            for prefix, length in lengths.items():
                if one.name.startswith(prefix) and len(array) != length:
                    raise InvalidInput(f"{one.name} has {len(array)} rows, wanted {length}")
            if one.name in csr:
                rows, last = csr[one.name]
                if len(array) != rows + 1 or array[0] != 0 or array[-1] != last or np.any(np.diff(array) < 0):
                    raise InvalidInput(f"{one.name} is not a partition of {last} into {rows}")
            array.setflags(write=False)
        self._check_indices()

    def _check_indices(self) -> None:
        places = self.travel.places
        _within("task_place", self.task_place, 0, places)
        _within("shift_start_place", self.shift_start_place, 0, places)
        _within("shift_end_place", self.shift_end_place, -1, places)
        _within("shift_vol", self.shift_vol, 0, self.volunteers)
        _within("able_vol", self.able_vol, 0, self.volunteers)
        _within("link_first", self.link_first, 0, self.tasks)
        _within("link_second", self.link_second, 0, self.tasks)
        if np.any(np.diff(self.shift_vol) < 0):
            raise InvalidInput("shift rows are sorted by volunteer")
        if np.any(np.diff(self.window_start) < 1):
            raise InvalidInput("every task has at least one window")
        if np.any((np.diff(self.role_task_start) < 1) | (np.diff(self.role_task_start) > 2)):
            raise InvalidInput("a role has one task, or a pickup and a visit")


def _within(name: str, array: I32, low: int, high: int) -> None:
    if len(array) and (int(array.min()) < low or int(array.max()) >= high):
        raise InvalidInput(f"{name} holds an index outside [{low}, {high})")
