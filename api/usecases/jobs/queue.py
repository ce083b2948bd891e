"""The queue as its workers see it: a job is taken by one of them, under a lease that it must renew.

A worker that does not renew its lease is taken for dead, and another takes the job, at most three times in
all. What a job writes names the job (a plan has its id), so that two who work on it cannot both write.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from api.problems import problem
from models.jobs import JobState
from models.store.journal import Row
from models.store.store import Store
from models.store.tables.work import job

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 3

WORKER_LOST = "worker_lost"
"""The problem's code where nobody has lived to finish the job."""


def take(store: Store, worker: str, now: datetime) -> Row | None:
    """The oldest job that waits, now this worker's; None where none does.

    What has been taken too often without an end is given up here.
    """
    with store.reading() as tx:  # most of the time there is nothing, and nobody need wait for a lock
        if tx.execute(select(job.c.id).where(_waits(now)).limit(1)).first() is None:
            return None
    with store.writing() as tx:
        while (row := _oldest(tx, now)) is not None:
            values = _taken(row, worker, now)
            tx.execute(update(job).where(job.c.id == row["id"]).values(values))
            if values["state"] == JobState.RUNNING:
                return row | values
    return None


def renew(
    store: Store, id: str, worker: str, now: datetime, progress: Mapping[str, Any] | None
) -> datetime | None:
    """Until when the job is this worker's; None where it is not any more, or is to be cancelled."""
    with store.writing() as tx:
        values: Row = {"leased_until": now + LEASE}
        if progress is not None:
            values["progress"] = dict(progress)
        mine = tx.execute(
            update(job).where(*_mine(id, worker), job.c.cancel_asked_at.is_(None)).values(values)
        )
        return values["leased_until"] if mine.rowcount else None


def finish(store: Store, id: str, worker: str, now: datetime, result: Mapping[str, Any]) -> None:
    _end(store, id, worker, now, state=JobState.DONE, result=dict(result))


def fail(store: Store, id: str, worker: str, now: datetime, told: Mapping[str, Any]) -> None:
    """`told` is a problem object."""
    _end(store, id, worker, now, state=JobState.FAILED, problem=dict(told))


def stopped(store: Store, id: str, worker: str, now: datetime) -> None:
    """The worker has left off: cancelled where somebody has asked for that, else back in the queue."""
    with store.writing() as tx:
        asked = tx.execute(select(job.c.cancel_asked_at).where(*_mine(id, worker))).scalar()
        values: Row = {"worker": None, "leased_until": None}
        if asked is None:  # the worker ends: that is no attempt that has gone wrong
            values |= {"state": JobState.QUEUED.value, "begun_at": None, "progress": None}
            values["attempts"] = job.c.attempts - 1
        else:
            values |= {"state": JobState.CANCELLED.value, "ended_at": now}
        tx.execute(update(job).where(*_mine(id, worker)).values(values))


def still_ours(tx: Connection, row: Row) -> bool:
    """Whether whoever took the row may still write what it makes. Nobody takes or cancels it meanwhile."""
    query = select(job.c.id).where(
        *_mine(row["id"], row["worker"]), job.c.attempts == row["attempts"], job.c.cancel_asked_at.is_(None)
    )
    return tx.execute(query.with_for_update()).first() is not None


def _end(store: Store, id: str, worker: str, now: datetime, **values: Any) -> None:
    """Nothing where the job is another's by now."""
    with store.writing() as tx:
        ended = {**values, "ended_at": now, "leased_until": None}
        tx.execute(update(job).where(*_mine(id, worker)).values(ended))


def _mine(id: str, worker: str) -> tuple[ColumnElement[bool], ...]:
    return job.c.id == id, job.c.worker == worker, job.c.state == JobState.RUNNING


def _waits(now: datetime) -> ColumnElement[bool]:
    lost = and_(job.c.state == JobState.RUNNING, job.c.leased_until < now)
    return or_(job.c.state == JobState.QUEUED, lost)


def _oldest(tx: Connection, now: datetime) -> Row | None:
    """Locked; what another worker is just looking at is passed over."""
    query = select(job).where(_waits(now)).order_by(job.c.queued_at, job.c.id).limit(1)
    found = tx.execute(query.with_for_update(skip_locked=True)).mappings().first()
    return None if found is None else dict(found)


def _taken(row: Row, worker: str, now: datetime) -> Row:
    if row["cancel_asked_at"] is not None:
        return {"state": JobState.CANCELLED.value, "ended_at": now, "leased_until": None}
    if row["attempts"] >= MOST_ATTEMPTS:
        told = problem(WORKER_LOST, f"{row['attempts']} workers have begun this and none has lived to end it")
        return {"state": JobState.FAILED.value, "ended_at": now, "leased_until": None, "problem": told}
    return {
        "state": JobState.RUNNING.value,
        "worker": worker,
        "leased_until": now + LEASE,
        "begun_at": now,
        "attempts": row["attempts"] + 1,
        "progress": None,
    }
