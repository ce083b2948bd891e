"""Calendar links by what hangs together with them: those of a team, and those of its members."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, or_, select

from api.access.belonging import Clause, members
from models.access import Bound
from models.store.tables.civic import team
from models.store.tables.feed import calendar_link


def _of_teams(teams: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(
        calendar_link.c.team_id.in_(select(team.c.id).where(teams)),
        calendar_link.c.volunteer_id.in_(members(teams)),
    )


SCOPE_OF_CALENDARS: Mapping[tuple[Table, Bound], Clause] = {
    (calendar_link, Bound.TEAM): lambda ids: _of_teams(team.c.id.in_(ids)),
    (calendar_link, Bound.ORGANISATION): lambda ids: _of_teams(team.c.organisation_id.in_(ids)),
    (calendar_link, Bound.STATION): lambda ids: _of_teams(team.c.station_id.in_(ids)),
}
