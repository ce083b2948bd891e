"""People for a seat: who may take it, ranked, and what stands in everybody else's way."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from api.access.belonging import members
from api.house import House
from api.usecases.needs.asked import lasts
from api.usecases.question.day import day_of
from api.usecases.question.local_days import LocalDays
from api.usecases.question.people import age_on
from matcher.candidates import Candidate, candidates_of
from models.catalogue import Labelled
from models.errors import Conflict, NotFound
from models.lifecycle import TAKES_TIME
from models.people import ADULT_AGE
from models.reasons import OWN_LIMITS, Reason
from models.store.journal import Row
from models.store.tables.civic import team as team_table
from models.store.tables.people import volunteer as volunteer_table
from models.store.tables.visits import visit as visit_table
from models.units import MINUTE_S, Seconds

ALL_WEEK = [{"weekday": weekday, "from": "00:00", "until": "00:00"} for weekday in range(1, 8)]
"""Availability of somebody who says themselves that they come: what they said of their week does not bind."""


class Standing(Labelled):
    """What keeps somebody from being looked at at all."""

    NOT_IN_SERVICE = "not_in_service", "未在服务状态，或不知从何处出发"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One volunteer for one seat: `reasons` stand in the way; none for who is able."""

    volunteer: Row
    role: int
    reasons: tuple[Labelled, ...]
    travel_s: Seconds | None
    cost_s: int

    @property
    def is_able(self) -> bool:
        return not self.reasons

    @property
    def minutes_away(self) -> int | None:
        return None if self.travel_s is None else -(-self.travel_s // MINUTE_S)

    @property
    def is_barred(self) -> bool:
        """Whether a rule stands in the way that nobody's own word lifts."""
        return any(reason not in OWN_LIMITS | {Reason.ALREADY_DECIDED} for reason in self.reasons)


class NotAble(Conflict):
    """Somebody is named for a seat that a rule keeps them from."""

    code = "not_able"

    def __init__(self, need_id: str, person: Person) -> None:
        told = "、".join(f"{reason.zh} ({reason})" for reason in person.reasons)
        super().__init__(
            f"volunteer {person.volunteer['id']} cannot take seat {person.role} of need {need_id}: {told}"
        )


def ranked(
    tx: Connection,
    house: House,
    need: Row,
    volunteers: Sequence[Row],
    roles: Iterable[int],
    *,
    starts_at: datetime,
    now: datetime,
) -> list[Person]:
    """Every volunteer for each seat: the able first, by the cost of their coming, then the others."""
    seats, zone = sorted(roles), house.zone
    first_day = starts_at.astimezone(zone).date()
    start_s = Seconds(LocalDays(first_day=first_day, days=1, zone=zone).seconds(starts_at))

    def looked_at(rows: Sequence[Row]) -> dict[tuple[str, int], Candidate]:
        day = day_of(
            tx, first_day=first_day, days=1, zone=zone, now=now, needs=[as_asked(need)], volunteers=rows
        )
        found = candidates_of(day, need["id"], seats, start_s)
        return {(one.volunteer_id, one.role): one for one in found}

    willing = looked_at([{**row, "available": ALL_WEEK} for row in volunteers])
    usual = looked_at(volunteers)
    busy = _busy(tx, [row["id"] for row in volunteers], need, starts_at)
    people = []
    for row in volunteers:
        for role in seats:
            able, here = willing.get((row["id"], role)), usual.get((row["id"], role))
            reasons: list[Labelled] = [Standing.NOT_IN_SERVICE]
            if able is not None:
                own = (Reason.OUT_OF_SHIFT,) if here is None else here.own
                reasons = [*able.pair, *(() if able.pair else own)]
            if row["id"] in busy:
                reasons = [one for one in reasons if one is not Reason.OUT_OF_SHIFT]
                reasons.append(Reason.ALREADY_DECIDED)
            people.append(
                Person(
                    volunteer=row,
                    role=role,
                    reasons=tuple(reasons),
                    travel_s=None if able is None else (here or able).travel_s,
                    cost_s=0 if able is None else (here or able).cost_s,
                )
            )
    return sorted(
        people, key=lambda one: (one.role, not one.is_able, len(one.reasons), one.cost_s, one.volunteer["id"])
    )


def as_asked(need: Row) -> Row:
    """A need that is a draft or on offer is looked at as if it were open."""
    return {**need, "state": "open"}


def check_may(
    tx: Connection,
    house: House,
    need: Row,
    named: Sequence[tuple[str, int]],
    *,
    starts_at: datetime,
    now: datetime,
    crew: Collection[str] = (),
) -> list[Person]:
    """The volunteers for these seats. Their own week and ways do not bind who says yes; rules do.

    `crew`: who goes along anyhow. Raises NotAble, NotFound.
    """
    rows = {row["id"]: row for row in volunteers_of(tx, [id for id, _ in named])}
    found = ranked(
        tx, house, need, list(rows.values()), {role for _, role in named}, starts_at=starts_at, now=now
    )
    people = [
        next(one for one in found if (one.volunteer["id"], one.role) == (id, role)) for id, role in named
    ]
    together = {*crew, *(id for id, _ in named)}
    for person in people:
        if person.is_barred:
            raise NotAble(need["id"], person)
        guardian = person.volunteer["guardian_id"]
        if guardian is not None and is_minor(person.volunteer, starts_at) and guardian not in together:
            alone = Person(
                volunteer=person.volunteer,
                role=person.role,
                reasons=(Reason.MINOR_WITHOUT_ADULT,),
                travel_s=None,
                cost_s=0,
            )
            raise NotAble(need["id"], alone)
    return people


def is_minor(volunteer: Row, at: datetime) -> bool:
    """Who gives no day of birth is taken for an adult, as registration asks for it."""
    born_on = volunteer["born_on"]
    return born_on is not None and age_on(born_on, at.date()) < ADULT_AGE


def volunteers_of(tx: Connection, ids: Sequence[str]) -> list[Row]:
    """Raises NotFound for the first that is missing."""
    query = select(volunteer_table).where(volunteer_table.c.id.in_(ids))
    rows = {row["id"]: dict(row) for row in tx.execute(query).mappings()}
    for id in ids:
        if id not in rows:
            raise NotFound("volunteer", id)
    return [rows[id] for id in dict.fromkeys(ids)]


def members_of(tx: Connection, *, team_id: str | None = None, station_id: str | None = None) -> list[Row]:
    """The volunteers of a team, or of the teams of a station."""
    teams: Any = team_table.c.id == team_id if team_id is not None else team_table.c.station_id == station_id
    query = select(volunteer_table).where(
        volunteer_table.c.id.in_(members(teams)),
        volunteer_table.c.merged_into_id.is_(None),
        volunteer_table.c.closed_at.is_(None),
    )
    return [dict(row) for row in tx.execute(query.order_by(volunteer_table.c.id)).mappings()]


def _busy(tx: Connection, ids: Sequence[str], need: Row, starts_at: datetime) -> set[str]:
    """Who of them is at another visit then."""
    query = select(visit_table.c.volunteer_id).where(
        visit_table.c.volunteer_id.in_(ids),
        visit_table.c.state.in_(sorted(TAKES_TIME)),
        visit_table.c.starts_at < starts_at + lasts(need),
        visit_table.c.ends_at > starts_at,
    )
    return {*tx.scalars(query)}
