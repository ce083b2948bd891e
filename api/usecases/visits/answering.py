"""A yes or a no to a visit, and the office taking it back."""

from sqlalchemy import Connection

from api.context import Context
from api.usecases.offers import seats
from api.usecases.seating import check_free
from api.usecases.steps import visit_step
from api.usecases.visits.ending import when_absent
from api.usecases.visits.reached import Reached, check_standing, reached
from api.usecases.visits.withdrawing import called_off
from models.lifecycle import VisitState
from models.store import journal
from models.store.journal import Row
from models.store.tables.people import volunteer as volunteer_table


def accept(context: Context, id: str, version: int | None) -> Row:
    """The visit with a yes; once the whole crew has said so, its need is assigned."""
    with context.writing() as tx:
        here = reached(context, tx, id, version)
        if here.visit["state"] == VisitState.ACCEPTED:
            return here.visit
        check_standing(here.need)
        if here.visit["state"] == VisitState.PROPOSED:
            _check_free(tx, here)
        visit = visit_step(tx, here.act, here.visit, "accepted")
        seats.settle_need(tx, here.act, here.need["id"])
        return visit


def decline(context: Context, id: str, version: int | None, *, why: str) -> Row:
    """The visit with a no; its need returns to the queue, as its crew is incomplete now."""
    return _given_up(context, id, version, step="declined", why=why)


def withdraw(context: Context, id: str, version: int | None, *, why: str) -> Row:
    """The visit taken back by the office, and its need in the queue again."""
    return _given_up(context, id, version, step="withdrawn", why=why)


def _given_up(context: Context, id: str, version: int | None, *, step: str, why: str) -> Row:
    with context.writing() as tx:
        here = reached(context, tx, id, version, why=why)
        [visit] = called_off(tx, here.act, [here.visit], why=why, step=step)
        when_absent(tx, here.act, here.need)
        return visit


def _check_free(tx: Connection, here: Reached) -> None:
    """Of what was only proposed nobody has looked whether the volunteer is free."""
    journal.locked(tx, volunteer_table, here.visit["volunteer_id"])
    check_free(tx, here.visit["volunteer_id"], here.visit["starts_at"], here.visit["ends_at"])
