"""Links between needs, and chains: the outcome of one need releases, changes or cancels another."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from api.context import Context
from api.schemas.chains import FollowsIn, LinkIn
from api.usecases.civic import check_place
from api.usecases.needs.asked import spans_of
from api.usecases.needs.opening import NotReady, check_ready
from api.usecases.needs.person_steps import end_unserved
from api.usecases.steps import need_step
from models.errors import Conflict, InvalidInput
from models.lifecycle import LIVE, NeedState, Outcome
from models.links import AFTER_OUTCOME, Follows, TieKind
from models.store import journal
from models.store.journal import Act, Row
from models.store.paging import Page, page
from models.store.tables.needs import need as need_table
from models.store.tables.needs import need_link


def link(context: Context, body: LinkIn) -> Row:
    """Raises NotFound, InvalidInput, and Conflict where the two do not go together so."""
    with context.writing() as tx:
        for id in (body.first_id, body.second_id):
            context.one(tx, need_table, id)
        needs = journal.lock_all(tx, need_table, [body.first_id, body.second_id])
        if len(needs) < 2:
            raise InvalidInput(f"second_id={body.second_id!r}: a need is not linked to itself")
        first, second = needs[body.first_id], needs[body.second_id]
        _check(tx, first, second, body)
        values = {
            "first_id": first["id"],
            "second_id": second["id"],
            "kind": body.kind.value,
            "min_minutes": body.min_minutes,
            "max_minutes": body.max_minutes,
            "outcomes": {
                outcome.value: _rule(context, tx, f"outcomes.{outcome}", follows)
                for outcome, follows in body.outcomes.items()
            },
        }
        return context.create(tx, need_link, values, why=body.why, step="linked")


def unlink(context: Context, id: str, version: int | None) -> Row:
    """What waited for an outcome waits no longer."""
    with context.writing() as tx:
        return context.change(tx, need_link, id, {"ended_at": context.now}, "unlinked", version=version)


def listed(context: Context, *, need_id: str | None, ended: bool, limit: int, after: str | None) -> Page:
    query = context.rows(need_link)
    if need_id is not None:
        query = query.where(or_(need_link.c.first_id == need_id, need_link.c.second_id == need_id))
    if not ended:
        query = query.where(need_link.c.ended_at.is_(None))
    with context.reading() as tx:
        return page(tx, query, [need_link.c.id], limit=limit, after=after)


def read(context: Context, id: str) -> Row:
    with context.reading() as tx:
        return context.one(tx, need_link, id)


def history(context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, need_link, id)


def follow_outcome(tx: Connection, act: Act, need: Row, outcome: str) -> list[Row]:
    """The needs that waited for this outcome of the need, after what it does to them.

    An outcome of which a link says nothing leaves the second waiting: nobody home today is a visit tomorrow.
    What is released is opened where nothing else keeps it closed, else it stays a draft.
    """
    query = select(need_link.c.id).where(
        need_link.c.first_id == need["id"],
        need_link.c.kind == AFTER_OUTCOME,
        need_link.c.ended_at.is_(None),
    )
    followed = []
    for id in tx.scalars(query.order_by(need_link.c.second_id, need_link.c.id)).all():
        tie = journal.locked(tx, need_link, id)
        rule = tie["outcomes"].get(str(outcome))
        if rule is None or tie["ended_at"] is not None:
            continue
        journal.change(tx, need_link, id, {"ended_at": act.at}, act, "followed")
        second = journal.locked(tx, need_table, tie["second_id"])
        why = rule.get("why") or f"{Outcome(outcome).zh}（{need['id']}）"
        followed.append(_follow(tx, _because(act, why), second, rule))
    return followed


def _because(act: Act, why: str) -> Act:
    return Act(by_id=act.by_id, at=act.at, why=why, for_id=act.for_id, request_id=act.request_id)


def _follow(tx: Connection, act: Act, second: Row, rule: Mapping[str, Any]) -> Row:
    if second["state"] != NeedState.DRAFT:
        return second  # somebody has ended it meanwhile
    if rule["then"] == Follows.CANCEL:
        return end_unserved(tx, act, second, "cancelled")
    if rule["then"] == Follows.CHANGE:
        values = dict(rule["changes"])
        for name in ("from_at", "until_at"):
            if name in values:
                values[name] = datetime.fromisoformat(values[name])
        second = journal.change(tx, need_table, second["id"], values, act, "changed")
    try:
        check_ready(tx, second)
    except NotReady:
        return second
    return need_step(tx, act, second, "opened")


def _rule(context: Context, tx: Connection, place: str, given: FollowsIn) -> dict[str, Any]:
    """One outcome's consequence, with what it changes as columns of the need. Raises InvalidInput."""
    changes = (
        {} if given.changes is None else given.changes.model_dump(include={*given.changes.model_fields_set})
    )
    if (given.then is Follows.CHANGE) != bool(changes):
        raise InvalidInput(f"{place}: changes are given where it says change, and there alone")
    if changes.get("pickup"):
        check_place(tx, f"{place}.changes.pickup.place_id", changes["pickup"]["place_id"])
    if "windows" in changes:
        spans = spans_of(context, changes.pop("windows"))
        changes |= {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in spans.items()
        }
    return {"then": given.then.value, "changes": changes, "why": given.why}


def _check(tx: Connection, first: Row, second: Row, body: LinkIn) -> None:
    for need in (first, second):
        if need["state"] not in LIVE:
            raise Conflict(f"need {need['id']} is {need['state']}: nothing is tied to it any more")
    if (body.kind is TieKind.GAP) != (body.min_minutes != 0 or body.max_minutes is not None):
        raise InvalidInput("min_minutes, max_minutes: a gap has one of them, the other kinds have none")
    if body.max_minutes is not None and body.max_minutes < body.min_minutes:
        raise InvalidInput(f"max_minutes={body.max_minutes} is below min_minutes={body.min_minutes}")
    if body.kind is TieKind.SAME_VOLUNTEER and (len(first["crew"]) > 1 or len(second["crew"]) > 1):
        raise InvalidInput("kind=same_volunteer: one person serves both, so each has a crew of one")
    if (body.kind is TieKind.AFTER_OUTCOME) != bool(body.outcomes):
        raise InvalidInput("outcomes: given where the second waits for them, and there alone")
    _check_new(tx, first, second, body)
    if body.kind is TieKind.AFTER_OUTCOME:
        if second["state"] != NeedState.DRAFT:
            raise Conflict(f"need {second['id']} is {second['state']}: what waits for an outcome is a draft")
        if first["id"] in _waiting_on(tx, second["id"]):
            raise Conflict(f"need {first['id']} waits for need {second['id']} already")


def _check_new(tx: Connection, first: Row, second: Row, body: LinkIn) -> None:
    query = select(need_link.c.id).where(
        need_link.c.first_id == first["id"],
        need_link.c.second_id == second["id"],
        need_link.c.kind == body.kind,
        need_link.c.ended_at.is_(None),
    )
    if (known := tx.scalar(query.limit(1))) is not None:
        raise Conflict(f"the two are linked so already: {known}")


def _waiting_on(tx: Connection, id: str) -> set[str]:
    """The needs that wait for this one's outcome, and those that wait for theirs."""
    found: set[str] = set()
    left = {id}
    while left:
        query = select(need_link.c.second_id).where(
            need_link.c.first_id.in_(left),
            need_link.c.kind == AFTER_OUTCOME,
            need_link.c.ended_at.is_(None),
        )
        left = {*tx.scalars(query)} - found
        found |= left
    return found
