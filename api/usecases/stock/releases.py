"""Releases as they are looked at."""

from collections.abc import Mapping, Sequence

from api.context import Context
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.stock import release as release_table


def listed(context: Context, wanted: Mapping[str, str], *, limit: int, after: str | None) -> Page:
    """A page in the order in which they were released."""
    query = context.rows(release_table)
    query = query.where(*(release_table.c[name] == value for name, value in wanted.items()))
    with context.reading() as tx:
        return page(tx, query, [release_table.c.id], limit=limit, after=after)


def read(context: Context, id: str) -> Row:
    """Raises NotFound."""
    with context.reading() as tx:
        return context.one(tx, release_table, id)


def history(context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, release_table, id)
