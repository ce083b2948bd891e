"""Rows of a table looked up by many values at once."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, select

from models.store.journal import Row

AT_ONCE = 500


def rows_in(tx: Connection, query: Select[Any], column: "Column[Any]", values: Iterable[Any]) -> list[Row]:
    """The rows of the query whose column has one of the values, which are asked for some at a time."""
    sought = sorted(set(values))
    return [
        dict(row)
        for first in range(0, len(sought), AT_ONCE)
        for row in tx.execute(query.where(column.in_(sought[first : first + AT_ONCE]))).mappings()
    ]


def by_id(tx: Connection, table: Table, ids: Iterable[str]) -> dict[str, Row]:
    """The rows with these ids that there are."""
    return {row["id"]: row for row in rows_in(tx, select(table), table.c.id, ids)}
