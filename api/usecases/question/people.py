"""A row of the volunteers, with what belongs to it, as the volunteer of a question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from api.usecases.question.local_days import LocalDays
from api.usecases.question.places import Places, place_of
from api.usecases.question.record import NO_RECORD, Record
from api.usecases.question.spans import Span, clipped, joined, without
from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode
from models.geo import Place, Wgs84
from models.horizon import ends_s, reach_s
from models.people import Limits, Shift, Volunteer
from models.store.journal import Row
from models.units import Seconds

ALWAYS = date.max
"""Until when what has no end is valid."""

SERVES = "trained"
"""The state of volunteers who may be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """What other tables say of one volunteer.

    `begun`: spans of what they have begun on these days, whatever else they do. `elsewhere`: when they are at
    visits that the question does not have.
    """

    credentials: Sequence[Row] = ()
    absences: Sequence[Row] = ()
    begun: Sequence[Span] = ()
    elsewhere: Sequence[Span] = ()
    team: str = ""
    record: Record = NO_RECORD


def may_serve(row: Row, held: Belongings, on: date) -> bool:
    """Whether they may be sent at all: trained, here, and no training that has run out."""
    if row["state"] != SERVES or row["closed_at"] is not None or row["merged_into_id"] is not None:
        return False
    trainings = [one for one in held.credentials if one["kind"] == "training"]
    return not trainings or any(_valid(one, on) for one in trainings)


def volunteer_of(
    row: Row, held: Belongings, local: LocalDays, places: Places, now: datetime | None
) -> Volunteer | None:
    """The volunteer; None where they are never free on these days, or nobody knows where they start from.

    Who may not be sent, and has begun something, has time for that alone. The guardian is named as the row
    does, whether or not the question has them.
    """
    serves, on = may_serve(row, held, local.first_day), local.first_day
    duty = _duty(row, local, now) if serves else None
    offered = _offered(row["available"], local) if serves else []
    if duty is not None:
        offered.append(duty)
    if not offered and not held.begun:
        return None
    home = place_of(places, row, label=row["address"], at_id=row["home_id"], community_id=row["community_id"])
    end = None
    if duty is not None and row["duty_lon_deg"] is not None:
        at, end = Wgs84(row["duty_lon_deg"], row["duty_lat_deg"]), home
        home = replace(home, at=at, label="") if home else Place(at=at)
    if home is None:
        return None
    return Volunteer(
        id=row["id"],
        name=row["name"],
        home=home,
        end=end,
        shifts=tuple(_shifts(offered, held, local)),
        mode=TravelMode(row["mode"]),
        limits=Limits(**row["limits"]),
        specialities={Speciality(name): level for name, level in row["specialities"].items()},
        qualifications=_qualifications(held.credentials, on),
        sex=None if row["sex"] is None else Sex(row["sex"]),
        age=None if row["born_on"] is None else age_on(row["born_on"], on),
        languages=frozenset(map(Language, row["languages"])) or frozenset({Language.MANDARIN}),
        insured_until=_valid_until(held.credentials, "insurance", on),
        vetted_until=_valid_until(held.credentials, "vetting", on),
        guardian_id=row["guardian_id"] or "",
        capacity=row["capacity"],
        seats=row["seats"],
        team=held.team,
        refuses=frozenset(row["refuses"]),
        hours_given=held.record.hours_given,
        refusal_permille=held.record.refusal_permille,
    )


def age_on(born_on: date, on: date) -> int:
    """Whole years."""
    return max(0, on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day)))


def _offered(available: Sequence[dict[str, Any]], local: LocalDays) -> list[Span]:
    """The weekly spans on these days."""
    spans = []
    for after in range(local.days):
        day = local.first_day + timedelta(days=after)
        for one in available:
            if one["weekday"] == day.isoweekday():
                spans.append((_seconds_at(local, day, one["from"]), _seconds_at(local, day, one["until"])))
    return spans


def _seconds_at(local: LocalDays, day: date, clock: str) -> int:
    """A time of the day; 24:00 is the midnight at its end."""
    if clock == "24:00":
        return local.seconds(local.at(day + timedelta(days=1), time()))
    return local.seconds(local.at(day, time.fromisoformat(clock)))


def _duty(row: Row, local: LocalDays, now: datetime | None) -> Span | None:
    """From now until the volunteer goes off duty."""
    if now is None or row["on_duty_until"] is None or row["on_duty_until"] <= now:
        return None
    span = max(0, local.seconds(now)), local.seconds(row["on_duty_until"])
    return span if span[0] < min(span[1], ends_s(local.days)) else None


def _shifts(offered: list[Span], held: Belongings, local: LocalDays) -> list[Shift]:
    """When they are free: neither absent nor at another visit, but for what they have begun."""
    absent = [(local.seconds(one["from_at"]), local.seconds(one["until_at"])) for one in held.absences]
    free = without(offered, [*absent, *held.elsewhere])
    within = clipped(joined([*free, *held.begun]), before_s=ends_s(local.days), until_s=reach_s(local.days))
    return [Shift(opens_s=Seconds(opens_s), closes_s=Seconds(closes_s)) for opens_s, closes_s in within]


def _qualifications(credentials: Sequence[Row], on: date) -> dict[Qualification, date]:
    held: dict[Qualification, date] = {}
    for one in credentials:
        if one["kind"] == "qualification" and _valid(one, on):
            name = Qualification(one["name"])
            held[name] = max(held.get(name, on), one["until_on"] or ALWAYS)
    return held


def _valid_until(credentials: Sequence[Row], kind: str, on: date) -> date | None:
    ends = [one["until_on"] or ALWAYS for one in credentials if one["kind"] == kind and _valid(one, on)]
    return max(ends, default=None)


def _valid(credential: Row, on: date) -> bool:
    begun = credential["from_on"] is None or credential["from_on"] <= on
    return begun and (credential["until_on"] is None or on <= credential["until_on"])
