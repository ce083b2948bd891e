"""Small search problems from plain lists; what a test does not mention is without effect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.plain import plain_problem
from matcher.problem import NO_LIMIT, Problem, Weights
from matcher.travel.providers import Matrix, StraightLine
from models.travel import Pace

Amounts = int | tuple[int, ...]
"""By dimension of loads, or by good; a number alone is the first one's."""


@dataclass(kw_only=True)
class Shift:
    """One volunteer's shift; `volunteer` groups shifts (None: a volunteer of its own).

    What belongs to the volunteer, from `mode` on, is read from their first shift.
    """

    start: int = 0
    end: int | None = None  # place; None: back at the start
    opens_s: int = 0
    closes_s: int = 100_000
    out: bool = False  # under way already
    breaks: tuple[tuple[int, int, int], ...] = ()  # starts from, to, lasts
    volunteer: int | None = None
    day: int = 0  # the limits hold for each day's shifts together
    max_travel_s: int = NO_LIMIT
    max_m: int = NO_LIMIT
    max_tasks: int = NO_LIMIT
    max_service_s: int = NO_LIMIT
    week: int | None = None
    max_week_service_s: int = NO_LIMIT
    mode: int = 0
    capacity: Amounts = 10  # a number alone is every dimension's
    stock: Amounts = ()
    guardian: int = -1
    given_s: int = 0


@dataclass(kw_only=True)
class Task:
    place: int
    service_s: int = 0
    windows: tuple[tuple[int, int], ...] = ((0, 100_000),)
    load: Amounts = 0
    brought: Amounts = 0
    goods: Amounts = ()
    rank: int = -1
    due_s: int = NO_LIMIT
    told_to_s: int = NO_LIMIT


@dataclass(kw_only=True)
class Need:
    """`roles`: the tasks of each, one or a pickup and a visit.

    `gap` links the visit of a crew's first role with each other's; None where links are made by hand.
    """

    roles: list[list[Task]]
    priority: int = 1
    able: list[list[int]] | None = None  # volunteer idx by role; None: everybody
    pair_cost: int | list[list[int]] = 0  # of all pairs, or as `able`
    crews: list[int] | None = None  # crew within the need by role, ascending; None: all are one crew
    hands: list[int] | None = None  # by role; -1: any
    series: int = -1
    gap: tuple[int, int] | None = (0, 0)


@dataclass(kw_only=True)
class Depot:
    place: int
    service_s: int = 0


def visit(place: int, **changes: object) -> Need:
    """A need of one visit; what a need knows goes to the need, the rest to its task. `hand` as a number."""
    of_need = {key: changes.pop(key) for key in ("priority", "able", "pair_cost", "series") if key in changes}
    if "hand" in changes:
        of_need["hands"] = [changes.pop("hand")]
    return Need(roles=[[Task(place=place, **changes)]], **of_need)  # type: ignore[arg-type]


def make_problem(
    shifts: list[Shift],
    needs: list[Need],
    *,
    xy: list[tuple[int, int]] | None = None,
    matrix: list[list[int]] | None = None,
    paces: tuple[Pace, ...] = (Pace(1000, 1000),),
    depots: Sequence[Depot] = (),
    kept: tuple[int, ...] = (),  # goods that are tools, by idx
    spacing: Sequence[int] = (),  # days, by series idx
    links: Sequence[tuple[int, int, int, int]] = (),  # first and second task idx, least and most gap
    weights: Weights | None = None,
) -> Problem:
    """A problem on a straight line grid (1 m takes 1 s) or on a given matrix."""
    travel = (
        Matrix(np.ascontiguousarray([matrix], dtype=np.int32))
        if matrix is not None
        else StraightLine(i32(xy or [(0, 0)]).reshape(-1, 2), paces)
    )
    owners = [k if shift.volunteer is None else shift.volunteer for k, shift in enumerate(shifts)]
    volunteers = [shifts[owners.index(vol)] for vol in sorted(set(owners))]
    tasks = [task for need in needs for role in need.roles for task in role]
    goods = _width_of(
        [one.stock for one in volunteers] + [task.goods for task in tasks], 1 + max(kept, default=-1)
    )
    carried = (
        [one.capacity for one in volunteers]
        + [task.load for task in tasks]
        + [task.brought for task in tasks]
    )
    loads = _width_of(carried, 1)
    return plain_problem(
        travel=travel,
        weights=weights or Weights(unmet=1_000_000),
        **_volunteer_columns(volunteers, goods, loads),
        **_shift_columns(shifts, owners),
        **_need_columns(needs, len(volunteers)),
        **_task_columns(tasks, goods, loads),
        **_link_columns([*_crew_links(needs), *links]),
        depot_place=i32([depot.place for depot in depots]),
        depot_service_s=i64([depot.service_s for depot in depots]),
        good_kept=i32([good in kept for good in range(goods)]),
        series_spacing=i64(spacing),
    )


def _volunteer_columns(volunteers: list[Shift], goods: int, loads: int) -> dict[str, np.ndarray]:
    return {
        "vol_mode": i32([one.mode for one in volunteers]),
        "vol_capacity": i64(
            [[one.capacity] * loads if isinstance(one.capacity, int) else one.capacity for one in volunteers]
        ).reshape(-1, loads),
        "vol_stock": _amounts([one.stock for one in volunteers], goods),
        "vol_guardian": i32([one.guardian for one in volunteers]),
        "vol_given": i64([one.given_s for one in volunteers]),
    }


