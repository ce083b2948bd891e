"""Names, telephones and addresses put back into a question, whose document has none of them.

Who reaches a plan reaches the people in it: they are read by the ids that the plan holds.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from api.sealing import Seal
from api.usecases.question.needs import access_of, note_of
from models.day import Day
from models.needs import Need
from models.people import Volunteer
from models.store.journal import Row
from models.store.rows import by_id
from models.store.tables.needs import need
from models.store.tables.people import recipient, volunteer
from models.store.tables.places import place


def named(tx: Connection, day: Day, seal: Seal) -> Day:
    """The same question as people read it, with telephone numbers as they are dialled."""
    people = by_id(tx, volunteer, [one.id for one in day.volunteers])
    needs = by_id(tx, need, [one.id for one in day.needs])
    recipients = by_id(tx, recipient, [one.recipient_id for one in day.needs])
    pickups = by_id(tx, place, _pickup_ids(needs.values()))
    return replace(
        day,
        volunteers=tuple(_volunteer(one, people[one.id], seal) for one in day.volunteers),
        needs=tuple(
            _need(one, needs[one.id], recipients[one.recipient_id], pickups, seal) for one in day.needs
        ),
    )


def _pickup_ids(needs: Iterable[Row]) -> set[str]:
    return {row["pickup"]["place_id"] for row in needs if row["pickup"]}


def _volunteer(one: Volunteer, row: Row, seal: Seal) -> Volunteer:
    home = one.home if one.end is not None else replace(one.home, label=row["address"])
    end = None if one.end is None else replace(one.end, label=row["address"])
    return replace(one, name=row["name"], phone=_phone(row, seal), home=home, end=end)


def _need(one: Need, row: Row, whose: Row, pickups: dict[str, Any], seal: Seal) -> Need:
    pickup = one.pickup
    if pickup is not None and row["pickup"]:
        label = pickups[row["pickup"]["place_id"]]["name"]
        pickup = replace(pickup, place=replace(pickup.place, label=label))
    return replace(
        one,
        recipient_name=whose["name"],
        phone=_phone(whose, seal),
        place=replace(one.place, label=row["label"]),
        pickup=pickup,
        bring=row["bring"],
        access=access_of(whose),
        note=note_of(row, whose),
    )


def _phone(row: Row, seal: Seal) -> str:
    return "" if row["phone_sealed"] is None else seal.opened(row["phone_sealed"])
