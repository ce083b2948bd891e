"""Breaks, reloads and supplies on their bounds, and one step beyond."""

from dataclasses import replace

import pytest

from matcher.check.plan import check_plan
from matcher.check.violation import Fault
from models.day import Day, Depot
from models.needs import Need, Pickup, Role
from models.people import Break, Shift, Volunteer
from models.plans import Part, Stop
from models.reasons import Reason
from models.units import MINUTE_S, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.unit.matcher.check.drafts import Drafts, Drawing, at, rest

V1, GUARDIAN = ("v1", 0), ("guardian", 0)
NOT_OWED, MISSED = Fault.BREAK_NOT_OWED, Fault.BREAK_MISSED
ALL_DAY = make_window(0, 24)


def codes(day: Day, drafts: Drafts) -> set[Reason | Fault]:
    return {violation.code for violation in check_plan(day, Drawing(day).plan(drafts))}


def day_with(*breaks: Break, shift: Shift | None = None, **changes: object) -> Day:
    """One need next door, at any time."""
    volunteer = make_volunteer(breaks=breaks, shifts=(shift or make_shift(8, 18),), **changes)
    return make_day([volunteer], [make_need(place=make_place(), windows=(ALL_DAY,))])


def a_break(opens_s: int, closes_s: int, minutes: int = 30) -> Break:
    return Break(opens_s=Seconds(opens_s), closes_s=Seconds(closes_s), lasts_s=Seconds(minutes * MINUTE_S))


@pytest.mark.parametrize(
    ("opens_s", "closes_s", "owed"),
    [
        (at(8), at(18), True),
        (at(6), at(8) - 1, False),
        (at(6), at(8), True),
        (at(17, 30), at(19), True),
        (at(17, 30) + 1, at(19), False),
        (at(18), at(19), False),
    ],
)
def test_a_break_is_owed_where_it_can_start_and_end_in_the_shift(opens_s, closes_s, owed):
    day = day_with(a_break(opens_s, closes_s))
    visit = Drawing(day).visit("n1", at(10))
    assert codes(day, {V1: [visit]}) == ({MISSED} if owed else set())
    pause = rest(max(Seconds(opens_s), at(8)), 30)
    with_pause = codes(day, {V1: sorted([visit, pause], key=lambda stop: stop.start_s)})
    assert with_pause - {Reason.OUT_OF_SHIFT} == (set() if owed else {NOT_OWED})


def test_who_does_not_work_owes_no_break():
    day = day_with(a_break(at(12), at(13)))
    assert codes(day, {}) == set()


def test_a_break_that_meets_two_shifts_is_owed_in_each_of_them():
    shifts = (make_shift(8, 12), make_shift(13, 18))
    volunteer = make_volunteer(shifts=shifts, breaks=(a_break(at(10), at(16)),))
    needs = [make_need("n1", place=make_place()), make_need("n2", place=make_place(), windows=(ALL_DAY,))]
    day = make_day([volunteer], needs)
    first, second = Drawing(day).visit("n1", at(9)), Drawing(day).visit("n2", at(14))
    morning, noon = [first, rest(at(10), 30)], [second, rest(at(15), 30)]
    assert codes(day, {V1: morning, ("v1", 1): noon}) == set()
    assert codes(day, {V1: morning, ("v1", 1): [second]}) == {MISSED}
    assert codes(day, {V1: morning}) == set()


@pytest.mark.parametrize(("second_s", "fits"), [(at(12, 30), True), (at(13), True), (at(11, 45), False)])
def test_breaks_of_one_length_go_to_the_spans_that_they_fit(second_s, fits):
    """Both spans hold 12:15, only the longer one holds what comes after 12:20."""
    day = day_with(a_break(at(12), at(13), 10), a_break(at(12), at(12, 20), 10))
    stops = [rest(at(12, 15), 10), rest(second_s, 10)]
    visit = Drawing(day).visit("n1", at(9))
    found = codes(day, {V1: [visit, *sorted(stops, key=lambda stop: stop.start_s)]})
    assert found == (set() if fits else {NOT_OWED, MISSED})


