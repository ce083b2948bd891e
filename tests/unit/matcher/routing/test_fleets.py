"""Fewest shifts first, where somebody has to stay out."""

import numpy as np
import pytest

from matcher.problem import Problem
from tests.problems import Shift, make_problem, visit
from tests.unit.matcher.routing.answers import run


def short_of_shifts(seed: int) -> Problem:
    """Needs of different priority in narrow windows; half of them at most find somebody."""
    rng = np.random.default_rng(seed)
    xy = [(int(x), int(y)) for x, y in rng.integers(-600, 600, (20, 2))]
    needs = []
    for place, opens in enumerate(rng.integers(0, 2000, 20)):
        window = (int(opens), int(opens) + 300)
        needs.append(visit(place, windows=(window,), priority=int(rng.integers(1, 10)), service_s=200))
    return make_problem([Shift(start=k, closes_s=3000, max_tasks=3) for k in range(4)], needs, xy=xy)


@pytest.mark.parametrize("iterations", [2000, 4000])
def test_where_not_everybody_can_be_served_fewer_shifts_cost_no_priority(iterations):
    questions = [short_of_shifts(seed) for seed in range(6)]
    plain = [run(question, iterations) for question in questions]
    few = [run(question, iterations, fewest_shifts=True) for question in questions]
    assert all(result.unmet_needs for result in plain)
    assert sum(result.unmet_priority for result in few) <= sum(result.unmet_priority for result in plain)
