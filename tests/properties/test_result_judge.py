"""The judge of the search sees every rule broken: a sound answer is at fault once a rule gets harder."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.problem import NO_LIMIT, Weights
from matcher.routing.search import Budget, solve
from tests.problems import Need, Shift, Task, i32, i64, make_problem, visit
from tests.result_judge import faults

PROBLEM = make_problem(
    [
        Shift(breaks=((0, 5000, 10),), capacity=2, stock=2),
        Shift(start=1, capacity=2, stock=2),
    ],
    [
        Need(
            roles=[
                [Task(place=1, load=1), Task(place=2, load=-1, service_s=60)],
                [Task(place=2, service_s=60)],
            ]
        ),
        visit(3, service_s=60, brought=1, goods=1, windows=((2000, 3000),), able=[[0]]),
        visit(0, able=[[0]]),
    ],
    xy=[(0, 0), (100, 0), (200, 0), (0, 100)],
    weights=Weights(unmet=1000, late_sum=1, late_max=1, moved=1),
)
ANSWER = solve(PROBLEM, budget=Budget(iterations=200))


def all_of(column: str, value: int) -> dict[str, object]:
    return {column: np.full_like(getattr(PROBLEM, column), value)}


HARDER = {
    "of travel": all_of("quota_max_travel", 1),
    "of m": all_of("quota_max_m", 1),
    "of tasks": all_of("quota_max_tasks", 0),
    "of service": all_of("quota_max_service", 1),
    "carries": all_of("vol_capacity", 0),
    "of good": all_of("vol_stock", 0),
    "is not able": {"able_start": i64([0] * 5), "able_vol": i32([]), "able_cost": i32([])},
    "guardian": {"vol_guardian": i32([-1, 0])} | {"role_crew": i32([0, 1, 2, 3])},
    "one volunteer twice": {"shift_vol": i32([0, 0])},
    "hand": all_of("role_hand", 0),
    "pinned in the order": {"task_rank": i32([-1, -1, -1, 1, 0])},
    "of series": {**all_of("need_series", 0), "series_spacing": i64([1])},
    "apart": {**all_of("link_min_s", 1), **all_of("link_max_s", 1)},
    "outside": {**all_of("window_opens_s", 90_000), **all_of("window_closes_s", 90_000)},
    "is back at": all_of("shift_closes_s", 1000),
    "is at stop": {"task_service_s": i64([50_000] * 5)},
    "could at": {"window_opens_s": i64([0] * 5)},
    "takes the breaks": {"break_shift": i32([1])},
    "late_sum is": all_of("task_due", 1),
    "late_max is": all_of("task_due", 1),
    "moved is": all_of("task_told_to", 1),
    "pair_cost is": all_of("able_cost", 1),
    "balance is": {"weights": replace(PROBLEM.weights, balance_permille=100_000_000)},
    "wait is": {"weights": replace(PROBLEM.weights, wait=1)},
    "cost is": {"weights": replace(PROBLEM.weights, travel=2)},
    "without having picked up": {"role_task_start": i32([0, 1, 3, 4, 5])},
}


def test_an_answer_that_keeps_all_rules_has_no_fault():
    assert ANSWER.unmet_needs == ()
    assert faults(PROBLEM, ANSWER) == []


@pytest.mark.parametrize("fault", HARDER)
def test_a_rule_that_is_broken_is_named(fault):
    found = faults(replace(PROBLEM, **HARDER[fault]), ANSWER)
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        (replace(ANSWER, routes=ANSWER.routes[:1]), "in part"),
        (replace(ANSWER, unmet_needs=(1,)), "unmet needs are"),
        (replace(ANSWER, routes=ANSWER.routes[::-1]), "not in order"),
        (replace(ANSWER, routes=(*ANSWER.routes, ANSWER.routes[1])), "is done 2 times"),
        (replace(ANSWER, unmet_priority=NO_LIMIT), "unmet_priority is"),
        (replace(ANSWER, travel=0), "travel is"),
    ],
)
def test_an_answer_that_says_something_else_is_at_fault(spoiled, fault):
    assert any(fault in one for one in faults(PROBLEM, spoiled))
