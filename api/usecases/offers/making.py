"""A need offered: a seat to a person, the whole to a team, a seat to whoever of a station comes first."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from api.context import Context
from api.schemas.offers import OfferIn
from api.usecases.civic import check_open, check_place
from api.usecases.needs.asked import lasts
from api.usecases.offers.candidates import check_may
from api.usecases.offers.seats import DISPATCHED, crew_by_seat, free_seats, open_offers, settle_need
from models.catalogue import TravelMode
from models.civic import PlaceKind
from models.errors import Conflict, ForbiddenStep, InvalidInput
from models.geo import Wgs84
from models.lifecycle import TAKES_TIME
from models.store import journal
from models.store.journal import Row
from models.store.tables.civic import team as team_table
from models.store.tables.needs import need as need_table
from models.store.tables.needs import offer as offer_table
from models.store.tables.places import place as place_table
from models.store.tables.visits import visit as visit_table
from models.travel import DEFAULT_PACES, Grid, way_s
from models.units import MINUTE_S

TO = "volunteer_id", "team_id", "station_id"
ANSWER_WITHIN = {
    "volunteer_id": timedelta(hours=1),
    "team_id": timedelta(hours=4),
    "station_id": timedelta(minutes=15),
}
"""How long somebody has to answer, where the office does not say. Assumed."""


def make_offer(context: Context, need_id: str, body: OfferIn) -> tuple[Row, Row]:
    """The offer and its need. Raises InvalidInput, ForbiddenStep, and Conflict where it makes no sense."""
    to = [name for name in TO if getattr(body, name) is not None]
    if len(to) != 1:
        raise InvalidInput(f"an offer goes to one of {', '.join(TO)}, not to {len(to)}")
    with context.writing() as tx:
        context.one(tx, need_table, need_id)
        need = journal.locked(tx, need_table, need_id)
        if need["state"] not in DISPATCHED:
            raise ForbiddenStep("need", need_id, state=need["state"], step="offered")
        crew = crew_by_seat(tx, need_id)
        starts_at = start_of(context, need, crew, body.starts_at)
        offer = {
            "need_id": need_id,
            "community_id": need["community_id"],
            to[0]: getattr(body, to[0]),
            "role": _seat(tx, need, crew, body),
            "starts_at": starts_at,
            "answer_by_at": _answer_by(context, need, to[0], body.answer_by_at),
        }
        _check_new(tx, need_id, offer)
        offer["minutes_away"] = _check_there(context, tx, need, offer, crew)
        made = context.create(tx, offer_table, offer, why=body.why, step="offered")
        return made, settle_need(tx, context.act(body.why), need_id)


def start_of(context: Context, need: Row, crew: dict[int, Row], given: datetime | None) -> datetime:
    """When the visit is to start: with those of the crew who are going, else as given, else the earliest.

    Raises InvalidInput where it lies in no window, Conflict where the crew has another start or none is left.
    """
    if given is not None:
        given = context.localised(given)
    if crew:
        starts_at: datetime = next(iter(crew.values()))["starts_at"]
        if given is not None and given != starts_at:
            raise Conflict(
                f"starts_at={given.isoformat()}: the others of the crew start at {starts_at.isoformat()}"
            )
        return starts_at
    windows = [
        (datetime.fromisoformat(one["from"]), datetime.fromisoformat(one["until"])) for one in need["windows"]
    ]
    if given is not None:
        if not any(opens <= given <= closes for opens, closes in windows):
            raise InvalidInput(f"starts_at={given.isoformat()} lies in no window of need {need['id']}")
        return given
    for opens, closes in windows:
        if closes >= context.now:
            return max(opens, context.now.replace(second=0, microsecond=0))
    raise Conflict(f"the windows of need {need['id']} are over")


def _seat(tx: Connection, need: Row, crew: dict[int, Row], body: OfferIn) -> int:
    free = free_seats(need, crew)
    if body.role is None:
        asked = {one["role"] for one in open_offers(tx, need["id"]) if one["team_id"] is None}
        return next((role for role in free if role not in asked), free[0])
    if body.role >= len(need["crew"]):
        raise InvalidInput(f"role={body.role}: need {need['id']} asks for {len(need['crew'])}, from 0")
    if body.role not in free:
        raise Conflict(f"role={body.role}: that seat of need {need['id']} is taken")
    return body.role


def _answer_by(context: Context, need: Row, to: str, given: datetime | None) -> datetime:
    latest: datetime = need["until_at"] + timedelta(minutes=need["late_minutes"])
    if given is None:
        return max(min(context.now + ANSWER_WITHIN[to], latest), context.now + timedelta(minutes=1))
    moment = context.localised(given)
    if not context.now < moment <= latest:
        raise InvalidInput(
            f"answer_by_at={moment.isoformat()} is not between now and {latest.isoformat()}, the last start"
        )
    return moment


def _check_new(tx: Connection, need_id: str, offer: Row) -> None:
    """Raises Conflict where the same is on offer already."""
    for other in open_offers(tx, need_id):
        if all(other[name] == offer.get(name) for name in TO) and (
            other["station_id"] is None or other["role"] == offer["role"]
        ):
            raise Conflict(f"need {need_id} is on offer there already: offer {other['id']}")


def _check_there(context: Context, tx: Connection, need: Row, offer: Row, crew: dict[int, Row]) -> int | None:
    """Minutes from whom it is offered to, where that is known. Raises NotAble, Conflict, InvalidInput."""
    if (volunteer_id := offer.get("volunteer_id")) is not None:
        going = [one["volunteer_id"] for one in crew.values()]
        if volunteer_id in going:
            raise Conflict(f"volunteer {volunteer_id} is going to need {need['id']} already")
        named = [(volunteer_id, offer["role"])]
        starts_at = offer["starts_at"]
        found = check_may(tx, context.house, need, named, starts_at=starts_at, now=context.now, crew=going)
        _check_not_busy(tx, volunteer_id, starts_at, starts_at + lasts(need))
        return found[0].minutes_away
    if offer.get("team_id") is not None:
        check_open(tx, "team_id", offer["team_id"], team_table)
        return None
    check_place(tx, "station_id", offer["station_id"], PlaceKind.STATION)
    station = tx.execute(select(place_table).where(place_table.c.id == offer["station_id"])).mappings().one()
    return _minutes_between(dict(station), need)


def _check_not_busy(tx: Connection, volunteer_id: str, starts_at: datetime, ends_at: datetime) -> None:
    query = select(visit_table.c.id).where(
        visit_table.c.volunteer_id == volunteer_id,
        visit_table.c.state.in_(sorted(TAKES_TIME)),
        visit_table.c.starts_at < ends_at,
        visit_table.c.ends_at > starts_at,
    )
    if (busy := tx.scalar(query.limit(1))) is not None:
        raise Conflict(f"volunteer {volunteer_id} is at visit {busy} then")


def _minutes_between(station: Row, need: Row) -> int:
    """By electric bike, as riders go."""
    here: Any = Wgs84(station["lon_deg"], station["lat_deg"])
    dx, dy = Grid(here).xy(Wgs84(need["lon_deg"], need["lat_deg"]))
    return -(-way_s(DEFAULT_PACES[TravelMode.EBIKE], dx, dy) // MINUTE_S)
