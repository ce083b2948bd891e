"""How the command line says what the catalogue says in codes: English, with the Chinese term beside it."""

from collections.abc import Mapping
from types import MappingProxyType

from models.catalogue import NeedKind
from models.plans import Status
from models.reasons import Reason

REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NO_SPECIALITY: "too few have the speciality asked for",
        Reason.LEVEL_TOO_LOW: "too few have the speciality at that level",
        Reason.MISSING_QUALIFICATION: "too few have the qualification by law",
        Reason.NOT_INSURED: "too few are insured against accidents",
        Reason.WRONG_SEX: "a carer of the other sex is asked for",
        Reason.NO_SHARED_LANGUAGE: "too few speak the language",
        Reason.OUTSIDE_AGE_RANGE: "too few are of an age for the task",
        Reason.MINOR_WITHOUT_ADULT: "minors cannot go without their adult",
        Reason.MINOR_AT_NIGHT_OR_RISK: "it is at night or risky, not for minors",
        Reason.NOT_VETTED: "too few have a record check to see minors",
        Reason.REFUSED_BY_RECIPIENT: "the recipient does not want those who could go",
        Reason.REFUSED_BY_VOLUNTEER: "those who could go do not want to",
        Reason.TOO_FEW_SEATS: "too few have enough seats",
        Reason.OVER_CAPACITY: "too few can carry that much",
        Reason.PINNED_ELSEWHERE: "somebody else is pinned",
        Reason.OUT_OF_SHIFT: "nobody is free at that time",
        Reason.TOO_FAR: "it is too far for those who could go",
        Reason.OVER_TASKS: "those who could go have enough tasks",
        Reason.OVER_SERVICE: "those who could go give enough hours",
        Reason.CREW_TOO_SMALL: "too few are free at the same time",
        Reason.NO_SUPPLIES: "those who could go lack the goods",
        Reason.BREAK_IN_THE_WAY: "the breaks of those who could go are in the way",
        Reason.SERIES_TOO_CLOSE: "other visits of the series are too close",
        Reason.LINKED_GAP: "the gap to a linked need cannot be kept",
        Reason.LINKED_VOLUNTEER: "who serves a linked need cannot come",
        Reason.TOO_LATE: "the time asked for is over",
        Reason.CHAIN_INCOMPLETE: "others of its chain cannot be served",
        Reason.NOT_WORTH_THE_WAY: "the way there costs more than it is worth",
        Reason.OVERLOOKED: "it could be served: give the search more time",
        Reason.OTHERS_WORTH_MORE: "who could go is needed more elsewhere",
        Reason.ALREADY_DECIDED: "who could go is pinned or has started elsewhere",
    }
)
"""For a reason that heads the list of an unmet need: it stops most, or is the one that decides."""

STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.OPTIMAL: "nothing better is possible",
        Status.FEASIBLE: "every need is served",
        Status.PARTIAL: "some needs are unmet",
        Status.INFEASIBLE: "no need can be served",
        Status.STOPPED: "stopped before its time was up; the best plan found is kept",
        Status.REFUSED: "refused: it asks for what the search cannot honour",
    }
)


TERMS: Mapping[str, str] = MappingProxyType(
    {
        "travel_s": "on the way",
        "late_s": "later than promised",
        "wait_s": "waiting between visits",
        "change_s": "somebody else than was told",
        "moved_s": "at another time than was told",
        "continuity_s": "not by a usual carer",
        "preference_s": "not by somebody preferred",
        "balance_s": "load unevenly shared",
        "scarce_s": "rare specialities spent on common needs",
        "refusal_s": "offers that may be refused",
    }
)
"""The terms of a plan's cost besides its unmet needs, in the order in which they are told."""


def kind_words(kind: NeedKind) -> str:
    """home visit 上门问诊"""
    return f"{kind.value.replace('_', ' ')} {kind.zh}"


def count_words(count: int, noun: str) -> str:
    """1 need, 2,000 needs."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def duration_words(seconds: float) -> str:
    """About how long: 40 s, 12 min, 3.5 h."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:,.1f} h"
