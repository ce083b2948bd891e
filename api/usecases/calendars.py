"""Calendars of volunteers and teams, subscribed to by a secret link, as calendar programs send no headers.

A calendar shows what its volunteer, or the leader of its team, sees of each visit; of the recipient no more
than the door, for calendars are kept by companies that the recipient does not know.
Source: RFC 5545; RFC 7986 for name and refresh interval.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone
from sqlalchemy import Connection, Table, select

from api.access.caller import Caller, Grant, Reach
from api.access.scope import within
from api.access.tasks import Task
from api.access.tokens import new_token, token_hash
from api.context import Context
from api.house import House
from api.usecases.disclosure import sight
from api.usecases.signing_in import caller_by_user_id
from models.access import Bound, Role
from models.catalogue import NeedKind
from models.errors import NotFound, RedvestError
from models.lifecycle import VisitState
from models.store.journal import Row, history
from models.store.paging import Page, page
from models.store.tables.civic import team
from models.store.tables.feed import calendar_link
from models.store.tables.needs import need
from models.store.tables.people import recipient, volunteer
from models.store.tables.places import place
from models.store.tables.visits import visit

BEFORE, AHEAD = timedelta(days=30), timedelta(days=60)
MOST_VISITS = 2_000
REFRESHED = timedelta(minutes=15)
VERSION_OF = "-//Redvest//Redvest 红马甲//ZH"

OF: dict[Table, tuple[str, Role, Bound]] = {
    volunteer: ("volunteer_id", Role.VOLUNTEER, Bound.VOLUNTEER),
    team: ("team_id", Role.LEADER, Bound.TEAM),
}
"""Whose calendars there are: the link's column, and as whom it is looked at."""

_V = VisitState
CALLED_OFF = frozenset({_V.DECLINED, _V.WITHDRAWN})
TOLD = frozenset(_V) - {_V.PROPOSED} - CALLED_OFF
"""What is only proposed is between the office and its plan; so is what was called off before it was told."""


def add_link(context: Context, whose: Table, id: str) -> tuple[Row, str]:
    """The link's row and its token, which nobody will see again. Raises NotFound."""
    token, column = new_token(), OF[whose][0]
    with context.writing() as tx:
        owner = context.one(tx, whose, id)
        values = {
            column: id,
            "community_id": owner["community_id"],
            "user_id": context.caller.user_id,
            "token_hash": token_hash(token),
        }
        return context.create(tx, calendar_link, values), token


def links(context: Context, *, limit: int, after: str | None) -> Page:
    """Those that are not revoked, in the order in which they were made."""
    query = context.rows(calendar_link).where(calendar_link.c.revoked_at.is_(None))
    with context.reading() as tx:
        return page(tx, query, [calendar_link.c.id], limit=limit, after=after)


def revoke_link(context: Context, id: str) -> Row:
    """The calendar is not there any more for whoever has the link."""
    with context.writing() as tx:
        return context.change(tx, calendar_link, id, {"revoked_at": context.now}, "revoked")


def calendar(house: House, whose: Table, id: str, token: str, now: datetime) -> bytes:
    """The calendar as iCalendar. Raises NotFound where the token does not open it, or does not any more."""
    column, role, bound = OF[whose]
    query = select(calendar_link).where(
        calendar_link.c.token_hash == token_hash(token),
        calendar_link.c[column] == id,
        calendar_link.c.revoked_at.is_(None),
    )
    with house.store.reading() as tx:
        link = tx.execute(query).mappings().one_or_none()
    if link is None or not _still_reached(house, link["user_id"], whose, id):
        raise NotFound("calendar", id)
    reach = Reach(everything=False, grants=(Grant(role, bound, id),))
    with house.store.reading() as tx:
        owner = tx.execute(select(whose).where(whose.c.id == id, whose.c.closed_at.is_(None))).mappings()
        found = owner.one_or_none()
        if found is None:
            raise NotFound("calendar", id)
        visits = _visits(tx, reach, now)
    return _written(house, found["name"] if whose is team else "志愿服务", visits, role, now)


def _still_reached(house: House, user_id: str, whose: Table, id: str) -> bool:
    """Whether whoever has asked for the link still reaches whose it is: who leaves takes no doors along."""
    try:
        caller: Caller = caller_by_user_id(house.store, user_id)
        reach = caller.reach(Task.READ_CALENDARS)
    except RedvestError:
        return False
    reached = select(whose.c.id).where(whose.c.id == id, within(whose, reach))
    with house.store.reading() as tx:
        return tx.execute(reached).first() is not None


def _visits(tx: Connection, reach: Reach, now: datetime) -> Sequence[Row]:
    query = (
        select(
            visit,
            need.c.kind,
            need.c.label,
            place.c.name.label("community"),
            recipient.c.door,
        )
        .join(need, visit.c.need_id == need.c.id)
        .join(place, visit.c.community_id == place.c.id)
        .join(recipient, visit.c.recipient_id == recipient.c.id)
        .where(within(visit, reach), visit.c.state.in_(sorted(TOLD | CALLED_OFF)))
        .where(visit.c.starts_at >= now - BEFORE, visit.c.starts_at < now + AHEAD)
        .order_by(visit.c.starts_at, visit.c.id)
        .limit(MOST_VISITS)
    )
    rows = [dict(row) for row in tx.execute(query).mappings()]
    told = _ever_told(tx, [row["id"] for row in rows if row["state"] in CALLED_OFF])
    return [row for row in rows if row["state"] in TOLD or row["id"] in told]


def _ever_told(tx: Connection, ids: Sequence[str]) -> set[str]:
    """Those that were more than proposed before they were called off."""
    lines = select(history.c.subject_id, history.c.changes).where(
        history.c.noun == visit.name, history.c.subject_id.in_(ids)
    )
    return {id for id, changes in tx.execute(lines) if changes.get("state") in TOLD}


def _written(house: House, name: str, visits: Sequence[Row], role: Role, now: datetime) -> bytes:
    book = Calendar()
    book.add("prodid", VERSION_OF)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("name", name)
    book.add("x-wr-calname", name)
    book.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    first, last = (now + span for span in (-BEFORE, AHEAD))
    years = date(first.year, 1, 1), date(last.year + 1, 1, 1)
    book.add_component(Timezone.from_tzid(house.zone.key, first_date=years[0], last_date=years[1]))
    for row in visits:
        book.add_component(_event(house, row, role, now))
    text: bytes = book.to_ical()
    return text


def _event(house: House, row: Row, role: Role, now: datetime) -> Event:
    state = VisitState(row["state"])
    ended_at = max(row["ends_at"], row["checked_out_at"] or row["ends_at"])
    door = sight({role}, state, ends_at=ended_at, now=now).door
    address: list[Any] = [row["label"], row["door"]] if door else []
    event = Event()
    event.add("uid", f"{row['id']}@redvest")
    event.add("sequence", row["version"])
    event.add("dtstamp", row["changed_at"])
    event.add("last-modified", row["changed_at"])
    event.add("dtstart", row["starts_at"].astimezone(house.zone))
    event.add("dtend", row["ends_at"].astimezone(house.zone))
    event.add("summary", NeedKind(row["kind"]).zh)
    event.add("location", " ".join(part for part in (row["community"], *address) if part))
    event.add("description", state.zh)
    event.add("status", _status(state))
    return event


def _status(state: VisitState) -> str:
    if state in CALLED_OFF:
        return "CANCELLED"
    return "TENTATIVE" if state is VisitState.PUBLISHED else "CONFIRMED"
