"""The search: lateness, waiting, balance and what pairs cost, each weighed against travel."""

import pytest

from matcher.problem import EIGHT_HOURS, Weights
from tests.problems import Depot, Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run, starts

# Lateness


def test_lateness_is_summed_and_its_maximum_weighed():
    weights = Weights(unmet=10**6, travel=1, late_sum=1, late_max=1)
    needs = [visit(1, service_s=100, due_s=5), visit(2, service_s=100, due_s=50)]
    result = run(make_problem([Shift()], needs, xy=LINE, weights=weights))
    # first at 10 (5 late), second at 120 (70 late); the other order starts at 20 and 130 (125 late)
    assert (result.travel, result.late_sum, result.late_max, result.cost) == (40, 75, 70, 40 + 75 + 70)


@pytest.mark.parametrize(("closes_s", "unmet"), [(9, (0,)), (10, ())])
def test_a_start_may_be_late_only_up_to_the_close_of_its_window(closes_s, unmet):
    need = visit(1, due_s=5, windows=((0, closes_s),))
    result = run(make_problem([Shift()], [need], xy=LINE))
    assert (result.unmet_needs, result.late_sum) == (unmet, 0 if unmet else 5)


@pytest.mark.parametrize(("opens_s", "start", "late"), [(0, 10, 0), (10, 50, 0), (60, 70, 0), (70, 80, 10)])
def test_of_several_windows_the_last_may_be_late(opens_s, start, late):
    need = visit(1, due_s=70, windows=((0, 15), (50, 100)))
    result = run(make_problem([Shift(opens_s=opens_s)], [need], xy=LINE))
    assert (starts(result), result.late_sum) == ({0: start}, late)


def test_the_greatest_lateness_is_spread_where_only_that_counts():
    # 100 s each, due 0: one volunteer is late by 0, 100 and 200, two by at most 100
    needs = [visit(0, service_s=100, due_s=0) for _ in range(3)]
    weights = Weights(unmet=10**6, late_max=1)
    result = run(make_problem([Shift(), Shift(start=3)], needs, xy=LINE, weights=weights))
    # the second volunteer comes 30 and goes 30, and is 30 late: 60 + 100 of cost, not 200
    assert (result.late_max, result.travel, result.cost) == (100, 60, 160)


def test_where_the_way_is_as_long_the_least_late_order_is_taken():
    # 50 s at each place: on the way out place 3 is reached at 130, before the others at 30
    needs = [visit(1, service_s=50), visit(2, service_s=50), visit(3, service_s=50, due_s=30)]
    result = run(make_problem([Shift()], needs, xy=LINE, weights=Weights(unmet=10**6, late_sum=1)))
    assert (result.travel, result.late_sum) == (60, 0)


# Waiting


def waiting(weight: int = 1) -> Weights:
    return Weights(unmet=10**6, wait=weight)


def test_a_route_leaves_so_late_that_nobody_waits():
    needs = [visit(1), visit(2, windows=((500, 600),))]
    early = run(make_problem([Shift(end=-1)], needs, xy=LINE))
    late = run(make_problem([Shift(end=-1)], needs, xy=LINE, weights=waiting()))
    assert starts(early) == {0: 10, 1: 500}
    assert starts(late) == {0: 490, 1: 500}
    assert (early.wait, late.wait, late.cost) == (0, 0, 30 - 10)


def test_waiting_that_no_order_avoids_costs_what_it_lasts():
    # leaves at 10 for the first door at 20, is at the second at 30 and waits for 500
    needs = [visit(1, windows=((0, 20),)), visit(2, windows=((500, 600),))]
    result = run(make_problem([Shift()], needs, xy=LINE, weights=waiting(3)))
    assert starts(result) == {0: 20, 1: 500}
    assert (result.wait, result.cost) == (470, 40 + 3 * 470)


def test_two_go_where_one_would_wait_too_long():
    # one alone: 40 of way and 470 of waiting
    needs = [visit(1, windows=((0, 20),)), visit(2, windows=((500, 600),))]
    for weights, busy, travel in ((None, 1, 40), (waiting(), 2, 60)):
        result = run(make_problem([Shift(), Shift()], needs, xy=LINE, weights=weights))
        assert (len(result.routes), result.travel) == (busy, travel)


def test_an_order_without_waiting_is_taken_though_it_is_longer():
    # place 1 by 20, place 2 from 50 on: 20 of waiting between them, or 10 more of way by place 3
    needs = [visit(1, windows=((0, 20),)), visit(2, windows=((50, 400),)), visit(3)]
    for weights, order, travel in ((None, [0, 1, 2], 30), (waiting(), [0, 2, 1], 40)):
        result = run(make_problem([Shift(end=-1)], needs, xy=LINE, weights=weights))
        assert (routes(result), result.travel, result.wait) == ({0: order}, travel, 0)


