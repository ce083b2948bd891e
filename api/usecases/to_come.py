"""Visits that have not begun and count on somebody: shown to whoever takes that somebody away."""

from datetime import datetime

from sqlalchemy import Connection, select

from models.lifecycle import TO_COME
from models.store.journal import Row
from models.store.tables.visits import visit


def visits_to_come(
    tx: Connection,
    volunteer_id: str,
    now: datetime,
    *,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> list[Row]:
    """Those that end after now, in the order of their starts; with a span those that meet it.

    The volunteer was reached by whoever asks: their visits are told wherever they lead.
    """
    query = select(visit).where(
        visit.c.volunteer_id == volunteer_id,
        visit.c.state.in_(sorted(TO_COME)),
        visit.c.ends_at > max(now, from_at or now),
    )
    if until_at is not None:
        query = query.where(visit.c.starts_at < until_at)
    ordered = query.order_by(visit.c.starts_at, visit.c.id)
    return [dict(row) for row in tx.execute(ordered).mappings()]