def _shift_columns(shifts: list[Shift], owners: list[int]) -> dict[str, np.ndarray]:
    """The shift, break and quota columns: a quota for each volunteer's day, then for each one's week."""
    days = [(owner, "day", shift.day) for owner, shift in zip(owners, shifts, strict=True)]
    weeks = [(owner, "week", shift.week) for owner, shift in zip(owners, shifts, strict=True)]
    quotas: dict[tuple[int, str, int], Shift] = {}
    for key, shift in zip(days, shifts, strict=True):
        quotas.setdefault(key, shift)
    for key, shift in zip(weeks, shifts, strict=True):
        if shift.week is not None:
            quotas.setdefault(key, Shift(max_service_s=shift.max_week_service_s))
    quota_idx = {key: idx for idx, key in enumerate(quotas)}
    breaks = [(idx, *one) for idx, shift in enumerate(shifts) for one in shift.breaks]
    return {
        "quota_max_travel": i64([one.max_travel_s for one in quotas.values()]),
        "quota_max_m": i64([one.max_m for one in quotas.values()]),
        "quota_max_tasks": i64([one.max_tasks for one in quotas.values()]),
        "quota_max_service": i64([one.max_service_s for one in quotas.values()]),
        "shift_vol": i32(owners),
        "shift_quota": i32([quota_idx[day] for day in days]),
        "shift_second_quota": i32([quota_idx.get(week, -1) for week in weeks]),
        "shift_start_place": i32([shift.start for shift in shifts]),
        "shift_end_place": i32([shift.start if shift.end is None else shift.end for shift in shifts]),
        "shift_out": i32([shift.out for shift in shifts]),
        "shift_opens_s": i64([shift.opens_s for shift in shifts]),
        "shift_closes_s": i64([shift.closes_s for shift in shifts]),
        "break_shift": i32([idx for idx, _, _, _ in breaks]),
        "break_opens_s": i64([opens for _, opens, _, _ in breaks]),
        "break_closes_s": i64([closes for _, _, closes, _ in breaks]),
        "break_lasts_s": i64([lasts for _, _, _, lasts in breaks]),
    }


def _need_columns(needs: list[Need], volunteers: int) -> dict[str, np.ndarray]:
    """The need, role and able columns."""
    everybody = list(range(volunteers))
    roles = [role for need in needs for role in need.roles]
    pairs = [
        _able(need, role, everybody) for need in needs for role in range(len(need.roles))
    ]  # by role: volunteer idx and cost
    crews: list[int] = []
    for need in needs:
        first = crews[-1] + 1 if crews else 0
        crews += [first + crew for crew in need.crews or [0] * len(need.roles)]
    return {
        "need_priority": i64([need.priority for need in needs]),
        "need_series": i32([need.series for need in needs]),
        "need_role_start": starts([len(need.roles) for need in needs]),
        "role_crew": i32(crews),
        "role_hand": i32([hand for need in needs for hand in need.hands or [-1] * len(need.roles)]),
        "role_task_start": starts([len(role) for role in roles]),
        "able_start": starts([len(one) for one in pairs]).astype(np.int64),
        "able_vol": i32([vol for one in pairs for vol, _ in one]),
        "able_cost": i32([cost for one in pairs for _, cost in one]),
    }


def _able(need: Need, role: int, everybody: list[int]) -> list[tuple[int, int]]:
    able = everybody if need.able is None else need.able[role]
    costs = [need.pair_cost] * len(able) if isinstance(need.pair_cost, int) else need.pair_cost[role]
    return sorted(zip(able, costs, strict=True))


def _task_columns(tasks: list[Task], goods: int, loads: int) -> dict[str, np.ndarray]:
    return {
        "task_place": i32([task.place for task in tasks]),
        "task_service_s": i64([task.service_s for task in tasks]),
        "task_load": _amounts([task.load for task in tasks], loads),
        "task_brought": _amounts([task.brought for task in tasks], loads),
        "task_goods": _amounts([task.goods for task in tasks], goods),
        "task_rank": i32([task.rank for task in tasks]),
        "task_due": i64([task.due_s for task in tasks]),
        "task_told_to": i64([task.told_to_s for task in tasks]),
        "window_start": starts([len(task.windows) for task in tasks]),
        "window_opens_s": i64([opens for task in tasks for opens, _ in task.windows]),
        "window_closes_s": i64([closes for task in tasks for _, closes in task.windows]),
    }


def _crew_links(needs: list[Need]) -> Iterator[tuple[int, int, int, int]]:
    """Each crew's first visit with every other one of the crew. A role's visit is its last task."""
    task = -1
    for need in needs:
        first: dict[int, int] = {}
        for tasks, crew in zip(need.roles, need.crews or [0] * len(need.roles), strict=True):
            task += len(tasks)
            if first.setdefault(crew, task) != task and need.gap is not None:
                yield first[crew], task, *need.gap


def _link_columns(links: list[tuple[int, int, int, int]]) -> dict[str, np.ndarray]:
    return {
        "link_first": i32([first for first, _, _, _ in links]),
        "link_second": i32([second for _, second, _, _ in links]),
        "link_min_s": i64([least for _, _, least, _ in links]),
        "link_max_s": i64([most for _, _, _, most in links]),
    }


def _width_of(rows: list[Amounts], least: int) -> int:
    return max([least, *map(_width, rows)])


def _width(amounts: Amounts) -> int:
    return 1 if isinstance(amounts, int) else len(amounts)


def _amounts(rows: list[Amounts], width: int) -> np.ndarray:
    filled = np.zeros((len(rows), width), np.int64)
    for row, amounts in zip(filled, rows, strict=True):
        row[: _width(amounts)] = amounts
    return filled


def i32(values: object) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.int32)


def i64(values: object) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.int64)


def starts(lengths: list[int]) -> np.ndarray:
    return i32(np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))))
