"""Small search problems from plain lists; what a test does not mention is without effect."""

from dataclasses import dataclass

import numpy as np

from matcher.problem import NO_LIMIT, Problem, Weights
from matcher.travel.providers import Matrix, StraightLine
from models.travel import Pace


@dataclass(kw_only=True)
class Shift:
    """One volunteer's shift; `volunteer` groups shifts (None: a volunteer of its own)."""

    start: int = 0
    end: int | None = None  # place; None: back at the start
    opens_s: int = 0
    closes_s: int = 100_000
    volunteer: int | None = None
    mode: int = 0
    max_travel_s: int = NO_LIMIT
    max_m: int = NO_LIMIT
    max_tasks: int = NO_LIMIT
    max_service_s: int = NO_LIMIT
    capacity: int = 10


@dataclass(kw_only=True)
class Task:
    place: int
    service_s: int = 0
    windows: tuple[tuple[int, int], ...] = ((0, 100_000),)
    load: int = 0
    rank: int = -1


@dataclass(kw_only=True)
class Need:
    """`roles`: the tasks of each, one or a pickup and a visit. `gap` links the visits of two roles."""

    roles: list[list[Task]]
    priority: int = 1
    able: list[list[int]] | None = None  # volunteer idx by role; None: everybody
    pair_cost: int = 0
    gap: tuple[int, int] = (0, 0)


def visit(place: int, **changes: object) -> Need:
    """A need of one visit; priority, able and pair_cost go to the need, the rest to its task."""
    of_need = {key: changes.pop(key) for key in ("priority", "able", "pair_cost") if key in changes}
    return Need(roles=[[Task(place=place, **changes)]], **of_need)  # type: ignore[arg-type]


def make_problem(
    shifts: list[Shift],
    needs: list[Need],
    *,
    xy: list[tuple[int, int]] | None = None,
    matrix: list[list[int]] | None = None,
    paces: tuple[Pace, ...] = (Pace(1000, 1000),),
    weights: Weights | None = None,
    late_allowed: bool = False,
) -> Problem:
    """A problem on a straight line grid (1 m takes 1 s) or on a given matrix."""
    owners = [k if shift.volunteer is None else shift.volunteer for k, shift in enumerate(shifts)]
    first = [shifts[owners.index(vol)] for vol in sorted(set(owners))]
    roles = [role for need in needs for role in need.roles]
    tasks = [task for role in roles for task in role]
    able = [
        sorted(need.able[k]) if need.able is not None else list(range(len(first)))
        for need in needs
        for k in range(len(need.roles))
    ]
    costs = [need.pair_cost for need in needs for _ in need.roles]
    last_task = np.cumsum([len(role) for role in roles]) - 1
    links, role = [], 0
    for need in needs:
        if len(need.roles) == 2:
            links.append((last_task[role], last_task[role + 1], *need.gap))
        role += len(need.roles)
    travel = (
        Matrix(np.ascontiguousarray([matrix], dtype=np.int32))
        if matrix is not None
        else StraightLine(i32(xy or [(0, 0)]).reshape(-1, 2), paces)
    )
    return Problem(
        travel=travel,
        vol_mode=i32([shift.mode for shift in first]),
        vol_max_travel_s=i64([shift.max_travel_s for shift in first]),
        vol_max_m=i64([shift.max_m for shift in first]),
        vol_max_tasks=i64([shift.max_tasks for shift in first]),
        vol_max_service_s=i64([shift.max_service_s for shift in first]),
        vol_capacity=i64([shift.capacity for shift in first]),
        shift_vol=i32(owners),
        shift_start_place=i32([shift.start for shift in shifts]),
        shift_end_place=i32([shift.start if shift.end is None else shift.end for shift in shifts]),
        shift_opens_s=i64([shift.opens_s for shift in shifts]),
        shift_closes_s=i64([shift.closes_s for shift in shifts]),
        shift_class=i32(range(len(shifts))),
        need_priority=i64([need.priority for need in needs]),
        need_role_start=starts([len(need.roles) for need in needs]),
        role_task_start=starts([len(role) for role in roles]),
        able_start=starts([len(one) for one in able]).astype(np.int64),
        able_vol=i32([vol for one in able for vol in one]),
        able_cost=i32([cost for one, cost in zip(able, costs, strict=True) for _ in one]),
        task_place=i32([task.place for task in tasks]),
        task_service_s=i64([task.service_s for task in tasks]),
        task_load=i32([task.load for task in tasks]),
        task_rank=i32([task.rank for task in tasks]),
        window_start=starts([len(task.windows) for task in tasks]),
        window_opens_s=i64([opens for task in tasks for opens, _ in task.windows]),
        window_closes_s=i64([closes for task in tasks for _, closes in task.windows]),
        link_first=i32([link[0] for link in links]),
        link_second=i32([link[1] for link in links]),
        link_min_s=i64([link[2] for link in links]),
        link_max_s=i64([link[3] for link in links]),
        weights=weights or Weights(unmet=1_000_000),
        late_allowed=late_allowed,
    )


def i32(values: object) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.int32)


def i64(values: object) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.int64)


def starts(lengths: list[int]) -> np.ndarray:
    return i32(np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))))
