"""What the clock does for standing needs: their occurrences are there as far ahead as a plan reaches."""

from datetime import datetime

from sqlalchemy import or_, select

from api.house import House
from api.usecases.standing.occurring import AHEAD, keep_up
from models.store import journal
from models.store.journal import NOBODY, Act
from models.store.tables.needs import standing_need

MOST = 200
"""Standing needs of one call: the clock calls again."""


def standing_clock(house: House, now: datetime) -> int:
    """How many standing needs were brought up to the day; each in a transaction of its own."""
    act = Act(by_id=NOBODY, at=now)
    last = now.astimezone(house.zone).date() + AHEAD
    query = select(standing_need.c.id).where(
        standing_need.c.closed_at.is_(None),
        or_(standing_need.c.made_until.is_(None), standing_need.c.made_until < last),
    )
    with house.store.reading() as tx:
        ids = tx.scalars(query.order_by(standing_need.c.id).limit(MOST)).all()
    for id in ids:
        with house.store.writing() as tx:
            keep_up(tx, act, journal.locked(tx, standing_need, id), house.zone)
    return len(ids)
