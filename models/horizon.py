"""The days of a question: what lies outside of them is no part of it, and is refused by place and value.

Shifts and windows open on one of the days. They may close up to a day after the last, so that a night, or
what runs late, stays whole; until then also breaks begin, and visits that are pinned or told.
"""

from collections.abc import Sequence

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
    for at, volunteer in enumerate(volunteers):
        # They are sorted, so the last says it of all: a city has half a million of them.
        if volunteer.shifts and volunteer.shifts[-1].closes_s > ends_s(days):
            _check_spans(days, f"volunteers[{at}].shifts", f"volunteer {volunteer.id}", volunteer.shifts)
        for number, one in enumerate(volunteer.breaks):
            if one.opens_s > reach_s(days):
                place = f"volunteers[{at}].breaks[{number}].opens_s"
                raise InvalidInput(f"{place}={one.opens_s} (volunteer {volunteer.id}) {_beyond(days)}")
    for at, need in enumerate(needs):
        if need.windows[-1].closes_s > ends_s(days):
            _check_spans(days, f"needs[{at}].windows", f"need {need.id}", need.windows)
    _check_starts(days, "pins", pins)
    _check_starts(days, "told", told)


def _check_starts(days: int, rows: str, visits: Sequence[Pin | Told]) -> None:
    for at, visit in enumerate(visits):
        if visit.start_s is not None and visit.start_s > reach_s(days):
            place = f"{rows}[{at}].start_s={visit.start_s} (need {visit.need_id})"
            raise InvalidInput(f"{place} {_beyond(days)}")


def _check_spans(days: int, place: str, whose: str, spans: Sequence[Shift | TimeWindow]) -> None:
    for number, span in enumerate(spans):
        if span.opens_s >= ends_s(days):
            outside = f"is not within days={days}, which end at {ends_s(days)}"
            raise InvalidInput(f"{place}[{number}].opens_s={span.opens_s} ({whose}) {outside}")
        if span.closes_s > reach_s(days):
            raise InvalidInput(f"{place}[{number}].closes_s={span.closes_s} ({whose}) {_beyond(days)}")


def _beyond(days: int) -> str:
    return f"is more than a day after days={days}, which end at {ends_s(days)}"
