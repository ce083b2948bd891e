"""Rows written straight to the store, for tests of what reads them; what is not mentioned has a value."""

from datetime import date, datetime, timedelta
from itertools import count

from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.needs import need, need_link, standing_need
from models.store.tables.people import absence, credential, recipient, volunteer
from models.store.tables.places import place
from models.store.tables.visits import visit
from tests.district.builders import WEEK
from tests.houses import MONDAY_8, ZONE

ACT = Act(by_id="test", at=MONDAY_8)
LON, LAT = 114.2586, 30.5571

_numbers = count(1)


def at(clock: str, day: date | None = None) -> datetime:
    """A local time of the day, Monday where none is given."""
    return datetime.fromisoformat(f"{day or MONDAY_8.date()} {clock}").replace(tzinfo=ZONE)


def write(tx, table, **values) -> Row:
    return journal.create(tx, table, {"id": f"{table.name}{next(_numbers):05}", **values}, ACT)


def write_community(tx, name="琴台社区") -> Row:
    street = write(tx, place, kind="subdistrict", name="琴断口街道", lon_deg=LON, lat_deg=LAT)
    values = {"parent_id": street["id"], "subdistrict_id": street["id"], "id": f"community{next(_numbers)}"}
    return write(
        tx, place, kind="community", name=name, lon_deg=LON, lat_deg=LAT, community_id=values["id"], **values
    )


def write_volunteer(tx, community, **values) -> Row:
    usual = {"name": "王敏", "state": "trained", "available": WEEK, "lon_deg": LON, "lat_deg": LAT}
    return write(tx, volunteer, community_id=community["id"], **(usual | values))


def write_credential(tx, volunteer, kind, name="", **values) -> Row:
    return write(tx, credential, volunteer_id=volunteer["id"], kind=kind, name=name, **values)


def write_absence(tx, volunteer, from_at, until_at) -> Row:
    return write(tx, absence, volunteer_id=volunteer["id"], from_at=from_at, until_at=until_at)


def write_recipient(tx, community, **values) -> Row:
    return write(tx, recipient, community_id=community["id"], **({"name": "李奶奶"} | values))


def write_need(tx, recipient, opens=None, closes=None, **values) -> Row:
    """Open, for an hour's company between nine and noon on Monday."""
    opens, closes = opens or at("09:00"), closes or at("12:00")
    usual = {
        "state": "open",
        "kind": "company",
        "community_id": recipient["community_id"],
        "lon_deg": LON + 0.005,
        "lat_deg": LAT,
        "windows": [{"from": opens.isoformat(), "until": closes.isoformat()}],
        "from_at": opens,
        "until_at": closes,
        "service_minutes": 60,
        "crew": [{}],
    }
    return write(tx, need, recipient_id=recipient["id"], **(usual | values))


def write_visit(tx, need, volunteer, starts_at, state="published", **values) -> Row:
    usual = {
        "role": 0,
        "recipient_id": need["recipient_id"],
        "community_id": need["community_id"],
        "ends_at": starts_at + timedelta(minutes=need["service_minutes"]),
    }
    ids = {"need_id": need["id"], "volunteer_id": volunteer["id"]}
    return write(tx, visit, state=state, starts_at=starts_at, **ids, **(usual | values))


def write_link(tx, first, second, kind, **values) -> Row:
    return write(tx, need_link, first_id=first["id"], second_id=second["id"], kind=kind, **values)


def write_standing(tx, recipient, **values) -> Row:
    usual = {"asks": {}, "rule": "FREQ=DAILY", "starts_on": MONDAY_8.date()}
    ids = {"recipient_id": recipient["id"], "community_id": recipient["community_id"]}
    return write(tx, standing_need, **ids, **(usual | values))
