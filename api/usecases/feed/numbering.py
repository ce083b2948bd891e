"""The lines of the history numbered for those who follow it.

A reader asks for what comes after number n. Numbers from a sequence would be committed out of order, and a
reader that has seen n would miss what is committed later with less: so whoever wants to read numbers the
lines first, one at a time, in a transaction of its own. Lines of transactions that are still open are not
seen, and get a higher number later.
"""

from datetime import datetime

from sqlalchemy import Connection, func, select, text, update

from api.house import House
from models.store.journal import history

AT_ONCE = 5_000
"""Lines of one transaction, so that nobody waits long for the writer of SQLite."""

_LOCK = 7_263_001
"""Names the advisory lock of PostgreSQL that the one who numbers holds; on SQLite there is one writer."""

_waiting = select(history.c.id).where(history.c.number.is_(None))


def number_lines(house: House, now: datetime) -> int:
    """Numbers all lines that are committed; how many there were. Any number of callers may do so at once."""
    store, done = house.store, 0
    while True:
        with store.reading() as tx:
            if tx.execute(_waiting.limit(1)).first() is None:
                return done
        with store.writing() as tx:
            numbered = _number_some(tx, store.is_sqlite)
        done += numbered
        if numbered < AT_ONCE:
            return done


def _number_some(tx: Connection, is_sqlite: bool) -> int:
    if not is_sqlite:
        tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = newest_number(tx)
    some = _waiting.order_by(history.c.id).limit(AT_ONCE).subquery()
    ranked = select(some.c.id, func.row_number().over(order_by=some.c.id).label("rank")).subquery()
    numbered = tx.execute(
        update(history).where(history.c.id == ranked.c.id).values(number=last + ranked.c.rank)
    )
    return numbered.rowcount


def newest_number(tx: Connection) -> int:
    """The number of the last line that has one; 0 where none has."""
    return tx.execute(select(func.max(history.c.number))).scalar() or 0
