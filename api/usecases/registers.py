"""Registers: kinds of things that are listed, added, changed and closed, without steps of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table

from api.access.tasks import Task
from api.context import Context
from api.schemas.base import In, Out
from models.errors import InvalidInput
from models.store.journal import Row, lines_of
from models.store.paging import Page, page

Completed = Callable[[Context, Connection, Row], Row]
"""A row's values checked against the others, with those that follow from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One kind of thing, under one path.

    `filters`: the columns that a list can be narrowed by. `complete` sees the values before they are written.
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
    query = context.rows(table).where(*(table.c[name] == value for name, value in wanted.items()))
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
        return context.create(tx, register.table, values)


def add_many(register: Register, context: Context, bodies: Sequence[In]) -> list[Row]:
    """All of them, or none. Raises InvalidInput that names the first item that will not do."""
    with context.writing() as tx:
        rows = []
        for number, body in enumerate(bodies):
            values = {"id": context.new_id(), **given(context, body)}
            try:
                rows.append(register.complete(context, tx, values))
            except InvalidInput as error:
                raise InvalidInput(f"items.{number}: {error}") from error
        return context.create_many(tx, register.table, rows)


def alter(register: Register, context: Context, id: str, patch: In, version: int | None) -> Row:
    """The row with what the patch gives; the result is checked as if it were new."""
    with context.writing() as tx:
        row = context.one(tx, register.table, id)
        before = {name: row[name] for name in register.new.model_fields}
        after = register.new.model_validate(before | patch.model_dump(exclude_unset=True))
        values = register.complete(context, tx, {"id": id, **given(context, after)})
        return context.change(tx, register.table, id, values, "changed", version=version)


def close(register: Register, context: Context, id: str, version: int | None) -> Row:
    """It stays in the history and in what refers to it, and is no longer offered."""
    with context.writing() as tx:
        return context.change(tx, register.table, id, {"closed_at": context.now}, "closed", version=version)


def history(register: Register, context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        context.one(tx, register.table, id)
        return lines_of(tx, register.table, id)


def given(context: Context, body: In) -> Row:
    """The values of a body; a moment without an offset is local time of the district."""
    return {name: _placed(value, context) for name, value in body.model_dump().items()}


def _placed(value: Any, context: Context) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=context.house.zone)
    return value
