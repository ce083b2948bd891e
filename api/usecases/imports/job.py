"""The job that imports a list: part by part, each in one transaction, which a rehearsal takes back."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection

from api.access.tasks import Task
from api.context import Context
from api.house import House
from api.tables.table import Table
from api.tables.template import What
from api.usecases.imports.asked import Asked, Tally
from api.usecases.imports.known import known_places
from api.usecases.imports.people import PeopleImport
from api.usecases.imports.people_list import groups, read_people
from api.usecases.imports.wishes import WishImport, parts, read_wishes
from api.usecases.jobs.running import Progress, Stopped
from api.usecases.sealed_files import forget, kept
from api.usecases.signing_in import caller_by_user_id
from models.errors import BadTable, RedvestError
from models.store.journal import Row
from models.store.store import StoreBusy, StoreUnreachable

AT_ONCE = 200
"""Rows of one transaction: other writers wait no longer than that takes."""

OF_NO_NAME = re.compile(r"[^\w.()\- ]")


class _Rehearsed(Exception):
    """Takes a transaction back that was only to show what would happen."""


def import_list(house: House, job: Row, progress: Progress) -> Mapping[str, Any]:
    """The report of the import. What was sent is forgotten once the job is over.

    A row that was written before the job broke off is known when it is tried again, and counts as unchanged.
    """
    asked = Asked.from_json(job["asks"])
    try:
        report = _imported(house, job, asked, progress)
    except (StoreBusy, StoreUnreachable):
        raise  # it is tried again, and what was sent is needed then
    except RedvestError:
        forget(house, [asked.digest])
        raise
    forget(house, [asked.digest])
    return report


def _imported(house: House, job: Row, asked: Asked, progress: Progress) -> Mapping[str, Any]:
    caller = caller_by_user_id(house.store, job["by_id"])
    context = Context(house=house, caller=caller, task=Task.IMPORT, now=house.clock(), request_id=job["id"])
    tally = Tally()
    with house.store.reading() as tx:
        known = known_places(context, tx)
    write: Callable[[Connection, Any], None]
    of_parts: Iterable[Sequence[Any]]
    try:
        with _file(house, asked) as path:
            if asked.of is What.VOLUNTEERS:
                entries, table = read_people(path, asked, known, context)
                write = PeopleImport(context, asked, known, tally).write
                of_parts, total = groups(entries, AT_ONCE), len(entries)
            else:
                wishes, table = read_wishes(path, asked, known, context)
                write = WishImport(context, asked, known, tally).write
                of_parts, total = parts(wishes, AT_ONCE), len(wishes)
    except BadTable as error:
        table, of_parts, total = Table(rows=(), bad=error.cells), (), 0
    tally.bad.extend(table.bad)
    tally.notices.extend(table.notices)
    done = 0
    for part in of_parts:
        if not progress({"done": done, "of": total}):
            raise Stopped
        with _transaction(house, rehearsed=asked.dry_run) as tx:
            write(tx, part)
        done += len(part)
    return tally.as_json(asked)


@contextmanager
def _transaction(house: House, *, rehearsed: bool) -> Iterator[Connection]:
    try:
        with house.store.writing() as tx:
            yield tx
            if rehearsed:
                raise _Rehearsed
    except _Rehearsed:
        pass


@contextmanager
def _file(house: House, asked: Asked) -> Iterator[Path]:
    """What was sent, under its own name, as the readers of tables want it."""
    with TemporaryDirectory(prefix="redvest-") as folder:
        path = Path(folder) / (OF_NO_NAME.sub("_", Path(asked.file).name)[-100:].lstrip(".") or "list")
        path.write_bytes(kept(house, asked.digest))
        yield path
