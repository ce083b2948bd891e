"""The seats of a need's crew: which are taken, and what follows for the need and for what is on offer."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from api.usecases.steps import need_step
from models.lifecycle import KNOWN, NeedState, VisitState
from models.offers import OfferState
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.needs import need as need_table
from models.store.tables.needs import offer as offer_table
from models.store.tables.visits import visit as visit_table

DISPATCHED = frozenset({NeedState.OPEN, NeedState.OFFERED})
"""States in which a need may be offered."""

HANDED_TO_NOBODY = {"team_id": None, "station_id": None, "name_by_at": None}


def crew_by_seat(tx: Connection, need_id: str) -> dict[int, Row]:
    """The visits of those who are going, in the order of the seats; what is only proposed is not counted."""
    query = select(visit_table).where(
        visit_table.c.need_id == need_id, visit_table.c.state.in_(sorted(KNOWN))
    )
    return {row["role"]: dict(row) for row in tx.execute(query.order_by(visit_table.c.role)).mappings()}


def free_seats(need: Row, crew: Collection[int]) -> list[int]:
    return [role for role in range(len(need["crew"])) if role not in crew]


def open_offers(tx: Connection, need_id: str) -> list[Row]:
    query = select(offer_table).where(
        offer_table.c.need_id == need_id, offer_table.c.state == OfferState.OPEN
    )
    return [dict(row) for row in tx.execute(query.order_by(offer_table.c.id)).mappings()]


def end_offer(tx: Connection, act: Act, offer: Row, state: OfferState) -> Row:
    """An offer that is not open any more: declined, lapsed or withdrawn."""
    values = {"state": state.value, "answered_at": act.at, "why": act.why}
    return journal.change(tx, offer_table, offer["id"], values, act, state.value)


def settle_need(tx: Connection, act: Act, need_id: str) -> Row:
    """The need in the state that its crew and its open offers make; it is locked from here on.

    Assigned is what the whole crew has said yes to; while somebody has yet to answer, it is offered. With
    all seats given what else is on offer is withdrawn; with nobody left to answer it is back in the queue.
    """
    need = journal.locked(tx, need_table, need_id)
    if need["state"] not in DISPATCHED:
        return need
    crew = crew_by_seat(tx, need_id)
    free = free_seats(need, crew)
    for offer in open_offers(tx, need_id):
        # A team names people for whatever is free, the others are asked for one seat.
        if not free or (offer["team_id"] is None and offer["role"] not in free):
            end_offer(tx, act, offer, OfferState.WITHDRAWN)
    silent = [visit for visit in crew.values() if visit["state"] == VisitState.PUBLISHED]
    if not free and not silent:
        return need_step(tx, act, need, "assigned", name_by_at=None)
    offers = open_offers(tx, need_id)
    waiting = [*offers, *silent]
    deadlines = [one["answer_by_at"] for one in offers if one["team_id"] is not None]
    name_by_at = min(deadlines, default=None)
    if waiting and need["state"] == NeedState.OPEN:
        return need_step(tx, act, need, "offered", name_by_at=name_by_at)
    if not waiting and need["state"] == NeedState.OFFERED:
        return need_step(tx, act, need, "returned", **({"name_by_at": None} if crew else HANDED_TO_NOBODY))
    return journal.change(tx, need_table, need_id, {"name_by_at": name_by_at}, act, "deadline_set")


def withdraw_all(tx: Connection, act: Act, need_id: str) -> None:
    """Whatever of the need is on offer."""
    for offer in open_offers(tx, need_id):
        end_offer(tx, act, offer, OfferState.WITHDRAWN)
