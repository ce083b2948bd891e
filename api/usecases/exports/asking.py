"""Exports asked for, made by a job, and fetched for a week."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.access.tasks import Task
from api.context import Context
from api.house import House
from api.usecases.exports.files import Format, write_file
from api.usecases.exports.sheets import KINDS, Filters, Of, check_filters, rows_of
from api.usecases.jobs import asking
from api.usecases.jobs.running import Progress, Stopped
from api.usecases.sealed_files import keep, kept
from api.usecases.signing_in import caller_by_user_id
from models.errors import Conflict, NotFound
from models.jobs import JobState
from models.store.journal import Row
from models.store.paging import Page

EXPORT = "export"
TOLD_EVERY = 500


def ask(context: Context, of: Of, format: Format, filters: Filters) -> Row:
    """The job that makes the file. Raises InvalidInput, Forbidden."""
    context.caller.reach(KINDS[of].task)
    check_filters(of, filters)
    moments = {
        name: None if (at := getattr(filters, name)) is None else at.isoformat()
        for name in ("from_at", "until_at")
    }
    equal = {name: getattr(filters, name) for name in ("state", "kind", "community_id")}
    asks = {"of": of.value, "format": format.value, "filters": equal | moments}
    with context.writing() as tx:
        return asking.queue(context, tx, EXPORT, asks)


def listed(context: Context, *, limit: int, after: str | None) -> Page:
    """The caller's own and those within reach, the newest first."""
    return asking.listed(context, kind=EXPORT, state=None, limit=limit, after=after)


def read(context: Context, id: str) -> Row:
    """Raises NotFound."""
    row = asking.read(context, id)
    if row["kind"] != EXPORT:
        raise NotFound(EXPORT, id)
    return row


def file_of(context: Context, id: str) -> tuple[bytes, Row]:
    """What the file holds, and the job. Only who has asked for it gets it: it is made for what they reach.

    Raises NotFound, also where it is no longer kept, and Conflict where it is not made yet.
    """
    row = read(context, id)
    if row["by_id"] != context.caller.user_id:
        raise NotFound(EXPORT, id)
    if row["state"] != JobState.DONE:
        raise Conflict(f"export {id} is {row['state']}: there is no file")
    return kept(context.house, row["result"]["digest"]), row


def export_table(house: House, job: Row, progress: Progress) -> Mapping[str, Any]:
    """The job: a file of what its asker reaches by now."""
    asks = job["asks"]
    of, format = Of(asks["of"]), Format(asks["format"])
    moments = {
        name: None if at is None else datetime.fromisoformat(at)
        for name, at in asks["filters"].items()
        if name in ("from_at", "until_at")
    }
    caller = caller_by_user_id(house.store, job["by_id"])
    context = Context(house=house, caller=caller, task=Task.EXPORT, now=house.clock(), request_id=job["id"])
    rows = _watched(rows_of(context, of, Filters(**(asks["filters"] | moments))), progress)
    with TemporaryDirectory(prefix="redvest-") as folder:
        path = Path(folder) / "export"
        count = write_file(path, format, list(KINDS[of].columns), rows)
        content = path.read_bytes()
    if not progress({"done": count}):
        raise Stopped
    with house.store.writing() as tx:
        return {"rows": count, "bytes": len(content), "digest": keep(house, tx, content, context.now)}


def _watched(rows: Iterator[Sequence[Any]], progress: Progress) -> Iterator[Sequence[Any]]:
    """The rows; stops where the job is asked to."""
    for number, row in enumerate(rows):
        if number % TOLD_EVERY == 0 and not progress({"done": number}):
            raise Stopped
        yield row
