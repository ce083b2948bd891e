"""Incidents and complaints: told by whoever was there, handled by named roles, and by nobody else read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from api.context import Context
from api.usecases.disclosure import is_seen
from api.usecases.visits.eyes import roles_on
from models.cases import ANSWER_WITHIN, CASE_STEPS, CaseState
from models.errors import InvalidInput, NotFound
from models.lifecycle import VisitState, after
from models.store import journal
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.needs import need as need_table
from models.store.tables.people import recipient as recipient_table
from models.store.tables.places import place as place_table
from models.store.tables.visits import complaint as complaint_table
from models.store.tables.visits import incident as incident_table
from models.store.tables.visits import visit as visit_table

NAMED = ("visit_id", "need_id", "recipient_id", "community_id")
CONCERNED = (*NAMED, "volunteer_id")


def report(context: Context, given: Row) -> Row:
    """The new incident. Raises InvalidInput, and NotFound where the caller does not reach what it names."""
    happened_at = given["happened_at"] or context.now
    if happened_at > context.now:
        raise InvalidInput(f"happened_at={happened_at.isoformat()} is still to come")
    return _told(context, incident_table, given | {"happened_at": happened_at})


def complain(context: Context, given: Row) -> Row:
    """The new complaint, with the moment by which it is answered. Raises InvalidInput, NotFound."""
    answer_by_at = given["answer_by_at"] or context.now + ANSWER_WITHIN
    if answer_by_at <= context.now:
        raise InvalidInput(f"answer_by_at={answer_by_at.isoformat()} has passed")
    return _told(context, complaint_table, given | {"answer_by_at": answer_by_at})


def listed(context: Context, table: Table, *, state: CaseState | None, limit: int, after: str | None) -> Page:
    """A page for those who handle them, in the order in which they were told."""
    query = context.rows(table)
    if state is not None:
        query = query.where(table.c.state == state)
    with context.reading() as tx:
        return page(tx, query, [table.c.id], limit=limit, after=after)


def overdue(context: Context, *, limit: int, after: str | None) -> Page:
    """Complaints that should have been answered by now."""
    query = context.rows(complaint_table).where(
        complaint_table.c.state != CaseState.CONCLUDED, complaint_table.c.answer_by_at < context.now
    )
    with context.reading() as tx:
        return page(tx, query, [complaint_table.c.id], limit=limit, after=after)


def own(context: Context, table: Table, *, limit: int, after: str | None) -> Page:
    """A page of what the caller has told, wherever it is by now."""
    query = select(table).where(table.c.reporter_id == context.caller.user_id)
    with context.reading() as tx:
        return page(tx, query, [table.c.id], limit=limit, after=after)


def read(context: Context, table: Table, id: str) -> Row:
    """Raises NotFound."""
    with context.reading() as tx:
        return context.one(tx, table, id)


def history(context: Context, table: Table, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, table, id)


def take(context: Context, table: Table, id: str, version: int | None) -> Row:
    """The case is the caller's now. Raises ForbiddenStep, StaleWrite."""
    return _step(context, table, id, version, "taken", taken_by_id=context.caller.user_id)


def conclude(context: Context, table: Table, id: str, version: int | None, **found: str) -> Row:
    """The case closed, with the conclusion or the answer. Raises ForbiddenStep, StaleWrite."""
    return _step(context, table, id, version, "concluded", **found)


def _step(context: Context, table: Table, id: str, version: int | None, step: str, **changes: Any) -> Row:
    with context.writing() as tx:
        case = context.locked(tx, table, id, version)
        state = after(CASE_STEPS, table.name, id, case["state"], step)
        return context.change(tx, table, id, {"state": state, **changes}, step)


def _told(context: Context, table: Table, given: Row) -> Row:
    """The caller reaches what is named; what they tell about it is not theirs to read on."""
    with context.writing() as tx:
        values = given | _concerned(context, tx, given)
        row = {"id": context.new_id(), "reporter_id": context.caller.user_id, **values}
        return journal.create(tx, table, row, context.act(), "told")


def _concerned(context: Context, tx: Connection, given: Row) -> Row:
    """Whom it concerns, by the one thing that is named. Raises InvalidInput, NotFound."""
    named = [name for name in NAMED if given[name] is not None]
    if len(named) != 1:
        raise InvalidInput(f"name one of {', '.join(NAMED)}, the nearest that is known")
    id = given[named[0]]
    found = dict.fromkeys(CONCERNED)
    if named == ["visit_id"]:
        row = context.one(tx, visit_table, id)
        if not is_seen(roles_on(context, tx, id), VisitState(row["state"])):
            raise NotFound("visit", id)
        return {name: row.get(name) for name in CONCERNED} | {"visit_id": id}
    table = {"need_id": need_table, "recipient_id": recipient_table, "community_id": place_table}[named[0]]
    row = context.one(tx, table, id)
    if row["community_id"] is None:
        raise InvalidInput(f"{named[0]}={id!r}: it lies in no community")
    return found | {name: row[name] for name in CONCERNED if name in row} | {named[0]: id}
