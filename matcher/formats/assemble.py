"""Rows into the arrays of Problem: a reader lists workers and wishes, this lays them out."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from matcher.problem import I32, I64, NO_LIMIT, Problem, Weights
from matcher.travel.providers import MAX_WAY, Travel
from models.errors import BadFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A volunteer with one shift, home to home. Times in problem units."""

    id: str
    home: int
    opens: int = 0
    closes: int = NO_LIMIT
    mode: int = 0
    max_travel: int = NO_LIMIT
    capacity: int = NO_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    place: int
    service: int
    opens: int = 0
    closes: int = NO_LIMIT
    load: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One role of a wish: its visit, or its pickup and its visit; `able` are volunteer idx, ascending."""

    tasks: tuple[Task, ...]
    able: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A need. `gap`: its two seats' visits start so far apart, second minus first, least and most."""

    id: str
    seats: tuple[Seat, ...]
    priority: int = 1
    gap: tuple[int, int] | None = None


def assemble(
    workers: Sequence[Worker],
    wishes: Sequence[Wish],
    *,
    travel: Travel,
    weights: Weights,
    late_allowed: bool = False,
    unsupported: tuple[str, ...] = (),
) -> Problem:
    """The Problem of these rows, in their order. Raises BadFormat where their times would overflow a sum."""
    seats = [seat for wish in wishes for seat in wish.seats]
    tasks = [task for seat in seats for task in seat.tasks]
    _refuse_overflow(wishes, tasks, weights)
    links = _links(wishes)
    homes = _i32(worker.home for worker in workers)
    return Problem(
        travel=travel,
        vol_mode=_i32(worker.mode for worker in workers),
        vol_max_travel_s=_i64(worker.max_travel for worker in workers),
        vol_max_m=_i64(NO_LIMIT for _ in workers),
        vol_max_tasks=_i64(NO_LIMIT for _ in workers),
        vol_max_service_s=_i64(NO_LIMIT for _ in workers),
        vol_capacity=_i64(worker.capacity for worker in workers),
        shift_vol=_i32(range(len(workers))),
        shift_start_place=homes,
        shift_end_place=homes.copy(),
        shift_opens_s=_i64(worker.opens for worker in workers),
        shift_closes_s=_i64(worker.closes for worker in workers),
        shift_class=_i32(_classes(workers, seats)),
        need_priority=_i64(wish.priority for wish in wishes),
        need_role_start=_i32(_starts(len(wish.seats) for wish in wishes)),
        role_task_start=_i32(_starts(len(seat.tasks) for seat in seats)),
        able_start=_i64(_starts(len(seat.able) for seat in seats)),
        able_vol=_i32(worker for seat in seats for worker in seat.able),
        able_cost=_i32(0 for seat in seats for _ in seat.able),
        task_place=_i32(task.place for task in tasks),
        task_service_s=_i64(task.service for task in tasks),
        task_load=_i32(task.load for task in tasks),
        task_rank=_i32(-1 for _ in tasks),
        window_start=_i32(range(len(tasks) + 1)),
        window_opens_s=_i64(task.opens for task in tasks),
        window_closes_s=_i64(task.closes for task in tasks),
        link_first=_i32(first for first, _, _, _ in links),
        link_second=_i32(second for _, second, _, _ in links),
        link_min_s=_i64(least for _, _, least, _ in links),
        link_max_s=_i64(most for _, _, _, most in links),
        weights=weights,
        late_allowed=late_allowed,
        unsupported=unsupported,
        volunteer_ids=tuple(worker.id for worker in workers),
        need_ids=tuple(wish.id for wish in wishes),
    )


def _refuse_overflow(wishes: Sequence[Wish], tasks: Sequence[Task], weights: Weights) -> None:
    latest = max((task.opens for task in tasks), default=0) + sum(task.service for task in tasks)
    gaps = sum(wish.gap[1] for wish in wishes if wish.gap)
    longest_day = latest + gaps + MAX_WAY * (len(tasks) + 1)
    all_unmet = weights.unmet * sum(wish.priority for wish in wishes)
    # Lateness may be summed over every task.
    if max(longest_day * (len(tasks) + 1), all_unmet) >= NO_LIMIT:
        raise BadFormat("the numbers of this file are too large to be added up")


def _links(wishes: Sequence[Wish]) -> list[tuple[int, int, int, int]]:
    links, task = [], 0
    for wish in wishes:
        # The visit is the last task of its seat.
        visits = [task + end - 1 for end in accumulate(len(seat.tasks) for seat in wish.seats)]
        if wish.gap is not None:
            first, second = visits
            links.append((first, second, *wish.gap))
        task = visits[-1] + 1
    return links


def _classes(workers: Sequence[Worker], seats: Sequence[Seat]) -> list[int]:
    """Equal for workers who are alike in everything but their name."""
    seats_of: list[list[int]] = [[] for _ in workers]
    for idx, seat in enumerate(seats):
        for worker in seat.able:
            seats_of[worker].append(idx)
    classes: dict[Hashable, int] = {}
    return [
        classes.setdefault(
            (one.home, one.opens, one.closes, one.mode, one.max_travel, one.capacity, tuple(able)),
            len(classes),
        )
        for one, able in zip(workers, seats_of, strict=True)
    ]


def _starts(lengths: Iterable[int]) -> Iterable[int]:
    return accumulate(lengths, initial=0)


def _i32(values: Iterable[int]) -> I32:
    return np.fromiter(values, dtype=np.int32)


def _i64(values: Iterable[int]) -> I64:
    return np.fromiter(values, dtype=np.int64)
