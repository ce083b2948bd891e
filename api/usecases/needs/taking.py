"""Needs taken in, listed and read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from api.access.tasks import Task
from api.context import Context
from api.schemas.needs import NeedIn
from api.usecases.disclosure import GOERS, SEEN_AFTER
from api.usecases.needs.asked import ends_at, needed, spans_of
from api.usecases.needs.late import is_late
from api.usecases.needs.opening import check_told
from models.access import Role
from models.errors import InvalidInput, NotFound
from models.lifecycle import NeedState
from models.phones import masked
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.needs import need as need_table
from models.store.tables.people import recipient as recipient_table

WINDOW = {"from_at": "from", "until_at": "until"}
HIDDEN = {
    **dict.fromkeys(("label", "note", "bring", "caller_name", "caller_relation", "ticket", "rating"), ""),
    **dict.fromkeys(("caller_phone", "lon_deg", "lat_deg", "risk_told")),
}
"""What is left of a need for those who went, once it is over, and for auditors at any time."""

FILTERS = "state", "kind", "community_id", "recipient_id", "team_id", "station_id", "standing_id", "owner_id"


def take(context: Context, body: NeedIn) -> Row:
    """A draft, or open where that is asked and all that it takes is there. Raises NotReady, Forbidden."""
    with context.writing() as tx:
        return context.create(tx, need_table, _values(context, tx, body))


def take_many(context: Context, bodies: Sequence[NeedIn]) -> list[Row]:
    """All of them, or none. Raises InvalidInput that names the first item that will not do."""
    context = context.in_bulk()
    with context.writing() as tx:
        context.refer(tx, recipient_table, {body.recipient_id for body in bodies})
        rows = []
        for number, body in enumerate(bodies):
            try:
                rows.append(_values(context, tx, body))
            except (InvalidInput, NotFound) as error:
                raise InvalidInput(f"items.{number}: {error}") from error
        return context.create_many(tx, need_table, rows)


def _values(context: Context, tx: Connection, body: NeedIn) -> Row:
    given = body.model_dump()
    if body.open or body.verified:
        # Who speaks for a recipient does not verify what they say, whatever office they hold elsewhere.
        what = "verifying and opening needs"
        context.check_also(tx, recipient_table, body.recipient_id, Task.DISPATCH, what=what)
    need = {
        "id": context.new_id(),
        **needed(context, tx, given),
        **spans_of(context, given["windows"]),
        "ticket": body.ticket,
        "verified_by_id": context.caller.user_id if body.verified else None,
        "verified_at": context.now if body.verified else None,
        "risk_told": body.risk_told or None,
        "state": (NeedState.OPEN if body.open else NeedState.DRAFT).value,
    }
    if body.open:
        check_told(need)  # nothing is linked to it yet
    return need


def listed(
    context: Context,
    *,
    wanted: Mapping[str, str],
    from_at: datetime | None,
    until_at: datetime | None,
    late: bool,
    limit: int,
    after: str | None,
) -> Page:
    """A page in the order in which they were taken in; those that may be served between the two moments."""
    table = need_table
    query = context.rows(table).where(*(table.c[name] == value for name, value in wanted.items()))
    if from_at is not None:
        query = query.where(table.c.until_at >= context.localised(from_at))
    if until_at is not None:
        query = query.where(table.c.from_at < context.localised(until_at))
    if late:
        query = query.where(is_late(context.now))
    with context.reading() as tx:
        return page(tx, query, [table.c.id], limit=limit, after=after)


def read(context: Context, id: str) -> Row:
    with context.reading() as tx:
        return context.one(tx, need_table, id)


def history(context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, need_table, id)


def shown(context: Context, row: Row) -> dict[str, Any]:
    """The row as NeedOut has it, with the phone masked.

    Those who only went, or spoke for somebody who did, see whose it was and where no longer than the visit's;
    who audits sees what was done, not at whose door.
    """
    sealed = row["caller_phone_sealed"]
    phone = None if sealed is None else masked(context.house.seal.opened(sealed))
    zone = context.house.zone
    windows = [
        {name: datetime.fromisoformat(one[key]).astimezone(zone) for name, key in WINDOW.items()}
        for one in row["windows"]
    ]
    hidden = HIDDEN if _is_hidden(context, row) else {}
    return {**row, "caller_phone": phone, "windows": windows, **hidden}


def _is_hidden(context: Context, row: Row) -> bool:
    roles = {grant.role for grant in context.caller.grants}
    if roles == {Role.AUDITOR}:
        return True
    return roles <= GOERS and context.now > ends_at(row) + SEEN_AFTER
