"""The search: what is fetched, what is brought from home, and how much of it fits."""

import pytest

from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run


def parcel(place: int, to: int, load: int | tuple[int, ...] = 1) -> Need:
    down = -load if isinstance(load, int) else tuple(-one for one in load)
    return Need(roles=[[Task(place=place, load=load), Task(place=to, load=down)]])


def test_a_pickup_comes_before_its_visit_in_the_same_route():
    result = run(make_problem([Shift(), Shift(start=4)], [parcel(3, to=1), visit(2)], xy=LINE))
    (tasks,) = routes(result).values()
    assert tasks.index(0) < tasks.index(1)
    assert result.travel == 60


@pytest.mark.parametrize(("closes_s", "unmet"), [(40, ()), (39, (0,))])
def test_a_pickup_that_comes_too_late_for_its_visit_is_not_made(closes_s, unmet):
    # fetched at 30, back at place 2 at 40
    need = Need(roles=[[Task(place=3), Task(place=2, windows=((0, closes_s),))]])
    assert run(make_problem([Shift()], [need], xy=LINE)).unmet_needs == unmet


def test_no_more_is_carried_than_fits():
    parcels = [parcel(1, to=2) for _ in range(2)]
    both_at_once = run(make_problem([Shift(capacity=2)], parcels, xy=LINE))
    one_by_one = run(make_problem([Shift(capacity=1)], parcels, xy=LINE))
    assert both_at_once.travel == 40
    assert one_by_one.travel == 60
    assert run(make_problem([Shift(capacity=0)], parcels, xy=LINE)).unmet_needs == (0, 1)


@pytest.mark.parametrize(
    ("capacity", "travel"), [((2, 4), 40), ((1, 4), 60), ((2, 3), 60), ((2, 1), 0), ((0, 4), 0)]
)
def test_every_dimension_of_a_load_has_to_fit(capacity, travel):
    # one piece of two kilogrammes each: together on one way, else one by one, else not at all
    parcels = [parcel(1, to=2, load=(1, 2)) for _ in range(2)]
    result = run(make_problem([Shift(capacity=capacity)], parcels, xy=LINE))
    assert (result.travel, len(result.unmet_needs)) == (travel, 0 if travel else 2)


def test_loads_of_different_dimensions_share_no_room():
    # at 1 the one is fetched, at 2 the other, both go to 3
    parcels = [parcel(1, to=3, load=(1, 0)), parcel(2, to=3, load=(0, 1))]
    assert run(make_problem([Shift(end=-1, capacity=(1, 1))], parcels, xy=LINE)).travel == 30
    parcels = [parcel(1, to=3, load=(1, 0)), parcel(2, to=3, load=(1, 0))]
    assert run(make_problem([Shift(end=-1, capacity=(1, 1))], parcels, xy=LINE)).travel == 30 + 20


def test_what_is_never_put_down_stays_on_board():
    collected = [visit(1, load=1), visit(2, load=1)]
    assert len(run(make_problem([Shift(capacity=1)], collected, xy=LINE)).unmet_needs) == 1
    assert run(make_problem([Shift(capacity=2)], collected, xy=LINE)).unmet_needs == ()


def test_what_is_brought_is_all_on_board_from_the_start():
    brought = [visit(1, brought=1), visit(2, brought=1)]
    assert len(run(make_problem([Shift(capacity=1)], brought, xy=LINE)).unmet_needs) == 1
    assert run(make_problem([Shift(capacity=2)], brought, xy=LINE)).unmet_needs == ()


@pytest.mark.parametrize(("capacity", "unmet"), [(1, 1), (2, 0)])
def test_what_is_put_down_and_was_never_fetched_is_on_board_from_the_start(capacity, unmet):
    # the first is fetched before the other can be put down
    needs = [visit(1, load=1, windows=((0, 10),)), visit(2, load=-1)]
    assert len(run(make_problem([Shift(capacity=capacity)], needs, xy=LINE)).unmet_needs) == unmet


def test_room_for_a_parcel_comes_with_the_visit_that_something_was_brought_to():
    needs = [visit(3, brought=1), parcel(1, to=2)]
    # with room for both on one way; else first to place 3, then from 1 to 2, and home
    assert run(make_problem([Shift(capacity=2)], needs, xy=LINE)).travel == 60
    tight = run(make_problem([Shift(capacity=1)], needs, xy=LINE))
    assert (routes(tight), tight.travel) == ({0: [0, 1, 2]}, 30 + 20 + 10 + 20)


@pytest.mark.parametrize(("capacity", "unmet"), [(3, (0,)), (4, ())])
def test_a_visit_that_wants_both_fetched_and_brought_needs_room_for_both(capacity, unmet):
    need = Need(roles=[[Task(place=1, load=2), Task(place=2, load=-2, brought=2)]])
    assert run(make_problem([Shift(capacity=capacity)], [need], xy=LINE)).unmet_needs == unmet


@pytest.mark.parametrize(("capacity", "unmet"), [((4, 1), (0,)), ((3, 2), (0,)), ((4, 2), ())])
def test_what_is_brought_has_dimensions_too(capacity, unmet):
    needs = [visit(1, brought=(2, 1), priority=1), visit(2, brought=(2, 1), priority=2)]
    assert run(make_problem([Shift(capacity=capacity)], needs, xy=LINE)).unmet_needs == unmet


def test_the_load_goes_to_whoever_can_carry_it():
    shifts = [Shift(capacity=(1, 9)), Shift(start=3, capacity=(2, 2))]
    result = run(make_problem(shifts, [parcel(1, to=2, load=(2, 2))], xy=LINE))
    assert routes(result) == {1: [0, 1]}


def test_each_of_a_crew_fetches_and_carries_a_part():
    # the one is there at 20, the other at 70
    roles = [[Task(place=1, load=2), Task(place=2, load=-2)] for _ in range(2)]
    shifts = [Shift(capacity=2), Shift(capacity=2, opens_s=50)]
    result = run(make_problem(shifts, [Need(roles=roles)], xy=LINE))
    assert result.unmet_needs == ()
    assert {route.starts[-1] for route in result.routes} == {70}
    weak = [Shift(capacity=2), Shift(capacity=1)]
    assert run(make_problem(weak, [Need(roles=roles)], xy=LINE)).unmet_needs == (0,)


def test_a_pickup_that_is_too_far_from_the_start_may_be_near_the_next_stop():
    # the way from the start straight to the pickup is longer than by the visit
    start, pickup, drop, other = range(4)
    matrix = [[0, 1000, 1000, 10], [1000, 0, 10, 10], [1000, 10, 0, 10], [10, 10, 10, 0]]
    errand = Need(roles=[[Task(place=pickup, windows=((0, 100),)), Task(place=drop)]])
    result = run(make_problem([Shift(start=start)], [errand, visit(other)], matrix=matrix))
    assert result.unmet_needs == ()
