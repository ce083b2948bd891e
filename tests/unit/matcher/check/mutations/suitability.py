"""Somebody goes who lacks one thing; the route is else that of the good plan."""

from models.plans import Plan
from models.reasons import Reason
from tests.schedules import Outing
from tests.unit.matcher.check.good_plan import (
    ANN_AFTERNOON,
    ANN_MORNING,
    ANN_TUESDAY,
    BEN,
    DAN,
    EVE,
    MIA_AFTERNOON,
    Good,
    hand,
)
from tests.unit.matcher.check.mutations.naming import Mutations

MUTATIONS: Mutations = {}

for to, outing, reason in (
    ("no-medicine", ANN_MORNING, Reason.NO_SPECIALITY),
    ("beginner", ANN_MORNING, Reason.LEVEL_TOO_LOW),
    ("no-licence", ANN_MORNING, Reason.MISSING_QUALIFICATION),
    ("licence-until-sunday", ANN_MORNING, Reason.MISSING_QUALIFICATION),
    ("licence-until-monday", ANN_TUESDAY, Reason.MISSING_QUALIFICATION),
    ("uninsured", DAN, Reason.NOT_INSURED),
    ("insured-until-sunday", DAN, Reason.NOT_INSURED),
    ("unvetted", ANN_AFTERNOON, Reason.NOT_VETTED),
    ("vetted-until-sunday", ANN_AFTERNOON, Reason.NOT_VETTED),
    ("aged-61", ANN_MORNING, Reason.OUTSIDE_AGE_RANGE),
    ("aged-24", ANN_MORNING, Reason.OUTSIDE_AGE_RANGE),
    ("age-not-given", ANN_MORNING, Reason.OUTSIDE_AGE_RANGE),
    ("male", ANN_MORNING, Reason.WRONG_SEX),
    ("sex-not-given", ANN_MORNING, Reason.WRONG_SEX),
    ("no-dialect", ANN_MORNING, Reason.NO_SHARED_LANGUAGE),
    ("unwelcome", ANN_MORNING, Reason.REFUSED_BY_RECIPIENT),
    ("unwilling", ANN_MORNING, Reason.REFUSED_BY_VOLUNTEER),
    ("no-seat", BEN, Reason.TOO_FEW_SEATS),
    ("small-bag", BEN, Reason.OVER_CAPACITY),
    ("strong-boy", DAN, Reason.MINOR_AT_NIGHT_OR_RISK),
    ("unguarded", MIA_AFTERNOON, Reason.MINOR_WITHOUT_ADULT),
    ("eve-double", EVE, Reason.PINNED_ELSEWHERE),
):

    def sent(good: Good, to: str = to, outing: Outing = outing) -> Plan:
        return hand(good.plan, outing, to)

    MUTATIONS[f"{to} is sent"] = (frozenset({reason}), sent)
