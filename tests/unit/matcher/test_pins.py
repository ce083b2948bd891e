"""Pins that cannot hold are named before anything is planned."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matcher.pins import pin_conflicts
from models.catalogue import Speciality
from models.day import Day
from models.needs import Link, LinkKind, Need, Pickup, Pin, Role, Series
from models.people import Limits
from models.reasons import Reason
from models.units import HOUR_S, Metres, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer, make_window


def pin(
    need_id: str = "n1", volunteer_id: str | None = "v1", at_h: float | None = None, **changes: object
) -> Pin:
    start_s = None if at_h is None else Seconds(round(at_h * HOUR_S))
    return Pin(need_id=need_id, volunteer_id=volunteer_id, start_s=start_s, **changes)  # type: ignore[arg-type]


def messages(day: Day) -> list[str]:
    return [conflict.message for conflict in pin_conflicts(day)]


def test_pins_that_can_hold_are_left_alone():
    needs = [make_need("n1"), make_need("n2"), make_need("n3")]
    pins = (pin("n1", at_h=9, order=1), pin("n2", at_h=10, order=2), pin("n3", None, at_h=12))
    assert pin_conflicts(make_day(needs=needs, pins=pins)) == []


@pytest.mark.parametrize(
    ("volunteer", "need", "reason"),
    [
        ({}, {"crew": (Role(speciality=Speciality.MEDICINE),)}, Reason.NO_SPECIALITY),
        ({}, {"refused": frozenset({"v1"})}, Reason.REFUSED_BY_RECIPIENT),
        ({"age": 16}, {}, Reason.MINOR_WITHOUT_ADULT),
        ({"shifts": (make_shift(13, 18),)}, {}, Reason.OUT_OF_SHIFT),
        ({"limits": Limits(metres=Metres(100))}, {}, Reason.TOO_FAR),
        ({"limits": Limits(tasks=0)}, {}, Reason.OVER_TASKS),
    ],
)
def test_a_volunteer_who_breaks_a_rule_is_named_with_it(volunteer, need, reason):
    day = make_day([make_volunteer(**volunteer)], [make_need(**need)], pins=(pin(),))
    (conflict,) = pin_conflicts(day)
    assert (conflict.pin, conflict.reason) == (pin(), reason)
    assert conflict.message == f"volunteer v1 cannot serve need n1: {reason}"


def test_a_start_outside_the_windows_is_named_with_them():
    day = make_day(
        needs=[make_need(windows=(make_window(9, 10), make_window(14, 15)))], pins=(pin(at_h=12.5),)
    )
    assert messages(day) == ["need n1 cannot start at 12:30: its windows are 09:00 to 10:00, 14:00 to 15:00"]


def test_a_start_too_early_for_the_way_there_is_a_conflict():
    far = make_need(place=make_place(3000, 0), windows=(make_window(8, 12),))
    assert messages(make_day(needs=[far], pins=(pin(at_h=8.25),))) == [
        "volunteer v1 cannot serve need n1: too_far"
    ]


def test_one_seat_pinned_twice_and_one_person_on_two_seats():
    team = [make_volunteer("v1"), make_volunteer("v2")]
    need = make_need(crew=(Role(), Role()))
    twice = make_day(team, [need], pins=(pin(), pin(volunteer_id="v2")))
    assert messages(twice) == ["role 0 of need n1 is pinned twice"]
    double = make_day(team, [need], pins=(pin(), pin(role=1)))
    assert messages(double) == ["volunteer v1 cannot take two roles of need n1"]


def test_a_crew_pinned_to_two_starts_is_a_conflict():
    team = [make_volunteer("v1"), make_volunteer("v2")]
    pins = (pin(at_h=9), pin(volunteer_id="v2", role=1, at_h=10))
    assert messages(make_day(team, [make_need(crew=(Role(), Role()))], pins=pins)) == [
        "the crew of need n1 starts together, not at two times"
    ]


@pytest.mark.parametrize(("second_h", "conflicts"), [(9.25, 1), (9.5, 1), (9.7, 0)])
def test_two_starts_without_time_for_service_and_way_overlap(second_h, conflicts):
    """Half an hour of service, then 1,000 m of straight line, 975 s on foot: until 09:46:15 at best."""
    needs = [make_need("n1"), make_need("n2", place=make_place(1200, 0))]
    found = messages(make_day(needs=needs, pins=(pin("n1", at_h=9), pin("n2", at_h=second_h))))
    assert len(found) == conflicts
    assert all("cannot start need n1 at 09:00 and need n2 at 09:" in message for message in found)


def test_an_order_against_the_windows_is_a_conflict():
    needs = [
        make_need("early", windows=(make_window(9, 10),)),
        make_need("late", windows=(make_window(14, 15),)),
    ]
    pins = (pin("late", order=1), pin("early", order=2))
    assert messages(make_day(needs=needs, pins=pins)) == [
        "volunteer v1 cannot serve need early after need late"
    ]
    assert messages(make_day(needs=needs, pins=(pin("late", order=2), pin("early", order=1)))) == []


def test_equal_orders_do_not_rank_each_other():
    needs = [
        make_need("early", windows=(make_window(9, 10),)),
        make_need("late", windows=(make_window(14, 15),)),
    ]
    assert messages(make_day(needs=needs, pins=(pin("late", order=1), pin("early", order=1)))) == []


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(tasks=1), Reason.OVER_TASKS),
        (Limits(service_s=Seconds(3000)), Reason.OVER_SERVICE),
        (Limits(week_service_s=Seconds(3000)), Reason.OVER_SERVICE),
    ],
)
def test_more_pinned_to_somebody_than_they_give_is_a_conflict(limits, reason):
    needs = [make_need("n1"), make_need("n2")]
    day = make_day([make_volunteer(limits=limits)], needs, pins=(pin("n1"), pin("n2")))
    assert [(conflict.pin.need_id, conflict.reason) for conflict in pin_conflicts(day)] == [("n2", reason)]


def test_between_two_shifts_nobody_counts_a_way():
    """The first shift ends wherever the last visit does, the second starts at home."""
    volunteer = make_volunteer(shifts=(make_shift(8, 10), make_shift(10, 12)), open_end=True)
    needs = [make_need("n1", place=make_place(2000, 0)), make_need("n2", place=make_place(-500, 0))]
    day = make_day([volunteer], needs, pins=(pin("n1", at_h=9.5), pin("n2", at_h=10.25)))
    assert messages(day) == []


def test_a_limit_of_a_day_counts_the_visits_of_that_day_only():
    shifts = (make_shift(8, 18), make_shift(24 + 8, 24 + 18))
    needs = [make_need("n1"), make_need("n2"), make_need("n3", windows=(make_window(33, 36),))]
    volunteer = make_volunteer(shifts=shifts, limits=Limits(tasks=1))
    apart = make_day([volunteer], needs, days=2, pins=(pin("n1"), pin("n3")))
    assert messages(apart) == []
    together = make_day([volunteer], needs, days=2, pins=(pin("n1"), pin("n2"), pin("n3")))
    assert messages(together) == ["volunteer v1 is pinned beyond a limit: 2 of 1 (over_tasks)"]


def test_a_limit_of_the_week_counts_the_visits_of_all_its_days():
    shifts = (make_shift(8, 18), make_shift(24 + 8, 24 + 18))
    needs = [make_need("n1"), make_need("n2", windows=(make_window(33, 36),))]
    volunteer = make_volunteer(shifts=shifts, limits=Limits(week_service_s=Seconds(3000)))
    day = make_day([volunteer], needs, days=2, pins=(pin("n1"), pin("n2")))
    assert messages(day) == ["volunteer v1 is pinned beyond a limit: 3600 of 3000 (over_service)"]
    sunday = replace(day, first_day=MONDAY - timedelta(days=1))
    assert messages(sunday) == []


def test_a_minor_goes_with_the_guardian_or_not_at_all():
    team = [make_volunteer("v1", age=16, guardian_id="v2"), make_volunteer("v2"), make_volunteer("v3")]
    need = make_need(crew=(Role(), Role()))
    assert messages(make_day(team, [need], pins=(pin(), pin(volunteer_id="v2", role=1)))) == []
    alone = make_day(team, [need], pins=(pin(), pin(volunteer_id="v3", role=1)))
    assert messages(alone) == ["volunteer v1 cannot serve need n1 without the guardian"]


AT_NOON = Seconds(12 * HOUR_S)


def test_what_has_started_is_kept_whatever_the_rules_say():
    """Refused, out of the window, and at two places at once."""
    needs = [make_need("n1", refused=frozenset({"v1"})), make_need("n2", windows=(make_window(15, 16),))]
    pins = (pin("n1", at_h=9, started=True), pin("n2", at_h=9, started=True))
    assert messages(make_day(needs=needs, pins=pins, now_s=AT_NOON)) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"at_h": 11}, "need n1 cannot start at 11:00: it is 12:00"),
        ({"picked_up": True}, "need n1 has nothing to pick up"),
    ],
)
def test_what_cannot_be_at_this_hour_is_named(changes, message):
    day = make_day(needs=[make_need(windows=(make_window(9, 17),))], pins=(pin(**changes),), now_s=AT_NOON)
    assert message in messages(day)


def test_nobody_is_on_the_way_to_two():
    needs = [make_need("n1"), make_need("n2")]
    on_the_way = pin("n1", at_h=12.5, started=True)
    assert messages(make_day(needs=needs, pins=(on_the_way,), now_s=AT_NOON)) == []
    both = (on_the_way, pin("n2", at_h=13, started=True))
    assert messages(make_day(needs=needs, pins=both, now_s=AT_NOON)) == [
        "volunteer v1 cannot be on the way to need n1 and to need n2 at once: it is 12:00"
    ]


def test_what_has_started_is_of_a_shift():
    day = make_day([make_volunteer(shifts=())], pins=(pin(at_h=9, started=True),))
    assert messages(day) == ["volunteer v1 has no shift in which need n1 could have started"]


def test_what_is_on_board_needs_no_way_to_fetch_it():
    far = Pickup(place=make_place(30_000, 0), service_s=Seconds(60))
    needs = [make_need(pickup=far)]
    assert messages(make_day(needs=needs, pins=(pin(),))) == ["volunteer v1 cannot serve need n1: too_far"]
    assert messages(make_day(needs=needs, pins=(pin(picked_up=True),))) == []


def test_a_pinned_start_may_be_as_late_as_the_need_bears():
    needs = [make_need(windows=(make_window(9, 10),), late_s=Seconds(HOUR_S))]
    assert messages(make_day(needs=needs, pins=(pin(at_h=11),))) == []
    assert len(messages(make_day(needs=needs, pins=(pin(at_h=11.1),)))) == 1


def two_needs(*pins: Pin, **changes: object) -> Day:
    team = [make_volunteer("v1"), make_volunteer("v2")]
    return make_day(team, [make_need("n1"), make_need("n2")], pins=pins, **changes)


def test_starts_against_a_gap_are_a_conflict_of_the_later_need():
    gap = Link(kind=LinkKind.GAP, first_id="n1", second_id="n2", min_s=Seconds(3600), max_s=Seconds(7200))
    at_nine = pin("n1", at_h=9)
    assert messages(two_needs(at_nine, pin("n2", "v2", at_h=10), links=(gap,))) == []
    assert messages(two_needs(at_nine, pin("n2", "v2", at_h=9.5), links=(gap,))) == [
        "need n2 (09:30) cannot start 3600 to 7200 s after need n1 (09:00)"
    ]
    late = pin("n1", at_h=12)
    assert messages(two_needs(late, pin("n2", "v2"), links=(gap,))) == [
        "need n2 (09:00 to 12:00) cannot start 3600 to 7200 s after need n1 (12:00)"
    ]
    assert messages(two_needs(late, links=(gap,))) == []  # n2 may stay unmet
    happened = (pin("n1", at_h=9, started=True), pin("n2", "v2", at_h=9, started=True))
    assert messages(two_needs(*happened, links=(gap,))) == []


def test_two_people_for_needs_that_ask_for_the_same_are_a_conflict():
    same = Link(kind=LinkKind.SAME_VOLUNTEER, first_id="n1", second_id="n2")
    assert messages(two_needs(pin("n1", "v2"), pin("n2", "v2"), links=(same,))) == []
    assert messages(two_needs(pin("n1"), pin("n2", "v2"), links=(same,))) == [
        "need n2 is pinned to volunteer v2, need n1, which asks for the same, to volunteer v1"
    ]
    begun = two_needs(pin("n1"), pin("n2", "v2", at_h=9, started=True), links=(same,))
    assert [conflict.pin.need_id for conflict in pin_conflicts(begun)] == ["n1"]


def on_days(need_id: str, *days: int) -> Need:
    return make_need(need_id, windows=tuple(make_window(24 * day + 9, 24 * day + 12) for day in days))


def test_days_too_near_for_a_series_are_a_conflict():
    shifts = tuple(make_shift(24 * day + 8, 24 * day + 18) for day in range(4))
    series = Series(id="s", need_ids=("n1", "n2"), spacing_days=2)

    def day(*pins: Pin) -> Day:
        team = [make_volunteer("v1", shifts=shifts)]
        return make_day(team, [on_days("n1", 0, 3), on_days("n2", 1, 2)], days=4, series=(series,), pins=pins)

    assert messages(day(pin("n1", at_h=9), pin("n2"))) == []
    assert messages(day(pin("n1", at_h=9), pin("n2", at_h=33))) == [
        "needs n1 and n2 of series s cannot be 2 days apart"
    ]


def test_moments_after_the_first_day_name_theirs():
    late = make_day(needs=[on_days("n1", 1)], days=2, pins=(pin(at_h=9),))
    assert "need n1 cannot start at 09:00: its windows are day 2 09:00 to day 2 12:00" in messages(late)


def test_conflicts_come_in_the_order_of_the_pins():
    needs = [make_need("n1"), make_need("n2")]
    pins = (pin("n2", at_h=20), pin("n1", at_h=20))
    assert [conflict.pin for conflict in pin_conflicts(make_day(needs=needs, pins=pins))] == list(pins)
