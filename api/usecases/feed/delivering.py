"""Events delivered to webhooks: at least once, each with an id by which a receiver knows it again.

A line of the feed becomes a delivery for each webhook that is told of it; one that fails is tried again after
twice as long, for a day. Several workers may be at it: what one has taken is left alone by the others
until its lease is over, and no transaction is open while an answer is awaited.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import Connection, delete, exists, insert, literal, select, update

from api.house import House
from api.outgoing import Unreachable, destination, post
from api.signing import signed_headers
from api.usecases.feed.numbering import number_lines
from api.usecases.feed.telling import told
from api.usecases.webhooks import DELIVERED, GIVEN_UP, WAITING
from models.errors import InvalidInput
from models.store.journal import Row, history
from models.store.tables.feed import delivery, webhook, webhook_position

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(hours=24)
KEPT = timedelta(days=30)
"""How long a settled delivery is shown; a replay makes those of older lines anew."""

LINES_AT_ONCE = 1_000
TAKEN_AT_ONCE = 50
LEASE = timedelta(seconds=90)
BUDGET_S = 10.0
"""After so long what is left of a batch is put back: what else is due by the clock waits for this."""

RECEIVERS_AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Deliveries of one webhook, taken by this worker, oldest first, each with its line."""

    hook: Row
    due: Sequence[tuple[Row, Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """What came of one delivery: delivered with a status below 300, else the status or why there is none."""

    taken: Row
    status: int | None
    problem: str | None

    @property
    def delivered(self) -> bool:
        return self.status is not None and self.status < 300


def deliver_webhooks(house: House, now: datetime) -> int:
    """Sends what is due; how many were delivered."""
    number_lines(house, now)
    with house.store.reading() as tx:
        open_ones = select(webhook).where(webhook.c.active, webhook.c.closed_at.is_(None))
        hooks = [dict(row) for row in tx.execute(open_ones.order_by(webhook.c.id)).mappings()]
    if not hooks:
        return 0
    batches = []
    for hook in hooks:
        with house.store.writing() as tx:
            _queue(tx, hook, now)
            due = _taken(tx, hook, now)
        if due:
            batches.append(_Batch(hook=hook, due=due))
    if not batches:
        return 0
    with ThreadPoolExecutor(min(len(batches), RECEIVERS_AT_ONCE)) as pool:
        return sum(pool.map(lambda batch: _deliver(house, batch, now), batches))


def _queue(tx: Connection, hook: Row, now: datetime) -> None:
    """A delivery for each new line that the webhook is told of; old ones are forgotten."""
    mine = webhook_position.c.webhook_id == hook["id"]
    position = tx.execute(select(webhook_position.c.number).where(mine).with_for_update()).scalar_one()
    ahead = select(history.c.number).where(history.c.number > position)
    last = tx.execute(ahead.order_by(history.c.number).offset(LINES_AT_ONCE - 1).limit(1)).scalar()
    last = last or tx.execute(ahead.order_by(history.c.number.desc()).limit(1)).scalar()
    if last is None:
        return
    waiting = (
        select(
            literal(hook["id"]),
            history.c.number,
            literal(WAITING),
            literal(0),
            literal(now, delivery.c.at.type),
            literal(now, delivery.c.next_at.type),
        )
        .where(history.c.number > position, history.c.number <= last)
        .where(~exists().where(delivery.c.webhook_id == hook["id"], delivery.c.number == history.c.number))
    )
    if hook["nouns"]:
        waiting = waiting.where(history.c.noun.in_(hook["nouns"]))
    if hook["community_id"] is not None:
        waiting = waiting.where(history.c.community_id == hook["community_id"])
    columns = ["webhook_id", "number", "state", "tries", "at", "next_at"]
    tx.execute(insert(delivery).from_select(columns, waiting))
    tx.execute(update(webhook_position).where(mine).values(number=last))
    tx.execute(
        delete(delivery).where(
            delivery.c.webhook_id == hook["id"],
            delivery.c.state != WAITING,
            delivery.c.next_at < now - KEPT,
        )
    )


def _taken(tx: Connection, hook: Row, now: datetime) -> Sequence[tuple[Row, Row]]:
    """What is due, leased to the caller, with the lines that it tells of."""
    query = (
        select(delivery)
        .where(delivery.c.webhook_id == hook["id"], delivery.c.state == WAITING, delivery.c.next_at <= now)
        .order_by(delivery.c.number)
        .limit(TAKEN_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    due = [dict(row) for row in tx.execute(query).mappings()]
    if not due:
        return []
    ids = [one["id"] for one in due]
    tx.execute(update(delivery).where(delivery.c.id.in_(ids)).values(next_at=now + LEASE))
    told_of = select(history).where(history.c.number.in_([one["number"] for one in due]))
    lines = {line["number"]: dict(line) for line in tx.execute(told_of).mappings()}
    return [(one, lines[one["number"]]) for one in due]


def _deliver(house: House, batch: _Batch, now: datetime) -> int:
    """Sends the batch in order, up to the first that fails: the others wait as long as that one."""
    tried: list[_Tried] = []
    ends_s = monotonic() + BUDGET_S
    for taken, line in batch.due:
        one = _try(house, batch.hook, taken, line, now)
        tried.append(one)
        if not one.delivered or monotonic() > ends_s:
            break
    with house.store.writing() as tx:
        for one in tried:
            _settle(tx, one, now)
        last = tried[-1]
        again_at = now if last.delivered else now + _wait(last.taken["tries"] + 1)
        left = [taken["id"] for taken, _ in batch.due[len(tried) :]]
        if left:
            tx.execute(update(delivery).where(delivery.c.id.in_(left)).values(next_at=again_at))
    return sum(one.delivered for one in tried)


def _try(house: House, hook: Row, taken: Row, line: Row, now: datetime) -> _Tried:
    event = told(line)
    at = event["at"].astimezone(house.zone).isoformat()
    message = {"type": f"{event['noun']}.{event['step']}", "timestamp": at, "data": event | {"at": at}}
    body = json.dumps(message, ensure_ascii=False).encode()
    secret = house.seal.opened(hook["secret_sealed"])
    signed = signed_headers(secret, id=f"{hook['id']}_{taken['number']}", at=now, body=body)
    headers = {**signed, "content-type": "application/json", "user-agent": "redvest"}
    try:
        status = post(destination(hook["url"]), body, headers)
    except (Unreachable, InvalidInput) as error:
        return _Tried(taken=taken, status=None, problem=str(error))
    return _Tried(taken=taken, status=status, problem=None if status < 300 else f"answered {status}")


def _settle(tx: Connection, one: _Tried, now: datetime) -> None:
    tries = one.taken["tries"] + 1
    if one.delivered:
        state, next_at = DELIVERED, now
    elif now + _wait(tries) > one.taken["at"] + GIVEN_UP_AFTER:
        state, next_at = GIVEN_UP, now
    else:
        state, next_at = WAITING, now + _wait(tries)
    settled = {"state": state, "tries": tries, "next_at": next_at}
    settled |= {"last_status": one.status, "last_problem": one.problem}
    tx.execute(update(delivery).where(delivery.c.id == one.taken["id"]).values(settled))


def _wait(tries: int) -> timedelta:
    """Twice as long after each try: 5 s, 10 s, … up to two hours."""
    doublings: int = 2 ** min(tries - 1, 20)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)
