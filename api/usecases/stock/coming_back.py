"""Medicine that could not be handed over: it comes back to its lot, or is lost."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from api.context import Context
from api.usecases.stock.lots import put_back
from api.usecases.stock.release_steps import release_step
from models.stock import UNDER_WAY, Storage, comes_back_usable
from models.store import journal
from models.store.journal import Act, Row
from models.store.rows import rows_in
from models.store.tables.stock import lot as lot_table
from models.store.tables.stock import release as release_table


def give_back(context: Context, id: str, version: int | None, *, why: str, seal_intact: bool) -> Row:
    """The release returned; its lot has so much more left over, or written off where it may not be used."""
    with context.writing() as tx:
        found = context.one(tx, release_table, id, version=version)  # its lot is locked before it
        return _returned(tx, context.act(why), found, why=why, seal_intact=seal_intact)


def lose(context: Context, id: str, version: int | None, *, why: str) -> Row:
    """The release lost: it stays out for good."""
    with context.writing() as tx:
        found = context.one(tx, release_table, id, version=version)  # its lot is locked before it
        return release_step(tx, context.act(why), found, "lost", why=why)


def bring_back(
    tx: Connection,
    act: Act,
    *,
    visit_ids: Collection[str] = (),
    need_id: str | None = None,
    to_id: str | None = None,
    why: str,
) -> None:
    """What was collected for visits, or all that is out for a need, goes back to where it lay.

    What was left at another place, `to_id`, is noted there, and is out until somebody returns it from there.
    """
    out = select(release_table).where(
        release_table.c.state.in_(sorted(UNDER_WAY)), release_table.c.returned_to_id.is_(None)
    )
    column, ids = (
        (release_table.c.visit_id, visit_ids) if need_id is None else (release_table.c.need_id, [need_id])
    )
    for row in sorted(rows_in(tx, out, column, ids), key=lambda row: (row["lot_id"], row["id"])):
        lot = journal.locked(tx, lot_table, row["lot_id"])
        if to_id is not None and to_id != lot["place_id"]:
            changes = {"returned_to_id": to_id, "why": why}
            journal.change(tx, release_table, row["id"], changes, act, "left_elsewhere")
        else:
            _returned(tx, act, row, why=why, seal_intact=True)


def _returned(tx: Connection, act: Act, release: Row, *, why: str, seal_intact: bool) -> Row:
    """The lot is locked before the release is changed, as whoever releases does."""
    lot = journal.locked(tx, lot_table, release["lot_id"])
    changed = release_step(tx, act, release, "returned", why=why, returned_to_id=lot["place_id"])
    usable = comes_back_usable(Storage(lot["storage"]), seal_intact=seal_intact)
    put_back(tx, act, lot, release["amount"], usable=usable)
    return changed
