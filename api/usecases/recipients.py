"""The register of recipients, and the relatives who may be called about them."""

from sqlalchemy import Connection, select

from api.access.caller import Forbidden
from api.access.tasks import OFFICE, Task
from api.context import Context
from api.schemas.base import In
from api.schemas.recipients import RecipientIn, RecipientOut, RelativeIn
from api.usecases.people import (
    by_name,
    by_phone,
    check_known,
    placed,
    revealed_phone,
    sealed_phone,
    spelled,
    unplaced,
    with_masked_phone,
)
from api.usecases.registers import Register
from models.access import Role
from models.errors import Conflict, InvalidInput, NotFound
from models.lifecycle import NeedState
from models.store.journal import Row
from models.store.tables.needs import need, standing_need
from models.store.tables.people import recipient, relative, volunteer

FOR_THE_OFFICE = frozenset({"risk_note", "first_visit_by_two", "community_id"})
"""What a recipient's agent does not decide."""

WAITING = frozenset(
    {NeedState.DRAFT, NeedState.OPEN, NeedState.OFFERED, NeedState.ASSIGNED, NeedState.UNDER_WAY}
)
"""Needs for which somebody is still to come."""


def _complete(context: Context, tx: Connection, values: Row) -> Row:
    """What is kept of what was sent. Raises InvalidInput."""
    kept = placed(context, tx, sealed_phone(context, values))
    kept["name"] = spelled(kept["name"])
    if kept["community_id"] is None:
        raise InvalidInput("community_id: give the community, or a home_id that lies in one")
    today = context.today
    if kept["born_on"] is not None and kept["born_on"] > today:
        raise InvalidInput(f"born_on={kept['born_on']} is yet to come")
    check_known(tx, "wanted", volunteer, kept["wanted"])
    check_known(tx, "refused", volunteer, kept["refused"])
    both = set(kept["wanted"]) & set(kept["refused"])
    if both:
        raise InvalidInput(f"wanted, refused: {min(both)} is in both")
    _check_office(context, tx, kept)
    return kept


def _check_office(context: Context, tx: Connection, values: Row) -> None:
    """Raises Forbidden where an agent changes what the office decides, though they are office elsewhere."""
    if not _is_office(context) or context.caller.reach(Task.CLOSE_PEOPLE) == context.reach:
        return
    before = tx.execute(select(recipient).where(recipient.c.id == values["id"])).mappings().one_or_none()
    changed = [name for name in sorted(FOR_THE_OFFICE) if before is not None and before[name] != values[name]]
    if changed:
        context.check_also(tx, recipient, values["id"], Task.CLOSE_PEOPLE, what=changed[0])


def _is_office(context: Context) -> bool:
    return any(grant.role in OFFICE for grant in context.caller.grants)


def _hidden(context: Context) -> frozenset[str]:
    """An agent knows how to get in, and does not read what the office warns of."""
    if _is_office(context):
        return frozenset()
    is_agent = any(grant.role is Role.AGENT for grant in context.caller.grants)
    return frozenset({"risk_note"} if is_agent else {"risk_note", "access_note"})


def _patched(context: Context, row: Row, sent: Row) -> Row:
    asked = FOR_THE_OFFICE & sent.keys()
    if asked and not _is_office(context):
        raise Forbidden(f"{min(asked)} is for the office to change")
    return unplaced(row, sent)


def _closing(context: Context, tx: Connection, row: Row) -> None:
    """Raises Conflict where somebody is still to come to them."""
    waiting = select(need.c.id).where(need.c.recipient_id == row["id"], need.c.state.in_(sorted(WAITING)))
    standing = select(standing_need.c.id).where(
        standing_need.c.recipient_id == row["id"], standing_need.c.closed_at.is_(None)
    )
    for noun, query in (("need", waiting), ("standing need", standing)):
        id = tx.execute(query.limit(1)).scalar()
        if id is not None:
            raise Conflict(f"recipient {row['id']} has {noun} {id}: cancel or close what is left first")


RECIPIENTS = Register(
    path="recipients",
    noun="recipient",
    table=recipient,
    new=RecipientIn,
    shown=RecipientOut,
    read=Task.READ_RECIPIENTS,
    keep=Task.KEEP_RECIPIENTS,
    close=Task.CLOSE_PEOPLE,
    filters=(recipient.c.community_id,),
    narrowed={
        "name": lambda context, beginning: by_name(recipient, beginning),
        "phone": lambda context, number: by_phone(context, recipient, number),
    },
    complete=_complete,
    patched=_patched,
    closing=_closing,
    seen=with_masked_phone,
    hidden=_hidden,
)


def relatives(context: Context, recipient_id: str) -> list[Row]:
    """Those who may still be called."""
    with context.reading() as tx:
        context.one(tx, recipient, recipient_id)
        query = context.rows(relative).where(
            relative.c.recipient_id == recipient_id, relative.c.ended_at.is_(None)
        )
        return [dict(row) for row in tx.execute(query.order_by(relative.c.id)).mappings()]


def add_relative(context: Context, recipient_id: str, body: In) -> Row:
    """Raises InvalidInput, NotFound."""
    with context.writing() as tx:
        context.one(tx, recipient, recipient_id)
        values = sealed_phone(context, body.model_dump())
        return context.create(tx, relative, {**values, "recipient_id": recipient_id})


def change_relative(context: Context, recipient_id: str, id: str, patch: In, version: int | None) -> Row:
    """Raises InvalidInput, NotFound."""
    sent = patch.model_dump(exclude_unset=True)
    if not sent:
        raise InvalidInput("the body names nothing to change")
    with context.writing() as tx:
        row = _relative(context, tx, recipient_id, id)
        before = {name: row[name] for name in RelativeIn.model_fields if name in row}
        after = RelativeIn.model_validate(before | sent).model_dump()
        known = {name: value for name, value in after.items() if name in before or name in sent}
        return context.change(tx, relative, id, sealed_phone(context, known), "changed", version=version)


def end_relative(context: Context, recipient_id: str, id: str, version: int | None) -> Row:
    """Nobody calls them any more. Raises NotFound."""
    with context.writing() as tx:
        _relative(context, tx, recipient_id, id)
        return context.change(tx, relative, id, {"ended_at": context.now}, "ended", version=version)


def relatives_phone(context: Context, recipient_id: str, id: str, why: str) -> tuple[str, Row]:
    """As `revealed_phone`. Raises NotFound."""
    with context.reading() as tx:
        _relative(context, tx, recipient_id, id)
    return revealed_phone(context, relative, id, why)


def _relative(context: Context, tx: Connection, recipient_id: str, id: str) -> Row:
    """The relative. Raises NotFound where there is none of that recipient."""
    row = context.one(tx, relative, id)
    if row["recipient_id"] != recipient_id or row["ended_at"] is not None:
        raise NotFound("relative", id)
    return row
