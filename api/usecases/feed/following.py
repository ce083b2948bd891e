"""The feed read by a caller: the numbered lines of the history within reach, in their order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from api.context import Context
from api.usecases.feed.numbering import newest_number, number_lines
from api.usecases.feed.telling import told, untold
from models.store.journal import history

MOST_LINES = 200

LOOKED_AT = 10_000
"""Lines that one passage is picked from: who is told of few of them is not waited for longer than others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the feed a caller asks for; no nouns: all of them."""

    nouns: Collection[str] = ()
    community_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Events, and the number to go on after: of the last one, or of the newest line that was looked at.

    `more`: there are lines after that one.
    """

    events: Sequence[dict[str, Any]]
    next: int
    more: bool


def newest(context: Context) -> int:
    """The number of the last line that is committed by now."""
    number_lines(context.house, context.now)
    with context.reading() as tx:
        return newest_number(tx)


def passage(context: Context, wanted: Wanted, *, after: int, limit: int = MOST_LINES) -> Passage:
    """What comes after that number, with what is committed by now."""
    number_lines(context.house, context.now)
    with context.reading() as tx:
        last = newest_number(tx)
        until = min(last, after + LOOKED_AT)
        events = _events(context, tx, wanted, after, until, limit) if until > after else []
    if len(events) == limit:
        until = events[-1]["number"]
    return Passage(events=events, next=max(until, after), more=until < last)


def _events(
    context: Context, tx: Connection, wanted: Wanted, after: int, until: int, limit: int
) -> Sequence[dict[str, Any]]:
    query = context.rows(history).where(
        history.c.number > after,
        history.c.number <= until,
        history.c.noun.not_in(sorted(untold(context.caller))),
    )
    if wanted.nouns:
        query = query.where(history.c.noun.in_(sorted(wanted.nouns)))
    if wanted.community_id is not None:
        query = query.where(history.c.community_id == wanted.community_id)
    lines = tx.execute(query.order_by(history.c.number).limit(limit)).mappings()
    return [told(dict(line)) for line in lines]
