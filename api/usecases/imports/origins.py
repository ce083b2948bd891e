"""Rows of lists known again: by the row's own id, or by what it says, and by field what it said last."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from api.context import Context
from models.store.journal import Row
from models.store.tables.imports import origin

PRINT_LETTERS = 16
"""Of the fingerprint of a field: enough to see that it has changed."""

_LOCK = 7_263_002
"""Names the advisory lock of PostgreSQL that whoever writes rows of lists holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """The rows of one list that have become things of one noun."""

    context: Context
    list: str
    noun: str

    def known(self, tx: Connection, keys: Iterable[str]) -> dict[str, Row]:
        """By key. Until the transaction ends nobody else adds any."""
        if not self.context.house.store.is_sqlite:
            tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        query = select(origin).where(
            origin.c.list == self.list, origin.c.noun == self.noun, origin.c.key.in_(sorted(set(keys)))
        )
        return {row["key"]: dict(row) for row in tx.execute(query).mappings()}

    def remember(self, tx: Connection, become: Sequence[tuple[str, str, Mapping[str, Any]]]) -> None:
        """Each with its key, what it has become, and what the list says of it."""
        of = {"list": self.list, "noun": self.noun, "at": self.context.now}
        rows = [{**of, "key": key, "subject_id": id, "prints": self.prints(said)} for key, id, said in become]
        if rows:
            tx.execute(insert(origin), rows)

    def said_anew(self, tx: Connection, row: Row, said: Mapping[str, Any]) -> None:
        one = (origin.c.list == self.list) & (origin.c.noun == self.noun) & (origin.c.key == row["key"])
        prints = {**row["prints"], **self.prints(said)}
        tx.execute(update(origin).where(one).values(prints=prints, at=self.context.now))

    def changed(self, row: Row, said: Mapping[str, Any]) -> set[str]:
        """The fields of which the list says something else than the last time."""
        return {name for name, mark in self.prints(said).items() if row["prints"].get(name) != mark}

    def prints(self, said: Mapping[str, Any]) -> dict[str, str]:
        """By field; nothing can be read from them without the key."""
        mark = self.context.house.seal.fingerprint
        return {
            name: mark(f"{name}={json.dumps(value, sort_keys=True, default=str)}")[:PRINT_LETTERS]
            for name, value in said.items()
        }


def subjects(tx: Connection, noun: str, keys: Iterable[str]) -> dict[str, str]:
    """What the rows with these keys have become, whatever the list; none where lists disagree."""
    query = select(origin.c.key, origin.c.subject_id).where(
        origin.c.noun == noun, origin.c.key.in_(sorted(set(keys)))
    )
    found: dict[str, set[str]] = {}
    for key, id in tx.execute(query):
        found.setdefault(key, set()).add(id)
    return {key: ids.pop() for key, ids in found.items() if len(ids) == 1}
