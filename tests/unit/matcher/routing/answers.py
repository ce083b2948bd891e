"""Runs the search on a small problem and reads its answer. One metre takes one second."""

from matcher.problem import Problem
from matcher.routing.result import Result
from matcher.routing.search import Budget, solve
from tests.result_judge import faults

LINE = [(0, 0), (10, 0), (20, 0), (30, 0), (-10, 0)]

DAY = 86_400


def run(problem: Problem, iterations: int = 100, **settings: object) -> Result:
    """What the search answers; the independent judge finds no fault with it."""
    result = solve(problem, budget=Budget(iterations=iterations), **settings)  # type: ignore[arg-type]
    assert faults(problem, result) == []
    return result


def routes(result: Result) -> dict[int, list[int]]:
    """The stops in order, by shift."""
    return {route.shift: list(route.tasks) for route in result.routes}


def starts(result: Result) -> dict[int, int]:
    """By stop; a depot that is seen twice tells its last."""
    return {
        task: start for route in result.routes for task, start in zip(route.tasks, route.starts, strict=True)
    }
