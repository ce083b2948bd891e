"""The search: orders that are pinned, and starts that people were told."""

import pytest

from matcher.problem import Weights
from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run, starts


def test_pinned_ranks_keep_their_order():
    needs = [visit(1, rank=2), visit(3, rank=1)]
    result = run(make_problem([Shift(end=-1)], needs, xy=LINE))
    assert routes(result) == {0: [1, 0]}
    assert result.travel == 50


def test_what_has_no_rank_stands_where_it_likes():
    # place 2 is on the way, unless it has a rank too
    needs = [visit(1, rank=3), visit(3, rank=2), visit(2)]
    assert run(make_problem([Shift(end=-1)], needs, xy=LINE)).travel == 30 + 20
    needs = [visit(1, rank=2), visit(3, rank=1), visit(2, rank=3)]
    assert run(make_problem([Shift(end=-1)], needs, xy=LINE)).travel == 30 + 20 + 10


def two_shifts(second: int) -> list[Shift]:
    """An early and a late one, of volunteer 0 and of `second`."""
    return [Shift(volunteer=0, closes_s=100), Shift(volunteer=second, opens_s=1000, closes_s=1100)]


@pytest.mark.parametrize(
    ("volunteer", "ranks", "unmet"), [(0, (1, 2), 0), (0, (2, 1), 1), (0, (1, 1), 0), (1, (2, 1), 0)]
)
def test_ranks_hold_over_the_shifts_of_one_volunteer(volunteer, ranks, unmet):
    early, late = (
        visit(1, rank=ranks[0], windows=((0, 50),)),
        visit(1, rank=ranks[1], windows=((1000, 1050),)),
    )
    result = run(make_problem(two_shifts(volunteer), [early, late], xy=LINE))
    assert len(result.unmet_needs) == unmet


def test_of_ranks_that_cannot_be_kept_the_dearer_need_stands():
    early, late = visit(1, rank=2, windows=((0, 50),)), visit(1, rank=1, windows=((1000, 1050),))
    for dear in (0, 1):
        early.priority, late.priority = (5, 1) if dear == 0 else (1, 5)
        result = run(make_problem(two_shifts(0), [early, late], xy=LINE))
        assert result.unmet_needs == (1 - dear,)


def test_a_visit_with_a_choice_of_shifts_takes_the_one_that_its_rank_allows():
    # there is room in the early shift, but what comes first is in the late one
    first = visit(2, rank=1, windows=((1000, 1050),))
    second = visit(1, rank=2, windows=((0, 50), (1000, 1080)))
    result = run(make_problem(two_shifts(0), [first, second], xy=LINE))
    assert (routes(result), starts(result)) == ({1: [0, 1]}, {0: 1020, 1: 1030})


@pytest.mark.parametrize(("weight", "moved", "travel"), [(19, 1, 30), (21, 0, 50)])
def test_a_start_is_moved_only_where_it_saves_more_than_it_costs(weight, moved, travel):
    # on the way to 3 a visit of 100 s; place 3 was told 40: first there and back to 1 is 20 further
    needs = [visit(3, told_to_s=40), visit(1, service_s=100)]
    weights = Weights(unmet=1_000_000, moved=weight)
    result = run(make_problem([Shift(end=-1)], needs, xy=LINE, weights=weights))
    assert (result.moved, result.travel, result.cost) == (moved, travel, travel + weight * moved)


@pytest.mark.parametrize(("told_to_s", "moved"), [(9, 1), (10, 0), (5000, 0)])
def test_a_start_up_to_the_one_told_is_not_moved(told_to_s, moved):
    weights = Weights(unmet=1_000_000, moved=50)
    result = run(make_problem([Shift()], [visit(1, told_to_s=told_to_s)], xy=LINE, weights=weights))
    assert (result.moved, result.cost) == (moved, 20 + 50 * moved)


@pytest.mark.parametrize("size", [2, 3])
def test_every_seat_of_a_crew_is_moved_by_itself(size):
    # of the seats only the first was told so early
    roles = [[Task(place=1, told_to_s=50)]] + [[Task(place=1, told_to_s=70)] for _ in range(size - 1)]
    weights = Weights(unmet=1_000_000, moved=50)
    shifts = [Shift(), *[Shift(opens_s=opens_s) for opens_s in (50, 40)[: size - 1]]]
    result = run(make_problem(shifts, [Need(roles=roles)], xy=LINE, weights=weights))
    assert (set(starts(result).values()), result.moved) == ({60}, 1)


def test_another_volunteer_is_sent_rather_than_later_than_told():
    # the nearer one is there in time for one of them only
    needs = [visit(1, service_s=100, told_to_s=20) for _ in range(2)]
    problem = make_problem(
        [Shift(start=1), Shift(start=2)], needs, xy=LINE, weights=Weights(unmet=1_000_000, moved=50)
    )
    result = run(problem)
    assert (len(result.routes), result.moved, result.travel) == (2, 0, 20)


def test_what_was_told_does_not_bind():
    weights = Weights(unmet=1_000_000, moved=50)
    result = run(make_problem([Shift(opens_s=500)], [visit(1, told_to_s=100)], xy=LINE, weights=weights))
    assert (result.unmet_needs, result.moved) == ((), 1)


def test_a_move_that_costs_nothing_is_not_counted():
    result = run(make_problem([Shift(opens_s=500)], [visit(1, told_to_s=100)], xy=LINE))
    assert (result.moved, result.cost) == (0, 20)
