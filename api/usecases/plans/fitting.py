"""Whether a plan still fits the district as it has become since the plan was made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.usecases.plans.broken import broken_rules, rows_of
from api.usecases.plans.kept import Kept
from api.usecases.question.day import day_of
from api.usecases.question.local_days import LocalDays
from matcher.check.plan import check_plan
from matcher.check.violation import Fault
from models.day import Day
from models.lifecycle import TO_SERVE, NeedState
from models.needs import Pin
from models.plans import VISITS, Seat
from models.store.journal import Row
from models.units import Seconds

FIGURES = frozenset(
    {
        Fault.TRAVEL_MISSTATED,
        Fault.RETURN_MISSTATED,
        Fault.UNMET_UNKNOWN,
        Fault.UNMET_NOT_LISTED,
        Fault.COST_MISSTATED,
        Fault.STATUS_MISSTATED,
    }
)
"""What is no reason against a plan: its figures are those of the question that it answers."""

Taken = tuple[str, Seconds, Seconds]
"""Volunteer id, start and end."""

Changed = list[dict[str, Any]]
"""What has changed: noun, id, and what is the matter."""


def seats_of(kept: Kept) -> dict[Seat, Taken]:
    """Who takes each seat, from when to when."""
    return {
        (stop.need_id, stop.role): (route.volunteer_id, stop.start_s, stop.end_s)
        for route in kept.plan.routes
        for stop in route.stops
        if stop.part in VISITS
    }


def unfit(
    tx: Connection,
    kept: Kept,
    *,
    needs: Mapping[str, Row],
    volunteers: Mapping[str, Row],
    zone: ZoneInfo,
) -> Changed:
    """Why the plan is no answer any more; empty where it still is. Needs and volunteers are rows by id.

    Who is asked for is asked for as before, who was to come still may, and everything that has begun or been
    agreed meanwhile is in the plan as it is.
    """
    local = LocalDays(first_day=kept.day.first_day, days=kept.day.days, zone=zone)
    now = None if kept.day.now_s is None else local.moment(kept.day.now_s)
    today = day_of(
        tx,
        first_day=local.first_day,
        days=local.days,
        zone=zone,
        now=now,
        needs=list(needs.values()),
        volunteers=list(volunteers.values()),
    )
    seats = seats_of(kept)
    changed = _gone_needs(needs, {id for id, _ in seats}, today)
    changed += _gone_volunteers(volunteers, {who for who, _, _ in seats.values()}, today)
    if changed:
        return changed
    violations = check_plan(_merged(kept, today, seats), kept.plan)
    wrong = [one for one in violations if one.code not in FIGURES]
    return [
        rows_of(one, need_ids=needs, volunteer_ids=volunteers) | told
        for one, told in zip(wrong, broken_rules(wrong), strict=True)
    ]


def passed(seats: Iterable[tuple[Seat, datetime]], now: datetime) -> Changed:
    """New visits that would have to have begun by now."""
    return [
        {"noun": "need", "id": need_id, "message": f"its visit at {at:%H:%M} UTC should have begun by now"}
        for (need_id, _), at in seats
        if at < now
    ]


def _gone_needs(needs: Mapping[str, Row], planned: set[str], today: Day) -> Changed:
    asked = {need.id for need in today.needs}
    changed = []
    for id in sorted(planned - asked):
        state = NeedState(needs[id]["state"])
        message = f"is {state}" if state not in TO_SERVE else "is not asked on these days any more"
        changed.append({"noun": "need", "id": id, "message": message, "state": state.value, "zh": state.zh})
    return changed


def _gone_volunteers(volunteers: Mapping[str, Row], planned: set[str], today: Day) -> Changed:
    there = {volunteer.id for volunteer in today.volunteers}
    return [
        {
            "noun": "volunteer",
            "id": id,
            "message": "may not be sent any more, or is not free on these days any more",
            "state": volunteers[id]["state"],
        }
        for id in sorted(planned - there)
    ]


def _merged(kept: Kept, today: Day, seats: Mapping[Seat, Taken]) -> Day:
    """The question as it was, with what has become of it.

    What nobody has planned stays in, though it may be gone: ways are measured around the same middle.
    """
    needs = {need.id: need for need in today.needs}
    volunteers = {volunteer.id: volunteer for volunteer in today.volunteers}
    return replace(
        kept.day,
        needs=tuple(needs.get(need.id, need) for need in kept.day.needs),
        volunteers=tuple(volunteers.get(one.id, one) for one in kept.day.volunteers),
        pins=_pins(kept.day.pins, today.pins, seats),
    )


def _pins(before: Sequence[Pin], today: Sequence[Pin], seats: Mapping[Seat, Taken]) -> tuple[Pin, ...]:
    """What has begun or been agreed; what has begun as it was planned is no change, a few minutes or not."""
    had_begun = {(pin.need_id, pin.role) for pin in before if pin.started}
    pins = []
    for pin in today:
        who, start_s, _ = seats.get((pin.need_id, pin.role), (None, None, None))
        if pin.started and who == pin.volunteer_id:
            is_old = (pin.need_id, pin.role) in had_begun
            pin = replace(pin, start_s=start_s, started=is_old)
        pins.append(pin)
    return tuple(pins)
