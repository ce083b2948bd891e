"""The planning question of some days, from the rows of the store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Select, select

from api.usecases.question import decided
from api.usecases.question.local_days import LocalDays
from api.usecases.question.needs import Asked, need_of
from api.usecases.question.people import Belongings, may_serve, volunteer_of
from api.usecases.question.record import records_of
from api.usecases.question.room import with_room_for
from api.usecases.question.ties import links_of, series_of
from models.day import Day
from models.lifecycle import KNOWN, TAKES_TIME, TO_SERVE, Outcome, VisitState
from models.needs import Need, Pin
from models.people import Volunteer
from models.store.journal import Row
from models.store.rows import by_id, rows_in
from models.store.tables.civic import team
from models.store.tables.needs import need_link, standing_need
from models.store.tables.people import absence, credential, membership, recipient, volunteer
from models.store.tables.places import place
from models.store.tables.visits import visit

USUAL_WITHIN = timedelta(days=180)
"""Who has been with a recipient for so long is one of the usual carers. Assumed."""

CAME = frozenset({Outcome.DONE, Outcome.PARTLY, Outcome.HANDED_OVER})

BETWEEN_S = 15 * 60
"""Kept free before and after a visit that the question does not have. Assumed: its place is not looked up."""


def day_of(
    tx: Connection,
    *,
    first_day: date,
    days: int,
    zone: ZoneInfo,
    now: datetime | None,
    needs: Sequence[Row],
    volunteers: Sequence[Row],
) -> Day:
    """The question that these rows of needs and volunteers make, without phones.

    Left out: who may not be sent or is never free on the days, what does not fall on them, and needs whose
    visits are on others. Who has begun a visit of these needs is in it, whether or not among `volunteers`.
    `now`: what has begun by then stays; None plans as if nothing were under way.
    Raises InvalidInput naming place and value.
    """
    local = LocalDays(first_day=first_day, days=days, zone=zone)
    visits = _visits_on(tx, needs, local)
    needs = [row for row in needs if row["id"] in visits]
    begun = _begun(visits, local, now)
    people = {row["id"]: row for row in volunteers}
    people |= by_id(tx, volunteer, begun.keys() - people.keys())
    places = _places(tx, [*needs, *people.values()])
    held = _belongings(tx, people, visits.keys(), begun, local)
    there = _volunteers(people, held, local, places, now)

    told = [one for of_need in visits.values() for one in of_need]
    agreed = decided.agreed_on(
        told, local, now, lambda one: _comes(one, people, held, local) and one["volunteer_id"] in there
    )
    asked = _asked(tx, needs, agreed, local)
    found = {row["id"]: need_of(row, asked[row["id"]], local, places) for row in needs}
    known = {id: need for id, need in found.items() if need is not None}
    agreed = [pin for pin in agreed if _has_seat(known, pin.need_id, pin.role)]
    links = rows_in(tx, select(need_link).where(need_link.c.ended_at.is_(None)), need_link.c.first_id, known)
    return Day(
        first_day=first_day,
        days=days,
        volunteers=tuple(with_room_for(agreed, known, there)),
        needs=tuple(known.values()),
        links=tuple(links_of(links, known)),
        series=tuple(series_of(row for row in needs if row["id"] in known)),
        pins=tuple(decided.pins_of(agreed, told)),
        told=tuple(
            one
            for one in decided.told_of(told, local, there.__contains__)
            if _has_seat(known, one.need_id, one.role)
        ),
        now_s=local.now_s(now),
        utc_offset_minutes=local.utc_offset_minutes,
    )


def _visits_on(tx: Connection, needs: Sequence[Row], local: LocalDays) -> dict[str, list[Row]]:
    """By need that is to be asked: its visits on the days that people know of."""
    query = select(visit).where(visit.c.state.in_(sorted(KNOWN)))
    by_need: defaultdict[str, list[Row]] = defaultdict(list)
    for one in rows_in(tx, query, visit.c.need_id, [row["id"] for row in needs]):
        by_need[one["need_id"]].append(one)
    return {
        row["id"]: by_need[row["id"]]
        for row in needs
        if all(decided.is_on(one, local) for one in by_need[row["id"]])
        and (row["state"] in TO_SERVE or any(one["state"] in decided.ARRIVED for one in by_need[row["id"]]))
    }


def _begun(
    visits: Mapping[str, Sequence[Row]], local: LocalDays, now: datetime | None
) -> dict[str, list[tuple[int, int]]]:
    """By volunteer: the spans of what they have begun."""
    begun: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in (one for of_need in visits.values() for one in of_need):
        if decided.has_begun(one, now):
            lasts_s = int((one["ends_at"] - one["starts_at"]).total_seconds())
            starts_s = local.seconds(decided.begins_at(one))
            begun[one["volunteer_id"]].append((starts_s, starts_s + lasts_s))
    return dict(begun)


def _belongings(
    tx: Connection,
    people: Mapping[str, Row],
    need_ids: Iterable[str],
    begun: Mapping[str, list[tuple[int, int]]],
    local: LocalDays,
) -> dict[str, Belongings]:
    credentials = _of_volunteers(
        tx, select(credential).where(credential.c.ended_at.is_(None)), credential.c.volunteer_id, people
    )
    query = select(absence).where(
        absence.c.ended_at.is_(None),
        absence.c.from_at < local.reach_at,
        absence.c.until_at > local.begins_at,
    )
    absences = _of_volunteers(tx, query, absence.c.volunteer_id, people)
    teams = (
        select(membership.c.volunteer_id, team.c.name)
        .join(team, team.c.id == membership.c.team_id)
        .where(membership.c.ended_at.is_(None))
        .order_by(membership.c.id)
    )
    names = _of_volunteers(tx, teams, membership.c.volunteer_id, people)
    query = select(visit.c.volunteer_id, visit.c.need_id, visit.c.starts_at, visit.c.ends_at).where(
        visit.c.state.in_(sorted(TAKES_TIME)),
        visit.c.starts_at < local.reach_at,
        visit.c.ends_at > local.begins_at,
    )
    asked = set(need_ids)
    elsewhere = _of_volunteers(tx, query, visit.c.volunteer_id, people)
    records = records_of(tx, people, before=local.begins_at)
    return {
        id: Belongings(
            credentials=credentials[id],
            absences=absences[id],
            begun=begun.get(id, ()),
            elsewhere=[_kept_free(one, local) for one in elsewhere[id] if one["need_id"] not in asked],
            team=names[id][0]["name"] if names[id] else "",
            record=records[id],
        )
        for id in people
    }


def _kept_free(one: Row, local: LocalDays) -> tuple[int, int]:
    return local.seconds(one["starts_at"]) - BETWEEN_S, local.seconds(one["ends_at"]) + BETWEEN_S


def _volunteers(
    people: Mapping[str, Row],
    held: Mapping[str, Belongings],
    local: LocalDays,
    places: Mapping[str, Row],
    now: datetime | None,
) -> dict[str, Volunteer]:
    """By id. A guardian whom the question does not have, or who is a minor too, is nobody's guardian."""
    made = (volunteer_of(row, held[id], local, places, now) for id, row in people.items())
    there = {one.id: one for one in made if one is not None}

    def guarded(one: Volunteer) -> Volunteer:
        guardian = there.get(one.guardian_id)
        return one if guardian is not None and not guardian.is_minor else replace(one, guardian_id="")

    return {id: guarded(one) if one.guardian_id else one for id, one in there.items()}


