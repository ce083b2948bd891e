"""Of tiny problems with every feature mixed the search finds a best plan, as CP-SAT proves it."""

from collections import Counter
from dataclasses import replace
from importlib.util import find_spec

import pytest
from hypothesis import assume, given, settings

from matcher.problem import Problem
from matcher.routing.result import Result
from matcher.routing.search import Budget, solve
from tests.conftest import require_part
from tests.properties.mixed_problems import TINY, mixed_questions
from tests.result_judge import faults


@pytest.fixture(scope="module")
def model():
    """tests.optimum: of the problem's rules it knows the docstring, of the search nothing."""
    require_part("OR-Tools (no wheel for this Python yet)", find_spec("ortools"))
    from tests import optimum

    return optimum


@settings(max_examples=40)
@given(mixed_questions(TINY))
def test_no_plan_of_a_tiny_problem_is_better(model, question):
    problem = without_policies(question.problem())
    assume(not is_depot_beyond_the_search(problem))
    best = model.optimum(problem, work=0.5)
    assume(best is not None)
    result = solve(problem, budget=Budget(iterations=3000))
    assert faults(problem, result) == []
    assume(most_reloads(problem, result) <= model.RELOADS)
    assert key(problem, result.unmet_priority, result.cost) == key(problem, best.unmet_priority, best.cost)


def key(problem: Problem, unmet_priority: int, cost: int) -> tuple[int, int]:
    weights = problem.weights
    return (unmet_priority, cost) if weights.lexicographic else (0, weights.unmet * unmet_priority + cost)


def is_depot_beyond_the_search(problem: Problem) -> bool:
    """Nobody goes to a depot only to take a break there."""
    return len(problem.depot_place) > 0 and len(problem.break_shift) > 0


def most_reloads(problem: Problem, result: Result) -> int:
    """How often one route goes to one depot."""
    first = problem.tasks + len(problem.break_shift)
    visits = Counter((route.shift, stop) for route in result.routes for stop in route.tasks if stop >= first)
    return max(visits.values(), default=0)


def without_policies(problem: Problem) -> Problem:
    """The problem with `wait` free where the search does not look for its least.

    Visits that are linked to others start as early as can be, every visit keeps the window of the earliest
    schedule, and nobody goes to a depot to pass the time.
    """
    several = len(problem.window_opens_s) > problem.tasks
    if not (several or len(problem.link_first) or len(problem.depot_place)):
        return problem
    return replace(problem, weights=replace(problem.weights, wait=0))
