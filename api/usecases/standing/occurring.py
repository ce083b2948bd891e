"""The occurrences of a standing need: made ahead, called off when the rule or a pause takes them back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from api.ids import new_id
from api.usecases.needs.asked import where
from api.usecases.needs.person_steps import end_unserved
from models.lifecycle import NeedState
from models.recurrence import read_rule
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.needs import need as need_table
from models.store.tables.needs import standing_need
from models.store.tables.people import recipient as recipient_table

AHEAD = timedelta(days=14)
"""How far ahead occurrences are there: as far as a plan reaches."""

UNTOUCHED = frozenset({NeedState.DRAFT, NeedState.OPEN})
"""States in which nobody has been asked yet: what is changed is changed there too."""

AGREED = frozenset({NeedState.OFFERED, NeedState.ASSIGNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptUp:
    """What became of the occurrences, by their ids."""

    standing: Row
    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    called_off: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def keep_up(tx: Connection, act: Act, standing: Row, zone: ZoneInfo, *, before: Row | None = None) -> KeptUp:
    """Occurrences as the standing need asks for them from now on. The standing need must be locked.

    `before`: the standing need before a change; what has changed in it changes in its occurrences, and
    nothing else does: who has moved one of them to another hour finds it there.

    A day has one occurrence. Who has cancelled one by hand does not get it again; a day that a pause or the
    rule has taken back is free again.
    """
    today = act.at.astimezone(zone).date()
    last = today + AHEAD
    recipient = dict(
        tx.execute(select(recipient_table).where(recipient_table.c.id == standing["recipient_id"]))
        .mappings()
        .one()
    )
    over = standing["closed_at"] is not None or recipient["closed_at"] is not None
    days = set() if over else days_of(standing, zone, today, last)
    there = _occurrences(tx, standing["id"], today)
    done = KeptUp(standing=standing)
    for day, need in sorted(there.items()):
        if day not in days:
            _take_back(tx, act, need, done)
        elif before is not None:
            was, now = (_asked(tx, one, recipient, day, zone) for one in (before, standing))
            _follow(tx, act, need, {name: value for name, value in now.items() if was[name] != value}, done)
    for day in sorted(days - there.keys()):
        values = _asked(tx, standing, recipient, day, zone)
        if values["until_at"] < act.at:
            continue
        id = new_id(act.at)
        journal.create(tx, need_table, {**values, "id": id, "state": _state(values)}, act)
        done.made.append(id)
    if standing["made_until"] is None or standing["made_until"] < last:
        # Only how far the clock has come.
        standing = journal.change(tx, standing_need, standing["id"], {"made_until": last}, act, "made_ahead")
    return KeptUp(
        standing=standing, made=done.made, changed=done.changed, called_off=done.called_off, kept=done.kept
    )


def days_of(standing: Row, zone: ZoneInfo, first: date, last: date) -> set[date]:
    """The days from the first to the last on which it comes up: no exceptions, and not while it is paused."""
    rule = read_rule(standing["rule"], zone)
    exceptions = set(map(date.fromisoformat, standing["except_on"]))
    return {
        day
        for day in rule.days(standing["starts_on"], first, last)
        if day not in exceptions and not is_paused(standing, day)
    }


def is_paused(standing: Row, day: date) -> bool:
    return any(
        date.fromisoformat(pause["from_on"]) <= day
        and (pause["until_on"] is None or day <= date.fromisoformat(pause["until_on"]))
        for pause in standing["pauses"]
    )


def _occurrences(tx: Connection, standing_id: str, today: date) -> dict[date, Row]:
    query = select(need_table).where(need_table.c.standing_id == standing_id, need_table.c.occurs_on >= today)
    return {row["occurs_on"]: dict(row) for row in tx.execute(query.with_for_update()).mappings()}


def _take_back(tx: Connection, act: Act, need: Row, done: KeptUp) -> None:
    """An occurrence that is not asked for any more, unless it is under way or over."""
    if need["state"] in UNTOUCHED | AGREED:
        off = end_unserved(tx, act, need, "cancelled")
        journal.change(tx, need_table, off["id"], {"occurs_on": None}, act, "day_freed")
        done.called_off.append(need["id"])


def _follow(tx: Connection, act: Act, need: Row, changes: Row, done: KeptUp) -> None:
    """An occurrence after a change of what it was made of; what is agreed is left to people."""
    if not changes or need["state"] not in UNTOUCHED | AGREED:
        return
    if need["state"] in AGREED:
        done.kept.append(need["id"])
    else:
        journal.change(tx, need_table, need["id"], changes, act, "changed")
        done.changed.append(need["id"])


def _asked(tx: Connection, standing: Row, recipient: Row, day: date, zone: ZoneInfo) -> Row:
    """The columns of the occurrence of that day."""
    asks: Mapping[str, Any] = standing["asks"]
    spans = [_span(hours, day, zone) for hours in asks["hours"]]
    told = asks["told"]
    return {
        **asks["need"],
        **where(tx, asks["need"], recipient),
        "recipient_id": recipient["id"],
        "community_id": recipient["community_id"],
        "windows": [{"from": opens.isoformat(), "until": closes.isoformat()} for opens, closes in spans],
        "from_at": spans[0][0],
        "until_at": spans[-1][1],
        "standing_id": standing["id"],
        "occurs_on": day,
        "verified_by_id": told["verified_by_id"],
        "verified_at": told["verified_at"] and datetime.fromisoformat(told["verified_at"]),
        "risk_told": told["risk_told"],
    }


def _span(hours: Mapping[str, str], day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    opens, closes = (time.fromisoformat(hours[name]) for name in ("opens", "closes"))
    ends_on = day if closes >= opens else day + timedelta(days=1)
    return datetime.combine(day, opens, zone), datetime.combine(ends_on, closes, zone)


def _state(values: Row) -> str:
    """Open where the office has verified the standing need, and told of the risks if there are any."""
    ready = values["verified_by_id"] is not None and (not values["risky"] or values["risk_told"])
    return (NeedState.OPEN if ready else NeedState.DRAFT).value
