"""Jobs as callers ask for them, look at them and cancel them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select, update

from api.access.scope import within
from api.context import Context
from models.errors import Conflict, NotFound
from models.jobs import ENDED, JobState
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.work import job


class JobOver(Conflict):
    """The job has ended: there is nothing to cancel."""

    code = "job_over"


def queue(
    context: Context,
    tx: Connection,
    kind: str,
    asks: Mapping[str, Any],
    *,
    community_id: str | None = None,
    subdistrict_id: str | None = None,
) -> Row:
    """The new job. Whether who asks reaches what it works on is looked at before.

    `asks` is JSON. The job is found by its kind in api.usecases.job_kinds.
    """
    id = context.new_id()
    row = {
        "id": id,
        "kind": kind,
        "asks": dict(asks),
        "state": JobState.QUEUED.value,
        "by_id": context.caller.user_id,
        "community_id": community_id,
        "subdistrict_id": subdistrict_id,
        "queued_at": context.now,
        "attempts": 0,
    }
    tx.execute(insert(job), row)
    return _one(tx, context, id)


def listed(
    context: Context, *, kind: str | None, state: JobState | None, limit: int, after: str | None
) -> Page:
    """The newest first."""
    query = _reached(context)
    if kind is not None:
        query = query.where(job.c.kind == kind)
    if state is not None:
        query = query.where(job.c.state == state)
    with context.reading() as tx:
        return page(tx, query, [job.c.id], limit=limit, after=after, newest_first=True)


def read(context: Context, id: str) -> Row:
    with context.reading() as tx:
        return _one(tx, context, id)


def cancel(context: Context, id: str) -> Row:
    """Over at once where nobody works on it yet, else as soon as its worker looks. Raises JobOver."""
    with context.writing() as tx:
        row = _one(tx, context, id, locked=True)
        if row["state"] in ENDED:
            raise JobOver(f"job {id} is {row['state']}: there is nothing to cancel")
        changes: Row = {"cancel_asked_at": context.now}
        if row["state"] == JobState.QUEUED:
            changes |= {"state": JobState.CANCELLED.value, "ended_at": context.now}
        tx.execute(update(job).where(job.c.id == id).values(changes))
        return _one(tx, context, id)


def _reached(context: Context) -> Select[Any]:
    """Jobs on what the caller is responsible for, and those that they have asked for themselves."""
    own = job.c.by_id == context.caller.user_id
    return select(job).where(or_(own, within(job, context.reach)))


def _one(tx: Connection, context: Context, id: str, *, locked: bool = False) -> Row:
    query = _reached(context).where(job.c.id == id)
    found = tx.execute(query.with_for_update() if locked else query).mappings().one_or_none()
    if found is None:
        raise NotFound("job", id)
    return dict(found)
