"""The one way to write what has a history: the row and what was done to it, in one transaction.

A subject's state is the sum of its history: each line holds the columns that a step has set. Lines are added
and never changed, but for the number under which readers of the feed will find them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
    update,
)

from models.errors import NotFound, StaleWrite
from models.store.columns import Document, Instant, Number, from_json, metadata, reference, to_json

Row = dict[str, Any]

CREATED = "created"

history = Table(
    "history",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("number", Number, unique=True),  # given by the reader of the outbox, in the order of the commits
    Column("noun", String(40), nullable=False),
    reference("subject_id", nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    reference("by_id", nullable=False),
    reference("for_id"),
    Column("why", Text, nullable=False),
    Column("request_id", String(64), nullable=False),
    reference("community_id"),
    Column("changes", Document, nullable=False),
    UniqueConstraint("noun", "subject_id", "version"),
)
_unnumbered = history.c.number.is_(None)
Index("ix_history_unnumbered", history.c.id, sqlite_where=_unnumbered, postgresql_where=_unnumbered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does something, when and why; `for_id`: the person without a phone on whose behalf it is done."""

    by_id: str
    at: datetime
    why: str = ""
    for_id: str | None = None
    request_id: str = ""


NOBODY = "redvest"
"""Who does what nobody has signed in for: setting up, and what the clock does."""


def create(tx: Connection, table: Table, values: Mapping[str, Any], act: Act, step: str = CREATED) -> Row:
    """The new row; `values` has its id."""
    return create_many(tx, table, [values], act, step)[0]


def create_many(
    tx: Connection, table: Table, rows: Iterable[Mapping[str, Any]], act: Act, step: str = CREATED
) -> list[Row]:
    """The new rows, all of them or none; a column that is not given has its default."""
    made = [
        {**_defaults(table), **row, "version": 1, "created_at": act.at, "changed_at": act.at} for row in rows
    ]
    if made:
        tx.execute(insert(table), made)
        tx.execute(insert(history), [_line(table, row, row, act, step) for row in made])
    return made


def change(
    tx: Connection,
    table: Table,
    id: str,
    changes: Mapping[str, Any],
    act: Act,
    step: str,
    *,
    version: int | None = None,
) -> Row:
    """The row with these columns changed; as it was, and no line, where they change nothing.

    `version`: the one that the caller has seen. Raises StaleWrite where it has another by now, NotFound.
    """
    row = locked(tx, table, id, version=version)
    set_ = {name: value for name, value in changes.items() if row[name] != value}
    if not set_:
        return row
    return _written(tx, table, row, set_, act, step)


def noted(tx: Connection, table: Table, id: str, act: Act, step: str) -> Row:
    """The row at its next version, with a line that sets nothing: that somebody has looked, and why."""
    return _written(tx, table, locked(tx, table, id), {}, act, step)


def _written(tx: Connection, table: Table, row: Row, set_: Row, act: Act, step: str) -> Row:
    kept = {**set_, "version": row["version"] + 1, "changed_at": act.at}
    tx.execute(update(table).where(table.c.id == row["id"]), kept)
    changed = {**row, **kept}
    tx.execute(insert(history), _line(table, changed, set_, act, step))
    return changed


def locked(tx: Connection, table: Table, id: str, *, version: int | None = None) -> Row:
    """The row, which nobody else changes until the transaction ends.

    `version`: the one that the caller has seen. Raises StaleWrite where it has another by now, NotFound.
    """
    found = tx.execute(select(table).where(table.c.id == id).with_for_update()).mappings().one_or_none()
    if found is None:
        raise NotFound(table.name, id)
    check_version(table, dict(found), version)
    return dict(found)


def check_version(table: Table, row: Row, version: int | None) -> None:
    """Raises StaleWrite where the caller has seen another version of the row."""
    if version is not None and row["version"] != version:
        raise StaleWrite(table.name, row["id"], seen=version, found=row["version"])


def lock_all(tx: Connection, table: Table, ids: Iterable[str]) -> dict[str, Row]:
    """The rows by id, locked in the order of their ids, so that two who ask never wait for each other.

    Raises NotFound for the first that is missing.
    """
    return {id: locked(tx, table, id) for id in sorted(set(ids))}


def lines_of(tx: Connection, table: Table, id: str) -> Sequence[Row]:
    """What was done to one subject, oldest first."""
    query = select(history).where(history.c.noun == table.name, history.c.subject_id == id)
    return [dict(line) for line in tx.execute(query.order_by(history.c.version)).mappings()]


def replayed(tx: Connection, table: Table, id: str) -> Row:
    """The row as its history tells it, without what a history leaves out."""
    row: Row = {}
    for line in lines_of(tx, table, id):
        row.update({name: from_json(table.c[name], value) for name, value in line["changes"].items()})
        row.update(version=line["version"], changed_at=line["at"])
        row.setdefault("created_at", line["at"])
    return row


def _line(table: Table, row: Mapping[str, Any], set_: Mapping[str, Any], act: Act, step: str) -> Row:
    return {
        "noun": table.name,
        "subject_id": row["id"],
        "version": row["version"],
        "step": step,
        "at": act.at,
        "by_id": act.by_id,
        "for_id": act.for_id,
        "why": act.why,
        "request_id": act.request_id,
        "community_id": row.get("community_id"),
        "changes": {name: to_json(value) for name, value in set_.items() if name in told_columns(table)},
    }


_KEPT_BY_THE_JOURNAL = frozenset({"version", "created_at", "changed_at"})


@cache  # asked for every row, of a handful of tables
def told_columns(table: Table) -> frozenset[str]:
    """The columns whose values a history line holds."""
    secret = {column.name for column in table.columns if column.info.get("secret")}
    return frozenset(table.c.keys()) - _KEPT_BY_THE_JOURNAL - secret


def _defaults(table: Table) -> Row:
    """Written out, so that the history holds what the row does."""
    values: Row = {}
    for column in table.columns:
        if column.default is not None and column.default.is_scalar:
            values[column.name] = column.default.arg  # type: ignore[attr-defined]
        elif column.default is not None and column.default.is_callable:
            values[column.name] = column.default.arg(None)  # type: ignore[attr-defined]
        else:
            values[column.name] = None
    return values
