"""The tables, a file for each part of the district's life. `metadata` knows them once they are imported."""

from models.store.columns import metadata
from models.store.journal import history
from models.store.tables import (
    access,
    civic,
    feed,
    imports,
    needs,
    operations,
    people,
    places,
    plans,
    requests,
    stock,
    visits,
    work,
)

__all__ = [
    "access",
    "civic",
    "feed",
    "history",
    "imports",
    "metadata",
    "needs",
    "operations",
    "people",
    "places",
    "plans",
    "requests",
    "stock",
    "visits",
    "work",
]
