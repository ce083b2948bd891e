"""The search as a whole: what it is told, when it ends, what it says on the way, that it repeats itself."""

from dataclasses import replace
from itertools import pairwise

import pytest

from matcher.problem import Weights
from matcher.routing.result import Ended
from matcher.routing.search import Budget, solve
from models.errors import InvalidInput, Unsupported
from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run


def test_an_empty_day_is_an_empty_plan():
    assert run(make_problem([], [], xy=LINE)).routes == ()
    assert run(make_problem([], [visit(1, able=[[]])], xy=LINE)).unmet_needs == (0,)
    assert run(make_problem([Shift()], [], xy=LINE)).routes == ()


def test_only_the_able_are_sent():
    result = run(make_problem([Shift(), Shift(start=1)], [visit(1, able=[[0]])], xy=LINE))
    assert routes(result) == {0: [0]}


def test_a_need_without_anybody_able_stays_unmet():
    result = run(make_problem([Shift()], [visit(1, able=[[]]), visit(2)], xy=LINE))
    assert result.unmet_needs == (0,)


def test_no_time_is_spent_where_nobody_can_serve_anything():
    problem = make_problem([Shift()], [visit(1, able=[[]])], xy=LINE)
    assert solve(problem, budget=Budget(seconds=60)).iterations == 0


@pytest.mark.parametrize("seed", range(8))
def test_nobody_able_stays_idle_beside_a_need_that_a_blink_overlooked(seed):
    # only the third shift can serve the dear need, and nothing ever ruins an idle shift
    shifts = [
        Shift(volunteer=0, closes_s=50),
        Shift(volunteer=0, opens_s=60, closes_s=160),
        Shift(start=4, volunteer=1),
    ]
    needs = [visit(1, able=[[0]]), visit(2, able=[[0]], service_s=50), visit(3, able=[[1]], priority=9)]
    result = run(make_problem(shifts, needs, xy=LINE), iterations=20, seed=seed)
    assert result.unmet_needs == ()


@pytest.mark.parametrize("seed", [1, 5])
def test_the_same_seed_and_iterations_give_the_same_plan(seed):
    # everything at once: who is drawn at random where must not depend on where things lie in memory
    needs = [visit(p, windows=((0, 90 - 5 * p), (200, 300)), goods=(1,), due_s=50) for p in (1, 2, 3)] * 4
    crew = Need(roles=[[Task(place=1)], [Task(place=1)], [Task(place=2)]], crews=[0, 0, 1])
    problem = make_problem(
        [Shift(stock=(5,), breaks=((100, 200, 30),)), Shift(start=4, stock=(9,)), Shift(start=2)],
        [*needs, crew],
        xy=LINE,
        weights=Weights(unmet=1000, late_sum=1, late_max=2, wait=1),
    )
    assert run(problem, seed=seed).routes == run(problem, seed=seed).routes


def test_the_callers_word_stops_the_search():
    problem = make_problem([Shift()], [visit(1)], xy=LINE)
    result = solve(problem, budget=Budget(seconds=60), progress=lambda now: False)
    assert result.ended is Ended.STOPPED
    assert result.unmet_needs == ()
    assert result.seconds < 30


def test_progress_tells_what_is_served_and_never_grows_worse():
    seen = []
    problem = make_problem([Shift()], [visit(1), visit(2)], xy=LINE)
    solve(problem, budget=Budget(cpu_seconds=0.25), progress=lambda now: seen.append(now) or True)
    assert seen[-1].needs_served == 2
    assert all(a.cost >= b.cost and a.done <= b.done <= 1 for a, b in pairwise(seen))


def test_an_error_in_the_progress_function_reaches_the_caller():
    problem = make_problem([Shift()], [visit(1)], xy=LINE)
    with pytest.raises(ZeroDivisionError):
        solve(problem, budget=Budget(seconds=60), progress=lambda now: 1 / 0)


def test_more_threads_find_a_plan_too():
    problem = make_problem([Shift()], [visit(1), visit(2)], xy=LINE)
    assert run(problem, threads=2).travel == 40


def test_what_the_search_cannot_honour_is_refused_by_name():
    problem = replace(make_problem([Shift()], [visit(1)], xy=LINE), unsupported=("series of needs",))
    with pytest.raises(Unsupported, match="series of needs"):
        run(problem)


@pytest.mark.parametrize(
    "limits", [{}, {"seconds": 0}, {"seconds": 10_000_000}, {"iterations": -1}, {"seconds": float("nan")}]
)
def test_a_senseless_budget_is_refused(limits):
    with pytest.raises(InvalidInput):
        Budget(**limits)


def test_one_chain_that_fails_ends_the_others():
    def fail(now):
        raise LookupError

    problem = make_problem([Shift()], [visit(1), visit(2), visit(3)], xy=LINE)
    with pytest.raises(LookupError):
        solve(problem, budget=Budget(iterations=10**12), threads=2, progress=fail)
