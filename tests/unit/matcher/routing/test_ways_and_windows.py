"""The search: ways from the start to the end of a shift, and the windows of visits."""

import pytest

from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import DAY, LINE, routes, run, starts


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


def test_a_matrix_may_differ_by_direction():
    result = run(make_problem([Shift()], [visit(1)], matrix=[[0, 3], [40, 0]]))
    assert result.travel == 43


@pytest.mark.parametrize(("closes_s", "unmet"), [(119, (0,)), (120, ())])
def test_the_shift_ends_at_home_on_the_second(closes_s, unmet):
    result = run(make_problem([Shift(closes_s=closes_s)], [visit(1, service_s=100)], xy=LINE))
    assert result.unmet_needs == unmet


def test_waiting_for_a_window_costs_nothing():
    result = run(make_problem([Shift()], [visit(1, windows=((500, 600),))], xy=LINE))
    assert starts(result) == {0: 500}
    assert result.travel == 20


def test_the_second_window_is_taken_when_the_first_is_missed():
    result = run(make_problem([Shift(opens_s=100)], [visit(1, windows=((0, 50), (300, 400)))], xy=LINE))
    assert starts(result) == {0: 300}


@pytest.mark.parametrize(("opens_s", "start"), [(0, 10), (90, 100), (91, 300), (490, 500)])
def test_of_three_windows_the_first_that_can_be_reached_is_taken(opens_s, start):
    need = visit(1, windows=((0, 20), (50, 100), (300, 500)))
    assert starts(run(make_problem([Shift(opens_s=opens_s)], [need], xy=LINE))) == {0: start}


def test_a_visit_moves_to_its_later_window_for_the_sake_of_another():
    # both by 40 s would do, but not one after the other with 30 s of service each
    patient = visit(1, service_s=30, windows=((0, 40), (200, 300)))
    pressed = visit(2, service_s=30, windows=((0, 20),), priority=5)
    result = run(make_problem([Shift()], [patient, pressed], xy=LINE))
    assert starts(result) == {1: 20, 0: 200}


def test_a_crew_meets_in_a_window_of_both():
    # the one is there at 10, the other at 60: the first window is over for the other, and nobody waits inside
    lift = Need(roles=[[Task(place=1, windows=((0, 20), (100, 120)))] for _ in range(2)])
    result = run(make_problem([Shift(), Shift(opens_s=50)], [lift], xy=LINE))
    assert starts(result) == {0: 100, 1: 100}


def test_a_crew_that_shares_no_window_stays_unmet():
    windows = (((0, 20), (100, 120)), ((30, 90), (130, 200)))
    lift = Need(roles=[[Task(place=1, windows=one)] for one in windows])
    assert run(make_problem([Shift(), Shift()], [lift], xy=LINE)).unmet_needs == (0,)


def test_of_a_visits_days_the_one_with_a_shift_is_chosen():
    need = visit(1, windows=((100, 200), (DAY + 100, DAY + 200), (2 * DAY + 100, 2 * DAY + 200)))
    shifts = [Shift(opens_s=DAY, closes_s=2 * DAY), Shift(opens_s=2 * DAY, closes_s=3 * DAY, start=3)]
    result = run(make_problem(shifts, [need], xy=LINE))
    assert (routes(result), starts(result)) == ({0: [0]}, {0: DAY + 100})


def test_needs_spread_over_the_days_that_have_room():
    # 70 s at home with 50 s of service: one a day
    windows = ((0, 1000), (DAY, DAY + 1000))
    shifts = [Shift(volunteer=0, opens_s=day * DAY, closes_s=day * DAY + 70, day=day) for day in (0, 1)]
    result = run(make_problem(shifts, [visit(1, service_s=50, windows=windows)] * 2, xy=LINE))
    assert result.unmet_needs == ()
    assert sorted(starts(result).values()) == [10, DAY + 10]
