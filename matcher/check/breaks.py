"""Breaks: each that is owed is taken once, in its span and as long as asked; nobody takes another.

Source: what models.people says of Break. Where and between which stops it lies is a matter of arrivals: it is
taken where the stop before it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.check.history import free_s
from matcher.check.reading import Outing, Reading
from matcher.check.stops import Call, Rest
from matcher.check.violation import Fault, Violation, clock
from models.people import NIGHT_CLOSES_S, NIGHT_OPENS_S
from models.units import DAY_S, Seconds


@dataclass(frozen=True, slots=True)
class _Owed:
    """A break of one outing: starts from `first_s` to `last_s`."""

    first_s: Seconds
    last_s: Seconds
    lasts_s: Seconds

    def __str__(self) -> str:
        return f"{self.lasts_s} s from {clock(self.first_s)} to {clock(self.last_s)}"


def check_breaks(reading: Reading) -> Iterator[Violation]:
    """The breaks of every outing against those that it owes."""
    for outing in reading.outings:
        yield from _outing(outing, reading)


def _outing(outing: Outing, reading: Reading) -> Iterator[Violation]:
    owed = _owed(outing, reading)
    listed = ", ".join(map(str, owed)) or "none"
    rests = [step for step in outing.ahead if isinstance(step, Rest)]
    for rest in sorted(rests, key=lambda step: step.stop.start_s):
        fitting = [
            one
            for one in owed
            if one.lasts_s == rest.lasts_s and one.first_s <= rest.stop.start_s <= one.last_s
        ]
        if fitting:
            # Rests by their starts, each for the break that has to come soonest: no other choice fits more.
            owed.remove(min(fitting, key=lambda one: one.last_s))
        else:
            message = f"starts at {clock(rest.stop.start_s)} and lasts {rest.lasts_s} s, owed is {listed}"
            yield Violation(code=Fault.BREAK_NOT_OWED, where=rest.where, message=message)
    for one in owed:
        message = f"owes a break of {one} and does not take it"
        yield Violation(code=Fault.BREAK_MISSED, where=outing.where, message=message)


def _owed(outing: Outing, reading: Reading) -> list[_Owed]:
    """Those that can start and end in what is left of the shift; none where only history is in the plan."""
    if not any(isinstance(step, Call) for step in outing.ahead):
        return []
    opens_s, closes_s = outing.shift.opens_s, outing.shift.closes_s
    if outing.volunteer.is_minor:
        opens_s, closes_s = _by_day(opens_s, closes_s)
    opens_s = max(opens_s, free_s(outing, reading))
    spans = (
        _Owed(
            max(one.opens_s, opens_s), min(one.closes_s, Seconds(closes_s - one.lasts_s)), lasts_s=one.lasts_s
        )
        for one in outing.volunteer.breaks
    )
    return [one for one in spans if one.first_s <= one.last_s]


def _by_day(opens_s: Seconds, closes_s: Seconds) -> tuple[Seconds, Seconds]:
    """The longest part of a minor's shift between night and night: that is when a minor works."""
    days = range(opens_s // DAY_S, -(-closes_s // DAY_S))
    parts = [
        (max(opens_s, day * DAY_S + NIGHT_CLOSES_S), min(closes_s, day * DAY_S + NIGHT_OPENS_S))
        for day in days
    ]
    first_s, last_s = max(parts, key=lambda part: part[1] - part[0])
    return Seconds(first_s), Seconds(last_s)
