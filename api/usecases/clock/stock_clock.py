"""What the clock sees of donated medicine: what is out for a need that is over comes back to its lot."""

from datetime import datetime

from sqlalchemy import select

from api.house import House
from api.usecases.stock.coming_back import bring_back
from models.lifecycle import FELL_THROUGH, NeedState
from models.stock import UNDER_WAY
from models.store import journal
from models.store.journal import NOBODY, Act
from models.store.tables.needs import need as need_table
from models.store.tables.stock import release as release_table

"""States of a need to which nothing is delivered any more."""


def stock_clock(house: House, now: datetime) -> int:
    """For how many needs something came back, whoever ended them."""
    query = (
        select(need_table.c.id)
        .join(release_table, release_table.c.need_id == need_table.c.id)
        .where(
            release_table.c.state.in_(sorted(UNDER_WAY)),
            release_table.c.returned_to_id.is_(
                None
            ),  # else it waits at another place for somebody to bring it
            need_table.c.state.in_(sorted(FELL_THROUGH)),
        )
    )
    with house.store.reading() as tx:
        ids = tx.scalars(query.distinct().order_by(need_table.c.id)).all()
    for id in ids:
        with house.store.writing() as tx:
            state = NeedState(journal.locked(tx, need_table, id)["state"])
            if state in FELL_THROUGH:
                bring_back(tx, Act(by_id=NOBODY, at=now), need_id=id, why=state.zh)
    return len(ids)
