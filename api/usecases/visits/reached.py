"""A visit that the caller takes a step of, with its need: both locked, the need first, as seating does."""

from dataclasses import dataclass

from sqlalchemy import Connection

from api.context import Context
from api.usecases.disclosure import is_seen
from api.usecases.visits.eyes import is_own, roles_on
from models.errors import Conflict, NotFound
from models.lifecycle import NeedState, VisitState
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.needs import need as need_table
from models.store.tables.visits import visit as visit_table

STANDING = frozenset({NeedState.OPEN, NeedState.OFFERED, NeedState.ASSIGNED, NeedState.UNDER_WAY})
"""States of a need that somebody may still come for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """`act` says on whose behalf, where the caller is not the volunteer who goes."""

    tx: Connection
    need: Row
    visit: Row
    act: Act


def reached(context: Context, tx: Connection, id: str, version: int | None, *, why: str = "") -> Reached:
    """Raises NotFound, StaleWrite."""
    seen = context.one(tx, visit_table, id)
    if not is_seen(roles_on(context, tx, id), VisitState(seen["state"])):
        raise NotFound("visit", id)
    need = journal.locked(tx, need_table, seen["need_id"])
    visit = journal.locked(tx, visit_table, id, version=version)
    for_id = None if is_own(context, visit) else visit["volunteer_id"]
    return Reached(tx=tx, need=need, visit=visit, act=context.act(why, for_id=for_id))


def check_standing(need: Row) -> None:
    """Raises Conflict where nobody is to come any more."""
    if need["state"] not in STANDING:
        state = NeedState(need["state"])
        raise Conflict(f"need {need['id']} is {state}: nobody is to come for it")
