"""A visit that the caller takes a step of, with its need: both locked, the need first, as seating does."""

from dataclasses import dataclass

from sqlalchemy import Connection

from api.context import Context
from api.usecases.disclosure import is_seen
from api.usecases.visits.eyes import roles_on
from models.errors import Conflict, NotFound
from models.lifecycle import TO_SERVE, NeedState, VisitState
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.needs import need as need_table
from models.store.tables.visits import visit as visit_table


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
    for_id = None if context.caller.is_volunteer(visit["volunteer_id"]) else visit["volunteer_id"]
    return Reached(tx=tx, need=need, visit=visit, act=context.act(why, for_id=for_id))


def check_standing(need: Row) -> None:
    """Raises Conflict where nobody is to come any more."""
    if need["state"] not in TO_SERVE:
        state = NeedState(need["state"])
        raise Conflict(f"need {need['id']} is {state}: nobody is to come for it")
