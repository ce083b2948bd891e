"""Pairs of entries that may be one person: proposed when one is written, decided by the office."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, text, tuple_

from api.context import Context
from models.errors import ForbiddenStep
from models.likeness import Entry, Likeness, LikenessState, alike
from models.store import journal
from models.store.journal import Act, Row
from models.store.paging import Page, page
from models.store.tables.people import likeness, volunteer

AT_ONCE = 300
"""Entries that are looked for with one query; each takes up to six of its variables."""

_LOCK = 7_263_003
"""Names the advisory lock of PostgreSQL of whoever compares entries; on SQLite there is one writer."""

COMPARED = "name", "number", "phone_print", "identity_print", "born_on", "sex"


def propose(tx: Connection, act: Act, rows: Sequence[Row], new_id: Callable[[], str]) -> None:
    """Pairs with one of these rows, just written, become proposals; those that no longer hold lapse.

    What somebody has decided about a pair stays decided. One writer compares at a time: of two who write the
    same person at the same moment the second sees the entry of the first.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    for first in range(0, len(rows), AT_ONCE):
        _propose(tx, act, rows[first : first + AT_ONCE], new_id)


def _propose(tx: Connection, act: Act, rows: Sequence[Row], new_id: Callable[[], str]) -> None:
    about = {row["id"] for row in rows if row["closed_at"] is None}
    entries = {row["id"]: _entry(row) for row in [*_candidates(tx, rows), *rows] if row["closed_at"] is None}
    pairs = alike(entries, about)
    known = {(row["first_id"], row["second_id"]): row for row in _pairs_of(tx, [row["id"] for row in rows])}
    for pair, row in known.items():
        if row["state"] == LikenessState.PROPOSED and pair not in pairs:
            journal.change(tx, likeness, row["id"], {"state": LikenessState.OUTDATED.value}, act, "outdated")
        elif row["state"] in (LikenessState.PROPOSED, LikenessState.OUTDATED) and pair in pairs:
            values = _values(pairs[pair]) | {"state": LikenessState.PROPOSED.value}
            journal.change(tx, likeness, row["id"], values, act, "proposed")
    new = [
        {"id": new_id(), "first_id": pair[0], "second_id": pair[1], **_values(one)}
        for pair, one in pairs.items()
        if pair not in known
    ]
    journal.create_many(tx, likeness, new, act, "proposed")


def _values(one: Likeness) -> Row:
    return {
        "score": one.score,
        "evidence": {
            "agrees": [trait.value for trait in one.agrees],
            "contradicts": [trait.value for trait in one.contradicts],
        },
    }


def _entry(row: Row) -> Entry:
    return Entry(**{name: row[name] for name in COMPARED})


def _candidates(tx: Connection, rows: Iterable[Row]) -> list[Row]:
    """Open entries that share with one of the rows what a proposal asks for at least."""
    found: dict[str, Row] = {}
    columns = [volunteer.c[name] for name in ("id", "closed_at", *COMPARED)]
    for clause in _clauses(list(rows)):
        query = select(*columns).where(clause, volunteer.c.closed_at.is_(None))
        found.update((row["id"], dict(row)) for row in tx.execute(query).mappings())
    return list(found.values())


def _clauses(rows: Sequence[Row]) -> Iterable[ColumnElement[bool]]:
    """One for each way of being alike, so that each is answered from its index."""
    table = volunteer.c
    for columns in (
        (table.identity_print,),
        (table.number,),
        (table.phone_print, table.name),
        (table.name, table.born_on),
    ):
        shared = {tuple(row[column.name] for column in columns) for row in rows}
        wanted: list[Any] = [values for values in shared if None not in values]
        if wanted and len(columns) == 1:
            yield columns[0].in_([values[0] for values in wanted])
        elif wanted:
            yield tuple_(*columns).in_(wanted)


def _pairs_of(tx: Connection, ids: Sequence[str]) -> list[Row]:
    query = select(likeness).where(or_(likeness.c.first_id.in_(ids), likeness.c.second_id.in_(ids)))
    return [dict(row) for row in tx.execute(query).mappings()]


def listed(context: Context, *, state: LikenessState | None, limit: int, after: str | None) -> Page:
    """The pairs, the surest first. Those with an entry that was merged meanwhile are no longer proposed."""
    query = context.rows(likeness)
    if state is not None:
        query = query.where(likeness.c.state == state)
    if state is LikenessState.PROPOSED:
        open_ = select(volunteer.c.id).where(volunteer.c.closed_at.is_(None))
        query = query.where(likeness.c.first_id.in_(open_), likeness.c.second_id.in_(open_))
    with context.reading() as tx:
        found = page(
            tx, query, [likeness.c.score, likeness.c.id], limit=limit, after=after, newest_first=True
        )
        return Page(rows=with_entries(tx, found.rows), next=found.next)


def one(context: Context, id: str) -> Row:
    with context.reading() as tx:
        return with_entries(tx, [context.one(tx, likeness, id)])[0]


def with_entries(tx: Connection, rows: Sequence[Row]) -> list[Row]:
    """The pairs with both entries, as `first` and `second`."""
    ids = {row[name] for row in rows for name in ("first_id", "second_id")}
    found = tx.execute(select(volunteer).where(volunteer.c.id.in_(ids))).mappings() if ids else ()
    entries = {row["id"]: dict(row) for row in found}
    return [{**row, "first": entries[row["first_id"]], "second": entries[row["second_id"]]} for row in rows]


def reject(context: Context, id: str, why: str, version: int | None) -> Row:
    """They are two people: the pair is not proposed again. Raises ForbiddenStep, NotFound."""
    with context.writing() as tx:
        pair = context.one(tx, likeness, id)
        check_state(pair, "rejected", LikenessState.PROPOSED, LikenessState.UNMERGED, LikenessState.OUTDATED)
        changes = {"state": LikenessState.REJECTED.value}
        pair = context.change(tx, likeness, id, changes, "rejected", version=version, why=why)
        return with_entries(tx, [pair])[0]


def check_state(pair: Row, step: str, *states: LikenessState) -> None:
    """Raises ForbiddenStep unless the pair is in one of these states."""
    if pair["state"] not in states:
        raise ForbiddenStep("likeness", pair["id"], state=pair["state"], step=step)
