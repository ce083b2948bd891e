"""The days of a question: what lies outside of them is no part of it, and is refused by place and value.

Shifts and windows open on one of the days. They may close up to a day after the last, so that a night, or
what runs late, stays whole; until then also breaks begin, and visits that are pinned or told.
"""

from collections.abc import Iterator, Sequence

from models.bounds import within_if_any
from models.errors import InvalidInput
from models.needs import Need, Pin, TimeWindow, Told
from models.people import Shift, Volunteer
from models.units import DAY_S, MAX_HORIZON_S, Seconds


def ends_s(days: int) -> Seconds:
    """When the last of the days is over."""
    return Seconds(days * DAY_S)


def reach_s(days: int) -> Seconds:
    """Until when what has begun on one of the days may last."""
    return Seconds(min(ends_s(days) + DAY_S, MAX_HORIZON_S))


def check_horizon(
    days: int,
    *,
    volunteers: Sequence[Volunteer],
    needs: Sequence[Need],
    pins: Sequence[Pin],
    told: Sequence[Told],
    now_s: Seconds | None,
) -> None:
    """Raises InvalidInput where something lies outside of so many days, naming its place in the question."""
    within_if_any("now_s", now_s, 0, reach_s(days))
    outside = f"is not within days={days}, which end at {ends_s(days)}"
    beyond = f"is more than a day after days={days}, which end at {ends_s(days)}"
    for place, whose, span in _closing_after(ends_s(days), volunteers, needs):
        if span.opens_s >= ends_s(days):
            raise InvalidInput(f"{place}.opens_s={span.opens_s} ({whose}) {outside}")
        if span.closes_s > reach_s(days):
            raise InvalidInput(f"{place}.closes_s={span.closes_s} ({whose}) {beyond}")
    for place, whose, moment_s in _moments(volunteers, pins, told):
        if moment_s is not None and moment_s > reach_s(days):
            raise InvalidInput(f"{place}={moment_s} ({whose}) {beyond}")


def _closing_after(
    ends_s: Seconds, volunteers: Sequence[Volunteer], needs: Sequence[Need]
) -> Iterator[tuple[str, str, Shift | TimeWindow]]:
    """Shifts and windows: their place, whose they are, and the span."""
    # They are sorted, so the last says it of all: a city has half a million of them.
    for at, volunteer in enumerate(volunteers):
        if volunteer.shifts and volunteer.shifts[-1].closes_s > ends_s:
            for number, shift in enumerate(volunteer.shifts):
                yield f"volunteers[{at}].shifts[{number}]", f"volunteer {volunteer.id}", shift
    for at, need in enumerate(needs):
        if need.windows[-1].closes_s > ends_s:
            for number, window in enumerate(need.windows):
                yield f"needs[{at}].windows[{number}]", f"need {need.id}", window


def _moments(
    volunteers: Sequence[Volunteer], pins: Sequence[Pin], told: Sequence[Told]
) -> Iterator[tuple[str, str, Seconds | None]]:
    """Moments at which something may or must start: their place, whose they are, and the moment."""
    for at, volunteer in enumerate(volunteers):
        for number, one in enumerate(volunteer.breaks):
            yield f"volunteers[{at}].breaks[{number}].opens_s", f"volunteer {volunteer.id}", one.opens_s
    for at, pin in enumerate(pins):
        yield f"pins[{at}].start_s", f"need {pin.need_id}", pin.start_s
    for at, visit in enumerate(told):
        yield f"told[{at}].start_s", f"need {visit.need_id}", visit.start_s
