"""Medicine on its way: released by a pharmacist, sealed by a code, collected, handed over."""

from dataclasses import dataclass
from datetime import date
from secrets import choice

from sqlalchemy import Connection

from api.context import Context
from api.house import House
from api.usecases.stock.lots import take_out
from api.usecases.stock.pharmacists import pharmacist_of
from api.usecases.stock.release_steps import release_step
from api.usecases.visits.reached import Reached, check_standing, reached
from models.errors import Conflict, InvalidInput, NotFound
from models.lifecycle import VisitState
from models.store import journal
from models.store.journal import Row
from models.store.tables.needs import need as need_table
from models.store.tables.stock import lot as lot_table
from models.store.tables.stock import release as release_table

SEAL_LETTERS = "23456789CDFHJKMNPRTWXY"
"""No two that look or sound alike, and no vowels, so no words."""

SEAL_LENGTH = 6

CARRYING = frozenset({VisitState.ACCEPTED, VisitState.CHECKED_IN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """So much of a lot for a need."""

    lot_id: str
    need_id: str
    amount: int


def release(context: Context, wish: Wish) -> tuple[Row, str]:
    """What the caller, a pharmacist, releases, and the code for its seal, which is not shown again.

    Raises Forbidden, Conflict where the lot has not so much or expires before it is used, InvalidInput.
    """
    with context.writing() as tx:
        pharmacist_id = pharmacist_of(context, tx, context.today)
        context.one(tx, lot_table, wish.lot_id)
        need = _need(tx, wish.need_id)
        lot = journal.locked(tx, lot_table, wish.lot_id)
        used_on = max(context.today, need["until_at"].astimezone(context.house.zone).date())
        _check_usable(lot, used_on)
        act, id, code = context.act(), context.new_id(), _new_code()
        take_out(tx, act, lot, wish.amount)
        values = {
            "id": id,
            "lot_id": lot["id"],
            "need_id": need["id"],
            "community_id": need["community_id"],
            "amount": wish.amount,
            "pharmacist_id": pharmacist_id,
            "seal_print": _print(context.house, id, code),
        }
        return journal.create(tx, release_table, values, act, "released"), code


def collect(context: Context, id: str, version: int | None, *, visit_id: str) -> Row:
    """What was released, with the volunteer of a visit to its need."""
    with context.writing() as tx:
        here, found = _carried(context, tx, id, visit_id, version)
        check_standing(here.need)
        if here.visit["state"] not in CARRYING:
            raise Conflict(f"visit {visit_id} is {here.visit['state']}: who collects has accepted it")
        return release_step(tx, here.act, found, "collected", visit_id=visit_id)


def deliver(
    context: Context, id: str, version: int | None, *, visit_id: str, code: str, handed_to: str
) -> Row:
    """What was collected, handed over: `handed_to` somebody else than the recipient, or nobody else.

    Raises Conflict where the code on the seal is another one, or the volunteer is not at the door.
    """
    with context.writing() as tx:
        here, found = _carried(context, tx, id, visit_id, version)
        if here.visit["state"] != VisitState.CHECKED_IN:
            raise Conflict(f"visit {visit_id} is {here.visit['state']}: it is handed over after the check-in")
        if found["visit_id"] not in (None, visit_id):
            raise Conflict(f"release {id} was collected for visit {found['visit_id']}")
        if found["seal_print"] != _print(context.house, id, code.upper()):
            raise Conflict(f"release {id} was sealed with another code: do not hand it over")
        return release_step(tx, here.act, found, "delivered", handed_to=handed_to)


def _carried(
    context: Context, tx: Connection, id: str, visit_id: str, version: int | None
) -> tuple[Reached, Row]:
    """The visit that the caller reaches and the release for its need. Raises NotFound, StaleWrite."""
    here = reached(context, tx, visit_id, None)
    found = journal.locked(tx, release_table, id, version=version)
    if found["need_id"] != here.need["id"]:
        raise NotFound("release", id)
    return here, found


def _need(tx: Connection, id: str) -> Row:
    """Locked before the lot, as whoever ends a visit does. Raises InvalidInput."""
    try:
        need = journal.locked(tx, need_table, id)
        check_standing(need)
    except (NotFound, Conflict) as error:
        raise InvalidInput(f"need_id={id!r}: {error}") from error
    return need


def _check_usable(lot: Row, used_on: date) -> None:
    if lot["closed_at"] is not None:
        raise Conflict(f"lot {lot['id']} is closed")
    if lot["expires_on"] < used_on:
        raise Conflict(f"lot {lot['id']} expires on {lot['expires_on']}, and is to be used up to {used_on}")


def _new_code() -> str:
    return "".join(choice(SEAL_LETTERS) for _ in range(SEAL_LENGTH))


def _print(house: House, release_id: str, code: str) -> str:
    return house.seal.fingerprint(f"seal of release {release_id}: {code}")
