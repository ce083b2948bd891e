"""A need changed before it is under way, and whom that concerns."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from api.context import Context
from api.schemas.needs import AskedIn
from api.usecases.needs.asked import needed, spans_of
from api.usecases.needs.opening import NotReady
from api.usecases.needs.taking import WINDOW
from api.usecases.offers.seats import crew_by_seat, end_offer, free_seats, open_offers, settle_need
from models.errors import Conflict, ForbiddenStep, InvalidInput
from models.lifecycle import NOT_BEGUN, NeedState
from models.offers import OfferState
from models.store.journal import Row
from models.store.tables.needs import need as need_table

UNTOLD = frozenset(
    {"priority", "ticket", "caller_phone_print", "caller_phone_sealed", "wanted", "from_at", "until_at"}
)
"""Columns that concern nobody who is going."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Somebody who goes, or is asked, and whose need has changed."""

    volunteer_id: str | None
    starts_at: datetime
    fields: list[str]
    outside_windows: bool
    visit_id: str | None = None
    offer_id: str | None = None
    withdrawn: bool = False


def alter(context: Context, id: str, sent: dict[str, Any], version: int | None) -> tuple[Row, list[Touched]]:
    """The need with what was sent, and who is concerned: offers at a time no longer asked for are withdrawn,
    visits are left to the office. Raises ForbiddenStep once it is under way.
    """
    with context.writing() as tx:
        need = context.locked(tx, need_table, id, version)
        if need["state"] not in NOT_BEGUN:
            raise ForbiddenStep("need", id, state=need["state"], step="changed")
        values = _values(context, tx, need, sent)
        crew = crew_by_seat(tx, id)
        _check(tx, need, values, crew)
        fields = sorted(name for name, value in values.items() if need[name] != value)
        changed = context.change(tx, need_table, id, values, "changed")
        told = [name for name in fields if name not in UNTOLD]
        touched = [] if not told else _touched(context, tx, changed, told, crew)
        return settle_need(tx, context.act("changed"), id) if touched else changed, touched


def _values(context: Context, tx: Connection, need: Row, sent: dict[str, Any]) -> Row:
    """The columns that what was sent makes of the need; the whole is looked at as if it were new."""
    body = AskedIn.model_validate({**_as_sent(context, need, moves="recipient_id" in sent), **sent})
    given = body.model_dump()
    values = {**needed(context, tx, given), "ticket": body.ticket}
    if "caller_phone" not in sent:  # sealed anew it would differ each time
        values |= {name: need[name] for name in ("caller_phone_sealed", "caller_phone_print")}
    return values | (spans_of(context, given["windows"]) if "windows" in sent else {})


def _as_sent(context: Context, need: Row, *, moves: bool) -> dict[str, Any]:
    """The need as somebody would have sent it; its place is left out where it moves to another's home."""
    columns = [name for name in AskedIn.model_fields if name in need]
    if moves:
        columns = [name for name in columns if name not in ("lon_deg", "lat_deg", "label")]
    windows = [{name: one[key] for name, key in WINDOW.items()} for one in need["windows"]]
    return {**{name: need[name] for name in columns}, "windows": windows}


def _check(tx: Connection, need: Row, values: Row, crew: Collection[int]) -> None:
    after = {**need, **values}
    if need["state"] != NeedState.DRAFT and after["risky"] and not after["risk_told"]:
        raise NotReady(f"need {need['id']} would bear risks that nobody was told of: risk_told")
    if missing := [role for role in crew if role >= len(after["crew"])]:
        raise Conflict(f"crew: somebody goes for seat {missing[0]} of need {need['id']} already")
    if need["state"] == NeedState.ASSIGNED and free_seats(after, crew):
        raise Conflict(f"crew: need {need['id']} is assigned, and would ask for more")
    if crew and after["recipient_id"] != need["recipient_id"]:
        raise InvalidInput(f"recipient_id: somebody goes to recipient {need['recipient_id']} already")


def _touched(
    context: Context, tx: Connection, need: Row, fields: list[str], crew: dict[int, Row]
) -> list[Touched]:
    windows = [
        (datetime.fromisoformat(one["from"]), datetime.fromisoformat(one["until"])) for one in need["windows"]
    ]

    def outside(starts_at: datetime) -> bool:
        return not any(opens <= starts_at <= closes for opens, closes in windows)

    found = [
        Touched(
            visit_id=visit["id"],
            volunteer_id=visit["volunteer_id"],
            starts_at=visit["starts_at"],
            fields=fields,
            outside_windows=outside(visit["starts_at"]),
        )
        for _, visit in sorted(crew.items())
    ]
    act = context.act("the need has changed, and is no longer asked for at that time")
    for offer in open_offers(tx, need["id"]):
        is_gone = outside(offer["starts_at"]) or offer["role"] >= len(need["crew"])
        if is_gone:
            end_offer(tx, act, offer, OfferState.WITHDRAWN)
        found.append(
            Touched(
                offer_id=offer["id"],
                volunteer_id=offer["volunteer_id"],
                starts_at=offer["starts_at"],
                fields=fields,
                outside_windows=outside(offer["starts_at"]),
                withdrawn=is_gone,
            )
        )
    return found
