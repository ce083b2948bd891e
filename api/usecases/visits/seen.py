"""Visits as somebody sees them: whose they are decides which, disclosure decides what of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from api.context import Context
from api.usecases.disclosure import PLANNING, Sight, sight
from api.usecases.visits import eyes
from models.errors import NotFound
from models.ladders import AlarmState
from models.lifecycle import VisitState
from models.phones import masked
from models.store.journal import Row, lines_of
from models.store.paging import Page, page
from models.store.tables.needs import need as need_table
from models.store.tables.people import recipient as recipient_table
from models.store.tables.visits import alarm as alarm_table
from models.store.tables.visits import visit as visit_table

SHOWN_TO_ALL = frozenset({"state", "starts_at", "ends_at", "volunteer_id", "need_id", "role"})
"""What a line of the history tells those who do not see the door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list of visits is narrowed by; `from_at` to before `until_at` is when they start."""

    equal: Mapping[str, str]
    from_at: datetime | None = None
    until_at: datetime | None = None


def listed(context: Context, wanted: Wanted, *, limit: int, after: str | None) -> Page:
    """A page in the order in which they start."""
    query = _query(context).where(*(visit_table.c[name] == value for name, value in wanted.equal.items()))
    if wanted.from_at is not None:
        query = query.where(visit_table.c.starts_at >= wanted.from_at)
    if wanted.until_at is not None:
        query = query.where(visit_table.c.starts_at < wanted.until_at)
    with context.reading() as tx:
        found = page(tx, query, [visit_table.c.starts_at, visit_table.c.id], limit=limit, after=after)
        return Page(rows=_disclosed(context, tx, found.rows), next=found.next)


def read(context: Context, id: str) -> Row:
    """Raises NotFound."""
    with context.reading() as tx:
        return _disclosed(context, tx, [_one(context, tx, id)])[0]


def history(context: Context, id: str) -> Sequence[Row]:
    """The steps of a visit; where it was and what was found there only for those who see the door."""
    with context.reading() as tx:
        whole = _sight(context, _one(context, tx, id)).door
        lines = lines_of(tx, visit_table, id)
    return lines if whole else [_outlined(line) for line in lines]


def _query(context: Context) -> Select[Any]:
    reaches = eyes.reach_by_role(context)
    planning = [clause for role, clause in reaches.items() if role in PLANNING]
    return (
        context.rows(visit_table)
        .join(need_table, visit_table.c.need_id == need_table.c.id)
        .join(recipient_table, visit_table.c.recipient_id == recipient_table.c.id)
        .add_columns(
            *(need_table.c[name] for name in ("kind", "risky", "lon_deg", "lat_deg", "label", "bring")),
            need_table.c.risk_told,
            need_table.c.note.label("need_note"),
            recipient_table.c.name,
            *(recipient_table.c[name] for name in ("door", "access_note", "risk_note", "phone_sealed")),
            *eyes.columns(reaches),
        )
        .where(or_(visit_table.c.state != VisitState.PROPOSED, *planning))
    )


def _one(context: Context, tx: Connection, id: str) -> Row:
    found = tx.execute(_query(context).where(visit_table.c.id == id)).mappings().one_or_none()
    if found is None:
        raise NotFound("visit", id)
    return dict(found)


def _sight(context: Context, row: Row) -> Sight:
    ended_at = max(row["ends_at"], row["checked_out_at"] or row["ends_at"])
    return sight(eyes.roles(row), VisitState(row["state"]), ends_at=ended_at, now=context.now)


def _disclosed(context: Context, tx: Connection, rows: Sequence[Row]) -> list[Row]:
    alarms = _alarms(tx, [row["id"] for row in rows])
    return [
        _with_door(context, row | {"alarms": alarms.get(row["id"], [])}, _sight(context, row)) for row in rows
    ]


def _with_door(context: Context, row: Row, seen: Sight) -> Row:
    if not seen.door:
        return row | {
            "recipient_id": None,
            "outcome_note": "",
            "ended_why": "",
            "handed_to": "",
            "door": None,
        }
    phone = context.house.seal.opened(row["phone_sealed"]) if row["phone_sealed"] else ""
    door = {
        "name": row["name"],
        "door": row["door"],
        "label": row["label"],
        "lon_deg": row["lon_deg"],
        "lat_deg": row["lat_deg"],
        "access_note": row["access_note"],
        "risk_note": row["risk_note"],
        "risk_told": row["risk_told"] or "",
        "bring": row["bring"],
        "note": row["need_note"],
        "phone": phone if seen.phone or not phone else masked(phone),
    }
    return row | {"door": door}


def _alarms(tx: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """The kinds of alarms that are not resolved, by visit."""
    query = select(alarm_table.c.visit_id, alarm_table.c.kind).where(
        alarm_table.c.visit_id.in_(ids), alarm_table.c.state != AlarmState.RESOLVED
    )
    found: dict[str, list[str]] = {}
    for visit_id, kind in tx.execute(query.order_by(alarm_table.c.id)):
        found.setdefault(visit_id, []).append(kind)
    return found


def _outlined(line: Row) -> Row:
    changes = {name: value for name, value in line["changes"].items() if name in SHOWN_TO_ALL}
    return line | {"changes": changes, "why": ""}
