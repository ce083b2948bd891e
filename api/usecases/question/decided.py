"""What visits say to a question: what has begun, what is agreed, and what people have been told."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from api.usecases.question.local_days import LocalDays
from models.horizon import ends_s, reach_s
from models.lifecycle import VisitState
from models.needs import Pin, Told
from models.store.journal import Row
from models.units import Seconds

ARRIVED = frozenset({VisitState.CHECKED_IN, VisitState.CHECKED_OUT})


def has_begun(visit: Row, now: datetime | None) -> bool:
    """Whether the volunteer is there, has been, or by the visit's time should be."""
    return visit["state"] in ARRIVED or (now is not None and visit["starts_at"] <= now)


def begins_at(visit: Row) -> datetime:
    began: datetime = visit["checked_in_at"] or visit["starts_at"]
    return began


def is_on(visit: Row, local: LocalDays) -> bool:
    """Whether the visit begins on these days."""
    return 0 <= local.seconds(begins_at(visit)) < ends_s(local.days)


def agreed_on(
    visits: Sequence[Row], local: LocalDays, now: datetime | None, comes: Callable[[Row], bool]
) -> list[Pin]:
    """What has begun, and what is pinned or accepted, each at its time.

    `comes`: whether the volunteer of a visit to come can still come. A crew starts together, so its pins name
    one start, that of the first who has begun.
    """
    pins: defaultdict[str, list[Pin]] = defaultdict(list)
    for visit in visits:
        begun = has_begun(visit, now)
        agreed = visit["state"] == VisitState.ACCEPTED or visit["pinned"]
        if begun or (agreed and comes(visit)):
            pin = Pin(
                need_id=visit["need_id"],
                role=visit["role"],
                volunteer_id=visit["volunteer_id"],
                start_s=Seconds(local.seconds(begins_at(visit))),
                started=begun,
            )
            pins[visit["need_id"]].append(pin)
    return [pin for crew in pins.values() for pin in _together(crew)]


def pins_of(agreed: Iterable[Pin], visits: Iterable[Row]) -> list[Pin]:
    """The same as a plan has to keep it: what was merely accepted, by whom and not to the minute.

    Who is late at one door is late at the next. That other times cost is what Told is for.
    """
    fixed = {(visit["need_id"], visit["role"]) for visit in visits if visit["pinned"]}
    return [
        pin if pin.started or (pin.need_id, pin.role) in fixed else replace(pin, start_s=None)
        for pin in agreed
    ]


def _together(crew: Sequence[Pin]) -> list[Pin]:
    first = min(crew, key=lambda pin: (not pin.started, pin.start_s))
    return [replace(pin, start_s=first.start_s) for pin in crew]


def told_of(visits: Sequence[Row], local: LocalDays, there: Callable[[str], bool]) -> list[Told]:
    """Who comes and when; of who is not `there` any more, the time."""
    return [
        Told(
            need_id=visit["need_id"],
            role=visit["role"],
            volunteer_id=visit["volunteer_id"] if there(visit["volunteer_id"]) else None,
            start_s=Seconds(local.seconds(visit["starts_at"])),
        )
        for visit in visits
        if 0 <= local.seconds(visit["starts_at"]) <= reach_s(local.days)
    ]
