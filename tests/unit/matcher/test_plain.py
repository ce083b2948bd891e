"""What is left out of a problem is without effect."""

import numpy as np
import pytest

from matcher.plain import plain_problem
from matcher.problem import NO_LIMIT, Problem, Weights
from matcher.travel.providers import Matrix
from models.errors import InvalidInput
from tests.problems import Depot, Need, Shift, Task, i32, i64, make_problem, visit


def plain(**columns) -> Problem:
    """Two volunteers with a shift each; one need of one visit that both may take."""
    least = {
        "vol_mode": i32([0, 0]),
        "shift_vol": i32([0, 1]),
        "shift_start_place": i32([0, 1]),
        "need_priority": i64([1]),
        "role_task_start": i32([0, 1]),
        "able_start": i64([0, 2]),
        "able_vol": i32([0, 1]),
        "task_place": i32([1]),
    }
    ways = Matrix(np.zeros((1, 2, 2), np.int32))
    return plain_problem(travel=ways, weights=Weights(unmet=1), **(least | columns))


def test_the_least_columns_make_a_problem():
    problem = plain()
    assert problem.shift_end_place.tolist() == [0, 1]
    assert problem.quota_max_travel.tolist() == [NO_LIMIT, NO_LIMIT]
    assert problem.vol_capacity.tolist() == [[NO_LIMIT], [NO_LIMIT]]
    assert problem.task_goods.shape == (1, 0)
    assert problem.window_closes_s.tolist() == [NO_LIMIT]


def test_columns_left_out_are_as_many_as_those_given_ask_for():
    problem = plain(task_load=i64([[1, 2, 3]]), good_kept=i32([1, 0]), depot_place=i32([0]))
    assert problem.vol_capacity.shape == (2, 3)
    assert (problem.vol_stock.shape, problem.task_goods.shape) == ((2, 2), (1, 2))
    assert problem.depot_service_s.tolist() == [0]


def test_quotas_of_ones_own_need_their_shifts_to_say_which():
    problem = plain(quota_max_tasks=i64([5]), quota_max_travel=i64([9]), shift_quota=i32([0, 0]))
    assert (problem.quota_max_m.tolist(), problem.quota_max_service.tolist()) == ([NO_LIMIT], [NO_LIMIT])


def test_a_column_that_does_not_fit_is_refused():
    with pytest.raises(InvalidInput, match="task_due has the shape"):
        plain(task_due=i64([1, 2]))
    with pytest.raises(TypeError, match="task_colour"):
        plain(task_colour=i32([1]))


def test_a_test_problem_says_in_arrays_what_its_lists_say():
    problem = make_problem(
        [
            Shift(volunteer=0, day=0, week=0, max_tasks=2, max_week_service_s=70, breaks=((5, 9, 3),)),
            Shift(volunteer=0, day=1, week=0, max_tasks=3, stock=(4, 1)),
            Shift(capacity=(1, 2), guardian=0, volunteer=1),
        ],
        [
            visit(1, hand=7, pair_cost=5, series=0, told_to_s=4, due_s=8),
            Need(
                roles=[
                    [Task(place=1, load=2), Task(place=0, load=-2)],
                    [Task(place=0)],
                    [Task(place=1, goods=1)],
                ],
                crews=[0, 0, 1],
                able=[[1, 0], [0], []],
                pair_cost=[[6, 4], [0], []],
            ),
        ],
        xy=[(0, 0), (3, 4)],
        depots=[Depot(place=1, service_s=2)],
        kept=(1,),
        spacing=[2],
        links=[(0, 4, -5, 5)],
    )
    assert problem.shift_quota.tolist() == [0, 1, 2]
    assert problem.shift_second_quota.tolist() == [3, 3, -1]
    assert problem.quota_max_tasks.tolist() == [2, 3, NO_LIMIT, NO_LIMIT]
    assert problem.quota_max_service.tolist() == [NO_LIMIT, NO_LIMIT, NO_LIMIT, 70]
    assert problem.vol_capacity.tolist() == [[10, 10], [1, 2]]
    assert problem.vol_stock.tolist() == [[0, 0], [0, 0]]  # of the first shift
    assert problem.vol_guardian.tolist() == [-1, 0]
    assert (problem.break_shift.tolist(), problem.break_lasts_s.tolist()) == ([0], [3])
    assert (problem.role_crew.tolist(), problem.role_hand.tolist()) == ([0, 1, 1, 2], [7, -1, -1, -1])
    assert problem.able_vol.tolist() == [0, 1, 0, 1, 0]
    assert problem.able_cost.tolist() == [5, 5, 4, 6, 0]
    assert problem.task_goods.tolist() == [[0, 0], [0, 0], [0, 0], [0, 0], [1, 0]]
    assert (problem.task_due[0], problem.task_told_to[0]) == (8, 4)
    assert list(zip(problem.link_first.tolist(), problem.link_second.tolist(), strict=True)) == [
        (2, 3),
        (0, 4),
    ]
    assert (problem.need_series.tolist(), problem.series_spacing.tolist()) == ([0, -1], [2])
    assert problem.good_kept.tolist() == [0, 1]
