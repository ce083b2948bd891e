"""The search: goods and tools, and the depots where a route reloads. Depot k is the stop T + B + k."""

import pytest

from matcher.problem import Weights
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


@pytest.mark.parametrize("closes_s", [15, 1000])
def test_a_depot_on_the_way_from_a_pickup_to_its_visit_is_called_at_there(closes_s):
    # fetched at 1 before the depot at 2 can be reached and left again, or just as well
    need = Need(roles=[[Task(place=1, windows=((0, closes_s),), load=1), Task(place=3, goods=(1,), load=-1)]])
    result = run(make_problem([Shift(end=-1)], [need], xy=LINE, depots=[Depot(place=2)]))
    assert (routes(result), result.travel) == ({0: [0, 2, 1]}, 30)


def test_what_a_parcels_visit_brings_comes_from_the_depot_in_between_where_there_is_no_room_before():
    # the house at 1 takes all that fits; the parcel is fetched there at once
    parcel = Need(roles=[[Task(place=1, windows=((0, 10),), load=1), Task(place=3, load=-1, brought=1)]])
    needs = [visit(1, brought=2), parcel]
    result = run(make_problem([Shift(end=-1, capacity=2)], needs, xy=LINE, depots=[Depot(place=2)]))
    assert (routes(result), result.travel) == ({0: [0, 1, 3, 2]}, 30)


def test_between_a_reload_and_what_it_is_for_others_are_visited():
    # the depot lies on the way out, the parcel is fetched after the other visit, and brought on the way back
    other = visit(3, windows=((30, 30),), service_s=5)
    parcel = Need(roles=[[Task(place=3, windows=((35, 40),), load=1), Task(place=2, goods=(1,), load=-1)]])
    problem = make_problem([Shift()], [other, parcel], xy=LINE, depots=[Depot(place=1)])
    result = run(problem, iterations=0, start=[[0]])
    assert (routes(result), result.travel) == ({0: [3, 0, 1, 2]}, 60)


@pytest.mark.parametrize("seed", range(5))
def test_the_last_of_a_chain_is_brought_from_a_depot_behind_the_first(seed):
    # what the first puts on board leaves no room for what is brought to the last; who comes late to it costs
    roles = [
        [Task(place=1, load=(1, 1), due_s=0)],
        [Task(place=0)],
        [Task(place=1, service_s=100, brought=(1, 0))],
    ]
    problem = make_problem(
        [Shift(max_tasks=2, capacity=(1, 3)), Shift(capacity=(1, 3))],
        [Need(roles=roles, crews=[0, 1, 2])],
        matrix=[[0, 75, 300, 0], [50, 0, 225, 50], [50, 0, 0, 50], [125, 200, 375, 0]],
        depots=[Depot(place=1)],
        weights=Weights(unmet=3600, late_max=1),
    )
    result = run(problem, seed=seed)
    assert (result.cost, result.late_max) == (200, 75)
    assert [0, 3, 2] in routes(result).values()


def test_of_many_cheap_places_the_only_one_with_room_is_found():
    # nobody moves; before the first visit the parcel and what its visit brings find no room
    parcel = Need(roles=[[Task(place=0, load=1), Task(place=0, load=-1, brought=1)]])
    needs = [visit(0, brought=1), *[visit(0) for _ in range(6)], parcel]
    problem = make_problem([Shift(capacity=2)], needs, xy=LINE)
    result = run(problem, iterations=0, start=[list(range(7))])
    assert result.unmet_needs == ()


def test_nobody_goes_to_a_depot_at_the_door_without_need():
    needs = [boxes(1, brought=1), boxes(1, brought=1)]
    problem = make_problem([Shift(capacity=2, stock=(2,))], needs, xy=LINE, depots=[Depot(place=1)])
    assert all(2 not in routes(run(problem, seed=seed))[0] for seed in range(8))


@pytest.mark.parametrize(("capacity", "travel"), [(2, 30), (1, 50)])
def test_no_reload_takes_what_is_on_board_from_the_start(capacity, travel):
    # for place 2, which comes before the depot at 1 where there is room for one thing only
    needs = [visit(2, load=-1), boxes(3, brought=1)]
    problem = make_problem([Shift(end=-1, capacity=capacity)], needs, xy=LINE, depots=[Depot(place=1)])
    result = run(problem)
    assert (result.unmet_needs, result.travel) == ((), travel)


def test_what_is_on_board_from_the_start_and_fits_nowhere_else_stays_there():
    # too much with the parcel at any time before it is put down
    needs = [visit(3, load=-2, windows=((0, 30),)), visit(1, load=1, windows=((0, 20),))]
    problem = make_problem([Shift(end=-1, capacity=2)], needs, xy=LINE, depots=[Depot(place=2)])
    assert len(run(problem).unmet_needs) == 1