def test_a_break_before_the_first_way_is_taken_at_the_start_place():
    day = day_with(a_break(at(8), at(8, 10)))
    away = replace(day, needs=(replace(day.needs[0], place=make_place(1000, 0)),))
    pause = rest(at(8), 30)
    on_time = Drawing(away).visit("n1", Seconds(pause.end_s + 975))
    early = Drawing(away).visit("n1", Seconds(pause.end_s + 974))
    assert codes(away, {V1: [pause, on_time]}) == set()
    assert codes(away, {V1: [pause, early]}) == {Fault.BEFORE_ARRIVAL}


def test_a_break_counts_until_the_return():
    """The break ends with the shift, next door to home; a second later it is too late."""
    day = day_with(a_break(at(17), at(18)))
    visit = Drawing(day).visit("n1", at(9))
    assert codes(day, {V1: [visit, rest(at(17, 30), 30)]}) == set()
    too_late = codes(day, {V1: [visit, rest(Seconds(at(17, 30) + 1), 30)]})
    assert too_late == {Reason.OUT_OF_SHIFT, NOT_OWED, MISSED}


def test_a_minor_owes_breaks_of_the_day_only():
    """Of a shift into the night a minor works until ten, so a break at half past is nobody's."""
    shift = make_shift(12, 24)
    late, early = a_break(at(22), at(23)), a_break(at(21, 20), at(23))
    minor = make_volunteer("v1", age=16, guardian_id="guardian", shifts=(shift,), breaks=(late, early))
    guardian = make_volunteer("guardian", shifts=(shift,))
    day = make_day(
        [minor, guardian], [make_need(crew=(Role(), Role()), place=make_place(), windows=(ALL_DAY,))]
    )
    draw = Drawing(day)
    beside = {GUARDIAN: [draw.visit("n1", at(14), role=1)]}
    visit = draw.visit("n1", at(14))
    assert codes(day, {**beside, V1: [visit, rest(at(21, 30), 30)]}) == set()
    assert codes(day, {**beside, V1: [visit]}) == {MISSED}
    assert codes(day, {**beside, V1: [visit, rest(at(21, 31), 30)]}) == {NOT_OWED, MISSED}


@pytest.mark.parametrize(
    ("shift", "pause_s", "owed"),
    [
        (make_shift(4, 12), at(6) - 1, False),
        (make_shift(4, 12), at(6), True),
        (make_shift(20, 36), at(21), False),  # two hours before ten, and six after six
        (make_shift(20, 36), at(6, day=1), True),
        (make_shift(14, 32), at(21), True),
        (make_shift(14, 32), at(6, day=1), False),
    ],
)
def test_a_minor_works_in_the_longest_part_of_a_shift_between_night_and_night(shift, pause_s, owed):
    breaks = (a_break(pause_s, pause_s),)
    minor = make_volunteer("v1", age=16, guardian_id="guardian", shifts=(shift,), breaks=breaks)
    need = make_need(crew=(Role(), Role()), place=make_place(), windows=(make_window(0, 48),))
    day = make_day([minor, make_volunteer("guardian", shifts=(shift,))], [need])
    start_s = at(7, 30) if shift.opens_s < at(8) else at(21, 20) if shift.opens_s < at(18) else at(7, day=1)
    draw = Drawing(day)
    drafts = {V1: [draw.visit("n1", start_s)], GUARDIAN: [draw.visit("n1", start_s, role=1)]}
    assert codes(day, drafts) == ({MISSED} if owed else set())


DEPOT = Depot(id="store", place=make_place(), service_s=Seconds(60))


def stocked(volunteer: Volunteer, needs: list[Need]) -> Day:
    return make_day([volunteer], needs, depots=(DEPOT,))


def reload(start_s: Seconds) -> Stop:
    return Stop(part=Part.RELOAD, depot_id="store", start_s=start_s, end_s=Seconds(start_s + 60))


