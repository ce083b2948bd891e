"""Two entries of one person made one, and taken apart again.

A merge writes down every column that it sets, as it was and as it became. Taking it back sets each of them
as it was, unless somebody has set it to something else since: that stays, and is told.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, String, Table, cast, select

from api.context import Context
from api.usecases.likenesses import check_state, propose, with_entries
from models.access import Bound
from models.civic import SIGNED_UP, WITHDRAWN
from models.errors import Conflict, InvalidInput
from models.lifecycle import TAKES_TIME, NeedState
from models.likeness import LikenessState
from models.merging import replaced, set_back, taken_over
from models.store import journal
from models.store.columns import from_json, metadata, to_json
from models.store.journal import Act, Row
from models.store.tables.access import role_grant
from models.store.tables.needs import need, standing_need
from models.store.tables.people import likeness, membership, project_sign_up, recipient, volunteer
from models.store.tables.visits import visit

DOCUMENTS: tuple["Column[Any]", ...] = (
    need.c.wanted,
    need.c.refused,
    need.c.crew,
    need.c.asks,
    standing_need.c.asks,
    recipient.c.wanted,
    recipient.c.refused,
)
"""Columns in which a document may name a volunteer by id."""

TO_SERVE = frozenset(NeedState) - {NeedState.DONE, NeedState.RATED, NeedState.CANCELLED}
"""Needs that look for somebody, or may again. What a million needs in the archive wished for is past: the
entry that they name tells into which it was merged."""

ABOUT_THE_ENTRY = frozenset({likeness.c.first_id, likeness.c.second_id, volunteer.c.merged_into_id})
"""References to an entry as such, not to the person."""


def merge(context: Context, id: str, keep_id: str, why: str, version: int | None) -> Row:
    """The pair after it. Everything that pointed to the other entry points to the kept one.

    Raises InvalidInput, ForbiddenStep, StaleWrite, NotFound, Conflict where both are to be at visits at once.
    """
    with context.writing() as tx:
        pair = context.one(tx, likeness, id)
        check_state(pair, "merged", LikenessState.PROPOSED, LikenessState.UNMERGED, LikenessState.REJECTED)
        seen = pair["version"] if version is None else version
        ids = [pair["first_id"], pair["second_id"]]
        if keep_id not in ids:
            raise InvalidInput(f"keep={keep_id!r} is neither {ids[0]} nor {ids[1]}")
        gone_id = next(one for one in ids if one != keep_id)
        # Whoever seats people locks needs before people: in the same order nobody waits for the other.
        journal.lock_all(tx, need, {row["id"] for _, row in _naming(tx, gone_id, (need,))})
        rows = journal.lock_all(tx, volunteer, ids)
        for row in rows.values():
            if row["closed_at"] is not None:
                raise Conflict(f"volunteer {row['id']} is closed: only two open entries are merged")
        _check_free(tx, keep_id, gone_id)
        merging = _Merging(tx, context.act(why))
        merging.point_elsewhere(gone_id, keep_id)
        merging.join_double_memberships(keep_id)
        merging.put(volunteer, gone_id, _gone(context, keep_id))
        merging.put(volunteer, keep_id, taken_over(rows[keep_id], rows[gone_id]))
        values = {
            "state": LikenessState.MERGED.value,
            "moved": {"gone_id": gone_id, "kept_id": keep_id, "set": merging.done},
        }
        pair = context.change(tx, likeness, id, values, "merged", version=seen, why=why)
        propose(tx, merging.act, [journal.locked(tx, volunteer, keep_id)], context.new_id)
        return with_entries(tx, [pair])[0]


def unmerge(context: Context, id: str, why: str, version: int | None) -> tuple[Row, list[Row]]:
    """The pair after it, and what stays as it is because it was changed since: noun, id, fields.

    Raises ForbiddenStep, StaleWrite, NotFound, Conflict where the kept entry has itself been merged since.
    """
    with context.writing() as tx:
        pair = context.one(tx, likeness, id)
        check_state(pair, "unmerged", LikenessState.MERGED)
        seen = pair["version"] if version is None else version
        moved = pair["moved"]
        done = moved["set"]
        journal.lock_all(tx, need, {one["id"] for one in done if one["noun"] == need.name})
        rows = journal.lock_all(tx, volunteer, [moved["gone_id"], moved["kept_id"]])
        into = rows[moved["kept_id"]]["merged_into_id"]
        if into is not None:
            raise Conflict(f"volunteer {moved['kept_id']} was merged into {into} since: unmerge that first")
        act = context.act(why)
        left = [one for one in (_put_back(tx, act, line) for line in reversed(done)) if one["fields"]]
        values = {"state": LikenessState.UNMERGED.value, "moved": {}}
        pair = context.change(tx, likeness, id, values, "unmerged", version=seen, why=why)
        apart = [journal.locked(tx, volunteer, one) for one in sorted(rows)]
        propose(tx, act, apart, context.new_id)
        return with_entries(tx, [pair])[0], left


class _Merging:
    """Sets columns, and writes down what they were and became."""

    def __init__(self, tx: Connection, act: Act) -> None:
        self.tx, self.act = tx, act
        self.done: list[Row] = []

    def put(self, table: Table, id: str, values: Row) -> Row:
        """The row after it."""
        row = journal.locked(self.tx, table, id)
        set_ = {name: value for name, value in values.items() if row[name] != value}
        if not set_:
            return row
        was = {name: to_json(row[name]) for name in set_}
        became = {name: to_json(value) for name, value in set_.items()}
        self.done.append({"noun": table.name, "id": id, "was": was, "became": became})
        return journal.change(self.tx, table, id, set_, self.act, "merged")

    def point_elsewhere(self, gone_id: str, kept_id: str) -> None:
        """All that points to the one that goes, but for sign-ups to a project that the other signed up to."""
        signed = self._double_sign_ups(gone_id, kept_id)
        for column in _references():
            for row in _rows(self.tx, column.table, column == gone_id):
                if row["id"] not in signed:
                    is_own_guardian = column.table is volunteer and row["id"] == kept_id
                    self.put(column.table, row["id"], {column.name: None if is_own_guardian else kept_id})
        held = (role_grant.c.bound == Bound.VOLUNTEER) & (role_grant.c.bound_id == gone_id)
        for row in _rows(self.tx, role_grant, held):
            self.put(role_grant, row["id"], {"bound_id": kept_id})
        for table, row in list(_naming(self.tx, gone_id)):
            names = [column.name for column in DOCUMENTS if column.table is table]
            self.put(table, row["id"], {name: replaced(row[name], gone_id, kept_id) for name in names})

    def _double_sign_ups(self, gone_id: str, kept_id: str) -> set[str]:
        """Ids of sign-ups that stay where they are, withdrawn: a project knows a person once."""
        theirs = _rows(self.tx, project_sign_up, project_sign_up.c.volunteer_id == kept_id)
        kept = {row["project_id"]: row for row in theirs}
        stay = set()
        for row in _rows(self.tx, project_sign_up, project_sign_up.c.volunteer_id == gone_id):
            if row["project_id"] in kept:
                stay.add(row["id"])
                if row["state"] == SIGNED_UP:
                    self.put(project_sign_up, kept[row["project_id"]]["id"], {"state": SIGNED_UP})
                    self.put(project_sign_up, row["id"], {"state": WITHDRAWN})
        return stay

    def join_double_memberships(self, kept_id: str) -> None:
        """Two memberships of one team become one."""
        open_ = (membership.c.volunteer_id == kept_id) & membership.c.ended_at.is_(None)
        first: dict[str, Row] = {}
        for row in _rows(self.tx, membership, open_):
            other = first.setdefault(row["team_id"], row)
            if other is not row:
                leads = {"leads": other["leads"] or row["leads"]}
                first[row["team_id"]] = self.put(membership, other["id"], leads)
                self.put(membership, row["id"], {"ended_at": self.act.at})


def _references() -> Iterator["Column[Any]"]:
    """Every column that refers to a volunteer as a person."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            refers = any(key.column is volunteer.c.id for key in column.foreign_keys)
            if refers and column not in ABOUT_THE_ENTRY:
                yield column


