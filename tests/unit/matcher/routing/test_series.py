"""The search: series of needs, at most one visit a day and days apart."""

import pytest

from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import DAY, LINE, run, starts


def of_days(*days: int) -> tuple[tuple[int, int], ...]:
    """Windows from 100 to 200 on these days."""
    return tuple((day * DAY + 100, day * DAY + 200) for day in days)


def shifts_of_days(count: int, **changes: object) -> list[Shift]:
    """Of one volunteer, one a day."""
    return [
        Shift(volunteer=0, day=day, opens_s=day * DAY, closes_s=day * DAY + 1000, **changes)
        for day in range(count)
    ]


def days(problem) -> list[int]:
    return sorted(start // DAY for start in starts(run(problem)).values())


def test_two_of_a_series_are_never_on_one_day():
    needs = [visit(1, windows=of_days(0, 1), series=0) for _ in range(2)]
    one_day = make_problem(shifts_of_days(1), needs, xy=LINE, spacing=[1])
    assert len(run(one_day).unmet_needs) == 1
    assert days(make_problem(shifts_of_days(2), needs, xy=LINE, spacing=[1])) == [0, 1]


def test_not_even_another_volunteer_comes_on_the_same_day():
    needs = [visit(1, windows=of_days(0), series=0) for _ in range(2)]
    problem = make_problem([Shift(), Shift()], needs, xy=LINE, spacing=[1])
    assert len(run(problem).unmet_needs) == 1


def test_no_spacing_is_one_a_day():
    needs = [visit(1, windows=of_days(0, 1), series=0) for _ in range(3)]
    problem = make_problem(shifts_of_days(2), needs, xy=LINE, spacing=[0])
    assert days(problem) == [0, 1]


@pytest.mark.parametrize(("spacing", "chosen"), [(1, [0, 1, 2]), (2, [0, 2])])
def test_the_spacing_is_kept(spacing, chosen):
    needs = [visit(1, windows=of_days(0, 1, 2), series=0) for _ in range(3)]
    assert days(make_problem(shifts_of_days(3), needs, xy=LINE, spacing=[spacing])) == chosen


def test_a_spacing_longer_than_the_horizon_leaves_one_visit():
    needs = [visit(1, windows=of_days(0, 1, 2), series=0) for _ in range(3)]
    assert len(days(make_problem(shifts_of_days(3), needs, xy=LINE, spacing=[3]))) == 1


def test_the_day_is_chosen_for_the_sake_of_one_that_has_no_choice():
    needs = [visit(1, windows=of_days(0, 1, 2, 3), series=0), visit(1, windows=of_days(1), series=0)]
    found = starts(run(make_problem(shifts_of_days(4), needs, xy=LINE, spacing=[2])))
    assert (found[0], found[1]) == (3 * DAY + 100, DAY + 100)


def test_the_middle_day_gives_way_to_both_sides():
    # two points for the middle, two for each side: the sides together are worth more
    needs = [visit(1, windows=of_days(day), series=0, priority=2) for day in (0, 1, 2)]
    result = run(make_problem(shifts_of_days(3), needs, xy=LINE, spacing=[2]))
    assert result.unmet_needs == (1,)
    needs[1].priority = 5
    assert run(make_problem(shifts_of_days(3), needs, xy=LINE, spacing=[2])).unmet_needs == (0, 2)


def test_series_do_not_hinder_each_other():
    needs = [visit(1, windows=of_days(0), series=0), visit(1, windows=of_days(0), series=1), visit(1)]
    assert run(make_problem(shifts_of_days(1), needs, xy=LINE, spacing=[1, 1])).unmet_needs == ()


def test_a_visit_that_is_pushed_over_midnight_counts_on_the_day_it_starts():
    # alone it starts before midnight; after 100 s of service at midnight, on the day of the other one
    before = visit(1, service_s=100, windows=((DAY - 100, DAY - 60),), priority=9)
    late = visit(1, windows=((DAY - 50, DAY + 50),), series=0)
    other = visit(1, windows=((DAY + 60, DAY + 90),), series=0, priority=2)
    one = make_problem([Shift()], [before, late, other], xy=LINE, spacing=[1])
    assert run(one).unmet_needs == (1,)
    two = make_problem([Shift(), Shift()], [before, late, other], xy=LINE, spacing=[1])
    assert run(two).unmet_needs == ()


def test_crews_of_a_series_meet_on_days_of_their_own():
    needs = [
        Need(roles=[[Task(place=1, windows=of_days(0, 1))] for _ in range(size)], series=0) for size in (2, 3)
    ]
    shifts = [
        Shift(volunteer=vol, day=day, opens_s=day * DAY, closes_s=day * DAY + 1000)
        for vol in range(3)
        for day in range(2)
    ]
    problem = make_problem(shifts, needs, xy=LINE, spacing=[1])
    assert run(problem).unmet_needs == ()
    crews = [{starts(run(problem))[task] // DAY for task in tasks} for tasks in ((0, 1), (2, 3, 4))]
    assert sorted(map(sorted, crews)) == [[0], [1]]


def test_the_limit_of_a_day_and_the_spacing_hold_together():
    # the other need takes day 1 whole: the series is left with days 0 and 2
    other = visit(1, windows=of_days(1), priority=9)
    series = [visit(1, windows=of_days(0, 1, 2), series=0) for _ in range(2)]
    found = starts(run(make_problem(shifts_of_days(3, max_tasks=1), [other, *series], xy=LINE, spacing=[1])))
    assert sorted(start // DAY for start in found.values()) == [0, 1, 2]
    assert found[0] // DAY == 1