@pytest.mark.parametrize(("pads", "fits"), [(5, True), (4, False), (0, False)])
def test_supplies_last_from_the_start_to_the_first_reload(pads, fits):
    needs = [make_need(f"n{number}", place=make_place(), supplies={"pads": number}) for number in (2, 3, 4)]
    day = stocked(make_volunteer(capacity=9, supplies={"pads": pads, "gauze": 9}), needs)
    draw = Drawing(day)
    stops = [draw.visit("n2", at(9)), draw.visit("n3", at(10)), reload(at(11)), draw.visit("n4", at(11, 30))]
    assert codes(day, {V1: stops}) == (set() if fits else {Reason.NO_SUPPLIES})


@pytest.mark.parametrize(("capacity", "fits"), [(7, True), (6, False)])
def test_supplies_and_what_is_fetched_share_the_capacity_from_the_last_reload(capacity, fits):
    """At home nothing is asked for; from the depot 4 come along for two visits, and a parcel of 3."""
    needs = [
        make_need("n1", place=make_place(), supplies={"pads": 1, "gauze": 2}),
        make_need("n2", place=make_place(), supplies={"pads": 1}),
        make_need(
            "parcel", place=make_place(), pickup=Pickup(place=make_place(), service_s=Seconds(60), load=3)
        ),
    ]
    day = stocked(make_volunteer(capacity=capacity), needs)
    draw = Drawing(day)
    parcel = [draw.pickup("parcel", at(9)), draw.visit("parcel", at(11, 20))]
    visits = [draw.visit("n1", at(10)), draw.visit("n2", at(10, 40))]
    across = [parcel[0], reload(at(9, 30)), *visits, parcel[1]]
    assert codes(day, {V1: across}) == (set() if fits else {Reason.OVER_CAPACITY})
    between = [replace_start(reload(at(9)), at(8, 50)), visits[0], replace_start(parcel[0], at(10, 35))]
    assert codes(day, {V1: [*between, visits[1], parcel[1]]}) == set()
    again = [reload(at(9, 30)), visits[0], reload(at(10, 35)), visits[1]]
    assert codes(day, {V1: [parcel[0], *again, parcel[1]]}) == set()


def test_what_was_dropped_off_makes_room_for_what_a_depot_gives():
    parcel = Pickup(place=make_place(), service_s=Seconds(60), load=3)
    needs = [
        make_need("parcel", place=make_place(), pickup=parcel),
        make_need("n1", place=make_place(), supplies={"pads": 3}),
    ]
    day = stocked(make_volunteer(capacity=3), needs)
    draw = Drawing(day)
    stops = [draw.pickup("parcel", at(9)), draw.visit("parcel", at(9, 30)), reload(at(10, 30))]
    assert codes(day, {V1: [*stops, draw.visit("n1", at(11))]}) == set()


def replace_start(stop: Stop, start_s: Seconds) -> Stop:
    return replace(stop, start_s=start_s, end_s=Seconds(start_s + stop.end_s - stop.start_s))


def test_each_seat_of_a_crew_takes_its_own_supplies():
    need = make_need(crew=(Role(), Role()), place=make_place(), supplies={"pads": 2})
    rich, poor = make_volunteer(supplies={"pads": 2}), make_volunteer("v2", supplies={"pads": 1})
    for volunteers, fits in (([rich, replace(rich, id="v2")], True), ([rich, poor], False)):
        day = make_day(volunteers, [need])
        draw = Drawing(day)
        drafts = {V1: [draw.visit("n1", at(9))], ("v2", 0): [draw.visit("n1", at(9), role=1)]}
        assert codes(day, drafts) == (set() if fits else {Reason.NO_SUPPLIES})


def test_a_depot_is_on_the_way():
    """A kilometre there, and one back: the ways count and take their time."""
    depot = replace(DEPOT, place=make_place(1000, 0))
    day = make_day([make_volunteer()], [make_need(place=make_place(), supplies={"pads": 1})], depots=(depot,))
    for early_s, found in ((0, set()), (1, {Fault.BEFORE_ARRIVAL})):
        visit = Drawing(day).visit("n1", Seconds(at(9, 1) + 975 - early_s))
        plan = Drawing(day).plan({V1: [reload(at(9)), visit]})
        assert plan.routes[0].travel_s == 2 * 975
        assert {violation.code for violation in check_plan(day, plan)} == found
