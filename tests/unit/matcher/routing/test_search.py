"""The search on problems small enough to work out by hand. One metre takes one second."""

from dataclasses import replace
from itertools import pairwise

import pytest

from matcher.problem import Weights
from matcher.routing.result import Ended, Result
from matcher.routing.search import Budget, solve
from models.errors import InvalidInput, Unsupported
from tests.problems import Need, Shift, Task, make_problem, visit

LINE = [(0, 0), (10, 0), (20, 0), (30, 0), (-10, 0)]


def run(problem, iterations: int = 300, **kwargs) -> Result:
    return solve(problem, budget=Budget(iterations=iterations), **kwargs)


def routes(result: Result) -> dict[int, list[int]]:
    return {route.shift: list(route.tasks) for route in result.routes}


def starts(result: Result) -> dict[int, int]:
    return {
        task: start for route in result.routes for task, start in zip(route.tasks, route.starts, strict=True)
    }


def test_one_round_trip_serves_all_on_the_way():
    result = run(make_problem([Shift()], [visit(1), visit(2), visit(3)], xy=LINE))
    assert result.unmet_needs == ()
    assert result.travel == result.cost == 60


def test_an_open_end_needs_no_way_back():
    result = run(make_problem([Shift(end=-1)], [visit(1), visit(3)], xy=LINE))
    assert result.travel == 30
    assert routes(result) == {0: [0, 1]}


def test_the_way_may_end_elsewhere():
    result = run(make_problem([Shift(end=4)], [visit(1)], xy=LINE))
    assert result.travel == 10 + 20


def test_an_idle_volunteer_travels_nothing_even_with_another_end():
    result = run(make_problem([Shift(end=4), Shift()], [visit(1, able=[[1]])], xy=LINE))
    assert result.travel == 20


def test_priority_comes_before_any_amount_of_travel():
    far_and_dear, near_and_cheap = visit(3, priority=2, windows=((0, 30),)), visit(4, windows=((0, 10),))
    result = run(make_problem([Shift()], [near_and_cheap, far_and_dear], xy=LINE, weights=Weights(unmet=1)))
    assert result.unmet_needs == (0,)
    assert result.unmet_priority == 1


def test_a_need_that_costs_more_than_its_price_is_left_out():
    # 60 there and back for 2 points at 29 each; at 31 each it pays.
    needs = [visit(3, priority=2)]
    for price, unmet in ((29, (0,)), (31, ())):
        weights = Weights(unmet=price, lexicographic=False)
        assert run(make_problem([Shift()], needs, xy=LINE, weights=weights)).unmet_needs == unmet


def test_needs_that_pay_only_together_are_served_together():
    # Each by itself 40 and 60 for 35; both on one way 60 for 70.
    needs = [visit(2, priority=35), visit(3, priority=35)]
    result = run(make_problem([Shift()], needs, xy=LINE, weights=Weights(unmet=1, lexicographic=False)))
    assert (result.unmet_needs, result.cost) == ((), 60)


def test_a_crew_that_costs_more_than_its_price_is_left_out():
    # Two go 20 each, there and back.
    crew = Need(roles=[[Task(place=1)], [Task(place=1)]], priority=1)
    for price, unmet in ((39, (0,)), (41, ())):
        weights = Weights(unmet=price, lexicographic=False)
        assert run(make_problem([Shift(), Shift()], [crew], xy=LINE, weights=weights)).unmet_needs == unmet


@pytest.mark.parametrize("threads", [1, 2])
def test_the_best_plan_at_a_price_is_the_one_with_the_least_sum(threads):
    # Both on one way cost 60; leaving out the far one costs 20 + 2 * 10.
    needs = [visit(1, priority=9), visit(3, priority=2)]
    weights = Weights(unmet=10, lexicographic=False)
    result = run(make_problem([Shift()], needs, xy=LINE, weights=weights), threads=threads)
    assert (result.unmet_needs, result.unmet_priority, result.cost) == ((1,), 2, 20)


def test_only_the_able_are_sent():
    result = run(make_problem([Shift(), Shift(start=1)], [visit(1, able=[[0]])], xy=LINE))
    assert routes(result) == {0: [0]}


def test_a_need_without_anybody_able_stays_unmet():
    result = run(make_problem([Shift()], [visit(1, able=[[]]), visit(2)], xy=LINE))
    assert result.unmet_needs == (0,)


