"""What the clock does for needs: offers that nobody answers lapse, needs that nobody serves expire."""

from datetime import datetime, timedelta

from sqlalchemy import select

from api.house import House
from api.usecases.needs.person_steps import end_unserved
from api.usecases.offers.seats import crew_by_seat, end_offer, settle_need
from models.lifecycle import NOT_BEGUN, VisitState
from models.offers import OfferState
from models.store import journal
from models.store.journal import NOBODY, Act
from models.store.tables.needs import need as need_table
from models.store.tables.needs import offer as offer_table

MOST = 500
"""Of each in one call: the clock calls again."""

FORGOTTEN = timedelta(hours=24)
"""A visit to which nobody has come by so long after its end was not made; alarms have rung till then."""


def needs_clock(house: House, now: datetime) -> int:
    """How many offers lapsed and needs expired, each in a transaction of its own."""
    return _lapse(house, now) + _expire(house, now)


def _lapse(house: House, now: datetime) -> int:
    """A leader's deadline is that of the offer: after it the need is back in the queue."""
    due = select(offer_table.c.id, offer_table.c.need_id).where(
        offer_table.c.state == OfferState.OPEN, offer_table.c.answer_by_at < now
    )
    with house.store.reading() as tx:
        found = tx.execute(due.order_by(offer_table.c.answer_by_at).limit(MOST)).all()
    return sum(_lapse_one(house, now, id, need_id) for id, need_id in found)


def _lapse_one(house: House, now: datetime, id: str, need_id: str) -> bool:
    act = Act(by_id=NOBODY, at=now, why="逾期未应答")
    with house.store.writing() as tx:
        journal.locked(tx, need_table, need_id)
        offer = journal.locked(tx, offer_table, id)
        if offer["state"] != OfferState.OPEN:
            return False
        end_offer(tx, act, offer, OfferState.LAPSED)
        settle_need(tx, act, need_id)
    return True


def _expire(house: House, now: datetime) -> int:
    table = need_table
    states = sorted(NOT_BEGUN)
    # What may still start late is looked at, and passed over, by row.
    query = select(table.c.id, table.c.until_at, table.c.late_minutes).where(
        table.c.state.in_(states), table.c.until_at < now
    )
    with house.store.reading() as tx:
        rows = tx.execute(query.order_by(table.c.until_at)).all()
    over = [row.id for row in rows if row.until_at + timedelta(minutes=row.late_minutes) < now]
    return sum(_expire_one(house, now, id) for id in over[:MOST])


def _expire_one(house: House, now: datetime, id: str) -> bool:
    act = Act(by_id=NOBODY, at=now, why="服务时间已过")
    with house.store.writing() as tx:
        need = journal.locked(tx, need_table, id)
        if need["state"] not in NOT_BEGUN:
            return False
        crew = crew_by_seat(tx, id)
        if any(
            one["state"] in (VisitState.CHECKED_IN, VisitState.CHECKED_OUT)
            or one["ends_at"] + FORGOTTEN >= now
            for one in crew.values()
        ):
            return False
        end_unserved(tx, act, need, "expired")
    return True
