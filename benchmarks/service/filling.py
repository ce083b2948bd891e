"""The child that fills a database with a district's volunteers and the needs of its years.

Request: url, keys, volunteers, needs, seed. Answer: seconds that it took, and the rows of each table.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from sqlalchemy import Table, select
from ulid import ULID

from api.sealing import Seal, read_keys
from api.settings import Settings
from api.usecases.founding import add_administrator, found
from benchmarks.child import answer_request
from models.civic import PlaceKind
from models.demo.generator import make_day
from models.kinds import USUAL
from models.lifecycle import NeedState
from models.store import journal
from models.store.journal import NOBODY, Act, Row
from models.store.store import Store
from models.store.tables.needs import need
from models.store.tables.people import recipient, volunteer
from models.store.tables.places import place

LOGIN, PASSWORD = "benchmark", "benchmark-of-a-district"
BATCH = 5_000
NEEDS_A_RECIPIENT = 20
FIRST_DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
YEARS = 3


def fill(request: dict[str, Any]) -> Mapping[str, object]:
    """Everything in the order in which it refers to each other."""
    began_s = monotonic()
    settings = Settings(database=request["url"], keys=request["keys"])
    found(settings, with_district=True)
    store, seal = Store(settings.database), read_keys(Path(request["keys"]))
    add_administrator(store, login=LOGIN, password=PASSWORD, now=NOW)
    with store.reading() as tx:
        query = select(place.c.id, place.c.name).where(place.c.kind == PlaceKind.COMMUNITY)
        communities = {row.name: row.id for row in tx.execute(query)}
    day = make_day(volunteers=request["volunteers"], needs=0, seed=request["seed"], first_day=FIRST_DAY)
    rng = np.random.default_rng(request["seed"])
    recipients = _recipients(request["needs"] // NEEDS_A_RECIPIENT, list(communities.values()), rng)
    rows = {
        "volunteers": _write(
            store, volunteer, (_volunteer(one, communities, seal) for one in day.volunteers)
        ),
        "recipients": _write(store, recipient, recipients),
        "needs": _write(store, need, _needs(request["needs"], recipients, rng)),
    }
    store.close()
    return {"seconds": monotonic() - began_s, "rows": rows}


def _write(store: Store, table: Table, rows: Iterable[Row]) -> int:
    written, left = 0, iter(rows)
    while batch := list(islice(left, BATCH)):
        with store.writing() as tx:
            written += len(journal.create_many(tx, table, batch, Act(by_id=NOBODY, at=NOW)))
    return written


def _volunteer(one: Any, communities: Mapping[str, str], seal: Seal) -> Row:
    return {
        "id": str(ULID()).lower(),
        "number": one.id,
        "name": one.name or one.id,
        "phone_sealed": seal.sealed(one.phone),
        "phone_print": seal.fingerprint(one.phone),
        "sex": one.sex,
        "languages": sorted(one.languages),
        "specialities": dict(one.specialities),
        "mode": one.mode,
        "available": [{"weekday": day, "from": "08:00", "until": "18:00"} for day in range(7)],
        "community_id": communities[one.home.community],
        "lon_deg": one.home.at.lon_deg,
        "lat_deg": one.home.at.lat_deg,
        "state": "trained",
    }


def _recipients(count: int, communities: list[str], rng: np.random.Generator) -> list[Row]:
    return [
        {
            "id": str(ULID()).lower(),
            "name": f"服务对象{number}",
            "community_id": communities[int(rng.integers(len(communities)))],
            "lon_deg": 114.2 + float(rng.random()) / 10,
            "lat_deg": 30.5 + float(rng.random()) / 10,
        }
        for number in range(count)
    ]


def _needs(count: int, recipients: list[Row], rng: np.random.Generator) -> Iterator[Row]:
    """Archived, over the years; one in a thousand of the last day is open."""
    kinds = list(USUAL)
    for number in range(count):
        whom = recipients[int(rng.integers(len(recipients)))]
        opens = NOW - timedelta(minutes=int(rng.integers(YEARS * 365 * 24 * 60)))
        kind, closes, is_open = kinds[number % len(kinds)], opens + timedelta(hours=3), number % 1000 == 0
        if is_open:
            opens, closes = NOW + timedelta(hours=9), NOW + timedelta(hours=12)
        yield {
            "id": str(ULID.from_datetime(opens)).lower(),
            "state": NeedState.OPEN if is_open else NeedState.RATED,
            "kind": kind,
            "recipient_id": whom["id"],
            "community_id": whom["community_id"],
            "lon_deg": whom["lon_deg"],
            "lat_deg": whom["lat_deg"],
            "windows": [{"from": opens.isoformat(), "until": closes.isoformat()}],
            "from_at": opens,
            "until_at": closes,
            "service_minutes": USUAL[kind].minutes,
            "crew": [{"speciality": USUAL[kind].speciality, "level": 1, "qualifications": []}],
            "stars": None if is_open else 5,
        }


if __name__ == "__main__":
    answer_request(fill)
