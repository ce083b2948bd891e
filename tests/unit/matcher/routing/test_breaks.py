"""The search: breaks. Break b is the stop T + b; a break is (starts from, to, lasts)."""

import pytest

from matcher.problem import Weights
from tests.problems import Depot, Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run, starts


def test_a_break_is_taken_where_the_volunteer_is_between_two_visits():
    needs = [visit(1, service_s=50, windows=((0, 60),)), visit(3, windows=((160, 170),))]
    result = run(make_problem([Shift(breaks=((100, 150, 50),))], needs, xy=LINE))
    assert routes(result) == {0: [0, 2, 1]}
    assert starts(result) == {0: 10, 2: 100, 1: 150 + 20}
    assert result.travel == 60


def test_two_breaks_part_a_route_in_three():
    needs = [visit(1, windows=((0, 20),)), visit(2, windows=((100, 150),)), visit(3, windows=((230, 300),))]
    result = run(make_problem([Shift(breaks=((50, 60, 20), (200, 210, 20)))], needs, xy=LINE))
    assert routes(result) == {0: [0, 3, 1, 4, 2]}
    assert starts(result) == {0: 10, 3: 50, 1: 100, 4: 200, 2: 230}


def test_two_breaks_may_follow_each_other():
    need = visit(1, windows=((85, 100),))
    result = run(make_problem([Shift(breaks=((0, 5, 30), (0, 40, 50)))], [need], xy=LINE))
    assert (routes(result), starts(result)) == ({0: [1, 2, 0]}, {1: 0, 2: 30, 0: 90})


def test_the_day_may_begin_with_a_break_at_home():
    result = run(make_problem([Shift(breaks=((0, 5, 100),))], [visit(1)], xy=LINE))
    assert (routes(result), starts(result)) == ({0: [1, 0]}, {1: 0, 0: 110})


@pytest.mark.parametrize(("closes_s", "unmet"), [(89, (0,)), (90, ())])
def test_a_break_after_the_last_visit_is_owed_before_the_way_home(closes_s, unmet):
    # visit at 10, break from 50 to 80 where it was, home at 90
    shifts = [Shift(closes_s=closes_s, breaks=((50, 60, 30),))]
    assert run(make_problem(shifts, [visit(1, windows=((0, 20),))], xy=LINE)).unmet_needs == unmet


@pytest.mark.parametrize(("closes_s", "unmet"), [(159, (0,)), (160, ())])
def test_a_break_can_make_a_visit_impossible(closes_s, unmet):
    # from 50 on it would last into the break, after which one is there at 160
    need = visit(1, service_s=60, windows=((50, closes_s),))
    assert run(make_problem([Shift(breaks=((100, 100, 50),))], [need], xy=LINE)).unmet_needs == unmet
    assert run(make_problem([Shift()], [need], xy=LINE)).unmet_needs == ()


def test_a_break_that_cannot_be_taken_leaves_nothing_to_do():
    shifts = [Shift(breaks=((0, 10, 50), (20, 30, 50)))]
    assert run(make_problem(shifts, [visit(1)], xy=LINE)).unmet_needs == (0,)


def test_an_idle_volunteer_owes_no_break():
    shifts = [Shift(closes_s=100, breaks=((0, 500, 500),)), Shift(start=3)]
    result = run(make_problem(shifts, [visit(1)], xy=LINE))
    assert routes(result) == {1: [0]}


def test_each_shift_owes_its_own_breaks():
    shifts = [
        Shift(volunteer=0, closes_s=200, breaks=((50, 60, 30),)),
        Shift(volunteer=0, opens_s=300, breaks=((350, 360, 30),)),
    ]
    needs = [visit(1, windows=((0, 20),)), visit(1, windows=((320, 330),))]
    result = run(make_problem(shifts, needs, xy=LINE))
    assert routes(result) == {0: [0, 2], 1: [1, 3]}


