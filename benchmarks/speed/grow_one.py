"""The child that plans one generated day: how long to the first plan, and how good after how long.

Request: needs, seed, reference_cpu_seconds, rungs (how many shorter runs).
Answer: build_cpu_seconds, first_cpu_seconds, served_first, served, reference (the least objective of all),
rungs: a list of cpu_seconds and objective, the first plan first, then the runs from the shortest on. Those
seconds are the search's alone, first_cpu_seconds holds the build too.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from benchmarks.child import answer_request
from benchmarks.cpu_clock import CpuClock
from benchmarks.speed.days import day_of
from matcher.build import build_problem
from matcher.problem import Problem
from matcher.routing.result import Result
from matcher.routing.search import Budget, solve


def grow_one(request: dict[str, Any]) -> Mapping[str, object]:
    """Each budget is a search of its own: what annealing finds depends on how long it may last."""
    seed, longest_s = request["seed"], request["reference_cpu_seconds"]
    day = day_of(request["needs"], seed)
    clock = CpuClock()
    problem = build_problem(day)
    build_cpu_s = clock.cpu_s
    first = solve(problem, budget=Budget(iterations=0), seed=seed)
    first_cpu_s = clock.cpu_s
    runs = [
        solve(problem, budget=Budget(cpu_seconds=longest_s / 2**halvings), seed=seed)
        for halvings in range(request["rungs"], -1, -1)
    ]
    lost = _priority_lost(problem)
    rungs = [
        {"cpu_seconds": run.cpu_seconds, "objective": _objective(problem, run, lost)}
        for run in (first, *runs)
    ]
    return {
        "build_cpu_seconds": build_cpu_s,
        "first_cpu_seconds": first_cpu_s,
        "served_first": problem.needs - len(first.unmet_needs),
        "served": problem.needs - len(runs[-1].unmet_needs),
        "reference": min(rung["objective"] for rung in rungs),
        "rungs": rungs,
    }


def _priority_lost(problem: Problem) -> int:
    """Priority of what nobody could serve even alone."""
    nobody = np.diff(problem.able_start) == 0
    lost = np.add.reduceat(nobody, problem.need_role_start[:-1]) > 0
    return int(problem.need_priority[lost].sum())


def _objective(problem: Problem, result: Result, lost: int) -> int:
    """Priority unmet that somebody could serve, and cost, in one sum at the search's own rate of exchange."""
    return problem.weights.unmet * (result.unmet_priority - lost) + result.cost


if __name__ == "__main__":
    answer_request(grow_one)
