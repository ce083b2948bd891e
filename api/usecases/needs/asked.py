"""What a need asks for, from the words of the one who reports it: the columns of its row."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from api.context import Context
from api.usecases.civic import check_place
from api.usecases.question.places import place_of
from models.catalogue import NeedKind
from models.errors import InvalidInput
from models.kinds import USUAL
from models.phones import e164
from models.store.journal import Row
from models.store.tables.people import recipient as recipient_table
from models.store.tables.people import volunteer as volunteer_table
from models.store.tables.places import place as place_table
from models.units import MINUTE_S

FARTHEST = timedelta(days=366)
"""How far ahead of today a need may lie: beyond, it is a slip of the pen."""

LONGEST = timedelta(days=60)
"""From the first moment of a need to its last."""

MOST_BEFORE = timedelta(hours=24)
"""How long a window may have closed when its need is taken in: what was served by night is noted by day."""


def needed(context: Context, tx: Connection, body: Mapping[str, Any]) -> Row:
    """The columns of what a need asks for, whenever. Raises InvalidInput, NotFound.

    `body` as TaskIn has it. Where no place is given it is at the recipient's home.
    """
    kind = NeedKind(body["kind"])
    usual, recipient = USUAL[kind], context.referred(tx, recipient_table, body["recipient_id"])
    if recipient["closed_at"] is not None:
        raise InvalidInput(f"recipient_id={recipient['id']!r}: there is no such recipient any more")
    asks = {name: value for name, value in body["asks"].items() if value not in (None, {})}
    if asks.get("max_age", asks.get("min_age", 0)) < asks.get("min_age", 0):
        raise InvalidInput(f"asks: min_age={asks['min_age']} is above max_age={asks['max_age']}")
    if "seats" not in asks and usual.seats:
        asks["seats"] = usual.seats
    if body["pickup"] is not None:
        check_place(tx, "pickup.place_id", body["pickup"]["place_id"])
    _check_volunteers(tx, "wanted", body["wanted"])
    _check_volunteers(tx, "refused", body["refused"])
    if both := sorted({*body["wanted"]} & {*body["refused"]}):
        raise InvalidInput(f"refused: volunteer {both[0]!r} is wanted and refused")
    phone = body.get("caller_phone") and e164("caller_phone", body["caller_phone"])
    return {
        "kind": kind.value,
        "recipient_id": recipient["id"],
        "community_id": recipient["community_id"],
        "caller_name": body["caller_name"],
        "caller_relation": body["caller_relation"],
        "caller_phone_sealed": None if phone is None else context.house.seal.sealed(phone),
        "caller_phone_print": None if phone is None else context.house.seal.fingerprint(phone),
        **where(tx, body, recipient),
        "service_minutes": body["service_minutes"] or usual.minutes,
        "late_minutes": body["late_minutes"],
        "priority": body["priority"],
        "crew": _crew(body["crew"], kind),
        "pickup": body["pickup"],
        "asks": asks,
        "risky": usual.risky if body["risky"] is None else body["risky"],
        "with_minor": usual.with_minor if body["with_minor"] is None else body["with_minor"],
        "wanted": body["wanted"],
        "refused": body["refused"],
        "bring": body["bring"],
        "note": body["note"],
    }


def spans_of(context: Context, windows: Sequence[Mapping[str, datetime]]) -> Row:
    """The columns of when it may be served. Raises InvalidInput naming the window."""
    found: list[tuple[datetime, datetime]] = []
    for number, window in enumerate(windows):
        opens, closes = (context.localised(window[name]) for name in ("from_at", "until_at"))
        place = f"windows.{number}"
        if closes < opens:
            raise InvalidInput(f"{place}: until_at={closes.isoformat()} is before {opens.isoformat()}")
        if found and opens <= found[-1][1]:
            raise InvalidInput(f"{place}: from_at={opens.isoformat()} is not after the window before it")
        if opens > context.now + FARTHEST:
            raise InvalidInput(f"{place}: from_at={opens.isoformat()} is more than a year ahead")
        found.append((opens, closes))
    first, last = found[0][0], found[-1][1]
    if last < context.now - MOST_BEFORE:
        raise InvalidInput(f"windows: until_at={last.isoformat()} is past")
    if last - first > LONGEST:
        raise InvalidInput(f"windows: from {first.isoformat()} to {last.isoformat()} is more than 60 days")
    return {
        "windows": [{"from": opens.isoformat(), "until": closes.isoformat()} for opens, closes in found],
        "from_at": first,
        "until_at": last,
    }


def ends_at(need: Row) -> datetime:
    """When a visit that starts at the last moment ends."""
    last: datetime = need["until_at"]
    return last + timedelta(minutes=need["late_minutes"]) + lasts(need)


def lasts(need: Row) -> timedelta:
    """How long a visit of the need takes."""
    return timedelta(seconds=need["service_minutes"] * MINUTE_S)


def _crew(roles: Sequence[Mapping[str, Any]] | None, kind: NeedKind) -> list[Row]:
    if roles is not None:
        return [dict(role) for role in roles]
    return [
        {
            "speciality": role.speciality,
            "level": role.level,
            "qualifications": sorted(role.qualifications),
        }
        for role in USUAL[kind].roles
    ]


def where(tx: Connection, body: Mapping[str, Any], recipient: Row) -> Row:
    """The place that is given, else the recipient's home. Raises InvalidInput where neither is known."""
    if (body["lon_deg"] is None) != (body["lat_deg"] is None):
        raise InvalidInput("a position has both lon_deg and lat_deg")
    if body["lon_deg"] is not None:
        return {"lon_deg": body["lon_deg"], "lat_deg": body["lat_deg"], "label": body["label"] or ""}
    home = place_of(
        _places(tx, recipient),
        recipient,
        label="",
        at_id=recipient["home_id"],
        community_id=recipient["community_id"],
    )
    if home is None:
        raise InvalidInput(f"lon_deg, lat_deg: nobody knows where recipient {recipient['id']} lives")
    label = recipient["door"] if body["label"] is None else body["label"]
    return {"lon_deg": home.at.lon_deg, "lat_deg": home.at.lat_deg, "label": label}


def _places(tx: Connection, recipient: Row) -> dict[str, Row]:
    """The home and what it lies in, with the community; none where the recipient has an own position."""
    if recipient["lon_deg"] is not None:
        return {}
    places: dict[str, Row] = {}
    wanted = {recipient["home_id"], recipient["community_id"]} - {None}
    while wanted:
        found = tx.execute(select(place_table).where(place_table.c.id.in_(wanted))).mappings()
        places |= {row["id"]: dict(row) for row in found}
        wanted = {row["parent_id"] for row in places.values()} - places.keys() - {None}
    return places


def _check_volunteers(tx: Connection, name: str, ids: Sequence[str]) -> None:
    if not ids:
        return
    query = select(volunteer_table.c.id).where(volunteer_table.c.id.in_(ids))
    if missing := sorted({*ids} - {*tx.scalars(query)}):
        raise InvalidInput(f"{name}: there is no volunteer {missing[0]!r}")
