"""Steps of a need that a person takes: opened, verified, cancelled, given up, reopened, owned, rated."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from api.context import Context
from api.usecases.needs.asked import spans_of
from api.usecases.needs.opening import check_ready
from api.usecases.offers.seats import HANDED_TO_NOBODY, withdraw_all
from api.usecases.steps import need_step
from api.usecases.visits.withdrawing import called_off
from models.errors import Conflict, ForbiddenStep, InvalidInput
from models.lifecycle import NEED_STEPS, NOT_BEGUN, TO_COME, NeedState, after
from models.store.journal import Act, Row
from models.store.tables.access import user_account
from models.store.tables.needs import need as need_table
from models.store.tables.visits import visit as visit_table

CALLED_OFF = sorted(TO_COME)
"""States of visits that are withdrawn when their need is."""


def open_need(context: Context, id: str, version: int | None, why: str) -> Row:
    """Raises NotReady with what is missing."""
    with context.writing() as tx:
        need = context.locked(tx, need_table, id, version)
        after(NEED_STEPS, "need", id, need["state"], "opened")
        check_ready(tx, need)
        return need_step(tx, context.act(why), need, "opened")


def verify(context: Context, id: str, version: int | None, *, risk_told: str | None, why: str) -> Row:
    """Somebody of the office has looked into it, and told of the risks (Regulations, Art. 13)."""
    with context.writing() as tx:
        need = context.locked(tx, need_table, id, version)
        if need["state"] not in NOT_BEGUN:
            raise ForbiddenStep("need", id, state=need["state"], step="verified")
        told = {} if not risk_told else {"risk_told": risk_told}
        values = {"verified_by_id": context.caller.user_id, "verified_at": context.now, **told}
        return context.change(tx, need_table, id, values, "verified", why=why)


def cancel(context: Context, id: str, version: int | None, why: str) -> Row:
    """Visits and offers are withdrawn. What is under way ends by the outcome of its visit."""
    with context.writing() as tx:
        need = context.locked(tx, need_table, id, version)
        return end_unserved(tx, context.act(why), need, "cancelled")


def give_up(context: Context, id: str, version: int | None, why: str) -> Row:
    """It could not be met. Raises Conflict where somebody is going."""
    with context.writing() as tx:
        need = context.locked(tx, need_table, id, version)
        return end_unserved(tx, context.act(why), need, "given_up")


def reopen(
    context: Context,
    id: str,
    version: int | None,
    *,
    windows: Sequence[Mapping[str, datetime]] | None,
    why: str,
) -> Row:
    """What was over or given up is to be served after all. Raises NotReady, Conflict without a time left."""
    with context.writing() as tx:
        need = context.locked(tx, need_table, id, version)
        after(NEED_STEPS, "need", id, need["state"], "reopened")
        spans = {} if windows is None else spans_of(context, windows)
        if {**need, **spans}["until_at"] < context.now:
            raise Conflict(f"the windows of need {id} are over: give windows in which it may be served")
        check_ready(tx, need)
        return need_step(tx, context.act(why), need, "reopened", ended_why="", **spans, **HANDED_TO_NOBODY)


def own(context: Context, id: str, version: int | None, *, owner_id: str | None, why: str) -> Row:
    """Raises InvalidInput where there is no such user."""
    with context.writing() as tx:
        context.one(tx, need_table, id)
        if owner_id is not None:
            query = select(user_account.c.id).where(
                user_account.c.id == owner_id, user_account.c.closed_at.is_(None)
            )
            if not tx.execute(query).first():
                raise InvalidInput(f"owner_id={owner_id!r}: there is no such user")
        return context.change(tx, need_table, id, {"owner_id": owner_id}, "owned", version=version, why=why)


def rate(context: Context, id: str, version: int | None, *, stars: int, words: str) -> Row:
    """By the office, or by who speaks for the recipient."""
    with context.writing() as tx:
        need = context.locked(tx, need_table, id, version)
        return need_step(tx, context.act(), need, "rated", stars=stars, rating=words)


def end_unserved(tx: Connection, act: Act, need: Row, step: str) -> Row:
    """The need after a step that ends it, its offers and visits withdrawn; the act says why.

    Raises ForbiddenStep, also where somebody has come: it ends by the outcome of their visit then.
    """
    if need["state"] == NeedState.UNDER_WAY:
        raise ForbiddenStep("need", need["id"], state=need["state"], step=step)
    ended = need_step(tx, act, need, step, ended_why=act.why, name_by_at=None)
    _withdraw_visits(tx, act, need["id"])
    withdraw_all(tx, act, need["id"])
    return ended


def _withdraw_visits(tx: Connection, act: Act, need_id: str) -> None:
    """Those to which nobody has come yet."""
    query = select(visit_table).where(visit_table.c.need_id == need_id, visit_table.c.state.in_(CALLED_OFF))
    found = tx.execute(query.order_by(visit_table.c.id).with_for_update()).mappings()
    called_off(tx, act, [dict(visit) for visit in found], why=act.why)
