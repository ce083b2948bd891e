"""What each kind of need usually asks for."""

from models.catalogue import NeedKind, Qualification, Speciality
from models.kinds import USUAL
from models.needs import Role


def test_every_kind_has_its_usual_need():
    assert set(USUAL) == set(NeedKind)


def test_work_that_the_law_reserves_asks_for_its_qualification():
    assert USUAL[NeedKind.HOME_VISIT].qualifications == {Qualification.PHYSICIAN}
    assert USUAL[NeedKind.ESCORT].qualifications == {Qualification.DRIVER}


def test_two_come_to_lift_somebody_and_both_are_insured():
    usual = USUAL[NeedKind.LIFT]
    assert usual.roles == (Role(speciality=Speciality.LIFTING),) * 2
    assert usual.risky


def test_minutes_become_seconds():
    assert USUAL[NeedKind.HOME_VISIT].service_s == 1800
