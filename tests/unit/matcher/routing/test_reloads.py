"""The search: goods and tools, and the depots where a route reloads. Depot k is the stop T + B + k."""

import pytest

from tests.problems import Depot, Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run, starts


def boxes(place: int, count: int = 1, **changes: object) -> Need:
    return visit(place, goods=(count,), **changes)


def test_who_has_enough_goes_to_no_depot():
    problem = make_problem([Shift(stock=(2,))], [boxes(1), boxes(2)], xy=LINE, depots=[Depot(place=4)])
    result = run(problem)
    assert (sorted(routes(result)[0]), result.travel) == ([0, 1], 40)


def test_who_has_too_little_and_no_depot_leaves_a_need():
    problem = make_problem([Shift(stock=(1,))], [boxes(1), boxes(2, priority=2)], xy=LINE)
    assert run(problem).unmet_needs == (0,)


def test_every_shift_begins_with_the_whole_stock():
    shifts = [
        Shift(volunteer=0, stock=(1,), closes_s=100),
        Shift(volunteer=0, opens_s=200, closes_s=300),
    ]
    assert run(make_problem(shifts, [boxes(1), boxes(2)], xy=LINE)).unmet_needs == ()


def test_a_reload_takes_its_way_and_its_time():
    problem = make_problem([Shift()], [boxes(1)], xy=LINE, depots=[Depot(place=3, service_s=5)])
    result = run(problem)
    assert routes(result) == {0: [1, 0]}
    assert starts(result) == {1: 30, 0: 30 + 5 + 20}
    assert result.travel == 60


@pytest.mark.parametrize(("closes_s", "unmet"), [(64, (0,)), (65, ())])
def test_a_visit_for_which_the_reload_takes_too_long_stays_unmet(closes_s, unmet):
    # depot at 30 till 35, visit at 55, home at 65
    shifts = [Shift(closes_s=closes_s)]
    problem = make_problem(shifts, [boxes(1)], xy=LINE, depots=[Depot(place=3, service_s=5)])
    assert run(problem).unmet_needs == unmet


def test_what_one_has_is_used_before_the_reload():
    problem = make_problem(
        [Shift(end=-1, stock=(1,))], [boxes(1), boxes(3)], xy=LINE, depots=[Depot(place=2)]
    )
    assert routes(run(problem)) == {0: [0, 2, 1]}


def test_after_a_reload_there_is_any_amount():
    problem = make_problem(
        [Shift(end=-1, stock=(1,))], [boxes(2, 50), boxes(3, 70)], xy=LINE, depots=[Depot(place=1)]
    )
    assert routes(run(problem)) == {0: [2, 0, 1]}


def test_of_two_depots_the_one_on_the_way_is_taken():
    problem = make_problem([Shift(end=-1)], [boxes(3)], xy=LINE, depots=[Depot(place=4), Depot(place=2)])
    assert routes(run(problem)) == {0: [2, 0]}


@pytest.mark.parametrize(("capacity", "reloads", "travel"), [(2, 1, 60), (1, 2, 80)])
def test_one_reloads_as_often_as_the_room_for_what_is_taken_asks(capacity, reloads, travel):
    # with room for one only: the depot at 1, place 2, back to the depot, place 3, home
    needs = [boxes(2, brought=1), boxes(3, brought=1)]
    problem = make_problem([Shift(capacity=capacity)], needs, xy=LINE, depots=[Depot(place=1)])
    result = run(problem)
    assert (result.unmet_needs, result.travel) == ((), travel)
    assert routes(result)[0].count(2) == reloads


def test_no_reload_is_made_for_what_does_not_fit():
    problem = make_problem([Shift(capacity=1)], [boxes(1, 2, brought=2)], xy=LINE, depots=[Depot(place=2)])
    assert run(problem).unmet_needs == (0,)


@pytest.mark.parametrize(("capacity", "travel"), [(3, 30), (2, 40)])
def test_a_parcel_on_board_takes_room_at_the_reload(capacity, travel):
    # fetched at 1 for place 3, boxes from the depot at 2 to place 2: on one way, or the depot after place 3
    parcel = Need(roles=[[Task(place=1, load=2), Task(place=3, load=-2)]])
    problem = make_problem(
        [Shift(end=-1, capacity=capacity)], [parcel, boxes(2, brought=1)], xy=LINE, depots=[Depot(place=2)]
    )
    result = run(problem)
    assert (result.unmet_needs, result.travel) == ((), travel)


def test_of_two_goods_the_one_that_lacks_asks_for_the_reload():
    needs = [visit(1, goods=(1, 0)), visit(3, goods=(0, 1))]
    problem = make_problem([Shift(end=-1, stock=(1, 0))], needs, xy=LINE, depots=[Depot(place=2)])
    assert routes(run(problem)) == {0: [0, 2, 1]}


