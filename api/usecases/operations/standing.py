"""What a service must have to serve: its database, the tables of this version, room on disk, a sane clock."""

import shutil
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import func, select, text

from api.house import House
from api.usecases.operations.findings import Finding, Look, findings
from models.store.journal import history
from models.store.migrating import current, newest
from models.store.store import Store

LEAST_FREE_BYTES = 500 * 2**20
LEAST_FREE_SHARE = 0.05
MOST_APART = timedelta(seconds=30)
"""Between our clock and the database's; and how far behind the newest line of the history ours may be."""

GIB = 2**30


def is_ready(house: House) -> list[Finding]:
    """The findings that decide whether requests may be sent here."""
    store = house.store
    looks: list[tuple[str, Look]] = [
        ("database", lambda: database(store)),
        ("migrations", lambda: migrations(store)),
        ("disk", lambda: disk(store)),
        ("clock", lambda: clock(store, house.clock())),
    ]
    return findings(looks)


def database(store: Store) -> Finding:
    """Raises StoreUnreachable, StoreBusy."""
    if store.is_absent:
        return Finding(
            name="database", found=f"{store.url.database}: there is no such file", todo="redvest migrate"
        )
    with store.reading() as tx:
        if not store.is_sqlite:
            version = tx.execute(text("SHOW server_version")).scalar_one()
            timeout = tx.execute(text("SHOW lock_timeout")).scalar_one()
            return Finding(name="database", found=f"PostgreSQL {version}, lock timeout {timeout}")
        version = tx.execute(text("SELECT sqlite_version()")).scalar_one()
        mode, synchronous, keys = (
            tx.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        )
    found = f"SQLite {version}, journal_mode={mode}, synchronous={synchronous}, foreign_keys={keys}"
    if (mode, synchronous, keys) == ("wal", 2, 1):
        return Finding(name="database", found=found)
    todo = "put the file on a disk of this machine: on a network drive SQLite has no WAL"
    return Finding(name="database", found=found, todo=todo)


def migrations(store: Store) -> Finding:
    found, wanted = current(store), _newest()
    if found == wanted:
        return Finding(name="migrations", found=f"at {found}, which this version knows")
    is_at = "the database has no tables" if found is None else f"the database is at {found}, not at {wanted}"
    return Finding(name="migrations", found=is_at, todo="redvest backup FILE, then redvest migrate")


@cache
def _newest() -> str:
    """Read once: the scripts are part of the program."""
    return newest()


def disk(store: Store) -> Finding:
    """Where the database's file lies; of a database elsewhere, where this process writes."""
    folder = Path(store.url.database or "").resolve().parent if store.is_sqlite else Path.cwd()
    while not folder.exists():
        folder = folder.parent
    room = shutil.disk_usage(folder)
    found = f"{room.free / GIB:.1f} of {room.total / GIB:.1f} GiB free at {folder}"
    if room.free >= min(LEAST_FREE_BYTES, LEAST_FREE_SHARE * room.total):
        return Finding(name="disk", found=found)
    return Finding(name="disk", found=found, todo="make room: when the disk is full nothing more can be kept")


def clock(store: Store, now: datetime) -> Finding:
    """Against the database's own clock where it has one, and against what was written last."""
    with store.reading() as tx:
        theirs = now if store.is_sqlite else tx.execute(select(func.clock_timestamp())).scalar_one()
        newest_at = None
        if current(store) is not None:
            newest_at = tx.execute(select(history.c.at).order_by(history.c.id.desc()).limit(1)).scalar()
    apart = abs(theirs - now)
    todo = "set this machine's clock by NTP (timedatectl set-ntp true)"
    if apart > MOST_APART:
        return Finding(name="clock", found=f"{apart.seconds} s apart from the database's clock", todo=todo)
    if newest_at is not None and newest_at - now > MOST_APART:
        behind = (newest_at - now).total_seconds()
        return Finding(name="clock", found=f"{behind:.0f} s behind what was written last", todo=todo)
    return Finding(name="clock", found=f"{now:%Y-%m-%d %H:%M:%S} UTC, {apart.total_seconds():.0f} s apart")
