"""The search: a plan to start from."""

import pytest

from matcher.problem import NO_LIMIT, Weights
from models.errors import InvalidInput
from tests.problems import Depot, Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import DAY, LINE, routes, run, starts


def test_without_time_the_plan_given_is_the_answer():
    problem = make_problem([Shift()], [visit(1), visit(2), visit(3)], xy=LINE)
    result = run(problem, iterations=0, start=[[2, 0, 1]])
    assert (routes(result), result.travel) == ({0: [2, 0, 1]}, 30 + 20 + 10 + 20)


def test_with_time_a_better_one_is_found():
    problem = make_problem([Shift()], [visit(1), visit(2), visit(3)], xy=LINE)
    assert run(problem, start=[[2, 0, 1]]).travel == 60


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_the_answer_is_never_worse_than_the_start(seed, threads):
    # with hardly any time: the best plan is given
    needs = [visit(1 + k % 4, windows=((20 * k, 20 * k + 60),), due_s=20 * k + 20) for k in range(12)]
    shifts = [Shift(), Shift(start=3), Shift(start=2, breaks=((50, 90, 30),))]
    problem = make_problem(shifts, needs, xy=LINE, weights=Weights(unmet=1000, late_sum=1, wait=1))
    best = run(problem, iterations=300)
    start = [list(routes(best).get(shift, [])) for shift in range(3)]
    again = run(problem, iterations=2, seed=seed, threads=threads, start=start)
    assert again.unmet_priority <= best.unmet_priority
    assert again.cost <= best.cost or again.unmet_priority < best.unmet_priority


def test_what_a_start_leaves_out_is_added():
    problem = make_problem([Shift(), Shift(start=3)], [visit(1), visit(2), visit(3)], xy=LINE)
    result = run(problem, iterations=0, start=[[1], []])
    assert result.unmet_needs == ()
    assert 1 in routes(result)[0]


def test_an_empty_start_is_a_start():
    problem = make_problem([Shift(), Shift()], [visit(1), visit(2)], xy=LINE)
    assert run(problem, start=[[], []]).travel == 40


@pytest.mark.parametrize(
    ("shift", "good", "bad"),
    [
        (Shift(), {}, visit(2, windows=((0, 19),))),
        (Shift(closes_s=49), {}, visit(2)),  # home again at 50
        (Shift(max_tasks=1), {}, visit(2)),
        (Shift(), {}, visit(2, able=[[1]])),
        (Shift(), {"rank": 1}, visit(2, rank=0)),
        (Shift(), {"series": 0}, visit(2, series=0)),
        (Shift(capacity=1), {"brought": 1}, visit(2, brought=1)),
        (Shift(stock=(1,)), {"goods": (1,)}, visit(2, goods=(1,))),
        (Shift(), {}, Need(roles=[[Task(place=2)], [Task(place=2)]], able=[[0], [0]])),
    ],
    ids=["window", "shift", "limit", "able", "rank", "series", "room", "stock", "crew"],
)
def test_of_a_start_that_breaks_a_rule_the_rest_is_taken(shift, good, bad):
    # the good need has to be done first, from 10 to 20, and the other volunteer has no time
    needs = [visit(1, service_s=10, windows=((0, 15),), **good), bad]
    problem = make_problem([shift, Shift(closes_s=5)], needs, xy=LINE, spacing=[1])
    result = run(problem, iterations=0, start=[list(range(problem.tasks)), []])
    assert (routes(result), result.unmet_needs) == ({0: [0]}, (1,))


def test_of_a_hand_that_a_start_gives_to_two_one_is_dropped():
    needs = [visit(1, hand=0, able=[[0]]), visit(1, hand=0, able=[[1]])]
    result = run(make_problem([Shift(), Shift()], needs, xy=LINE), iterations=0, start=[[0], [1]])
    assert (routes(result), result.unmet_needs) == ({0: [0]}, (1,))


