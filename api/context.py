"""What a use case works with: the store, who asks, the time, and the rows that the caller reaches.

Every read and write on behalf of a caller goes through here, so that nobody sees or changes what is not
theirs, and every change says who, when and why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, select

from api.access.caller import Caller, Forbidden, Reach
from api.access.scope import within
from api.access.tasks import Task
from api.house import House
from api.ids import new_id
from api.keyed import KeyedRequest
from models.errors import NotFound
from models.store import journal
from models.store.journal import Act, Row
from models.store.rows import rows_in

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One caller doing one thing at one moment."""

    house: House
    caller: Caller
    task: Task
    now: datetime
    request_id: str = ""
    keyed: KeyedRequest | None = None
    found: dict[tuple[str, ...], Any] | None = None
    """What has been looked up for the rows of a bulk, which refer to the same again and again."""

    @property
    def reach(self) -> Reach:
        """Raises Forbidden where the caller's roles do not do this."""
        return self.caller.reach(self.task)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.house.store.reading() as tx:
            yield tx

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; a request with a key is marked as carried out in it."""
        with self.house.store.writing() as tx:
            yield tx
            if self.keyed is not None:
                self.keyed.carried_out(tx)

    def new_id(self) -> str:
        return new_id(self.now)

    @property
    def today(self) -> date:
        """The day that it is in the district."""
        return self.now.astimezone(self.house.zone).date()

    def localised(self, moment: datetime) -> datetime:
        """A moment without an offset is local time of the district."""
        return moment.replace(tzinfo=self.house.zone) if moment.tzinfo is None else moment

    def act(self, why: str = "", *, for_id: str | None = None) -> Act:
        """Who does it, when and why."""
        return Act(by_id=self.caller.user_id, at=self.now, why=why, for_id=for_id, request_id=self.request_id)

    def in_bulk(self) -> "Context":
        """For one transaction that writes many rows."""
        return replace(self, found={})

    def once(self, key: tuple[str, ...], look_up: Callable[[], T]) -> T:
        """What `look_up` gives; in a bulk what it gave the first time under that key."""
        if self.found is None:
            return look_up()
        if key not in self.found:
            self.found[key] = look_up()
        given: T = self.found[key]
        return given

    def referred(self, tx: Connection, table: Table, id: str) -> Row:
        """As `one`, of what a row to be written refers to: in a bulk it is not asked for twice."""
        return self.once((table.name, id), lambda: self.one(tx, table, id))

    def refer(self, tx: Connection, table: Table, ids: Iterable[str]) -> None:
        """In a bulk: the rows with these ids that the caller reaches are looked up together."""
        if self.found is not None:
            for row in rows_in(tx, self.rows(table), table.c.id, ids):
                self.found[table.name, row["id"]] = row

    def rows(self, table: Table) -> Select[Any]:
        """The rows of the table that the caller reaches."""
        return select(table).where(within(table, self.reach))

    def one(self, tx: Connection, table: Table, id: str, *, version: int | None = None) -> Row:
        """Raises NotFound where there is none, or none for the caller; StaleWrite as `locked`."""
        found = tx.execute(self.rows(table).where(table.c.id == id)).mappings().one_or_none()
        if found is None:
            raise NotFound(table.name, id)
        journal.check_version(table, dict(found), version)
        return dict(found)

    def locked(self, tx: Connection, table: Table, id: str, version: int | None = None) -> Row:
        """The row that the caller reaches, which nobody else changes until the transaction ends.

        `version`: the one that the caller has seen. Raises NotFound, StaleWrite.
        """
        self.one(tx, table, id)
        return journal.locked(tx, table, id, version=version)

    def history(self, tx: Connection, table: Table, id: str) -> Sequence[Row]:
        """What was done to a row that the caller reaches, oldest first. Raises NotFound."""
        self.one(tx, table, id)
        return journal.lines_of(tx, table, id)

    def check_also(self, tx: Connection, table: Table, id: str, task: Task, *, what: str) -> None:
        """Raises Forbidden unless the caller does that task too for this row, reached as it may be otherwise.

        `what` of it that asks for the task, in words.
        """
        reach = self.caller.reach(task)
        if reach.everything or reach == self.reach:
            return
        if not tx.execute(select(table.c.id).where(table.c.id == id, within(table, reach))).first():
            noun = table.name.replace("_", " ")
            raise Forbidden(f"{what} of this {noun} lies outside of what you are responsible for")

    def create(
        self,
        tx: Connection,
        table: Table,
        values: Mapping[str, Any],
        *,
        why: str = "",
        step: str = journal.CREATED,
        for_id: str | None = None,
    ) -> Row:
        """The new row, with an id unless the values have one. Raises Forbidden where it is out of reach."""
        return self.create_many(tx, table, [values], why=why, step=step, for_id=for_id)[0]

    def create_many(
        self,
        tx: Connection,
        table: Table,
        rows: Sequence[Mapping[str, Any]],
        *,
        why: str = "",
        step: str = journal.CREATED,
        for_id: str | None = None,
    ) -> list[Row]:
        """The new rows, all or none."""
        made = journal.create_many(
            tx,
            table,
            [row if "id" in row else {"id": self.new_id(), **row} for row in rows],
            self.act(why, for_id=for_id),
            step,
        )
        self._still_within(tx, table, [row["id"] for row in made])
        return made

    def change(
        self,
        tx: Connection,
        table: Table,
        id: str,
        changes: Mapping[str, Any],
        step: str,
        *,
        version: int | None = None,
        why: str = "",
        for_id: str | None = None,
    ) -> Row:
        """The changed row. Raises NotFound, StaleWrite, and Forbidden where the change leads out of reach."""
        self.one(tx, table, id)
        act = self.act(why, for_id=for_id)
        changed = journal.change(tx, table, id, changes, act, step, version=version)
        self._still_within(tx, table, [id])
        return changed

    def note(self, tx: Connection, table: Table, id: str, step: str, *, why: str) -> Row:
        """The row, with a line of its history that sets nothing: somebody has looked. Raises NotFound."""
        self.one(tx, table, id)
        return journal.noted(tx, table, id, self.act(why), step)

    def _still_within(self, tx: Connection, table: Table, ids: list[str]) -> None:
        """Judged on what has been written: whoever may not write it takes the transaction back."""
        if self.reach.everything:
            return
        for first in range(0, len(ids), 500):
            some = ids[first : first + 500]
            query = select(table.c.id).where(table.c.id.in_(some), within(table, self.reach))
            if len(tx.execute(query).all()) < len(some):
                raise Forbidden(
                    f"this {table.name.replace('_', ' ')} lies outside of what you are responsible for"
                )
