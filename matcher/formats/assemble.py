"""Rows into the arrays of Problem: a reader lists workers and wishes, this lays them out."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from matcher.plain import plain_problem
from matcher.problem import I32, I64, NO_LIMIT, Problem, Weights
from matcher.travel.providers import MAX_WAY, Travel
from models.errors import BadFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A volunteer with one shift, home to home. Times in problem units; `stock` by good."""

    id: str
    home: int
    opens: int = 0
    closes: int = NO_LIMIT
    mode: int = 0
    max_travel: int = NO_LIMIT
    capacity: int = NO_LIMIT
    stock: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`brought` is on board from the start, `load` from here on; `due`: later starts are late."""

    place: int
    service: int
    opens: int = 0
    closes: int = NO_LIMIT
    due: int = NO_LIMIT
    load: int = 0
    brought: int = 0
    goods: tuple[int, ...] = ()


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


def fleet_of(count: int, *, opens: int, closes: int, capacity: int) -> list[Worker]:
    """Vehicles that are all alike, numbered from 1, at home at place 0."""
    return [
        Worker(id=str(number), home=0, opens=opens, closes=closes, capacity=capacity)
        for number in range(1, count + 1)
    ]


def wish_of(id: str, *tasks: Task, able: Sequence[int], priority: int = 1) -> Wish:
    """A need of one role: its visit, or its pickup and its visit."""
    return Wish(id=id, seats=(Seat(tasks=tasks, able=able),), priority=priority)


def assemble(
    workers: Sequence[Worker],
    wishes: Sequence[Wish],
    *,
    travel: Travel,
    weights: Weights,
    kept: Sequence[bool] = (),
    depots: Sequence[int] = (),
    unsupported: tuple[str, ...] = (),
) -> Problem:
    """The Problem of these rows, in their order; `kept` by good, `depots` are places where one may reload.

    Raises BadFormat where their times would overflow a sum.
    """
    seats = [seat for wish in wishes for seat in wish.seats]
    tasks = [task for seat in seats for task in seat.tasks]
    _refuse_overflow(wishes, tasks, weights)
    links = _links(wishes)
    return plain_problem(
        travel=travel,
        weights=weights,
        unsupported=unsupported,
        volunteer_ids=tuple(worker.id for worker in workers),
        need_ids=tuple(wish.id for wish in wishes),
        vol_mode=_i32(worker.mode for worker in workers),
        vol_capacity=_i64(worker.capacity for worker in workers).reshape(-1, 1),
        vol_stock=_goods([worker.stock for worker in workers], kept),
        quota_max_travel=_i64(worker.max_travel for worker in workers),
        shift_vol=_i32(range(len(workers))),
        shift_start_place=_i32(worker.home for worker in workers),
        shift_opens_s=_i64(worker.opens for worker in workers),
        shift_closes_s=_i64(worker.closes for worker in workers),
        shift_class=_i32(_classes(workers, seats)),
        depot_place=_i32(depots),
        good_kept=_i32(kept),
        need_priority=_i64(wish.priority for wish in wishes),
        need_role_start=_i32(_starts(len(wish.seats) for wish in wishes)),
        role_crew=_i32(idx for idx, wish in enumerate(wishes) for _ in wish.seats),
        role_task_start=_i32(_starts(len(seat.tasks) for seat in seats)),
        able_start=_i64(_starts(len(seat.able) for seat in seats)),
        able_vol=_i32(worker for seat in seats for worker in seat.able),
        task_place=_i32(task.place for task in tasks),
        task_service_s=_i64(task.service for task in tasks),
        task_load=_i64(task.load for task in tasks).reshape(-1, 1),
        task_brought=_i64(task.brought for task in tasks).reshape(-1, 1),
        task_goods=_goods([task.goods for task in tasks], kept),
        task_due=_i64(task.due for task in tasks),
        window_opens_s=_i64(task.opens for task in tasks),
        window_closes_s=_i64(task.closes for task in tasks),
        link_first=_i32(first for first, _, _, _ in links),
        link_second=_i32(second for _, second, _, _ in links),
        link_min_s=_i64(least for _, _, least, _ in links),
        link_max_s=_i64(most for _, _, _, most in links),
    )


def _refuse_overflow(wishes: Sequence[Wish], tasks: Sequence[Task], weights: Weights) -> None:
    latest = max((task.opens for task in tasks), default=0) + sum(task.service for task in tasks)
    gaps = sum(wish.gap[1] for wish in wishes if wish.gap)
    longest_day = latest + gaps + MAX_WAY * (len(tasks) + 1)
    all_unmet = weights.unmet * sum(wish.priority for wish in wishes)
    # Lateness may be summed over every task, and what a route waits is less.
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
            (one.home, one.opens, one.closes, one.mode, one.max_travel, one.capacity, one.stock, tuple(able)),
            len(classes),
        )
        for one, able in zip(workers, seats_of, strict=True)
    ]


def _goods(rows: Sequence[tuple[int, ...]], kept: Sequence[bool]) -> I64:
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(kept))


def _starts(lengths: Iterable[int]) -> Iterable[int]:
    return accumulate(lengths, initial=0)


def _i32(values: Iterable[int]) -> I32:
    return np.fromiter(values, dtype=np.int32)


def _i64(values: Iterable[int]) -> I64:
    return np.fromiter(values, dtype=np.int64)
