"""Offers as those see them who are asked: which kind of need, when and where about, and no more."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from api.context import Context
from api.usecases.needs.asked import lasts
from api.usecases.offers.candidates import Person, members_of, ranked
from api.usecases.offers.making import start_of
from api.usecases.offers.seats import crew_by_seat, free_seats
from models.errors import Conflict, InvalidInput, NotFound
from models.offers import OfferState
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.civic import team as team_table
from models.store.tables.needs import need as need_table
from models.store.tables.needs import offer as offer_table
from models.store.tables.places import place as place_table

FILTERS = "need_id", "state", "community_id", "volunteer_id", "team_id", "station_id"


def listed(context: Context, *, wanted: Mapping[str, str], limit: int, after: str | None) -> Page:
    query = context.rows(offer_table).where(*(offer_table.c[name] == value for name, value in wanted.items()))
    with context.reading() as tx:
        found = page(tx, query, [offer_table.c.id], limit=limit, after=after)
        needs = _needs(tx, [row["need_id"] for row in found.rows])
    return Page(rows=[shown(row, needs[row["need_id"]]) for row in found.rows], next=found.next)


def read(context: Context, id: str) -> Row:
    with context.reading() as tx:
        offer = context.one(tx, offer_table, id)
        return shown(offer, _needs(tx, [offer["need_id"]])[offer["need_id"]])


def history(context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, offer_table, id)


def shown(offer: Row, need: Row) -> Row:
    """The offer with what of its need may be seen."""
    return {
        **offer,
        "kind": need["kind"],
        "seat": need["crew"][offer["role"]],
        "ends_at": offer["starts_at"] + lasts(need),
    }


def candidates(
    context: Context, need_id: str, *, team_id: str | None, station_id: str | None, starts_at: datetime | None
) -> tuple[datetime, list[Person]]:
    """When the visit starts, and the people of a team or station for every free seat, ranked.

    A leader or keeper sees them while the need is on offer to their own. Raises NotFound, InvalidInput.
    """
    mine = context.rows(offer_table).where(
        offer_table.c.need_id == need_id, offer_table.c.state == OfferState.OPEN
    )
    with context.reading() as tx:
        offers = tx.execute(mine.order_by(offer_table.c.id)).mappings().all()
        need = _needs(tx, [need_id])[need_id] if offers else context.one(tx, need_table, need_id)
        if (team_id is None) == (station_id is None):
            raise InvalidInput("give team_id or station_id: whose people are looked at")
        to = (team_id, station_id)
        offer = next((one for one in offers if (one["team_id"], one["station_id"]) == to), None)
        if offer is None and team_id is not None:
            context.one(tx, team_table, team_id)
        elif offer is None and station_id is not None:
            context.one(tx, place_table, station_id)
        crew = crew_by_seat(tx, need_id)
        at = offer["starts_at"] if offer is not None else start_of(context, need, crew, starts_at)
        free = free_seats(need, crew)
        if not free:
            raise Conflict(f"the crew of need {need_id} is whole")
        going = {one["volunteer_id"] for one in crew.values()}
        people = [
            one for one in members_of(tx, team_id=team_id, station_id=station_id) if one["id"] not in going
        ]
        return at, ranked(tx, context.house, need, people, free, starts_at=at, now=context.now)


def _needs(tx: Any, ids: list[str]) -> dict[str, Row]:
    query: Select[Any] = select(need_table).where(need_table.c.id.in_(ids))
    found = {row["id"]: dict(row) for row in tx.execute(query).mappings()}
    for id in ids:
        if id not in found:
            raise NotFound("need", id)
    return found
