"""Registers: kinds of things that are listed, added, changed and closed, without steps of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table

from api.access.tasks import Task
from api.context import Context
from api.schemas.base import In, Out
from models.errors import InvalidInput
from models.store.journal import Row
from models.store.paging import Page, page

Completed = Callable[[Context, Connection, Row], Row]
"""A row's values checked against the others, with those that follow from them."""

Narrowed = Callable[[Context, str], ColumnElement[bool]]
"""The rows that a list shows where that is asked for. Raises InvalidInput."""

Patched = Callable[[Context, Row, Row], Row]
"""A row as it is laid under what a patch sends. Raises Conflict, Forbidden where it is not to be changed."""

Checked = Callable[[Context, Connection, Row], None]
Written = Callable[[Context, Connection, list[Row]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One kind of thing, under one path.

    `filters`: the columns that a list can be narrowed by; `narrowed`: whatever else it can be narrowed by.
    `complete` sees the values before they are written, `written` the rows after it, in the same transaction.
    `patched` sees the row before it is changed, `closing` before it is closed, by who does the task `close`
    (`keep` unless it is given). `seen` makes of a row what its `shown` shows; `hidden`: the columns that this
    caller does not see, which are null in what is shown and left out of the history.
    """

    path: str
    noun: str
    table: Table
    new: type[In]
    shown: type[Out]
    read: Task
    keep: Task
    filters: Sequence["Column[Any]"] = ()
    complete: Completed = lambda context, tx, values: values
    narrowed: Mapping[str, Narrowed] = field(default_factory=dict)
    patched: Patched = lambda context, row, sent: row
    closing: Checked = lambda context, tx, row: None
    written: Written = lambda context, tx, rows: None
    seen: Callable[[Context, Row], Row] = lambda context, row: row
    hidden: Callable[[Context], frozenset[str]] = lambda context: frozenset()
    close: Task | None = None


def listed(
    register: Register,
    context: Context,
    *,
    wanted: Mapping[str, Any],
    limit: int,
    after: str | None,
    closed: bool,
) -> Page:
    """A page in the order in which they were added; those that are closed only where they are asked for."""
    table = register.table
    query = context.rows(table).where(
        *(
            register.narrowed[name](context, value) if name in register.narrowed else table.c[name] == value
            for name, value in wanted.items()
        )
    )
    if not closed and "closed_at" in table.c:
        query = query.where(table.c.closed_at.is_(None))
    with context.reading() as tx:
        return page(tx, query, [table.c.id], limit=limit, after=after)


def read(register: Register, context: Context, id: str) -> Row:
    with context.reading() as tx:
        return context.one(tx, register.table, id)


def add(register: Register, context: Context, body: In) -> Row:
    with context.writing() as tx:
        values = register.complete(context, tx, {"id": context.new_id(), **given(context, body)})
        row = context.create(tx, register.table, values)
        register.written(context, tx, [row])
        return row


def add_many(register: Register, context: Context, bodies: Sequence[In]) -> list[Row]:
    """All of them, or none. Raises InvalidInput that names the first item that will not do."""
    context = context.in_bulk()
    with context.writing() as tx:
        rows = []
        for number, body in enumerate(bodies):
            values = {"id": context.new_id(), **given(context, body)}
            try:
                rows.append(register.complete(context, tx, values))
            except InvalidInput as error:
                raise InvalidInput(f"items.{number}: {error}") from error
        made = context.create_many(tx, register.table, rows)
        register.written(context, tx, made)
        return made


def alter(register: Register, context: Context, id: str, patch: In, version: int | None) -> Row:
    """The row with what the patch gives; the result is checked as if it were new.

    What a row does not hold as it is sent, such as a telephone number, is among the values if it was sent.
    """
    with context.writing() as tx:
        changed = altered(register, context, tx, id, patch, version)
        register.written(context, tx, [changed])
        return changed


def altered(
    register: Register, context: Context, tx: Connection, id: str, patch: In, version: int | None
) -> Row:
    """As `alter`, in a transaction of the caller's, who tells `written` of it."""
    sent = patch.model_dump(exclude_unset=True)
    row = context.one(tx, register.table, id)
    under = register.patched(context, row, sent)
    before = {name: under[name] for name in register.new.model_fields if name in under}
    after = given(context, register.new.model_validate(before | sent))
    known = {name: value for name, value in after.items() if name in before or name in sent}
    values = register.complete(context, tx, {"id": id, **known})
    return context.change(tx, register.table, id, values, "changed", version=version)


def close(register: Register, context: Context, id: str, version: int | None) -> Row:
    """It stays in the history and in what refers to it, and is no longer offered."""
    with context.writing() as tx:
        register.closing(context, tx, context.one(tx, register.table, id))
        return context.change(tx, register.table, id, {"closed_at": context.now}, "closed", version=version)


def history(register: Register, context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, register.table, id)


def given(context: Context, body: In) -> Row:
    """The values of a body; a moment without an offset is local time of the district."""
    return {
        name: context.localised(value) if isinstance(value, datetime) else value
        for name, value in body.model_dump().items()
    }
