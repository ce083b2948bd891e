"""Stated reasons for unmet needs, true and false."""

from dataclasses import replace

import pytest

from matcher.check.unmet import confirm_unmet
from matcher.check.violation import Fault
from models.catalogue import Language, Qualification, Sex, Speciality
from models.day import Day
from models.needs import Pickup, Pin, Role
from models.plans import Unmet
from models.reasons import Reason
from models.units import Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_volunteer, make_window
from tests.schedules import Schedules
from tests.unit.matcher.check.good_plan import TUESDAY


def verdict(day: Day, *reasons: tuple[Reason, int]) -> list[Fault | Reason]:
    plan = Schedules(day).plan({})
    assert plan is not None
    unmet = tuple(Unmet(need_id=need.id, reasons=reasons) for need in day.needs)
    return [violation.code for violation in confirm_unmet(day, replace(plan, unmet=unmet))]


def verdict_with(reason: Reason, count: int) -> list[Fault | Reason]:
    """On the demanding day, all else stated as it is."""
    return verdict(make_demanding_day(), *(TRUE_COUNTS | {reason: count}).items())


def make_demanding_day() -> Day:
    """Each rule stops some of four volunteers, none stops all."""
    fit = make_volunteer(
        "fit",
        specialities={Speciality.MEDICINE: 3},
        qualifications={Qualification.PHYSICIAN: MONDAY},
        languages=frozenset({Language.WUHAN}),
        sex=Sex.FEMALE,
        insured_until=MONDAY,
        vetted_until=MONDAY,
        seats=2,
        capacity=5,
    )
    beginner = replace(fit, id="beginner", specialities={Speciality.MEDICINE: 2})
    crew = (
        Role(speciality=Speciality.MEDICINE, level=3, qualifications=frozenset({Qualification.PHYSICIAN})),
    )
    need = make_need(
        crew=crew,
        recipient_id="granny",
        language=Language.WUHAN,
        carer_sex=Sex.FEMALE,
        min_age=30,
        risky=True,
        with_minor=True,
        seats=2,
        pickup=Pickup(place=make_place(), service_s=Seconds(0), load=5),
        refused=frozenset({"fit"}),
    )
    others = [make_volunteer("v1", age=29, refuses=frozenset({"granny"})), make_volunteer("v2", age=None)]
    pins = (Pin(need_id="n1", volunteer_id="fit"),)
    return make_day([fit, beginner, *others], [need], pins=pins)


TRUE_COUNTS = {
    Reason.NO_SPECIALITY: 2,
    Reason.LEVEL_TOO_LOW: 1,
    Reason.MISSING_QUALIFICATION: 2,
    Reason.NOT_INSURED: 2,
    Reason.NOT_VETTED: 2,
    Reason.OUTSIDE_AGE_RANGE: 2,
    Reason.WRONG_SEX: 2,
    Reason.NO_SHARED_LANGUAGE: 2,
    Reason.REFUSED_BY_RECIPIENT: 1,
    Reason.REFUSED_BY_VOLUNTEER: 1,
    Reason.TOO_FEW_SEATS: 2,
    Reason.OVER_CAPACITY: 2,
    Reason.PINNED_ELSEWHERE: 3,
}


@pytest.mark.parametrize(("reason", "count"), TRUE_COUNTS.items())
def test_a_true_count_is_confirmed_and_a_false_one_is_not(reason, count):
    assert verdict_with(reason, count) == []
    assert verdict_with(reason, count - 1) == [Fault.REASON_MISCOUNTED]
    assert verdict_with(reason, count + 1) == [Fault.REASON_MISCOUNTED]


@pytest.mark.parametrize("reason", TRUE_COUNTS)
def test_a_rule_that_stops_somebody_cannot_be_kept_quiet(reason):
    stated = [(one, count) for one, count in TRUE_COUNTS.items() if one is not reason]
    assert verdict(make_demanding_day(), *stated) == [Fault.REASON_MISCOUNTED]


@pytest.mark.parametrize("reason", [one for one in Reason if one not in TRUE_COUNTS])
def test_reasons_that_depend_on_the_route_stop_any_number_of_the_volunteers_there_are(reason):
    assert [verdict_with(reason, count) for count in (0, 4)] == [[], []]
    for count in (-1, 5):
        assert verdict_with(reason, count) == [Fault.REASON_MISCOUNTED]


def test_every_volunteer_has_a_reason_and_without_volunteers_there_is_none():
    day = make_day([make_volunteer("v1"), make_volunteer("v2")])
    assert verdict(day) == [Fault.REASON_MISCOUNTED]
    assert verdict(day, (Reason.OTHERS_WORTH_MORE, 1)) == [Fault.REASON_MISCOUNTED]
    assert verdict(day, (Reason.OTHERS_WORTH_MORE, 1), (Reason.TOO_FAR, 1)) == []
    assert verdict(make_day([])) == []


def test_a_reason_is_stated_once():
    assert verdict(make_day(), *[(Reason.TOO_FAR, 1)] * 2) == [Fault.REASON_MISCOUNTED]


def test_a_licence_that_ends_between_the_days_of_a_need_may_be_counted_or_not():
    role = Role(qualifications=frozenset({Qualification.DRIVER}))
    need = make_need(crew=(role,), windows=(make_window(9, 10), make_window(33, 34)))

    def day_with(last_day: object) -> Day:
        return make_day([make_volunteer(qualifications={Qualification.DRIVER: last_day})], [need], days=2)

    for count in (0, 1):
        stated = ((Reason.MISSING_QUALIFICATION, count), (Reason.OTHERS_WORTH_MORE, 1))
        assert verdict(day_with(MONDAY), *stated) == []
    assert verdict(day_with(TUESDAY), (Reason.MISSING_QUALIFICATION, 1)) == [Fault.REASON_MISCOUNTED]


def test_who_fits_one_seat_of_a_crew_only_may_be_counted_or_not():
    need = make_need(crew=(Role(speciality=Speciality.LIFTING), Role(speciality=Speciality.DRIVING)))
    day = make_day([make_volunteer(specialities={Speciality.LIFTING: 1}), make_volunteer("v2")], [need])
    for count, faults in ((0, 1), (1, 0), (2, 0), (3, 1)):
        stated = ((Reason.NO_SPECIALITY, count), (Reason.CREW_TOO_SMALL, 2))
        assert verdict(day, *stated) == [Fault.REASON_MISCOUNTED] * faults


def test_a_need_that_does_not_exist_is_a_matter_of_the_plan():
    day = make_demanding_day()
    plan = Schedules(day).plan({})
    stray = (Unmet(need_id="no-such-need", reasons=((Reason.NO_SPECIALITY, 9),)),)
    assert confirm_unmet(day, replace(plan, unmet=stray)) == []
