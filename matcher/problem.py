"""The instance as the search sees it: a struct of arrays, checked once, then read-only."""

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from matcher.columns import check_columns
from matcher.travel.providers import Travel

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

    `late_sum`, `late_max` weigh time after task_due; `wait` time of a route, from leaving to returning, that
    is neither way, service nor break; `moved` a task that starts after what was told. `balance_permille`
    weighs service^2 / EIGHT_HOURS of each volunteer, rounded down.
    """

    unmet: int
    travel: int = 1
    late_sum: int = 0
    late_max: int = 0
    wait: int = 0
    moved: int = 0
    balance_permille: int = 0
    lexicographic: bool = True


EIGHT_HOURS = 28_800
"""The service that costs as much as itself where load is balanced."""

DAY = 86_400
"""Spacing of a series counts days of so many units from zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One instance: V volunteers, S shifts, N needs, R roles, T tasks, P places, E able pairs.

    A need is served whole or not at all. Its roles form crews: the roles of a crew are taken by different
    volunteers; a chain of crews that hang together (all or none) is one need. A role is one task (a visit),
    or two in one route (its pickup, then its visit). Nothing here is V x N: a city would not fit.

    What is carried has D dimensions: `brought` is on board from the start of the route, or its last reload,
    to the task; `load` changes at the task (+ at a pickup, - at its visit; what is never put down stays on
    board to the end, or the next reload; what a role of one task puts down is on board from the start of the
    route, whatever is reloaded). G goods are used up, or with good_kept only asked for: before a route's
    first reload no more than the volunteer's stock, after it any amount.

    travel               seconds between places, by mode idx
    vol_mode             (V,)   int32   mode idx
    vol_capacity         (V, D) int64   load units carried at a time
    vol_stock            (V, G) int64   at the start of each shift
    vol_guardian         (V,)   int32   volunteer idx of whom they only go along with, in one crew; -1 if free
    vol_given            (V,)   int64   service given before, that balance counts too
    quota_max_travel     (Q,)   int64   limits on the work of all shifts that count for a quota: ways,
    quota_max_m          (Q,)   int64   metres,
    quota_max_tasks      (Q,)   int64   visits (a pickup is not one),
    quota_max_service    (Q,)   int64   service
    shift_vol            (S,)   int32   rows sorted by volunteer, then by opening
    shift_quota          (S,)   int32   quota idx, shared only by shifts of one volunteer
    shift_second_quota   (S,)   int32   another (the week's, where the first is the day's); -1 if none
    shift_start_place    (S,)   int32
    shift_end_place      (S,)   int32   -1: the route ends where its last visit does
    shift_opens_s        (S,)   int64   leaves the start no earlier
    shift_closes_s       (S,)   int64   is at the end no later
    shift_class          (S,)   int32   equal only where empty shifts are interchangeable
    shift_out            (S,)   int32   1: under way already, so that idle or not they go to the end
    break_shift          (B,)   int32   rows sorted by shift; taken where the volunteer is, if the shift works
    break_opens_s        (B,)   int64   start, both ends included
    break_closes_s       (B,)   int64
    break_lasts_s        (B,)   int64
    depot_place          (K,)   int32   where a route may reload, as often as it likes
    depot_service_s      (K,)   int64
    good_kept            (G,)   int32   1: a tool, asked for and not used up
    need_priority        (N,)   int64
    need_series          (N,)   int32   series idx, -1 if none; first visits of it are spacing days apart
    series_spacing       (X,)   int64   days
    need_role_start      (N+1,) int32   need idx -> its roles
    role_crew            (R,)   int32   crew idx, ascending; of one need
    role_hand            (R,)   int32   roles of one hand, of any needs, go to one volunteer; -1 if any
    role_task_start      (R+1,) int32   role idx -> its tasks, one or two
    able_start           (R+1,) int64   role idx -> its slice of the next two (CSR)
    able_vol             (E,)   int32   volunteer idx ascending; every rule of the pair alone has passed
    able_cost            (E,)   int32   what the pair costs, cost units
    task_place           (T,)   int32
    task_service_s       (T,)   int64
    task_load            (T, D) int64
    task_brought         (T, D) int64
    task_goods           (T, G) int64
    task_rank            (T,)   int32   pinned order within a volunteer's work, -1 if none
    task_due             (T,)   int64   starts after it are late; NO_LIMIT if never
    task_told_to         (T,)   int64   starts after it are moved; NO_LIMIT if nothing was told
    window_start         (T+1,) int32   task idx -> its slice of the next two (CSR)
    window_opens_s       (W,)   int64   start of service, both ends included
    window_closes_s      (W,)   int64
    link_first           (L,)   int32   task idx, of any needs; where both are served,
    link_second          (L,)   int32   start[second] - start[first] lies in [min, max]
    link_min_s           (L,)   int64
    link_max_s           (L,)   int64
    weights              what a unit of each term costs
    unsupported          what the question asks beyond this struct; a search refuses it by name
    volunteer_ids, need_ids   the file's own names, by idx
    """

    travel: Travel
    vol_mode: I32
    vol_capacity: I64
    vol_stock: I64
    vol_guardian: I32
    vol_given: I64
    quota_max_travel: I64
    quota_max_m: I64
    quota_max_tasks: I64
    quota_max_service: I64
    shift_vol: I32
    shift_quota: I32
    shift_second_quota: I32
    shift_start_place: I32
    shift_end_place: I32
    shift_opens_s: I64
    shift_closes_s: I64
    shift_class: I32
    shift_out: I32
    break_shift: I32
    break_opens_s: I64
    break_closes_s: I64
    break_lasts_s: I64
    depot_place: I32
    depot_service_s: I64
    good_kept: I32
    need_priority: I64
    need_series: I32
    series_spacing: I64
    need_role_start: I32
    role_crew: I32
    role_hand: I32
    role_task_start: I32
    able_start: I64
    able_vol: I32
    able_cost: I32
    task_place: I32
    task_service_s: I64
    task_load: I64
    task_brought: I64
    task_goods: I64
    task_rank: I32
    task_due: I64
    task_told_to: I64
    window_start: I32
    window_opens_s: I64
    window_closes_s: I64
    link_first: I32
    link_second: I32
    link_min_s: I64
    link_max_s: I64
    weights: Weights
    unsupported: tuple[str, ...] = ()
    volunteer_ids: tuple[str, ...] = field(default=())
    need_ids: tuple[str, ...] = field(default=())

    @property
    def volunteers(self) -> int:
        return len(self.vol_mode)

    @property
    def shifts(self) -> int:
        return len(self.shift_vol)

    @property
    def needs(self) -> int:
        return len(self.need_priority)

    @property
    def roles(self) -> int:
        return len(self.role_task_start) - 1

    @property
    def tasks(self) -> int:
        return len(self.task_place)

    @property
    def stops(self) -> int:
        """What a route's stop can be, by idx: the tasks, then the breaks, then reloads at the depots."""
        return self.tasks + len(self.break_shift) + len(self.depot_place)

    def __post_init__(self) -> None:
        columns = {one.name: getattr(self, one.name) for one in fields(self) if one.type in (I32, I64)}
        wide = frozenset(one.name for one in fields(self) if one.type == I64)
        check_columns(columns, wide=wide, places=self.travel.places)