def test_a_tool_is_asked_for_again_and_again():
    needs = [boxes(1), boxes(2), boxes(3)]
    assert run(make_problem([Shift(stock=(1,))], needs, xy=LINE, kept=(0,))).unmet_needs == ()
    assert len(run(make_problem([Shift(stock=(1,))], needs, xy=LINE)).unmet_needs) == 2


def test_two_tools_at_one_visit_are_more_than_one_has():
    needs = [boxes(1, 2), boxes(2, 1)]
    assert run(make_problem([Shift(stock=(1,))], needs, xy=LINE, kept=(0,))).unmet_needs == (0,)


def test_a_tool_that_nobody_has_is_fetched_once():
    problem = make_problem(
        [Shift(end=-1)], [boxes(2), boxes(3, 2)], xy=LINE, kept=(0,), depots=[Depot(place=1)]
    )
    assert routes(run(problem)) == {0: [2, 0, 1]}


def test_the_tool_goes_to_work_with_whoever_has_it():
    shifts = [Shift(start=1), Shift(start=3, stock=(1,))]
    assert routes(run(make_problem(shifts, [boxes(1)], xy=LINE, kept=(0,)))) == {1: [0]}


def test_a_reload_that_is_not_needed_any_more_is_dropped():
    # to start with one does both and needs the depot behind the house; then each does one
    shifts = [Shift(stock=(1,)), Shift(start=3, stock=(1,))]
    problem = make_problem(shifts, [boxes(1), boxes(2)], xy=LINE, depots=[Depot(place=4)])
    before = run(problem, iterations=0, start=[[2, 0, 1], []])
    assert (routes(before), before.travel) == ({0: [2, 0, 1]}, 60)
    after = run(problem)
    assert (routes(after), after.travel) == ({0: [0], 1: [1]}, 40)
    assert routes(run(problem, start=[[2, 0, 1], []])) == routes(after)


def test_nor_is_it_kept_in_a_route_that_goes_on():
    # too long a route to be emptied at once; the boxes go to who lives beside them
    needs = [boxes(2), *[visit(1, able=[[0]]) for _ in range(14)]]
    shifts = [Shift(), Shift(start=2, stock=(1,))]
    problem = make_problem(shifts, needs, xy=LINE, depots=[Depot(place=4)])
    result = run(problem, start=[[problem.tasks, *range(problem.tasks)], []])
    assert (result.unmet_needs, result.travel) == ((), 20)


def test_no_reload_is_left_where_nothing_is_left_to_do():
    problem = make_problem([Shift(), Shift(start=1)], [boxes(1)], xy=LINE, depots=[Depot(place=1)])
    assert routes(run(problem, start=[[1, 0], []])) == {1: [1, 0]}


@pytest.mark.parametrize("seed", range(5))
def test_the_reload_of_a_chain_that_does_not_come_about_is_taken_back(seed):
    # boxes from the depot at 10 to place 2 by 40, or place 3 by 30, but not both
    chain = Need(
        roles=[[Task(place=2, goods=(1,), windows=((0, 40),))], [Task(place=3, windows=((0, 30),))]],
        crews=[0, 1],
    )
    problem = make_problem([Shift()], [visit(1, priority=9), chain], xy=LINE, depots=[Depot(place=4)])
    result = run(problem, iterations=0, seed=seed)
    assert (routes(result), result.unmet_needs) == ({0: [0]}, (1,))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_chain_that_goes_through_several_tries_keeps_its_reload_in_order(seed):
    # all is done by one shift at one door; each try may bring and drop a reload
    shifts = [Shift(opens_s=100, closes_s=1000)]
    chain = Need(
        roles=[[Task(place=0, goods=(1,))], [Task(place=0)], [Task(place=0, service_s=600)]],
        crews=[0, 1, 2],
    )
    problem = make_problem(shifts, [chain, boxes(0, 2)], xy=LINE, depots=[Depot(place=1, service_s=60)])
    result = run(problem, seed=seed)
    assert result.unmet_needs == ()


def test_who_has_the_goods_and_no_room_for_them_goes_by_a_depot_in_between():
    needs = [visit(1, goods=(1,), brought=1), visit(3, goods=(1,), brought=1)]
    result = run(
        make_problem([Shift(end=-1, capacity=1, stock=(2,))], needs, xy=LINE, depots=[Depot(place=2)])
    )
    assert (result.unmet_needs, result.travel) == ((), 30)


def test_what_stays_on_board_is_put_down_at_a_depot_where_there_is_no_room_for_more():
    needs = [visit(1, load=1), visit(3, load=1)]
    result = run(make_problem([Shift(end=-1, capacity=1)], needs, xy=LINE, depots=[Depot(place=2)]))
    assert (result.unmet_needs, result.travel) == ((), 30)
