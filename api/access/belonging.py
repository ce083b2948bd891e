"""What belongs to what a grant is bound to, as queries of ids: of these every scope is put together."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Select, or_, select

from models.civic import PlaceKind
from models.store.tables.civic import team
from models.store.tables.people import membership, volunteer
from models.store.tables.places import place

Ids = frozenset[str]
"""What the grants of one bound are held for."""

Clause = Callable[[Ids], ColumnElement[bool]]
"""The condition on the rows of a table that such grants reach."""


def members(teams: ColumnElement[bool]) -> Select[tuple[str]]:
    """The volunteers who are in such teams now."""
    joined = membership.join(team, membership.c.team_id == team.c.id)
    return select(membership.c.volunteer_id).select_from(joined).where(membership.c.ended_at.is_(None), teams)


def neighbours(stations: Ids) -> Select[tuple[str]]:
    """The volunteers who live around the hub households among them: in the same place or what lies in it."""
    around = select(place.c.parent_id).where(
        place.c.id.in_(stations), place.c.kind == PlaceKind.HUB_HOUSEHOLD
    )
    homes = select(place.c.id).where(or_(place.c.id.in_(around), place.c.parent_id.in_(around)))
    return select(volunteer.c.id).where(volunteer.c.home_id.in_(homes))


def communities(subdistricts: Ids) -> Select[tuple[str]]:
    """The communities of the subdistricts."""
    lies_there = place.c.subdistrict_id.in_(subdistricts)
    return select(place.c.id).where(lies_there, place.c.id == place.c.community_id)
