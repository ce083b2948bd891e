"""Plans asked for: a job is queued, and looked at like any other."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from api.access.caller import Forbidden
from api.context import Context
from api.schemas.plans import PlanIn, SearchIn
from api.usecases.jobs.asking import queue
from models.civic import PlaceKind
from models.day import check_plannable
from models.errors import Conflict, InvalidInput
from models.lifecycle import PlanState
from models.store.journal import Row
from models.store.tables.places import place
from models.store.tables.plans import plan

FARTHEST = timedelta(days=366)


class NoDraft(Conflict):
    """The plan is not a draft any more."""

    code = "no_draft"


def ask_for_plan(context: Context, body: PlanIn) -> Row:
    """The job that makes the plan. Raises InvalidInput, NotFound and Forbidden where it is out of reach."""
    with context.writing() as tx:
        asks = _asks(context, body) | {
            "base_id": body.base_id,
            "first_day": body.first_day,
            "days": body.days,
        }
        scope = {"community_id": body.community_id, "subdistrict_id": body.subdistrict_id}
        if body.base_id is not None:
            base = context.one(tx, plan, body.base_id)
            for name in ("first_day", "days"):
                asks[name] = asks[name] or base[name]
            if not any(scope.values()):
                scope = {name: base[name] for name in scope}
        if asks["first_day"] is None:
            raise InvalidInput("first_day: is missing, and no base_id says of which days the plan is")
        asks["days"] = asks["days"] or 1
        check_plannable(asks["first_day"])
        today = context.today
        last_day = asks["first_day"] + timedelta(days=asks["days"] - 1)
        if last_day < today or asks["first_day"] > today + FARTHEST:
            raise InvalidInput(f"first_day={asks['first_day']}: is past, or more than a year ahead")
        _check_scope(context, tx, **scope)
        asks["first_day"] = asks["first_day"].isoformat()
        return queue(context, tx, "plan", asks, **scope)


def ask_again(context: Context, id: str, body: SearchIn) -> Row:
    """The job that makes another draft of this one, around its pins. Raises NoDraft."""
    with context.writing() as tx:
        row = context.one(tx, plan, id)
        check_draft(row)
        scope = {name: row[name] for name in ("community_id", "subdistrict_id")}
        return queue(context, tx, "replan", _asks(context, body) | {"base_id": id}, **scope)


def check_draft(row: Row) -> None:
    if row["state"] != PlanState.DRAFT:
        raise NoDraft(f"plan {row['id']} is {row['state']}: only a draft is edited, planned on or published")


def _asks(context: Context, body: SearchIn) -> dict[str, Any]:
    searched = {name: getattr(body, name) for name in SearchIn.model_fields}
    return searched | {"request_id": context.request_id}


def _check_scope(
    context: Context, tx: Connection, *, community_id: str | None, subdistrict_id: str | None
) -> None:
    """Raises Forbidden, NotFound, InvalidInput."""
    if community_id is not None and subdistrict_id is not None:
        raise InvalidInput("a plan is of a community or of a subdistrict, not of both")
    if community_id is None and subdistrict_id is None:
        if not context.reach.everything:
            raise Forbidden("a plan of the whole district lies outside of what you are responsible for")
        return
    kind = PlaceKind.COMMUNITY if community_id else PlaceKind.SUBDISTRICT
    found = context.one(tx, place, community_id or subdistrict_id or "")
    if found["kind"] != kind:
        raise InvalidInput(f"{kind}_id={found['id']!r} is a {found['kind']}")