def test_waiting_for_a_window_costs_nothing():
    result = run(make_problem([Shift()], [visit(1, windows=((500, 600),))], xy=LINE))
    assert starts(result) == {0: 500}
    assert result.travel == 20


def test_the_second_window_is_taken_when_the_first_is_missed():
    result = run(make_problem([Shift(opens_s=100)], [visit(1, windows=((0, 50), (300, 400)))], xy=LINE))
    assert starts(result) == {0: 300}


@pytest.mark.parametrize(("closes_s", "unmet"), [(119, (0,)), (120, ())])
def test_the_shift_ends_at_home_on_the_second(closes_s, unmet):
    result = run(make_problem([Shift(closes_s=closes_s)], [visit(1, service_s=100)], xy=LINE))
    assert result.unmet_needs == unmet


@pytest.mark.parametrize(
    ("limit", "value", "unmet"),
    [
        ("max_travel_s", 59, 1),
        ("max_travel_s", 60, 0),
        ("max_m", 59, 1),
        ("max_m", 60, 0),
        ("max_tasks", 1, 1),
        ("max_tasks", 2, 0),
        ("max_service_s", 9, 1),
        ("max_service_s", 10, 0),
    ],
)
def test_a_limit_binds_exactly(limit, value, unmet):
    needs = [visit(3, service_s=5, priority=2), visit(2, service_s=5)]
    result = run(make_problem([Shift(**{limit: value})], needs, xy=[*LINE[:3], (30, 0), LINE[4]]))
    # place 3 is 30 s away: both lie on one way of 60 s; one limit less and a need is left out
    assert len(result.unmet_needs) == unmet


def test_limits_bind_the_sum_over_the_shifts_of_a_volunteer():
    two_shifts = [
        Shift(closes_s=100, max_travel_s=30, volunteer=0),
        Shift(opens_s=1000, closes_s=1100, max_travel_s=30, volunteer=0),
    ]
    needs = [visit(1, windows=((0, 50),)), visit(1, windows=((1000, 1050),))]
    assert len(run(make_problem(two_shifts, needs, xy=LINE)).unmet_needs) == 1
    generous = [Shift(**{**vars(shift), "max_travel_s": 40}) for shift in two_shifts]
    assert run(make_problem(generous, needs, xy=LINE)).unmet_needs == ()


def test_a_pickup_comes_before_its_visit_in_the_same_route():
    parcel = Need(roles=[[Task(place=3, load=1), Task(place=1, load=-1)]])
    result = run(make_problem([Shift(), Shift(start=4)], [parcel, visit(2)], xy=LINE))
    (tasks,) = routes(result).values()
    assert tasks.index(0) < tasks.index(1)
    assert result.travel == 60


def test_no_more_is_carried_than_fits():
    parcels = [Need(roles=[[Task(place=1, load=1), Task(place=2, load=-1)]]) for _ in range(2)]
    both_at_once = run(make_problem([Shift(capacity=2)], parcels, xy=LINE))
    one_by_one = run(make_problem([Shift(capacity=1)], parcels, xy=LINE))
    assert both_at_once.travel == 40
    assert one_by_one.travel == 60
    assert run(make_problem([Shift(capacity=0)], parcels, xy=LINE)).unmet_needs == (0, 1)


def test_a_crew_of_two_starts_together():
    lift = Need(roles=[[Task(place=1, service_s=30)], [Task(place=1, service_s=30)]])
    result = run(make_problem([Shift(), Shift(opens_s=50)], [lift], xy=LINE))
    assert starts(result) == {0: 60, 1: 60}
    assert len(result.routes) == 2


def test_one_volunteer_is_no_crew_even_in_two_shifts():
    lift = Need(roles=[[Task(place=1)], [Task(place=1)]])
    result = run(make_problem([Shift(volunteer=0), Shift(volunteer=0)], [lift], xy=LINE))
    assert result.unmet_needs == (0,)


def test_the_second_of_a_crew_keeps_its_gap():
    pair = Need(roles=[[Task(place=1)], [Task(place=1)]], gap=(40, 50))
    result = run(make_problem([Shift(opens_s=100), Shift()], [pair], xy=LINE))
    assert 40 <= starts(result)[1] - starts(result)[0] <= 50


