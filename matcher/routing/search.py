"""Search for the day's routes: the door to the C++ core."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

import numpy as np

from matcher.problem import Problem
from matcher.routing import _core
from matcher.routing.result import Ended, Result, ShiftRoute
from matcher.routing.start import routes_to_start_from
from models.bounds import within, within_if_any
from models.errors import InvalidInput, Unsupported
from models.units import MAX_SOLVE_S

MAX_THREADS = 64
MAX_SEED = 2**63 - 1

MAX_ITERATIONS = 2**53
"""Centuries of search, and the last whole number up to which every reader of JSON counts exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """When to stop: whichever comes first. `cpu_seconds` counts all threads of the process."""

    seconds: float | None = None
    cpu_seconds: float | None = None
    iterations: int | None = None

    def __post_init__(self) -> None:
        if self.seconds is None and self.cpu_seconds is None and self.iterations is None:
            raise InvalidInput("a search needs a limit: seconds, cpu_seconds or iterations")
        for name in ("seconds", "cpu_seconds"):
            limit = getattr(self, name)
            if limit is not None and not 0 < limit <= MAX_SOLVE_S:
                raise InvalidInput(f"{name}={limit} is not more than 0 and at most {MAX_SOLVE_S:.0f}")
        within_if_any("iterations", self.iterations, 0, MAX_ITERATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a search knows while it runs."""

    seconds: float
    cpu_seconds: float
    iterations: int
    needs_served: int
    unmet_priority: int
    cost: int
    done: float  # share of the budget that is used, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParams:
    """Settings of the annealing.

    `hot_legs` and `cold_legs` are the temperatures at the start and the end, in mean legs of travel of the
    first plan. Where needs differ in priority a high start pays: at 3 legs it serves 0.3 % less in the
    same time; after a fleet phase a low one where the fleet has no slack. None follows the problem.
    """

    hot_legs: float | None = None
    cold_legs: float | None = None
    mean_removed: float = 10.0
    longest_string: float = 10.0
    blink_rate: float = 0.01


def solve(
    problem: Problem,
    *,
    budget: Budget,
    seed: int = 1,
    threads: int = 1,
    progress: Callable[[Progress], bool] | None = None,
    fewest_shifts: bool = False,
    params: SearchParams | None = None,
    start: Sequence[Sequence[int]] | None = None,
) -> Result:
    """Best plan within the budget; `progress` is called about ten times a second, False stops the search.

    `fewest_shifts`: first as few shifts as serve everything, then cost; else cost alone.

    `start`: a plan to start from, by shift idx the stops in order as ShiftRoute names them (breaks and
    reloads may be left out). Needs of it that break a rule are dropped; the answer is never worse than the
    rest.

    The same seed, iterations and one thread give the same plan. With more threads so many chains run, seeded
    from `seed`; they share the volunteers out, and meet now and then. Where visits of different volunteers
    hang together, all go on from the best plan instead. Raises Unsupported, InvalidInput.
    """
    if problem.unsupported:
        raise Unsupported(problem.unsupported)
    within("threads", threads, 1, MAX_THREADS)
    within("seed", seed, 0, MAX_SEED)
    instance = _core.Instance.of(problem)
    core_params = _core_params(problem, params or SearchParams(), fewest_shifts)
    core_budget = _core.Budget()
    core_budget.seconds = budget.seconds or 0.0
    core_budget.cpu_seconds = budget.cpu_seconds or 0.0
    core_budget.iterations = -1 if budget.iterations is None else budget.iterations

    routes = [] if start is None else routes_to_start_from(problem, start)

    over = Event()  # a chain has failed, or Ctrl-C was heard: the others end too

    def report(now: _core.Progress) -> bool:
        return not over.is_set() and (progress is None or progress(_progress(now)))

    def worth(found: _core.Found) -> tuple[int, int, int]:
        shifts = sum(map(bool, found.tasks)) if fewest_shifts else 0
        unmet, weights = found.unmet_priority, problem.weights
        return unmet if weights.lexicographic else weights.unmet * unmet + found.cost, shifts, found.cost

    def polish(
        costs: list[int],
        classes: list[int],
        starts: list[int],
        needs: list[int],
        room: list[int],
        kept: list[int],
        seconds: float,
        go_on: Callable[[], bool],
    ) -> list[int]:
        # Half a second to load, and seldom asked for.
        from matcher.routing.packing import Columns, best_packing

        seen = Columns(
            cost=np.array(costs, dtype=np.float64),
            shift_class=np.array(classes, dtype=np.int32),
            start=np.array(starts, dtype=np.int32),
            needs=np.array(needs, dtype=np.int32),
        )
        return best_packing(
            seen,
            np.array(room, dtype=np.int32),
            problem.need_priority,
            kept,
            seconds=seconds,
            go_on=go_on,
        )

    meeting = _core.Meeting(threads) if threads > 1 else None

    def chain(number: int) -> _core.Found:
        try:
            return _core.search(
                instance, core_budget, core_params, seed + number, routes, meeting, number, report, polish
            )
        except BaseException:
            over.set()
            raise

    if threads == 1:
        found = chain(0)
    else:
        with ThreadPoolExecutor(threads) as pool:
            try:
                found = min(pool.map(chain, range(threads)), key=worth)
            except BaseException:
                over.set()
                raise
    return _result(found, seed)


def _core_params(problem: Problem, params: SearchParams, fewest_shifts: bool) -> _core.SearchParams:
    priorities = problem.need_priority
    choosing = len(priorities) > 0 and int(priorities.min()) < int(priorities.max())
    core = _core.SearchParams()
    core.fewest_shifts = fewest_shifts
    core.hot_legs = (20.0 if choosing else 3.0) if params.hot_legs is None else params.hot_legs
    core.hot_follows_slack = params.hot_legs is None
    core.cold_legs = (0.1 if choosing else 0.05) if params.cold_legs is None else params.cold_legs
    core.mean_removed = params.mean_removed
    core.longest_string = params.longest_string
    core.blink_rate = params.blink_rate
    return core


def _progress(now: _core.Progress) -> Progress:
    return Progress(
        seconds=now.seconds,
        cpu_seconds=now.cpu_seconds,
        iterations=now.iterations,
        needs_served=now.needs_served,
        unmet_priority=now.unmet_priority,
        cost=now.cost,
        done=min(1.0, now.done),
    )


def _result(found: _core.Found, seed: int) -> Result:
    routes = tuple(
        ShiftRoute(shift=shift, tasks=tuple(tasks), starts=tuple(starts))
        for shift, (tasks, starts) in enumerate(zip(found.tasks, found.starts, strict=True))
        if tasks
    )
    return Result(
        routes=routes,
        unmet_needs=tuple(sorted(found.absent)),
        unmet_priority=found.unmet_priority,
        travel=found.travel,
        late_sum=found.late_sum,
        late_max=found.late_max,
        wait=found.wait,
        moved=found.moved,
        balance=found.balance,
        pair_cost=found.pair_cost,
        cost=found.cost,
        ended=Ended.STOPPED if found.stopped else Ended.LIMIT,
        seed=seed,
        iterations=found.iterations,
        seconds=found.seconds,
        cpu_seconds=found.cpu_seconds,
    )
