"""Whom rules keep from a need that a volunteer and a seat of the crew decide alone, counted anew."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.check.suitability import PAIR_RULES, PairRule
from models.day import Day
from models.needs import Need, Role
from models.people import Volunteer
from models.reasons import Reason
from models.units import DAY_S


def _capacity(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """What is fetched and supplied can be carried. check_plan sees it on the way, with all else on board."""
    return None if _load(need) <= volunteer.capacity else "what is fetched does not fit"


def _load(need: Need) -> int:
    return sum(need.supplies.values()) + (need.pickup.load if need.pickup is not None else 0)


_RULES: dict[Reason, PairRule] = {**PAIR_RULES, Reason.OVER_CAPACITY: _capacity}
del _RULES[Reason.MINOR_AT_NIGHT_OR_RISK]  # the risk is a matter of the pair, the night is not

RECOUNTED = (*_RULES, Reason.PINNED_ELSEWHERE)

_ASKED: Mapping[Reason, Callable[[Need, Role, date], Hashable]] = {
    Reason.NO_SPECIALITY: lambda need, role, on: role.speciality,
    Reason.LEVEL_TOO_LOW: lambda need, role, on: role.speciality and (role.speciality, role.level),
    Reason.MISSING_QUALIFICATION: lambda need, role, on: role.qualifications and (role.qualifications, on),
    Reason.NOT_INSURED: lambda need, role, on: need.risky and on,
    Reason.NOT_VETTED: lambda need, role, on: need.with_minor and on,
    Reason.OUTSIDE_AGE_RANGE: lambda need, role, on: (need.min_age, need.max_age),
    Reason.WRONG_SEX: lambda need, role, on: need.carer_sex,
    Reason.NO_SHARED_LANGUAGE: lambda need, role, on: need.language,
    Reason.REFUSED_BY_RECIPIENT: lambda need, role, on: need.refused,
    Reason.REFUSED_BY_VOLUNTEER: lambda need, role, on: need.recipient_id,
    Reason.TOO_FEW_SEATS: lambda need, role, on: need.seats,
    Reason.OVER_CAPACITY: lambda need, role, on: _load(need),
}
"""All that a rule looks at but the volunteer; where that is nothing, nobody breaks it."""


@dataclass(frozen=True, slots=True)
class Bars:
    """By rule, whom it keeps from every seat on every day, and whom from some seat on some day.

    Volunteers by their place in the day.
    """

    volunteers: tuple[Volunteer, ...]
    always: Mapping[Reason, frozenset[int]]
    ever: Mapping[Reason, frozenset[int]]

    def breaking_fewer_than(self, rules: int) -> Iterator[tuple[Volunteer, set[Reason]]]:
        """Volunteers, each with the rules that ever keep them away."""
        counts = Counter(place for who in self.ever.values() for place in who)
        for place, volunteer in enumerate(self.volunteers):
            if counts[place] < rules:
                yield volunteer, {reason for reason, who in self.ever.items() if place in who}


class Barred:
    """Recounts for one day; what a rule says of everybody is kept for all needs that ask the same of it."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._known: dict[tuple[Reason, Hashable], frozenset[int]] = {}

    def of(self, need: Need) -> Bars:
        pinned = {pin.role: pin.volunteer_id for pin in self._day.pins if pin.need_id == need.id}
        seats = [
            self._seat(need, role, on, pinned.get(number))
            for number, role in enumerate(need.crew)
            for on in _dates(need, self._day)
        ]
        return Bars(
            volunteers=self._day.volunteers,
            always={one: frozenset.intersection(*(seat[one] for seat in seats)) for one in RECOUNTED},
            ever={one: frozenset.union(*(seat[one] for seat in seats)) for one in RECOUNTED},
        )

    def _seat(
        self, need: Need, role: Role, on: date, pinned_id: str | None
    ) -> Mapping[Reason, frozenset[int]]:
        """Whom each rule keeps from the seat on that day."""
        broken = {reason: self._breaking(reason, need, role, on) for reason in _RULES}
        others = (place for place, one in enumerate(self._day.volunteers) if one.id != pinned_id)
        elsewhere = frozenset(others if pinned_id is not None else ())
        return broken | {Reason.PINNED_ELSEWHERE: elsewhere}

    def _breaking(self, reason: Reason, need: Need, role: Role, on: date) -> frozenset[int]:
        asked = _ASKED[reason](need, role, on)
        if not asked:
            return frozenset()
        if (reason, asked) not in self._known:
            self._known[reason, asked] = frozenset(
                place
                for place, volunteer in enumerate(self._day.volunteers)
                if _RULES[reason](volunteer, need, role, on) is not None
            )
        return self._known[reason, asked]


def _dates(need: Need, day: Day) -> list[date]:
    """The days on which the need may start."""
    days = {
        number
        for window in need.windows
        for number in range(window.opens_s // DAY_S, window.closes_s // DAY_S + 1)
    }
    return [day.first_day + timedelta(days=number) for number in sorted(days)]
