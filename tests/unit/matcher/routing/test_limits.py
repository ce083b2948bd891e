"""The search: what a volunteer does at most in a day and in a week."""

from dataclasses import replace

import pytest

from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, run


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
    # place 3 is 30 s away: both lie on one way of 60 s; one limit less and a need is left out
    needs = [visit(3, service_s=5, priority=2), visit(2, service_s=5)]
    result = run(make_problem([Shift(**{limit: value})], needs, xy=LINE))
    assert len(result.unmet_needs) == unmet


AM = visit(1, service_s=60, windows=((0, 50),))
PM = visit(1, service_s=60, windows=((1000, 1050),))


def two_shifts(**of_both: object) -> list[Shift]:
    """Of one volunteer, 20 s of way and one visit in each."""
    return [
        Shift(volunteer=0, closes_s=200, **of_both),
        Shift(volunteer=0, opens_s=900, closes_s=1200, **of_both),
    ]


@pytest.mark.parametrize(
    ("limit", "enough"), [("max_travel_s", 40), ("max_m", 40), ("max_tasks", 2), ("max_service_s", 120)]
)
def test_a_limit_of_the_day_binds_the_sum_over_its_shifts(limit, enough):
    just = two_shifts(**{limit: enough})
    short = two_shifts(**{limit: enough - 1})
    assert run(make_problem(just, [AM, PM], xy=LINE)).unmet_needs == ()
    assert len(run(make_problem(short, [AM, PM], xy=LINE)).unmet_needs) == 1


def test_each_day_has_its_own_limit():
    one, other = two_shifts(max_tasks=1)
    next_day = replace(other, day=1)
    assert len(run(make_problem([one, other], [AM, PM], xy=LINE)).unmet_needs) == 1
    assert run(make_problem([one, next_day], [AM, PM], xy=LINE)).unmet_needs == ()


@pytest.mark.parametrize(("most_s", "unmet"), [(119, 1), (120, 0)])
def test_the_week_binds_the_service_of_its_days_together(most_s, unmet):
    one, other = two_shifts(week=0, max_week_service_s=most_s)
    problem = make_problem([one, replace(other, day=1)], [AM, PM], xy=LINE)
    assert len(run(problem).unmet_needs) == unmet


def test_each_week_has_its_own_limit():
    one, other = two_shifts(week=0, max_week_service_s=60)
    problem = make_problem([one, replace(other, day=7, week=1)], [AM, PM], xy=LINE)
    assert run(problem).unmet_needs == ()


def test_the_day_binds_within_a_week_that_has_room():
    shifts = two_shifts(max_service_s=60, week=0, max_week_service_s=1000)
    assert len(run(make_problem(shifts, [AM, PM], xy=LINE)).unmet_needs) == 1


def test_a_limit_is_each_volunteers_own():
    shifts = [Shift(max_tasks=1, week=0, max_week_service_s=60) for _ in range(2)]
    assert run(make_problem(shifts, [AM, AM], xy=LINE)).unmet_needs == ()


def test_room_made_in_one_shift_is_used_in_the_other_shift_of_the_volunteer():
    # the limit of one task binds both shifts; the cheap need of the first must give way
    dear = replace(PM, priority=5)
    assert run(make_problem(two_shifts(max_tasks=1), [AM, dear], xy=LINE)).unmet_needs == (0,)


def test_a_week_that_is_full_gives_way_to_the_dearer_need_of_another_day():
    one, other = two_shifts(week=0, max_week_service_s=100)
    dear = replace(PM, priority=5)
    problem = make_problem([one, replace(other, day=1)], [AM, dear], xy=LINE)
    assert run(problem).unmet_needs == (0,)


def test_a_pickup_is_no_visit_of_the_limit_but_its_time_is_service():
    parcel = Need(roles=[[Task(place=1, service_s=20, load=1), Task(place=2, service_s=30, load=-1)]])
    assert run(make_problem([Shift(max_tasks=1)], [parcel], xy=LINE)).unmet_needs == ()
    for most_s, unmet in ((49, (0,)), (50, ())):
        assert run(make_problem([Shift(max_service_s=most_s)], [parcel], xy=LINE)).unmet_needs == unmet
