"""Requests with an Idempotency-Key: what was carried out once is answered again, not done again.

A key is taken before the work, marked in the transaction of the work, and holds the answer after it. So a
request that is sent again finds the answer; or that another is still at it; or, where the process ended
between the work and the answer, that it was done and the answer is lost.
Source: draft-ietf-httpapi-idempotency-key-header.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.errors import Conflict, InvalidInput
from models.store.store import Store
from models.store.tables.requests import keyed_request as table

TAKEN, DONE, ANSWERED = "taken", "done", "answered"

ABANDONED = timedelta(minutes=2)
"""A key that was taken so long ago, with nothing carried out, may be taken over."""

KEPT = timedelta(days=2)
MOST_LENGTH = 100


class KeyReused(InvalidInput):
    """The key belongs to another request."""

    code = "key_reused"


class InProgress(Conflict):
    """The same request is being carried out right now."""

    code = "in_progress"


class AnswerLost(Conflict):
    """It was carried out, and nobody knows the answer any more."""

    code = "answer_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRequest:
    """One request by its key; `asked` is a digest of what it asks for."""

    store: Store
    user_id: str
    key: str
    asked: str
    at: datetime

    def taken(self) -> Answer | None:
        """None where the work is now ours to do, else what it was answered.

        Raises KeyReused, InProgress, AnswerLost, and InvalidInput where the key is too long.
        """
        if not 0 < len(self.key) <= MOST_LENGTH:
            raise InvalidInput(f"Idempotency-Key has 1 to {MOST_LENGTH} characters, not {len(self.key)}")
        try:
            with self.store.writing() as tx:
                tx.execute(delete(table).where(table.c.at < self.at - KEPT))
                tx.execute(
                    insert(table).values(
                        user_id=self.user_id, key=self.key, asked=self.asked, state=TAKEN, at=self.at
                    )
                )
            return None
        except IntegrityError:
            return self._found()

    def _found(self) -> Answer | None:
        with self.store.writing() as tx:
            row = tx.execute(select(table).where(*self._mine()).with_for_update()).mappings().one_or_none()
            if row is None:
                raise InProgress("the key has just been given up: send the request again")
            if row["asked"] != self.asked:
                raise KeyReused(f"Idempotency-Key {self.key!r} belongs to another request of yours")
            if row["state"] == ANSWERED:
                return Answer(status=row["status"], headers=json.loads(row["headers"]), body=row["body"])
            if row["state"] == DONE:
                raise AnswerLost("this was carried out, but its answer is lost: look at what it has made")
            if row["at"] > self.at - ABANDONED:
                raise InProgress("this very request is being carried out: ask again in a moment")
            tx.execute(update(table).where(*self._mine()).values(at=self.at))
            return None

    def carried_out(self, tx: Connection) -> None:
        """Marked in the transaction of the work itself."""
        tx.execute(update(table).where(*self._mine()).values(state=DONE))

    def answered(self, answer: Answer) -> None:
        """Kept for the next time that the same is asked."""
        with self.store.writing() as tx:
            tx.execute(
                update(table)
                .where(*self._mine())
                .values(
                    state=ANSWERED,
                    status=answer.status,
                    headers=json.dumps(dict(answer.headers)),
                    body=answer.body,
                )
            )

    def given_up(self) -> None:
        """Nothing was done: the key is free again."""
        with self.store.writing() as tx:
            tx.execute(delete(table).where(*self._mine(), table.c.state == TAKEN))

    def _mine(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return table.c.user_id == self.user_id, table.c.key == self.key
