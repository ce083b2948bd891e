"""The judge on a good plan, on every way to spoil it, and on plans for another question."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matcher.check.plan import check_plan
from matcher.check.suitability import PAIR_RULES
from matcher.check.violation import Fault, Violation
from models.errors import WrongProblem
from models.needs import Pickup
from models.people import Limits
from models.plans import Part, Status
from models.reasons import Reason
from models.units import Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.schedules import DIGEST, Job, Schedules, jobs_of
from tests.unit.matcher.check.good_plan import make_good
from tests.unit.matcher.check.good_week import make_week
from tests.unit.matcher.check.history_mutations import HISTORY_MUTATIONS
from tests.unit.matcher.check.mutations import accounts, bonds, crews, reading, routes, suitability
from tests.unit.matcher.check.pause_mutations import PAUSE_MUTATIONS

ROUTE_REASONS = {
    Reason.OUT_OF_SHIFT,
    Reason.TOO_FAR,
    Reason.OVER_TASKS,
    Reason.OVER_SERVICE,
    Reason.OVER_CAPACITY,
    Reason.PINNED_ELSEWHERE,
    Reason.CREW_TOO_SMALL,
    Reason.MINOR_WITHOUT_ADULT,
    Reason.NO_SUPPLIES,
}

MUTATIONS = {
    name: mutation
    for theme in (reading, suitability, routes, crews, bonds, accounts)
    for name, mutation in theme.MUTATIONS.items()
}
WEEK_MUTATIONS = PAUSE_MUTATIONS | HISTORY_MUTATIONS


def test_a_good_plan_has_nothing_wrong():
    good = make_good()
    assert check_plan(good.day, good.plan, DIGEST) == []


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_spoilt_plan_is_caught(name):
    codes, mutation = MUTATIONS[name]
    good = make_good()
    assert {violation.code for violation in check_plan(good.day, mutation(good))} == codes


def test_a_good_week_has_nothing_wrong():
    week = make_week()
    assert check_plan(week.drawing.day, week.plan, DIGEST) == []


@pytest.mark.parametrize("name", WEEK_MUTATIONS)
def test_a_spoilt_week_is_caught(name):
    codes, mutation = WEEK_MUTATIONS[name]
    week = make_week()
    assert {violation.code for violation in check_plan(week.drawing.day, mutation(week))} == codes


def test_no_two_mutations_have_one_name():
    names = [*MUTATIONS, *PAUSE_MUTATIONS, *HISTORY_MUTATIONS]
    assert len(set(names)) == len(names) >= 100


def test_every_rule_is_broken_by_some_mutation():
    broken = {code for codes, _ in (MUTATIONS | WEEK_MUTATIONS).values() for code in codes}
    # Stated reasons are a matter of confirm_unmet.
    faults = set(Fault) - {Fault.REASON_MISCOUNTED, Fault.REASON_UNTRUE}
    assert broken == faults | set(PAIR_RULES) | ROUTE_REASONS


def test_a_plan_for_another_question_is_refused():
    good = make_good()
    with pytest.raises(WrongProblem, match="names problem the-digest-of-the-day, the file given is another"):
        check_plan(good.day, good.plan, "another")


def test_a_violation_says_where_and_shows_the_numbers():
    good = make_good()
    _, mutation = MUTATIONS["starting a second before arrival"]
    (violation,) = check_plan(good.day, mutation(good))
    assert str(violation) == (
        "volunteer ben, shift 0, stop 4 (dropoff of need medicine-2, role 0): starts at 09:16:41, "
        "but free at 09:10:00 with 402 s of way arrives at 09:16:42 [before_arrival]"
    )


def test_a_limit_may_be_reached():
    """Ann of the good plan gives all she offers; without this the mutations would show nothing."""
    good = make_good()
    limits = good.schedules.volunteers["ann"].limits
    assert None not in (limits.travel_s, limits.metres, limits.tasks, limits.service_s, limits.week_service_s)


@pytest.mark.parametrize("status", Status)
def test_a_plan_that_serves_all_is_called_feasible_or_optimal_or_stopped(status):
    day = make_day()
    plan = Schedules(day).plan({("v1", 0): [Job("n1")]})
    wrong = check_plan(day, replace(plan, status=status))
    assert (wrong == []) == (status in (Status.FEASIBLE, Status.OPTIMAL, Status.STOPPED))


@pytest.mark.parametrize("status", Status)
def test_a_plan_that_serves_nobody_is_not_called_feasible(status):
    day = make_day()
    plan = Schedules(day).plan({})
    wrong = check_plan(day, replace(plan, status=status))
    assert (wrong == []) == (status not in (Status.FEASIBLE, Status.OPTIMAL))


def test_what_was_dropped_off_makes_room():
    pickup = Pickup(place=make_place(200, 0), service_s=Seconds(60), load=2)
    needs = [make_need("n1", pickup=pickup), make_need("n2", pickup=pickup)]
    day = make_day([make_volunteer(capacity=2)], needs)
    one_by_one = [*jobs_of(needs[0], 0), *jobs_of(needs[1], 0)]
    both_at_once = sorted(one_by_one, key=lambda job: job.part is Part.DROPOFF)
    assert check_plan(day, Schedules(day).plan({("v1", 0): one_by_one})) == []
    wrong = check_plan(day, Schedules(day).plan({("v1", 0): both_at_once}))
    assert [violation.code for violation in wrong] == [Reason.OVER_CAPACITY]


def test_an_outing_past_midnight_counts_for_the_day_on_which_its_shift_opens():
    shifts = (make_shift(8, 12), make_shift(22, 30), make_shift(32, 36))
    needs = [make_need(f"n{hour}", windows=(make_window(hour, hour + 1),)) for hour in (9, 25, 33)]
    orders = {("v1", 0): [Job("n9")], ("v1", 1): [Job("n25")], ("v1", 2): [Job("n33")]}

    def verdict(tasks: int) -> list[Violation]:
        day = make_day([make_volunteer(shifts=shifts, limits=Limits(tasks=tasks))], needs, days=2)
        return check_plan(day, Schedules(day).plan(orders))

    assert verdict(2) == []
    assert [violation.where for violation in verdict(1)] == ["volunteer v1, day 1"]


@pytest.mark.parametrize(("days", "fits"), [((3, 6), False), ((6, 7), True), ((0, 6), False), ((2, 9), True)])
def test_a_week_goes_from_monday_to_sunday(days, fits):
    """The plan begins on a Monday."""
    day = make_day(
        [
            make_volunteer(
                shifts=tuple(make_shift(24 * day + 8, 24 * day + 12) for day in days),
                limits=Limits(week_service_s=Seconds(2 * 1800 - 1)),
            )
        ],
        [make_need(f"n{day}", windows=(make_window(24 * day + 9, 24 * day + 10),)) for day in days],
        days=14,
    )
    plan = Schedules(day).plan({("v1", shift): [Job(f"n{day}")] for shift, day in enumerate(days)})
    assert [violation.code for violation in check_plan(day, plan)] == ([] if fits else [Reason.OVER_SERVICE])


@pytest.mark.parametrize(("weekday", "fits"), [(0, False), (1, False), (5, False), (6, True)])
def test_a_plan_may_begin_in_the_middle_of_a_week(weekday, fits):
    """Two days of work in a row: from Sunday to Monday they belong to two weeks."""
    shifts = (make_shift(8, 12), make_shift(32, 36))
    limits = Limits(week_service_s=Seconds(2 * 1800 - 1))
    needs = [make_need("n1"), make_need("n2", windows=(make_window(33, 34),))]
    day = make_day(
        [make_volunteer(shifts=shifts, limits=limits)],
        needs,
        days=2,
        first_day=MONDAY + timedelta(days=weekday),
    )
    plan = Schedules(day).plan({("v1", 0): [Job("n1")], ("v1", 1): [Job("n2")]})
    assert [violation.code for violation in check_plan(day, plan)] == ([] if fits else [Reason.OVER_SERVICE])
