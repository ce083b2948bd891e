"""Lots of donated medicine: what has come in, where it lies, what is left of it.

What is left over is what was received, less what is written off, less what is out. Whoever changes one of
them locks the lot first.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from api.access.tasks import Task
from api.context import Context
from api.schemas.stock import LotIn, LotOut
from api.usecases.civic import check_place
from api.usecases.registers import Register
from models.errors import Conflict, InvalidInput
from models.stock import SITES
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.places import place as place_table
from models.store.tables.stock import lot as lot_table


def _complete(context: Context, tx: Connection, values: Row) -> Row:
    """With the community of the site, and what is left over of what was received. Raises InvalidInput."""
    check_place(tx, "place_id", values["place_id"], *sorted(SITES))
    community = select(place_table.c.community_id).where(place_table.c.id == values["place_id"])
    whole = values | {"community_id": tx.execute(community).scalar_one()}
    known = tx.execute(select(lot_table).where(lot_table.c.id == values["id"]).with_for_update())
    lot = known.mappings().one_or_none()
    if lot is None:
        if values["expires_on"] < context.today:
            raise InvalidInput(f"expires_on={values['expires_on']}: what has expired is not taken in")
        return whole | {"left_over": values["received"]}
    gone = lot["received"] - lot["left_over"]
    if values["received"] < gone:
        raise InvalidInput(f"received={values['received']}: {gone} have been released or written off already")
    return whole | {"left_over": values["received"] - gone}


def first_to_expire(context: Context, medicine: str) -> Sequence[Row]:
    """Lots of the medicine with something left that has not expired, in the order to release them."""
    query = context.rows(lot_table).where(
        lot_table.c.medicine == medicine,
        lot_table.c.left_over > 0,
        lot_table.c.expires_on >= context.today,
        lot_table.c.closed_at.is_(None),
    )
    with context.reading() as tx:
        ordered = query.order_by(lot_table.c.expires_on, lot_table.c.id).limit(MOST_SUGGESTED)
        return [dict(row) for row in tx.execute(ordered).mappings()]


def write_off(context: Context, id: str, version: int | None, *, amount: int, why: str) -> Row:
    """The lot with less left over: expired, broken, called back. Raises Conflict where it has not so much."""
    with context.writing() as tx:
        context.one(tx, lot_table, id)
        lot = journal.locked(tx, lot_table, id)
        check_left(lot, amount)
        changes = {"left_over": lot["left_over"] - amount, "written_off": lot["written_off"] + amount}
        return context.change(tx, lot_table, id, changes, "written_off", version=version, why=why)


def check_left(lot: Row, amount: int) -> None:
    """Raises Conflict."""
    if amount > lot["left_over"]:
        raise Conflict(f"lot {lot['id']} has {lot['left_over']} {lot['unit']} left, not {amount}")


def take_out(tx: Connection, act: Act, lot: Row, amount: int) -> Row:
    """The lot with so much less left over. It must be locked. Raises Conflict where it has not so much."""
    check_left(lot, amount)
    return journal.change(
        tx, lot_table, lot["id"], {"left_over": lot["left_over"] - amount}, act, "taken_out"
    )


def put_back(tx: Connection, act: Act, lot: Row, amount: int, *, usable: bool) -> Row:
    """The lot with what has come back: left over again, or written off where it may not be used."""
    name, step = ("left_over", "put_back") if usable else ("written_off", "written_off")
    return journal.change(tx, lot_table, lot["id"], {name: lot[name] + amount}, act, step)


MOST_SUGGESTED = 50

LOTS = Register(
    path="lots",
    noun="lot",
    table=lot_table,
    new=LotIn,
    shown=LotOut,
    read=Task.READ_STOCK,
    keep=Task.KEEP_STOCK,
    filters=(
        lot_table.c.medicine,
        lot_table.c.place_id,
        lot_table.c.community_id,
        lot_table.c.storage,
    ),
    complete=_complete,
)
