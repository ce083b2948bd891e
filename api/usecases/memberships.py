"""Who is in which team, and who leads it."""

from sqlalchemy import select

from api.context import Context
from api.usecases.civic import check_open
from models.errors import Conflict, NotFound
from models.store import journal
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.civic import team
from models.store.tables.people import membership, volunteer


def join(context: Context, team_id: str, volunteer_id: str, *, leads: bool) -> Row:
    """Whoever adds somebody is responsible for both. Raises NotFound, Conflict where they are in it."""
    with context.writing() as tx:
        context.one(tx, team, team_id)
        check_open(tx, "team_id", team_id, team)
        context.one(tx, volunteer, volunteer_id)
        if journal.locked(tx, volunteer, volunteer_id)["closed_at"] is not None:
            raise Conflict(f"volunteer {volunteer_id} is closed")
        query = select(membership.c.id).where(
            membership.c.team_id == team_id,
            membership.c.volunteer_id == volunteer_id,
            membership.c.ended_at.is_(None),
        )
        if tx.execute(query).first():
            raise Conflict(f"volunteer {volunteer_id} is in team {team_id} already")
        values = {"team_id": team_id, "volunteer_id": volunteer_id, "leads": leads}
        return context.create(tx, membership, values, step="joined")


def members(context: Context, team_id: str, *, limit: int, after: str | None) -> Page:
    """Those who are in the team now."""
    query = context.rows(membership).where(membership.c.team_id == team_id, membership.c.ended_at.is_(None))
    with context.reading() as tx:
        return page(tx, query, [membership.c.id], limit=limit, after=after)


def of_volunteer(context: Context, volunteer_id: str) -> list[Row]:
    with context.reading() as tx:
        context.one(tx, volunteer, volunteer_id)
        query = context.rows(membership).where(
            membership.c.volunteer_id == volunteer_id, membership.c.ended_at.is_(None)
        )
        return [dict(row) for row in tx.execute(query.order_by(membership.c.id)).mappings()]


def lead(context: Context, team_id: str, id: str, *, leads: bool, version: int | None) -> Row:
    """Whether a member leads the team from now on. Raises NotFound."""
    with context.writing() as tx:
        _check_of_team(context.one(tx, membership, id), team_id)
        step = "made_leader" if leads else "made_member"
        return context.change(tx, membership, id, {"leads": leads}, step, version=version)


def leave(context: Context, team_id: str, id: str, version: int | None) -> Row:
    """Raises NotFound."""
    with context.writing() as tx:
        _check_of_team(context.one(tx, membership, id), team_id)
        return context.change(tx, membership, id, {"ended_at": context.now}, "left", version=version)


def _check_of_team(row: Row, team_id: str) -> None:
    if row["team_id"] != team_id or row["ended_at"] is not None:
        raise NotFound("membership", row["id"])