def _rows(tx: Connection, table: Table, clause: Any) -> list[Row]:
    query = select(table).where(clause).order_by(table.c.id)
    return [dict(row) for row in tx.execute(query).mappings()]


def _naming(tx: Connection, id: str, tables: tuple[Table, ...] = ()) -> Iterator[tuple[Table, Row]]:
    """The rows with a document that names the volunteer."""
    for table in tables or dict.fromkeys(column.table for column in DOCUMENTS):
        columns = [column for column in DOCUMENTS if column.table is table]
        clause = cast(columns[0], String).contains(id)
        for column in columns[1:]:
            clause |= cast(column, String).contains(id)
        if table is need:
            clause &= need.c.state.in_(sorted(TO_SERVE))
        for row in _rows(tx, table, clause):
            yield table, row


def _gone(context: Context, kept_id: str) -> Row:
    off_duty = dict.fromkeys(("on_duty_until", "duty_lon_deg", "duty_lat_deg"))
    return {"merged_into_id": kept_id, "closed_at": context.now, **off_duty}


def _check_free(tx: Connection, one_id: str, other_id: str) -> None:
    """Raises Conflict where the person would be at two visits at once."""
    mine, theirs = visit.alias("mine"), visit.alias("theirs")
    held = sorted(TAKES_TIME)
    query = select(mine.c.id, theirs.c.id.label("other")).where(
        mine.c.volunteer_id == one_id,
        theirs.c.volunteer_id == other_id,
        mine.c.state.in_(held),
        theirs.c.state.in_(held),
        mine.c.starts_at < theirs.c.ends_at,
        theirs.c.starts_at < mine.c.ends_at,
    )
    found = tx.execute(query.limit(1)).mappings().first()
    if found is not None:
        raise Conflict(
            f"as one person they would be at visits {found['id']} and {found['other']} at once: "
            "withdraw one of them first"
        )


def _put_back(tx: Connection, act: Act, line: Row) -> Row:
    """What of the line stays as it is: fields that were set to something else since."""
    table = metadata.tables[line["noun"]]
    row = journal.locked(tx, table, line["id"])
    changed = [name for name, value in line["became"].items() if to_json(row[name]) != value]
    back = set_back(line["became"], changed)
    values = {name: from_json(table.c[name], line["was"][name]) for name in back}
    journal.change(tx, table, line["id"], values, act, "unmerged")
    return {"noun": table.name, "id": line["id"], "fields": sorted(set(line["became"]) - back)}
