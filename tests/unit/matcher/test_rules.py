"""Each pair rule: whom it stops, whom it lets pass, and where the line runs."""

from datetime import timedelta

import pytest

from matcher.rules import PAIR_RULES, Ask, broken_rules
from models.catalogue import Language, Qualification, Sex, Speciality
from models.needs import Need, Pickup, Role
from models.people import Volunteer
from models.reasons import Reason
from models.units import HOUR_S, Seconds
from tests.builders import MONDAY, make_need, make_place, make_volunteer, make_window

SUNDAY = MONDAY - timedelta(days=1)
MEDICINE_3 = (Role(speciality=Speciality.MEDICINE, level=3),)
NURSE = (Role(qualifications=frozenset({Qualification.NURSE})),)


def broken(volunteer: Volunteer, need: Need, *, pinned_id: str | None = None) -> tuple[Reason, ...]:
    return broken_rules(
        volunteer, Ask(need=need, role=0, windows=need.windows, on=MONDAY, pinned_id=pinned_id)
    )


def fetching(load: int) -> Pickup:
    return Pickup(place=make_place(), service_s=Seconds(60), load=load)


@pytest.mark.parametrize(
    ("reason", "volunteer", "need"),
    [
        (Reason.NO_SPECIALITY, {"specialities": {Speciality.NURSING: 5}}, {"crew": MEDICINE_3}),
        (Reason.LEVEL_TOO_LOW, {"specialities": {Speciality.MEDICINE: 2}}, {"crew": MEDICINE_3}),
        (Reason.MISSING_QUALIFICATION, {}, {"crew": NURSE}),
        (Reason.MISSING_QUALIFICATION, {"qualifications": {Qualification.NURSE: SUNDAY}}, {"crew": NURSE}),
        (Reason.NOT_INSURED, {}, {"risky": True}),
        (Reason.NOT_INSURED, {"insured_until": SUNDAY}, {"risky": True}),
        (Reason.NOT_VETTED, {}, {"with_minor": True}),
        (Reason.NOT_VETTED, {"vetted_until": SUNDAY}, {"with_minor": True}),
        (Reason.WRONG_SEX, {"sex": Sex.MALE}, {"carer_sex": Sex.FEMALE}),
        (Reason.WRONG_SEX, {"sex": None}, {"carer_sex": Sex.FEMALE}),
        (Reason.NO_SHARED_LANGUAGE, {}, {"language": Language.WUHAN}),
        (Reason.OUTSIDE_AGE_RANGE, {"age": 29}, {"min_age": 30}),
        (Reason.OUTSIDE_AGE_RANGE, {"age": 61}, {"max_age": 60}),
        (Reason.OUTSIDE_AGE_RANGE, {"age": None}, {"min_age": 19}),
        (Reason.OUTSIDE_AGE_RANGE, {"age": None}, {"max_age": 100}),
        (Reason.REFUSED_BY_RECIPIENT, {"id": "zhang"}, {"refused": frozenset({"zhang"})}),
        (Reason.REFUSED_BY_VOLUNTEER, {"refuses": frozenset({"r1"})}, {"recipient_id": "r1"}),
        (Reason.TOO_FEW_SEATS, {"seats": 1}, {"seats": 2}),
        (Reason.OVER_CAPACITY, {"capacity": 2}, {"pickup": fetching(3)}),
        (Reason.CREW_TOO_SMALL, {}, {"first_visit_flagged": True}),
        (Reason.OVER_CAPACITY, {"capacity": 2}, {"supplies": {"pills": 2, "masks": 1}}),
        (Reason.OVER_CAPACITY, {"capacity": 3}, {"pickup": fetching(3), "supplies": {"pills": 1}}),
        (Reason.MINOR_WITHOUT_ADULT, {"age": 17, "guardian_id": "mum"}, {}),
        (Reason.MINOR_WITHOUT_ADULT, {"age": 17}, {"crew": (Role(), Role())}),
    ],
)
def test_a_broken_rule_gives_its_reason(reason, volunteer, need):
    assert broken(make_volunteer(**volunteer), make_need(**need)) == (reason,)


@pytest.mark.parametrize(
    ("volunteer", "need"),
    [
        ({"specialities": {Speciality.MEDICINE: 3}}, {"crew": MEDICINE_3}),
        ({"qualifications": {Qualification.NURSE: MONDAY}}, {"crew": NURSE}),
        ({"insured_until": MONDAY}, {"risky": True}),
        ({"vetted_until": MONDAY}, {"with_minor": True}),
        ({"sex": Sex.FEMALE}, {"carer_sex": Sex.FEMALE}),
        ({"languages": frozenset({Language.WUHAN})}, {"language": Language.WUHAN}),
        ({"age": 30}, {"min_age": 30, "max_age": 30}),
        ({"age": None}, {"min_age": 18}),
        ({"age": None}, {}),
        ({"refuses": frozenset({""})}, {"recipient_id": ""}),
        ({"seats": 2}, {"seats": 2}),
        ({"capacity": 3}, {"pickup": fetching(3)}),
        ({"capacity": 4}, {"pickup": fetching(3), "supplies": {"pills": 1}}),
        ({"age": 17, "guardian_id": "mum"}, {"crew": (Role(), Role())}),
        ({}, {"first_visit_flagged": True, "crew": (Role(), Role())}),
        ({"age": 18}, {"windows": (make_window(23, 24),)}),
    ],
)
def test_who_stands_right_on_the_line_passes(volunteer, need):
    assert broken(make_volunteer(**volunteer), make_need(**need)) == ()


def test_a_pin_keeps_everybody_else_out():
    assert broken(make_volunteer("zhang"), make_need(), pinned_id="zhang") == ()
    assert broken(make_volunteer("li"), make_need(), pinned_id="zhang") == (Reason.PINNED_ELSEWHERE,)


@pytest.mark.parametrize(
    ("windows", "risky", "stopped"),
    [
        ([(9, 12)], False, False),
        ([(9, 12)], True, True),
        ([(21, 22)], False, False),  # one hour of service from 21:00 ends as the night begins
        ([(21.25, 23)], False, True),
        ([(5, 5.75)], False, True),
        ([(5, 6)], False, False),
        ([(23, 24), (30, 31)], False, False),  # 06:00 of the next day
        ([(23, 29.5)], False, True),
    ],
)
def test_a_minor_is_kept_from_risk_and_from_the_night(windows, risky, stopped):
    need = make_need(
        windows=tuple(make_window(*one) for one in windows), risky=risky, service_s=Seconds(HOUR_S)
    )
    verdict = broken(make_volunteer(age=16, insured_until=MONDAY), need)
    assert (Reason.MINOR_AT_NIGHT_OR_RISK in verdict) is stopped


def test_every_broken_rule_is_named():
    need = make_need(carer_sex=Sex.FEMALE, risky=True, seats=1, refused=frozenset({"v1"}))
    assert set(broken(make_volunteer(sex=Sex.MALE), need)) == {
        Reason.WRONG_SEX,
        Reason.NOT_INSURED,
        Reason.TOO_FEW_SEATS,
        Reason.REFUSED_BY_RECIPIENT,
    }


@pytest.mark.parametrize("rule", PAIR_RULES, ids=lambda rule: rule.__name__)
def test_a_rule_names_its_source(rule):
    assert "Source: " in rule.__doc__