def test_a_crew_waits_for_the_break_of_one():
    lift = Need(roles=[[Task(place=1, service_s=20)] for _ in range(2)])
    result = run(make_problem([Shift(breaks=((0, 15, 100),)), Shift()], [lift], xy=LINE))
    # home till 100, there at 110
    assert {start for route in result.routes for start in route.starts if start} == {110}
    assert routes(result)[0][0] == 2


def test_a_pickup_and_its_visit_may_have_the_break_between_them():
    # fetched by 30, wanted after 150, the break at 100
    need = Need(roles=[[Task(place=1, windows=((0, 30),)), Task(place=2, windows=((150, 200),))]])
    result = run(make_problem([Shift(breaks=((100, 110, 50),))], [need], xy=LINE))
    assert (routes(result), starts(result)) == ({0: [0, 2, 1]}, {0: 10, 2: 100, 1: 160})


def test_a_break_may_be_taken_at_the_depot():
    shifts = [Shift(breaks=((35, 40, 100),))]
    need = visit(1, goods=(1,), windows=((150, 155),))
    result = run(make_problem(shifts, [need], xy=LINE, depots=[Depot(place=3, service_s=5)]))
    # depot at 30, break from 35 to 135, visit at 155
    assert (routes(result), starts(result)) == ({0: [2, 1, 0]}, {2: 30, 1: 35, 0: 155})


def test_a_break_is_neither_travel_nor_a_visit_nor_service():
    limits = Shift(breaks=((0, 50, 100),), max_travel_s=20, max_m=20, max_tasks=1, max_service_s=40)
    assert run(make_problem([limits], [visit(1, service_s=40)], xy=LINE)).unmet_needs == ()


def test_what_a_break_makes_late_counts_as_late():
    # there at 10, or behind the break at 110; 50 s of service do not fit before it
    weights = Weights(unmet=1000, late_sum=1)
    need = visit(1, service_s=50, due_s=60)
    result = run(make_problem([Shift(breaks=((0, 40, 100),))], [need], xy=LINE, weights=weights))
    assert (starts(result)[0], result.late_sum) == (110, 50)


def test_a_break_starts_where_it_costs_the_least():
    # after the visit it costs nothing, before it 90 s late
    weights = Weights(unmet=1000, late_sum=1)
    result = run(
        make_problem([Shift(breaks=((0, 60, 100),))], [visit(1, due_s=20)], xy=LINE, weights=weights)
    )
    assert (routes(result), result.late_sum) == ({0: [0, 1]}, 0)


def test_a_way_that_grows_behind_a_break_is_reckoned():
    # the break is taken wherever the stop before is: 125 s from the second place on, none from the first
    matrix = [[0, 0, 0, 125], [0, 0, 0, 0], [0, 0, 0, 0], [50, 0, 0, 0]]
    problem = make_problem([Shift(start=3, breaks=((600, 900, 300),))], [visit(0), visit(0)], matrix=matrix)
    for seed in (1, 2, 3):
        assert run(problem, seed=seed).unmet_needs == ()


def test_a_start_that_comes_earlier_for_a_visit_more_is_reckoned():
    # who goes by the other place has the shorter way after the break: what follows is less late
    problem = make_problem(
        [Shift(start=4, breaks=((88_100, 88_200, 100),))],
        [visit(0), visit(0, due_s=87_900)],
        xy=[(300, 250), (0, 100), (200, 300), (200, 100), (200, 250)],
    )
    for seed in range(5):
        assert run(problem, seed=seed).unmet_needs == ()


def test_a_way_that_grows_when_a_visit_goes_is_reckoned():
    # the break ends when the shift does, so the last visit before it is the one at home
    problem = make_problem(
        [Shift(closes_s=900, breaks=((600, 600, 300),))],
        [visit(2), visit(0), visit(1, windows=((201, 801),))],
        xy=[(0, 150), (200, 200), (200, 250)],
    )
    for seed in range(5):
        assert run(problem, seed=seed).unmet_needs == ()