def test_two_crews_that_would_wait_for_each_other_are_put_in_one_order():
    pairs = [Need(roles=[[Task(place=p, service_s=5)], [Task(place=p, service_s=5)]]) for p in (1, 2, 3)]
    result = run(make_problem([Shift(), Shift(start=4)], pairs, xy=LINE))
    assert result.unmet_needs == ()
    for need in range(3):
        assert starts(result)[2 * need] == starts(result)[2 * need + 1]


def test_lateness_is_summed_and_its_maximum_weighed():
    weights = Weights(unmet=10**6, travel=1, late_sum=1, late_max=1)
    needs = [visit(1, service_s=100, due_s=5), visit(2, service_s=100, due_s=50)]
    result = run(make_problem([Shift()], needs, xy=LINE, weights=weights))
    # first at 10 (5 late), second at 120 (70 late); the other order starts at 20 and 130 (125 late)
    assert (result.travel, result.late_sum, result.late_max, result.cost) == (40, 75, 70, 40 + 75 + 70)


def test_the_cost_of_a_pair_counts():
    needs = [visit(1, able=[[0]], pair_cost=7)]
    result = run(make_problem([Shift()], needs, xy=LINE))
    assert (result.pair_cost, result.cost) == (7, 27)


def test_pinned_ranks_keep_their_order():
    needs = [visit(1, rank=2), visit(3, rank=1)]
    result = run(make_problem([Shift(end=-1)], needs, xy=LINE))
    assert routes(result) == {0: [1, 0]}
    assert result.travel == 50


def test_a_matrix_may_differ_by_direction():
    result = run(make_problem([Shift()], [visit(1)], matrix=[[0, 3], [40, 0]]))
    assert result.travel == 43


def test_the_same_seed_and_iterations_give_the_same_plan():
    problem = make_problem(
        [Shift(), Shift(start=4)], [visit(p, windows=((0, 90 - 5 * p),)) for p in (1, 2, 3)] * 4, xy=LINE
    )
    assert run(problem, seed=5).routes == run(problem, seed=5).routes


def test_the_callers_word_stops_the_search():
    problem = make_problem([Shift()], [visit(1)], xy=LINE)
    result = solve(problem, budget=Budget(seconds=60), progress=lambda now: False)
    assert result.ended is Ended.STOPPED
    assert result.unmet_needs == ()
    assert result.seconds < 30


def test_progress_tells_what_is_served_and_never_grows_worse():
    seen = []
    problem = make_problem([Shift()], [visit(1), visit(2)], xy=LINE)
    solve(problem, budget=Budget(cpu_seconds=0.3), progress=lambda now: seen.append(now) or True)
    assert seen[-1].needs_served == 2
    assert all(a.cost >= b.cost and a.done <= b.done <= 1 for a, b in pairwise(seen))


def test_an_error_in_the_progress_function_reaches_the_caller():
    problem = make_problem([Shift()], [visit(1)], xy=LINE)
    with pytest.raises(ZeroDivisionError):
        solve(problem, budget=Budget(seconds=60), progress=lambda now: 1 / 0)


def test_more_threads_find_a_plan_too():
    problem = make_problem([Shift()], [visit(1), visit(2)], xy=LINE)
    assert run(problem, threads=2).travel == 40


def test_an_empty_day_is_an_empty_plan():
    assert run(make_problem([], [], xy=LINE)).routes == ()
    assert run(make_problem([], [visit(1, able=[[]])], xy=LINE)).unmet_needs == (0,)
    assert run(make_problem([Shift()], [], xy=LINE)).routes == ()


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


def test_room_made_in_one_shift_is_used_in_the_other_shift_of_the_volunteer():
    # the limit of one task binds both shifts; the cheap need of the first must give way
    shifts = [Shift(closes_s=50, max_tasks=1, volunteer=0), Shift(opens_s=60, max_tasks=1, volunteer=0)]
    needs = [visit(1, windows=((0, 20),)), visit(2, windows=((80, 90),), priority=5)]
    result = run(make_problem(shifts, needs, xy=LINE))
    assert result.unmet_needs == (0,)


def test_no_time_is_spent_where_nobody_can_serve_anything():
    problem = make_problem([Shift()], [visit(1, able=[[]])], xy=LINE)
    assert solve(problem, budget=Budget(seconds=60)).iterations == 0


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
