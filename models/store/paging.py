"""Lists in pages: a page goes on after the last row of the one before, whatever was added meanwhile."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, tuple_

from models.errors import InvalidInput
from models.store.columns import from_json, to_json
from models.store.journal import Row

MOST_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Rows, and the cursor that asks for those after them: None at the end."""

    rows: Sequence[Row]
    next: str | None


def page(
    tx: Connection,
    query: Select[Any],
    order: Sequence["Column[Any]"],
    *,
    limit: int,
    after: str | None = None,
    newest_first: bool = False,
) -> Page:
    """The rows of the query after the cursor, sorted by columns of it that are unique together, none null.

    Raises InvalidInput where the cursor is none of ours, or the limit is not 1 to MOST_ROWS.
    """
    if not 1 <= limit <= MOST_ROWS:
        raise InvalidInput(f"limit={limit} is not between 1 and {MOST_ROWS}")
    if after is not None:
        seen, key = tuple_(*_read(after, order)), tuple_(*order)
        query = query.where(key < seen if newest_first else key > seen)
    sorting = [column.desc() if newest_first else column for column in order]
    found = [dict(row) for row in tx.execute(query.order_by(*sorting).limit(limit + 1)).mappings()]
    rows = found[:limit]
    return Page(rows=rows, next=_cursor(rows[-1], order) if len(found) > limit else None)


def _cursor(row: Row, order: Sequence["Column[Any]"]) -> str:
    key = json.dumps([to_json(row[column.name]) for column in order], ensure_ascii=False)
    return urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _read(cursor: str, order: Sequence["Column[Any]"]) -> list[Any]:
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(order) or None in values:
            raise ValueError
        return [_typed(column, value) for column, value in zip(order, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise InvalidInput(f"after={cursor!r} is no cursor of this list") from None


def _typed(column: "Column[Any]", value: Any) -> Any:
    read = from_json(column, value)
    if not isinstance(read, column.type.python_type) or isinstance(read, bool):
        raise ValueError
    return read
