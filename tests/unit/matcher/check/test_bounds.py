"""What lies exactly on a bound, and one step beyond."""

from dataclasses import replace

import pytest

from matcher.check.plan import check_plan
from matcher.check.violation import Fault
from models.day import Day
from models.needs import Link, LinkKind, Need, Pin, Role, Series
from models.people import Shift
from models.plans import Part, Plan, Stop
from models.reasons import Reason
from models.terms import Terms
from models.units import DAY_S, HOUR_S, MAX_HORIZON_S, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.schedules import Job, Orders, Schedules
from tests.unit.matcher.check.good_plan import add_stop, delay

V1 = ("v1", 0)


def laid(day: Day, orders: Orders) -> Plan:
    plan = Schedules(day).plan(orders)
    assert plan is not None
    return plan


def codes(day: Day, plan: Plan) -> set[Reason | Fault]:
    return {violation.code for violation in check_plan(day, plan)}


@pytest.mark.parametrize(("early_s", "wrong"), [(0, set()), (1, {Reason.OUT_OF_SHIFT})])
def test_a_volunteer_is_back_by_the_close_of_the_shift(early_s, wrong):
    needs = [make_need(place=make_place(), windows=(make_window(9, 9),))]
    closes_s = Seconds(9 * HOUR_S + needs[0].service_s)
    plan = laid(make_day(needs=needs), {V1: [Job("n1")]})
    shift = Shift(opens_s=Seconds(0), closes_s=Seconds(closes_s - early_s))
    assert codes(make_day([make_volunteer(shifts=(shift,))], needs), plan) == wrong


@pytest.mark.parametrize(
    ("late_s", "wrong"), [(0, set()), (HOUR_S, set()), (HOUR_S + 1, {Fault.OUTSIDE_WINDOWS})]
)
def test_a_visit_starts_by_the_close_of_the_window(late_s, wrong):
    day = make_day(needs=[make_need(windows=(make_window(9, 10),))], terms=Terms(late=0))
    assert codes(day, delay(laid(day, {V1: [Job("n1")]}), V1, 0, late_s)) == wrong


@pytest.mark.parametrize(
    ("age", "min_age", "max_age", "fits"),
    [
        (29, 30, 65, False),
        (30, 30, 65, True),
        (65, 30, 65, True),
        (66, 30, 65, False),
        (None, 0, None, True),
        (None, 18, None, True),
        (None, 19, None, False),
        (None, 0, 120, False),
    ],
)
def test_the_age_range_holds_both_its_ends(age, min_age, max_age, fits):
    need = make_need(min_age=min_age, max_age=max_age)
    day = make_day([make_volunteer(age=age)], [need])
    assert codes(day, laid(day, {V1: [Job("n1")]})) == (set() if fits else {Reason.OUTSIDE_AGE_RANGE})


@pytest.mark.parametrize(
    ("opens_h", "service_h", "by_day"),
    [
        (5.99, 1, False),
        (6, 1, True),
        (20, 2, True),
        (20, 2.01, False),
        (21.99, 0, True),
        (22, 0, False),
        (30, 1, True),
        (29.99, 1, False),
    ],
)
def test_a_minor_serves_between_six_and_ten(opens_h, service_h, by_day):
    shifts = (Shift(opens_s=Seconds(0), closes_s=Seconds(2 * DAY_S)),)
    need = make_need(
        windows=(make_window(opens_h, opens_h),),
        service_s=Seconds(round(service_h * HOUR_S)),
        crew=(Role(), Role()),
    )
    minor = make_volunteer("minor", shifts=shifts, age=17, guardian_id="v1")
    day = make_day([make_volunteer(shifts=shifts), minor], [need], days=2)
    plan = laid(day, {V1: [Job("n1")], ("minor", 0): [Job("n1", role=1)]})
    assert codes(day, plan) == (set() if by_day else {Reason.MINOR_AT_NIGHT_OR_RISK})


def two_visits(*, second_opens_h: float) -> list[Need]:
    """Two needs next door that start at 09:00 and later."""
    return [
        make_need("n1", place=make_place(), windows=(make_window(9, 9),)),
        make_need("n2", place=make_place(), windows=(make_window(second_opens_h, second_opens_h),)),
    ]


@pytest.mark.parametrize(
    ("min_h", "max_h", "holds"),
    [(2, 2, True), (0, 1.99, False), (2.01, 3, False), (0, None, True), (3, None, False)],
)
def test_a_gap_holds_both_its_ends(min_h, max_h, holds):
    link = Link(
        kind=LinkKind.GAP,
        first_id="n1",
        second_id="n2",
        min_s=Seconds(round(min_h * HOUR_S)),
        max_s=None if max_h is None else Seconds(round(max_h * HOUR_S)),
    )
    day = make_day(needs=two_visits(second_opens_h=11), links=(link,))
    plan = laid(day, {V1: [Job("n1"), Job("n2")]})
    assert codes(day, plan) == (set() if holds else {Fault.LINK_GAP})


def test_a_gap_asks_nothing_while_one_of_the_two_is_unmet():
    link = Link(kind=LinkKind.GAP, first_id="n1", second_id="n2", min_s=Seconds(9 * HOUR_S))
    day = make_day(needs=two_visits(second_opens_h=11), links=(link,))
    assert codes(day, laid(day, {V1: [Job("n2")]})) == set()


@pytest.mark.parametrize(("spacing_days", "holds"), [(1, True), (3, True), (4, False)])
def test_a_series_is_spaced_by_days(spacing_days, holds):
    """09:00 on the third day, 08:00 on the sixth: less than three times 24 hours, but three days."""
    needs = two_visits(second_opens_h=8 + 5 * 24)
    needs[0] = replace(needs[0], windows=(make_window(9 + 2 * 24, 9 + 2 * 24),))
    shifts = (make_shift(48, 60), make_shift(120, 132))
    series = Series(id="s", need_ids=("n1", "n2"), spacing_days=spacing_days)
    day = make_day([make_volunteer(shifts=shifts)], needs, days=6, series=(series,))
    plan = laid(day, {V1: [Job("n1")], ("v1", 1): [Job("n2")]})
    assert codes(day, plan) == (set() if holds else {Fault.SERIES_TOO_CLOSE})


@pytest.mark.parametrize(("orders", "holds"), [((1, 2), True), ((2, 2), True), ((2, 1), False)])
def test_pinned_visits_of_one_order_may_come_in_any(orders, holds):
    pins = tuple(
        Pin(need_id=id, volunteer_id="v1", order=order)
        for id, order in zip(("n1", "n2"), orders, strict=True)
    )
    day = make_day(needs=two_visits(second_opens_h=11), pins=pins)
    assert codes(day, laid(day, {V1: [Job("n1"), Job("n2")]})) == (set() if holds else {Fault.PIN_ORDER})


@pytest.mark.parametrize(("start_s", "possible"), [(MAX_HORIZON_S, True), (MAX_HORIZON_S + 1, False)])
def test_a_moment_lies_within_the_horizon(start_s, possible):
    day = make_day()
    stop = Stop(need_id="n1", part=Part.VISIT, start_s=Seconds(start_s), end_s=Seconds(start_s))
    found = codes(day, add_stop(laid(day, {V1: [Job("n1")]}), V1, stop))
    assert (Fault.OUTSIDE_HORIZON not in found) == possible
