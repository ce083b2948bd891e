"""Pins that cannot hold are named before anything is planned."""

import pytest

from matcher.pins import pin_conflicts
from models.catalogue import Speciality
from models.day import Day
from models.needs import Pin, Role
from models.people import Limits
from models.reasons import Reason
from models.units import HOUR_S, Metres, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window


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


def test_conflicts_come_in_the_order_of_the_pins():
    needs = [make_need("n1"), make_need("n2")]
    pins = (pin("n2", at_h=20), pin("n1", at_h=20))
    assert [conflict.pin for conflict in pin_conflicts(make_day(needs=needs, pins=pins))] == list(pins)