def test_a_break_is_no_waiting():
    # at the first door at 50, home at 320: 280 of which 40 are way and 50 break
    shifts = [Shift(breaks=((100, 200, 50),))]
    needs = [visit(1, windows=((0, 50),)), visit(2, windows=((300, 400),))]
    result = run(make_problem(shifts, needs, xy=LINE, weights=waiting()))
    assert (starts(result)[0], starts(result)[1], result.wait) == (50, 300, 190)


def test_nobody_of_a_crew_leaves_before_the_last_can_be_there():
    lift = Need(roles=[[Task(place=1)], [Task(place=1)]])
    result = run(make_problem([Shift(), Shift(opens_s=50)], [lift], xy=LINE, weights=waiting()))
    assert (starts(result), result.wait) == ({0: 60, 1: 60}, 0)


def test_nobody_leaves_so_late_that_a_visit_comes_late():
    # the break is at 1700, the visit is due at 600: the 1100 between are cheaper than 1400 late, twice
    weights = Weights(unmet=10**6, wait=1, late_sum=2)
    shifts = [Shift(breaks=((1700, 1900, 300),))]
    result = run(make_problem(shifts, [visit(0, due_s=600)], xy=LINE, weights=weights))
    assert (starts(result), result.late_sum, result.wait) == ({0: 600, 1: 1700}, 0, 1100)


def test_nobody_leaves_so_late_that_a_start_is_moved():
    weights = Weights(unmet=10**6, wait=1, moved=5000)
    shifts = [Shift(breaks=((1700, 1900, 300),))]
    result = run(make_problem(shifts, [visit(0, told_to_s=600)], xy=LINE, weights=weights))
    assert (starts(result), result.moved, result.wait) == ({0: 600, 1: 1700}, 0, 1100)


def test_a_reload_is_no_waiting():
    depots = [Depot(place=2, service_s=40)]
    problem = make_problem(
        [Shift()], [visit(1, goods=(1,), windows=((500, 600),))], xy=LINE, depots=depots, weights=waiting()
    )
    result = run(problem)
    assert (starts(result), result.wait) == ({1: 450, 0: 500}, 0)


# Balance


def balanced(permille: int) -> Weights:
    return Weights(unmet=10**6, balance_permille=permille)


@pytest.mark.parametrize(
    ("permille", "busy", "cost"),
    [
        # two hours cost permille * 1.8 rounded down, four hours permille * 7.2; a way is 20
        (1, 1, 20 + 7),
        (3, 1, 20 + 21),
        (10, 2, 2 * 20 + 2 * 18),
    ],
)
def test_work_is_shared_where_that_is_worth_the_way(permille, busy, cost):
    needs = [visit(1, service_s=7200) for _ in range(2)]
    result = run(make_problem([Shift(), Shift()], needs, xy=LINE, weights=balanced(permille)))
    assert (len(result.routes), result.cost) == (busy, cost)


def test_eight_hours_of_service_cost_themselves():
    result = run(make_problem([Shift()], [visit(1, service_s=EIGHT_HOURS)], xy=LINE, weights=balanced(1000)))
    assert result.balance == EIGHT_HOURS


def test_who_has_given_much_already_is_spared():
    # two more hours after two cost 72 - 18, the first two 18 and 20 of way; nothing done costs nothing
    need = visit(1, service_s=7200)
    fresh, tired = Shift(start=1), Shift(start=1, given_s=7200)
    assert routes(run(make_problem([fresh, Shift()], [need], xy=LINE, weights=balanced(10)))) == {0: [0]}
    result = run(make_problem([tired, Shift()], [need], xy=LINE, weights=balanced(10)))
    assert (routes(result), result.balance, result.cost) == ({1: [0]}, 18, 38)


def test_balance_counts_all_shifts_of_a_volunteer():
    shifts = [Shift(volunteer=0, closes_s=9000), Shift(volunteer=0, opens_s=20_000)]
    needs = [visit(1, service_s=7200, windows=window) for window in (((0, 50),), ((20_000, 20_050),))]
    assert run(make_problem(shifts, needs, xy=LINE, weights=balanced(10))).balance == 72


def test_a_pickup_is_not_service_that_is_balanced():
    parcel = Need(roles=[[Task(place=1, service_s=7200), Task(place=1, service_s=7200)]])
    assert run(make_problem([Shift()], [parcel], xy=LINE, weights=balanced(10))).balance == 18


# Pairs


def test_the_cost_of_a_pair_counts():
    needs = [visit(1, able=[[0]], pair_cost=7)]
    result = run(make_problem([Shift()], needs, xy=LINE))
    assert (result.pair_cost, result.cost) == (7, 27)


@pytest.mark.parametrize(("pair_cost", "taken"), [(19, 0), (21, 1)])
def test_a_pair_is_worth_as_long_a_way_as_it_costs(pair_cost, taken):
    # the second travels 20 more
    need = visit(1, able=[[0, 1]], pair_cost=[[pair_cost, 0]])
    result = run(make_problem([Shift(start=1), Shift()], [need], xy=LINE))
    assert routes(result) == {taken: [0]}
