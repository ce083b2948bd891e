"""Standing needs: taken in, changed for the future, paused, resumed, closed; the carer who stays."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from api.access.tasks import Task
from api.context import Context
from api.schemas.needs import TaskIn
from api.schemas.standing import PauseIn, ResumeIn, StandingIn
from api.usecases.needs.asked import needed
from api.usecases.standing.occurring import KeptUp, keep_up
from models.errors import Conflict, InvalidInput
from models.recurrence import read_rule
from models.store import journal
from models.store.columns import to_json
from models.store.journal import Act, Row
from models.store.paging import Page, page
from models.store.tables.needs import standing_need

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)

SENT_ELSEWHERE = frozenset({"recipient_id", "community_id", "caller_phone_sealed", "caller_phone_print"})
"""Columns of a need that an occurrence has from elsewhere, or does not have."""


def take(context: Context, body: StandingIn) -> KeptUp:
    """With the occurrences of the next days. Raises InvalidInput that names the part of the rule."""
    with context.writing() as tx:
        made = context.create(tx, standing_need, _values(context, tx, body, before=None))
        return keep_up(tx, context.act(), made, context.house.zone)


def alter(context: Context, id: str, sent: dict[str, Any], version: int | None) -> KeptUp:
    """Occurrences that nobody has been asked for follow; those that are agreed stay, and are named."""

    def values(tx: Connection, row: Row) -> Row:
        body = StandingIn.model_validate({**_as_sent(row), **sent})
        if body.recipient_id != row["recipient_id"]:
            raise InvalidInput(
                "recipient_id: a standing need stays with its recipient; close it, take another"
            )
        return _values(context, tx, body, before=row)

    return _changed(context, id, version, "changed", "", values)


def pause(context: Context, id: str, version: int | None, body: PauseIn) -> KeptUp:
    """Occurrences while it is paused are called off; what is under way goes on."""
    from_on = body.from_on or context.today
    if body.until_on is not None and body.until_on < from_on:
        raise InvalidInput(f"until_on={body.until_on} is before from_on={from_on}")
    span = {"from_on": from_on.isoformat(), "until_on": to_json(body.until_on), "why": body.why}
    return _changed(
        context, id, version, "paused", body.why, lambda tx, row: {"pauses": [*row["pauses"], span]}
    )


def resume(context: Context, id: str, version: int | None, body: ResumeIn) -> KeptUp:
    """From that day on no pause holds any more. Raises Conflict where none would."""
    on = body.on or context.today

    def values(tx: Connection, row: Row) -> Row:
        left = []
        for one in row["pauses"]:
            if one["until_on"] is not None and one["until_on"] < on.isoformat():
                left.append(one)
            elif one["from_on"] < on.isoformat():
                left.append({**one, "until_on": (on - timedelta(days=1)).isoformat()})
        if left == row["pauses"]:
            raise Conflict(f"standing need {id} is not paused on {on} or later")
        return {"pauses": left}

    return _changed(context, id, version, "resumed", body.why, values)


def close(context: Context, id: str, version: int | None) -> KeptUp:
    """It does not come up any more; occurrences to come are called off."""
    return _changed(context, id, version, "closed", "", lambda tx, row: {"closed_at": context.now})


def listed(
    context: Context, *, recipient_id: str | None, closed: bool, limit: int, after: str | None
) -> Page:
    query = context.rows(standing_need)
    if recipient_id is not None:
        query = query.where(standing_need.c.recipient_id == recipient_id)
    if not closed:
        query = query.where(standing_need.c.closed_at.is_(None))
    with context.reading() as tx:
        return page(tx, query, [standing_need.c.id], limit=limit, after=after)


def read(context: Context, id: str) -> Row:
    with context.reading() as tx:
        return context.one(tx, standing_need, id)


def history(context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, standing_need, id)


def remember_carer(tx: Connection, act: Act, need: Row, volunteer_id: str) -> None:
    """Who did it well comes again: the usual carer of the occurrences to come. Nothing for a single need."""
    if need["standing_id"] is not None:
        values = {"usual_carer_id": volunteer_id}
        journal.change(tx, standing_need, need["standing_id"], values, act, "carer_remembered")


def _changed(
    context: Context,
    id: str,
    version: int | None,
    step: str,
    why: str,
    values: Callable[[Connection, Row], Row],
) -> KeptUp:
    with context.writing() as tx:
        row = context.locked(tx, standing_need, id, version)
        if row["closed_at"] is not None:
            raise Conflict(f"standing need {id} is closed")
        changed = context.change(tx, standing_need, id, values(tx, row), step, why=why)
        return keep_up(tx, context.act(why or step), changed, context.house.zone, before=row)


def _values(context: Context, tx: Connection, body: StandingIn, *, before: Row | None) -> Row:
    if not EARLIEST <= body.starts_on <= LATEST:
        raise InvalidInput(f"starts_on={body.starts_on} is not a day of the years 2000 to 2199")
    read_rule(body.rule, context.house.zone)
    _check_hours(body)
    task = {name: value for name, value in body.model_dump().items() if name in TaskIn.model_fields}
    asked = needed(context, tx, task)
    need = {name: value for name, value in asked.items() if name not in SENT_ELSEWHERE}
    # Where it is at home, it goes where home is then.
    need |= {name: task[name] for name in ("lon_deg", "lat_deg", "label")}
    return {
        "recipient_id": asked["recipient_id"],
        "community_id": asked["community_id"],
        "asks": {
            "need": need,
            "hours": [
                {"opens": one.opens.isoformat("minutes"), "closes": one.closes.isoformat("minutes")}
                for one in body.hours
            ],
            "told": _told(context, body, before),
        },
        "rule": body.rule,
        "starts_on": body.starts_on,
        "except_on": sorted({day.isoformat() for day in body.except_on}),
    }


def _told(context: Context, body: StandingIn, before: Row | None) -> Row:
    """Who has verified it, and what was told of the risks. Raises Forbidden: an agent verifies nothing."""
    known = before["asks"]["told"] if before is not None else {"verified_by_id": None, "verified_at": None}
    if body.verified and known["verified_by_id"] is None:
        context.caller.reach(Task.DISPATCH)
        known = {"verified_by_id": context.caller.user_id, "verified_at": context.now.isoformat()}
    elif not body.verified:
        known = {"verified_by_id": None, "verified_at": None}
    return {
        "verified_by_id": known["verified_by_id"],
        "verified_at": known["verified_at"],
        "risk_told": body.risk_told or None,
    }


def _as_sent(row: Row) -> dict[str, Any]:
    asks = row["asks"]
    return {
        **{name: asks["need"][name] for name in TaskIn.model_fields if name in asks["need"]},
        **{name: row[name] for name in ("recipient_id", "rule", "starts_on", "except_on")},
        "hours": asks["hours"],
        "verified": asks["told"]["verified_by_id"] is not None,
        "risk_told": asks["told"]["risk_told"],
    }


def _check_hours(body: StandingIn) -> None:
    """Raises InvalidInput where windows of one day overlap, or a minute has seconds or a zone."""
    closed = None
    for number, one in enumerate(body.hours):
        for name, moment in (("opens", one.opens), ("closes", one.closes)):
            if moment.tzinfo is not None or moment.second or moment.microsecond:
                raise InvalidInput(
                    f"hours.{number}.{name}={moment.isoformat()}: hours and minutes, local time"
                )
        if closed is not None and one.opens <= closed:
            raise InvalidInput(f"hours.{number}: opens={one.opens} is not after the window before it")
        if one.closes < one.opens and number < len(body.hours) - 1:
            raise InvalidInput(
                f"hours.{number}: closes={one.closes}: only the last window goes past midnight"
            )
        closed = one.closes
