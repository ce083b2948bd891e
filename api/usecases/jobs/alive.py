"""Which workers there are: each says so every now and then, and takes its name back when it ends in order."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from models.store.store import Store
from models.store.tables.work import worker as table

TOLD_EVERY = timedelta(seconds=15)

ALIVE = timedelta(minutes=2)
"""Who has said nothing for so long is taken for dead: a round by the clock waits for others at its end."""

FORGOTTEN = timedelta(days=1)


def tell_alive(store: Store, name: str, now: datetime) -> None:
    """That the worker is there. Names of the dead are forgotten after a day."""
    with store.writing() as tx:
        known = tx.execute(update(table).where(table.c.name == name).values(seen_at=now))
        if not known.rowcount:
            tx.execute(insert(table).values(name=name, seen_at=now))
        tx.execute(delete(table).where(table.c.seen_at < now - FORGOTTEN))


def tell_gone(store: Store, name: str) -> None:
    with store.writing() as tx:
        tx.execute(delete(table).where(table.c.name == name))


def alive(tx: Connection, now: datetime) -> list[str]:
    """The names of the workers that are there."""
    query = select(table.c.name).where(table.c.seen_at > now - ALIVE)
    return list(tx.scalars(query.order_by(table.c.name)))