def _comes(one: Row, people: Mapping[str, Row], held: Mapping[str, Belongings], local: LocalDays) -> bool:
    """Whether the volunteer of a visit to come may still be sent, and is not absent then."""
    who = one["volunteer_id"]
    if who not in people or not may_serve(people[who], held[who], local.first_day):
        return False
    return not any(
        away["from_at"] < one["ends_at"] and one["starts_at"] < away["until_at"]
        for away in held[who].absences
    )


def _asked(tx: Connection, needs: Sequence[Row], pins: Sequence[Pin], local: LocalDays) -> dict[str, Asked]:
    recipients = by_id(tx, recipient, {row["recipient_id"] for row in needs})
    standing = by_id(tx, standing_need, {row["standing_id"] for row in needs} - {None})
    query = select(visit.c.recipient_id, visit.c.volunteer_id, visit.c.starts_at).where(
        visit.c.state == VisitState.CHECKED_OUT, visit.c.outcome.in_(sorted(CAME))
    )
    visited: defaultdict[str, set[str]] = defaultdict(set)
    carers: defaultdict[str, set[str]] = defaultdict(set)
    for one in rows_in(tx, query, visit.c.recipient_id, recipients):
        visited[one["recipient_id"]].add(one["volunteer_id"])
        if one["starts_at"] > local.begins_at - USUAL_WITHIN:
            carers[one["recipient_id"]].add(one["volunteer_id"])
    of_need: defaultdict[str, list[Pin]] = defaultdict(list)
    for pin in pins:
        of_need[pin.need_id].append(pin)
    usual = {id: {row["usual_carer_id"]} - {None} for id, row in standing.items()}
    return {
        row["id"]: Asked(
            recipient=recipients[row["recipient_id"]],
            carers=usual.get(row["standing_id"]) or carers[row["recipient_id"]],
            visited_before=bool(visited[row["recipient_id"]]),
            pins=of_need[row["id"]],
        )
        for row in needs
    }


def _has_seat(needs: Mapping[str, Need], need_id: str, role: int) -> bool:
    return need_id in needs and role < len(needs[need_id].crew)


def _places(tx: Connection, rows: Iterable[Row]) -> dict[str, Row]:
    """The places that the rows name, and what those lie in."""
    wanted = set()
    for row in rows:
        wanted |= {row["community_id"], row.get("home_id"), (row.get("pickup") or {}).get("place_id")}
    places: dict[str, Row] = {}
    while missing := wanted - places.keys() - {None}:
        found = by_id(tx, place, missing)
        places |= found
        wanted = {row[name] for row in found.values() for name in ("parent_id", "community_id")}
    return places


def _of_volunteers(
    tx: Connection, query: Select[Any], column: "Column[Any]", people: Iterable[str]
) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_in(tx, query, column, people):
        found[row["volunteer_id"]].append(row)
    return found