def test_a_minor_whom_a_start_sends_without_the_guardian_is_not_sent():
    # shift 1 is the minor's, and the guardian has no time
    shifts = [Shift(), Shift(guardian=2), Shift(opens_s=90_000)]
    needs = [visit(1), Need(roles=[[Task(place=1, windows=((0, 500),))] for _ in range(2)])]
    result = run(make_problem(shifts, needs, xy=LINE), iterations=0, start=[[0, 1], [2], []])
    assert (routes(result), result.unmet_needs) == ({0: [0]}, (1,))


def test_a_need_that_a_start_gives_to_the_wrong_one_goes_to_the_right_one():
    problem = make_problem([Shift(), Shift(start=3)], [visit(1, able=[[1]]), visit(2)], xy=LINE)
    result = run(problem, iterations=0, start=[[0, 1], []])
    assert (routes(result), result.unmet_needs) == ({0: [1], 1: [0]}, ())


@pytest.mark.parametrize("start", [[[0], []], [[], [1]], [[0, 1], []]])
def test_of_a_crew_that_is_given_in_part_nothing_is_done_twice(start):
    crew = Need(roles=[[Task(place=1)], [Task(place=1)]])
    result = run(make_problem([Shift(), Shift()], [crew], xy=LINE), iterations=0, start=start)
    assert sorted(task for tasks in routes(result).values() for task in tasks) == [0, 1]
    assert starts(result) == {0: 10, 1: 10}


@pytest.mark.parametrize("start", [[[0], []], [[1], []], [[1, 0], []], [[0], [1]]])
def test_of_a_pickup_and_its_visit_both_are_done_in_their_order(start):
    parcel = Need(roles=[[Task(place=1, load=1), Task(place=2, load=-1)]])
    result = run(make_problem([Shift(), Shift(start=3)], [parcel], xy=LINE), iterations=0, start=start)
    assert list(routes(result).values()) == [[0, 1]]


def test_breaks_may_be_left_out_of_a_start():
    shifts = [Shift(breaks=((50, 60, 20), (200, 210, 20)))]
    needs = [visit(1, windows=((0, 20),)), visit(2, windows=((100, 150),)), visit(3, windows=((230, 300),))]
    problem = make_problem(shifts, needs, xy=LINE)
    whole = [[0, 3, 1, 4, 2]]
    for start in (whole, [[0, 1, 2]], [[0, 3, 1, 2]], [[0, 1, 4, 2]]):
        assert routes(run(problem, iterations=0, start=start)) == {0: whole[0]}


def test_reloads_of_a_start_stay_where_they_are_and_may_be_left_out():
    needs = [visit(2, goods=(1,), brought=1), visit(3, goods=(1,), brought=1)]
    problem = make_problem([Shift(capacity=1)], needs, xy=LINE, depots=[Depot(place=1)])
    assert routes(run(problem, iterations=0, start=[[2, 0, 2, 1]])) == {0: [2, 0, 2, 1]}
    bare = run(problem, start=[[0, 1]])
    assert (bare.unmet_needs, routes(bare)[0].count(2)) == ((), 2)


@pytest.mark.parametrize("bad", [visit(4, windows=((0, 5),)), visit(4, goods=(1,), brought=2)])
def test_beside_a_need_that_is_dropped_the_reloads_stay_where_they_are(bad):
    # the depot at 1 would do, but that at 4 is given
    needs = [visit(2, goods=(1,), brought=1), bad, visit(3, goods=(1,), brought=1)]
    depots = [Depot(place=1), Depot(place=4)]
    problem = make_problem([Shift(capacity=1)], needs, xy=LINE, depots=depots)
    result = run(problem, iterations=0, start=[[4, 0, 1, 4, 2]])
    assert (routes(result), result.unmet_needs) == ({0: [4, 0, 4, 2]}, (1,))


def test_a_reload_that_only_what_is_dropped_has_asked_for_is_dropped_with_it():
    needs = [visit(2, goods=(1,)), visit(3, goods=(1,), windows=((0, 5),))]
    problem = make_problem([Shift(stock=(1,))], needs, xy=LINE, depots=[Depot(place=1)])
    assert routes(run(problem, iterations=0, start=[[2, 0, 2, 1]])) == {0: [0]}


