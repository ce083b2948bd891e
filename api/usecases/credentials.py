"""What volunteers can show, from when to when, and what ends soon."""

from datetime import date, timedelta

from sqlalchemy import Connection, or_, select

from api.context import Context
from models.credentials import CredentialKind, check_credential
from models.errors import Conflict, NotFound
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.people import credential, volunteer


def add(context: Context, volunteer_id: str, values: Row) -> Row:
    """Raises InvalidInput, NotFound, Conflict."""
    check_credential(values["kind"], values["name"], values["from_on"], values["until_on"])
    with context.writing() as tx:
        if context.one(tx, volunteer, volunteer_id)["closed_at"] is not None:
            raise Conflict(f"volunteer {volunteer_id} is closed")
        return context.create(tx, credential, {**values, "volunteer_id": volunteer_id})


def of_volunteer(context: Context, volunteer_id: str) -> list[Row]:
    """Those that nobody has ended, whether they hold today or not."""
    with context.reading() as tx:
        context.one(tx, volunteer, volunteer_id)
        query = context.rows(credential).where(
            credential.c.volunteer_id == volunteer_id, credential.c.ended_at.is_(None)
        )
        return [dict(row) for row in tx.execute(query.order_by(credential.c.id)).mappings()]


def end(context: Context, volunteer_id: str, id: str, why: str) -> Row:
    """It holds no longer: entered by mistake, or withdrawn by who gave it. Raises NotFound."""
    with context.writing() as tx:
        if context.one(tx, credential, id)["volunteer_id"] != volunteer_id:
            raise NotFound("credential", id)
        return context.change(tx, credential, id, {"ended_at": context.now}, "ended", why=why)


def ending(
    context: Context, *, within_days: int, kind: CredentialKind | None, limit: int, after: str | None
) -> Page:
    """Those whose last day is within so many days, the next first, unless the same was given for longer."""
    today = context.today
    last = today + timedelta(days=within_days)
    longer = credential.alias("longer")
    replaced = select(longer.c.id).where(
        longer.c.volunteer_id == credential.c.volunteer_id,
        longer.c.kind == credential.c.kind,
        longer.c.name == credential.c.name,
        longer.c.ended_at.is_(None),
        or_(longer.c.until_on.is_(None), longer.c.until_on > credential.c.until_on),
    )
    query = context.rows(credential).where(
        credential.c.until_on.between(today, last),
        credential.c.ended_at.is_(None),
        ~replaced.exists(),
        credential.c.volunteer_id.in_(select(volunteer.c.id).where(volunteer.c.closed_at.is_(None))),
    )
    if kind is not None:
        query = query.where(credential.c.kind == kind)
    with context.reading() as tx:
        return page(tx, query, [credential.c.until_on, credential.c.id], limit=limit, after=after)


def holds(tx: Connection, volunteer_id: str, kind: CredentialKind, on: date) -> bool:
    """Whether one of that kind holds on that day; both days are included, one not given is no bound."""
    query = select(credential.c.id).where(
        credential.c.volunteer_id == volunteer_id,
        credential.c.kind == kind,
        credential.c.ended_at.is_(None),
        or_(credential.c.from_on.is_(None), credential.c.from_on <= on),
        or_(credential.c.until_on.is_(None), credential.c.until_on >= on),
    )
    return tx.execute(query.limit(1)).first() is not None
