"""What there is once for a process that serves a district: the store, the seal, the clock, the time zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from api.sealing import Seal, read_keys
from api.settings import Settings
from models.store.migrating import check_migrated
from models.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Handed to whoever serves or works; `clock` gives the moment with its offset."""

    store: Store
    seal: Seal
    clock: Callable[[], datetime]
    zone: ZoneInfo


def open_house(settings: Settings) -> House:
    """Raises InvalidInput where the database is not migrated or the keys file is missing."""
    store = Store(settings.database_url)
    check_migrated(store)
    return House(store=store, seal=read_keys(settings.keys_file), clock=utc_now, zone=settings.zone)


def utc_now() -> datetime:
    return datetime.now(UTC)