def test_beside_a_need_that_is_dropped_what_stands_between_two_breaks_stays_there():
    # somebody else would rather do it, were it to be given out anew
    shift = Shift(breaks=((30, 40, 20), (100, 110, 20)), closes_s=200)
    windows = (0, 20), (70, 90), (140, 160)
    needs = [visit(4, windows=((0, 5),)), *[visit(1, windows=(one,), pair_cost=[[99, 0]]) for one in windows]]
    problem = make_problem([shift, Shift()], needs, xy=LINE)
    result = run(problem, iterations=0, start=[[0, 1, 2, 3], []])
    assert (routes(result), result.unmet_needs) == ({0: [1, 4, 2, 5, 3]}, (0,))


@pytest.mark.parametrize("start", [[[0, 3, 1, 2]], [[3, 2, 0, 1]], [[3, 1, 0, 2]], [[2, 3, 1, 0]]])
def test_breaks_that_a_start_names_out_of_place_or_order_are_taken_all_the_same(start):
    shift = Shift(breaks=((0, 40, 20), (100, 110, 20)))
    needs = [visit(1, windows=((0, 70),)), visit(2, windows=((70, 90),))]
    result = run(make_problem([shift], needs, xy=LINE), iterations=0, start=start)
    assert (sorted(routes(result)[0]), result.unmet_needs) == ([0, 1, 2, 3], ())


def test_of_what_does_not_fit_in_together_the_most_important_stays():
    # an hour each, and time for one
    needs = [visit(1, service_s=60), visit(1, service_s=60, priority=2)]
    result = run(make_problem([Shift(closes_s=90)], needs, xy=LINE), iterations=0, start=[[0, 1]])
    assert (routes(result), result.unmet_needs) == ({0: [1]}, (0,))


def test_a_start_may_hold_several_days_with_their_breaks():
    shifts = [
        Shift(volunteer=0, day=day, opens_s=day * DAY, breaks=((day * DAY, day * DAY + 500, 30),))
        for day in range(3)
    ]
    for day, shift in enumerate(shifts):
        shift.closes_s = day * DAY + 1000
    needs = [visit(1, windows=((0, NO_LIMIT),), series=0) for _ in range(2)]
    problem = make_problem(shifts, needs, xy=LINE, spacing=[2])
    assert routes(run(problem, iterations=0, start=[[0], [], [1]])) == {0: [0, 2], 2: [1, 4]}


@pytest.mark.parametrize(
    ("start", "says"),
    [
        ([[0]], "start has 1 routes, wanted one for each of 2 shifts"),
        ([[0], [], []], "start has 3 routes, wanted one for each of 2 shifts"),
        ([[0], [5]], "start, shift 1: stop 5 is not between 0 and 4"),
        ([[-1], []], "start, shift 0: stop -1 is not between 0 and 4"),
        ([[0], [1, 0]], "start, shift 1: stop 0 is named a second time"),
        ([[0, 2, 2], []], "start, shift 0: stop 2 is named a second time"),
        ([[0, 3], []], "start, shift 0: break 1 belongs to shift 1"),
    ],
)
def test_a_start_that_names_what_there_is_not_is_refused(start, says):
    # stops: two visits, a break of each shift, a depot
    shifts = [Shift(breaks=((0, 500, 5),)), Shift(breaks=((0, 500, 5),))]
    problem = make_problem(shifts, [visit(1), visit(2)], xy=LINE, depots=[Depot(place=3)])
    with pytest.raises(InvalidInput, match=says):
        run(problem, start=start)


def test_a_break_stands_where_the_start_names_it():
    shift = Shift(breaks=((0, 1000, 30),))
    problem = make_problem([shift], [visit(1), visit(2)], xy=LINE)
    assert routes(run(problem, iterations=0, start=[[2, 0, 1]])) == {0: [2, 0, 1]}
    assert routes(run(problem, iterations=0, start=[[0, 2, 1]])) == {0: [0, 2, 1]}
