"""A row of the needs, with its recipient, as the need of a question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.usecases.question.local_days import LocalDays
from api.usecases.question.places import Places, place_of
from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality
from models.errors import InvalidInput
from models.geo import Place, Wgs84
from models.horizon import ends_s, reach_s
from models.needs import Need, Pickup, Pin, Role, TimeWindow
from models.store.journal import Row
from models.units import MINUTE_S, Seconds

LIVES_ALONE = "独居"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What other tables say of one need: its recipient, who has been there before, what is decided of it."""

    recipient: Row
    carers: Collection[str] = ()
    visited_before: bool = False
    pins: Sequence[Pin] = ()


def need_of(row: Row, asked: Asked, local: LocalDays, places: Places) -> Need | None:
    """The need; None where nothing of it falls on these days. Raises InvalidInput naming need and value."""
    windows = _windows(row, asked.pins, local)
    if not windows:
        return None
    asks, recipient = row["asks"], asked.recipient
    community = places.get(row["community_id"])
    return Need(
        id=row["id"],
        kind=NeedKind(row["kind"]),
        recipient_id=row["recipient_id"],
        recipient_name=recipient["name"],
        place=Place(
            at=Wgs84(row["lon_deg"], row["lat_deg"]),
            label=row["label"],
            community=community["name"] if community else "",
        ),
        windows=windows,
        service_s=Seconds(row["service_minutes"] * MINUTE_S),
        late_s=Seconds(row["late_minutes"] * MINUTE_S),
        priority=row["priority"],
        crew=tuple(map(role_of, row["crew"])),
        pickup=_pickup(row, places),
        carer_sex=_sex(asks.get("sex") or recipient["carer_sex"]),
        language=None if asks.get("language") is None else Language(asks["language"]),
        min_age=asks.get("min_age") or 0,
        max_age=asks.get("max_age"),
        seats=asks.get("seats") or 0,
        supplies=dict(asks.get("supplies") or {}),
        risky=row["risky"],
        with_minor=row["with_minor"],
        first_visit_flagged=recipient["first_visit_by_two"] and not asked.visited_before,
        preferred=frozenset([*row["wanted"], *recipient["wanted"]]),
        usual_carers=frozenset(asked.carers),
        refused=frozenset([*row["refused"], *recipient["refused"]]),
        bring=row["bring"],
        access=access_of(recipient),
        note=note_of(row, recipient),
    )


def access_of(recipient: Row) -> str:
    """Told to who goes: the door, how to get in, and the risks."""
    return "；".join(filter(None, (recipient["door"], recipient["access_note"], recipient["risk_note"])))


def note_of(row: Row, recipient: Row) -> str:
    return "；".join(filter(None, (LIVES_ALONE if recipient["lives_alone"] else "", row["note"])))


def role_of(role: dict[str, Any]) -> Role:
    """One seat of the crew."""
    speciality = role.get("speciality")
    return Role(
        speciality=None if speciality is None else Speciality(speciality),
        level=role.get("level") or 1,
        qualifications=frozenset(map(Qualification, role.get("qualifications") or ())),
    )


def _windows(row: Row, pins: Sequence[Pin], local: LocalDays) -> tuple[TimeWindow, ...]:
    """The windows on these days. What has been agreed at another time may be then as well."""
    spans = [
        (max(0, local.seconds(moment(one["from"]))), local.seconds(moment(one["until"])))
        for one in row["windows"]
    ]
    agreed = {pin.start_s for pin in pins if pin.start_s is not None}
    spans += [(at, at) for at in agreed if not any(opens <= at <= closes for opens, closes in spans)]
    found: list[tuple[int, int]] = []
    for opens_s, closes_s in sorted(spans):
        if closes_s < 0 or (opens_s >= ends_s(local.days) and opens_s not in agreed):
            continue
        if found and opens_s <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], closes_s)
        else:
            found.append((opens_s, closes_s))
    latest = reach_s(local.days)
    return tuple(TimeWindow(opens_s=Seconds(a), closes_s=Seconds(min(b, latest))) for a, b in found)


def moment(text: str) -> datetime:
    """A moment with its offset, as a document of the store holds it."""
    return datetime.fromisoformat(text)


def _sex(code: str | None) -> Sex | None:
    return None if code is None else Sex(code)


def _pickup(row: Row, places: Places) -> Pickup | None:
    pickup = row["pickup"]
    if pickup is None:
        return None
    there = places.get(pickup["place_id"])
    place = there and place_of(
        places, there, label=there["name"], at_id=there["parent_id"], community_id=there["community_id"]
    )
    if not place:
        raise InvalidInput(f"need {row['id']}: nobody knows where its pickup {pickup['place_id']} lies")
    minutes = pickup.get("minutes") or 0
    return Pickup(place=place, service_s=Seconds(minutes * MINUTE_S), load=pickup.get("load") or 0)
