"""The search: which needs come first, at which price, and with how few shifts."""

import pytest

from matcher.problem import Weights
from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run


def at_a_price(unmet: int) -> Weights:
    return Weights(unmet=unmet, lexicographic=False)


def test_priority_comes_before_any_amount_of_travel():
    far_and_dear, near_and_cheap = visit(3, priority=2, windows=((0, 30),)), visit(4, windows=((0, 10),))
    result = run(make_problem([Shift()], [near_and_cheap, far_and_dear], xy=LINE, weights=Weights(unmet=1)))
    assert result.unmet_needs == (0,)
    assert result.unmet_priority == 1


def test_a_need_that_costs_more_than_its_price_is_left_out():
    # 60 there and back for 2 points at 29 each; at 31 each it pays.
    needs = [visit(3, priority=2)]
    for price, unmet in ((29, (0,)), (31, ())):
        assert run(make_problem([Shift()], needs, xy=LINE, weights=at_a_price(price))).unmet_needs == unmet


def test_needs_that_pay_only_together_are_served_together():
    # Each by itself 40 and 60 for 35; both on one way 60 for 70.
    needs = [visit(2, priority=35), visit(3, priority=35)]
    result = run(make_problem([Shift()], needs, xy=LINE, weights=at_a_price(1)))
    assert (result.unmet_needs, result.cost) == ((), 60)


def test_a_crew_that_costs_more_than_its_price_is_left_out():
    # Two go 20 each, there and back.
    crew = Need(roles=[[Task(place=1)], [Task(place=1)]], priority=1)
    for price, unmet in ((39, (0,)), (41, ())):
        problem = make_problem([Shift(), Shift()], [crew], xy=LINE, weights=at_a_price(price))
        assert run(problem).unmet_needs == unmet


def test_a_chain_that_costs_more_than_its_price_is_left_out_whole():
    # The near crew alone would take 20; both take 60.
    chain = Need(roles=[[Task(place=1)], [Task(place=3)]], crews=[0, 1], priority=1)
    for price, unmet in ((59, (0,)), (61, ())):
        problem = make_problem([Shift()], [chain], xy=LINE, weights=at_a_price(price))
        assert run(problem).unmet_needs == unmet


@pytest.mark.parametrize("threads", [1, 2])
def test_the_best_plan_at_a_price_is_the_one_with_the_least_sum(threads):
    # Both on one way cost 60; leaving out the far one costs 20 + 2 * 10.
    needs = [visit(1, priority=9), visit(3, priority=2)]
    result = run(make_problem([Shift()], needs, xy=LINE, weights=at_a_price(10)), threads=threads)
    assert (result.unmet_needs, result.unmet_priority, result.cost) == ((1,), 2, 20)


@pytest.mark.parametrize(
    ("weights", "unmet"),
    [
        ({"late_sum": 2}, 0),  # 40 of way and 2 * 5 late for 60
        ({"late_sum": 5}, 1),  # 40 and 5 * 5
        ({"late_max": 5}, 1),
    ],
)
def test_lateness_is_part_of_what_a_need_costs(weights, unmet):
    problem = make_problem(
        [Shift()],
        [visit(2, due_s=15, priority=60)],
        xy=LINE,
        weights=Weights(unmet=1, lexicographic=False, **weights),
    )
    assert len(run(problem).unmet_needs) == unmet


@pytest.mark.parametrize(("pair_cost", "unmet"), [(19, 0), (21, 1)])
def test_what_a_pair_costs_is_part_of_it_too(pair_cost, unmet):
    problem = make_problem(
        [Shift()], [visit(1, priority=40, pair_cost=pair_cost)], xy=LINE, weights=at_a_price(1)
    )
    assert len(run(problem).unmet_needs) == unmet


def test_the_fewest_shifts_come_before_travel_where_asked():
    # two volunteers beside their needs travel nothing; one alone travels there and back
    problem = make_problem([Shift(), Shift(start=3)], [visit(0), visit(3)], xy=LINE)
    cheap, few = run(problem), run(problem, fewest_shifts=True)
    assert (len(cheap.routes), cheap.travel) == (2, 0)
    assert (len(few.routes), few.travel) == (1, 60)


def test_fewer_shifts_never_leave_a_need_unmet():
    problem = make_problem(
        [Shift(capacity=1), Shift(capacity=1)], [visit(1, load=1), visit(2, load=1)], xy=LINE
    )
    assert run(problem, fewest_shifts=True).unmet_needs == ()


def test_of_fewest_shifts_a_crew_keeps_as_many_as_it_needs():
    crew = Need(roles=[[Task(place=1)], [Task(place=1)]])
    problem = make_problem([Shift(), Shift(start=1), Shift(start=3)], [crew, visit(3)], xy=LINE)
    assert set(routes(run(problem))) == {0, 1, 2}
    few = run(problem, fewest_shifts=True)
    assert (len(few.routes), few.unmet_needs) == (2, ())


def test_a_need_that_nobody_can_serve_is_no_reason_to_keep_a_shift():
    needs = [visit(place, windows=((0, 200),)) for place in (1, 2, 3, 4)]
    hopeless = visit(3, windows=((0, 1),))
    shifts = [Shift() for _ in range(3)]
    result = run(make_problem(shifts, [*needs, hopeless], xy=LINE), 2000, fewest_shifts=True)
    assert (result.unmet_needs, len(result.routes)) == ((4,), 1)
