"""What needs doing, looked at from the machine that the service runs on."""

import socket
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import func, select

from api.sealing import read_keys
from api.settings import Settings, variable
from api.usecases.jobs.alive import alive
from api.usecases.operations import standing
from api.usecases.operations.findings import Finding, Look, findings
from models.errors import InvalidInput
from models.jobs import JobState
from models.store.store import Store
from models.store.tables import metadata
from models.store.tables.operations import backup
from models.store.tables.work import job

OLDEST_BACKUP = timedelta(days=1)
LONGEST_QUEUE = timedelta(minutes=2)
"""A worker looks for jobs twice a second."""

ANSWERS_WITHIN_S = 3

SEALED = "_sealed"
"""How the names of columns end that hold what is sealed."""


def examine(settings: Settings, *, host: str, port: int, now: datetime) -> list[Finding]:
    """Everything that is looked at; what cannot be looked at without the database is left out without it."""
    store = Store(settings.database_url)
    try:
        first = findings(
            [
                ("disk", lambda: standing.disk(store)),
                ("time zone", lambda: time_zone(settings)),
                ("port", lambda: port_of(host, port)),
                ("keys", lambda: keys_file(settings.keys_file)),
                ("database", lambda: standing.database(store)),
            ]
        )
        if not first[-1].is_well and first[-1].todo == "redvest migrate":
            return first
        if first[-1].found.startswith("could not"):
            advice = f"see that it runs, and that {variable('database')} names it"
            return [*first[:-1], Finding(name="database", found=first[-1].found, todo=advice)]
        tables = findings([("migrations", lambda: standing.migrations(store))])
        looks: list[tuple[str, Look]] = [("clock", lambda: standing.clock(store, now))]
        if tables[0].is_well:
            looks += [
                ("sealed", lambda: sealed(store, settings.keys_file)),
                ("backup", lambda: last_backup(store, now)),
                ("worker", lambda: workers(store, now)),
            ]
        return [*first, *tables, *findings(looks)]
    finally:
        store.close()


def time_zone(settings: Settings) -> Finding:
    """Where the data of time zones come from: China has no summer time, and is eight hours ahead."""
    shanghai = datetime(2026, 7, 1, tzinfo=ZoneInfo("Asia/Shanghai")).utcoffset()
    if shanghai != timedelta(hours=8):
        found = f"Asia/Shanghai is {shanghai} ahead of UTC"
        return Finding(name="time zone", found=found, todo="install tzdata anew")
    now = datetime.now(UTC).astimezone(settings.zone)
    return Finding(name="time zone", found=f"{settings.timezone}, where it is {now:%H:%M} now")


def port_of(host: str, port: int) -> Finding:
    """Free, or Redvest's already."""
    try:
        socket.create_server((host, port)).close()
        return Finding(name="port", found=f"{port} on {host} is free: redvest serve may take it")
    except OSError as error:
        words = error.strerror or str(error)
    try:
        answer = httpx.get(f"http://{host}:{port}/livez", timeout=ANSWERS_WITHIN_S)
        if answer.json() == {"status": "ok"}:
            return Finding(name="port", found=f"on {port} of {host} Redvest answers")
    except (httpx.HTTPError, ValueError):
        pass
    found = f"{port} on {host} cannot be listened on: {words.lower()}"
    return Finding(name="port", found=found, todo="end what listens there, or serve on another --port")


def keys_file(file: Path) -> Finding:
    """Raises InvalidInput where it holds no key."""
    if not file.exists():
        todo = "redvest migrate makes one for a new database; for another put its own here"
        return Finding(name="keys", found=f"{file}: there is no such file", todo=todo)
    read_keys(file)
    mode = file.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding(
            name="keys", found=f"{file} has mode {mode:o}: others read it", todo=f"chmod 600 {file}"
        )
    return Finding(name="keys", found=f"{file} is read by its owner alone; keep a copy apart")


def sealed(store: Store, file: Path) -> Finding:
    """Whether the key opens what is sealed: one value of each column that holds such."""
    seal = read_keys(file)
    columns = [one for table in metadata.sorted_tables for one in table.columns if one.name.endswith(SEALED)]
    with store.reading() as tx:
        found = {
            f"{one.table.name}.{one.name}": tx.execute(select(one).where(one.is_not(None)).limit(1)).scalar()
            for one in columns
        }
    kept = {name: value for name, value in found.items() if value is not None}
    for name, value in kept.items():
        try:
            seal.opened(value)
        except InvalidInput:
            todo = f"put the keys file of this database at {variable('keys')}"
            return Finding(name="sealed", found=f"{file} does not open {name}", todo=todo)
    opened = f"the key opens {', '.join(kept)}" if kept else "nothing is sealed yet"
    return Finding(name="sealed", found=opened)


def last_backup(store: Store, now: datetime) -> Finding:
    with store.reading() as tx:
        made = tx.execute(select(backup).order_by(backup.c.id.desc()).limit(1)).mappings().one_or_none()
    if made is None:
        return Finding(name="backup", found="none was ever made", todo="redvest backup FILE, every night")
    hours = (now - made["at"]).total_seconds() / 3600
    found = f"the last was made {hours:.0f} h ago: {made['file']}"
    if now - made["at"] > OLDEST_BACKUP:
        return Finding(name="backup", found=found, todo="redvest backup FILE, every night")
    return Finding(name="backup", found=found)


def workers(store: Store, now: datetime) -> Finding:
    """By what they tell of themselves, the leases of what runs, and how long the queue has waited."""
    with store.reading() as tx:
        there = alive(tx, now)
        running = tx.execute(
            select(job.c.worker, job.c.leased_until).where(job.c.state == JobState.RUNNING.value)
        ).all()
        first = tx.execute(
            select(func.min(job.c.queued_at)).where(job.c.state == JobState.QUEUED.value)
        ).scalar()
    at_work = {worker for worker, until in running if until is not None and until > now}
    if at_work:
        return Finding(name="worker", found=f"at work: {', '.join(sorted(at_work))}")
    if there:
        return Finding(name="worker", found=f"waiting for jobs: {', '.join(there)}")
    if running:
        found = f"{len(running)} jobs were begun, and no worker is at them"
        return Finding(name="worker", found=found, todo="start redvest work: it takes them up again")
    if first is not None and now - first > LONGEST_QUEUE:
        minutes = (now - first).total_seconds() / 60
        found = f"a job has waited {minutes:.0f} minutes"
        return Finding(name="worker", found=found, todo="start redvest work")
    return Finding(name="worker", found="none is there", todo="start redvest work")


def as_document(one: Finding) -> Mapping[str, object]:
    """The same for programs."""
    return {"name": one.name, "ok": one.is_well, "found": one.found, "todo": one.todo}
