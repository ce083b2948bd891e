"""Alarms: raised once for each visit and kind, climbing until somebody takes them, and what came of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from api.context import Context
from models.ladders import ALARM_STEPS, LADDERS, AlarmKind, AlarmState, Contact, next_rung_at, told_by
from models.lifecycle import after
from models.phones import masked
from models.store import journal
from models.store.journal import Act, Row
from models.store.paging import Page, page
from models.store.tables.people import recipient as recipient_table
from models.store.tables.people import relative as relative_table
from models.store.tables.people import volunteer as volunteer_table
from models.store.tables.visits import alarm as alarm_table
from models.store.tables.visits import visit as visit_table


def raise_alarm(tx: Connection, act: Act, id: str, kind: AlarmKind, visit: Row) -> Row | None:
    """The new alarm about a visit; None where it was raised before. The visit must be locked."""
    held = select(alarm_table.c.id).where(alarm_table.c.visit_id == visit["id"], alarm_table.c.kind == kind)
    if tx.execute(held).first():
        return None
    values = {
        "id": id,
        "kind": kind.value,
        "visit_id": visit["id"],
        **{name: visit[name] for name in ("need_id", "recipient_id", "community_id")},
        "due_at": next_rung_at(kind, 0, raised_at=act.at),
    }
    return journal.create(tx, alarm_table, values, act, "raised")


def is_checked(tx: Connection, recipient_id: str) -> bool:
    """Whether a welfare check of the recipient is going on."""
    query = select(alarm_table.c.id).where(
        alarm_table.c.recipient_id == recipient_id,
        alarm_table.c.kind == AlarmKind.WELFARE_CHECK,
        alarm_table.c.state != AlarmState.RESOLVED,
    )
    return tx.execute(query.limit(1)).first() is not None


def stand_down(tx: Connection, act: Act, visit_id: str, kind: AlarmKind) -> None:
    """What the alarm was raised for is there, or is not waited for any more: it resolves itself."""
    query = select(alarm_table).where(
        alarm_table.c.visit_id == visit_id,
        alarm_table.c.kind == kind,
        alarm_table.c.state != AlarmState.RESOLVED,
    )
    for alarm in tx.execute(query).mappings():
        alarm_step(tx, act, dict(alarm), "resolved")


def alarm_step(tx: Connection, act: Act, alarm: Row, step: str, **changes: Any) -> Row:
    """The alarm after the step. Raises ForbiddenStep, StaleWrite."""
    state = after(ALARM_STEPS, "alarm", alarm["id"], alarm["state"], step)
    values = {"state": state, **changes}
    return journal.change(tx, alarm_table, alarm["id"], values, act, step, version=alarm["version"])


def listed(
    context: Context, *, state: AlarmState | None, kind: AlarmKind | None, limit: int, after: str | None
) -> Page:
    """A page of alarms, the oldest first, with who has been told of each."""
    query = context.rows(alarm_table)
    if state is not None:
        query = query.where(alarm_table.c.state == state)
    if kind is not None:
        query = query.where(alarm_table.c.kind == kind)
    with context.reading() as tx:
        found = page(tx, query, [alarm_table.c.id], limit=limit, after=after)
    return Page(rows=[_told(row) for row in found.rows], next=found.next)


def read(context: Context, id: str) -> Row:
    """The alarm with whom to ring; the numbers in full for who has taken it, else masked. Raises NotFound."""
    with context.reading() as tx:
        alarm = context.one(tx, alarm_table, id)
        whole = alarm["state"] == AlarmState.TAKEN and alarm["taken_by_id"] == context.caller.user_id
        contacts = [_contact(context, *one, whole=whole) for one in _contacts(tx, alarm)]
    return _told(alarm) | {"contacts": contacts}


def history(context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, alarm_table, id)


def take(context: Context, id: str, version: int | None) -> Row:
    """The alarm is the caller's now, and climbs no further. Raises ForbiddenStep, StaleWrite."""
    changes = {"taken_by_id": context.caller.user_id, "due_at": None}
    return _by_caller(context, id, version, "taken", **changes)


def resolve(context: Context, id: str, version: int | None, *, resolution: str) -> Row:
    """The alarm is over, and what came of it is written down. Raises ForbiddenStep, StaleWrite."""
    return _by_caller(context, id, version, "resolved", resolution=resolution, due_at=None)


def _by_caller(context: Context, id: str, version: int | None, step: str, **changes: Any) -> Row:
    with context.writing() as tx:
        alarm = context.locked(tx, alarm_table, id, version)
        return _told(alarm_step(tx, context.act(), alarm, step, **changes))


def _told(alarm: Row) -> Row:
    return alarm | {"told": told_by(AlarmKind(alarm["kind"]), alarm["level"])}


def _contacts(tx: Connection, alarm: Row) -> list[tuple[Contact, Row]]:
    """Whom to ring: the volunteer who went; where it is about the recipient, them, then those who decide."""
    visits = select(visit_table.c.volunteer_id).where(visit_table.c.id == alarm["visit_id"])
    wanted = [(Contact.VOLUNTEER, select(volunteer_table).where(volunteer_table.c.id.in_(visits)))]
    if Contact.EMERGENCY_CONTACT in {rung.told for rung in LADDERS[AlarmKind(alarm["kind"])]}:
        who = select(recipient_table).where(recipient_table.c.id == alarm["recipient_id"])
        relatives = (
            select(relative_table)
            .where(
                relative_table.c.recipient_id == alarm["recipient_id"], relative_table.c.ended_at.is_(None)
            )
            .order_by(relative_table.c.may_decide.desc(), relative_table.c.id)
        )
        wanted += [(Contact.RECIPIENT, who), (Contact.EMERGENCY_CONTACT, relatives)]
    return [(told, dict(row)) for told, query in wanted for row in tx.execute(query).mappings()]


def _contact(context: Context, told: Contact, row: Row, *, whole: bool) -> Row:
    phone = context.house.seal.opened(row["phone_sealed"]) if row["phone_sealed"] else ""
    return {
        "who": told,
        "name": row["name"],
        "relation": row.get("relation", ""),
        "phone": phone if whole or not phone else masked(phone),
    }
