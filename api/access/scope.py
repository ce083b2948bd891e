"""Which rows of a table a caller reaches: the one place where scope is enforced.

A grant reaches the rows that name what it is bound to, in the column of that bound. What hangs together
otherwise, as a volunteer with several teams, has a line of its own in ELSEWHERE.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, false, or_, true

from api.access.belonging import Clause, Ids, communities
from api.access.caller import Reach
from api.access.scope_of_calendars import SCOPE_OF_CALENDARS
from api.access.scope_of_offers import SCOPE_OF_OFFERS
from api.access.scope_of_people import SCOPE_OF_PEOPLE
from api.access.scope_of_plans import SCOPE_OF_PLANS
from api.access.scope_of_visits import SCOPE_OF_VISITS
from models.access import Bound
from models.store.tables.access import access_token, role_grant, user_account
from models.store.tables.civic import organisation, team
from models.store.tables.places import place

COLUMNS: Mapping[Bound, str] = {
    Bound.COMMUNITY: "community_id",
    Bound.ORGANISATION: "organisation_id",
    Bound.TEAM: "team_id",
    Bound.STATION: "station_id",
    Bound.VOLUNTEER: "volunteer_id",
    Bound.RECIPIENT: "recipient_id",
}

ELSEWHERE: Mapping[tuple[Table, Bound], Clause] = {
    (place, Bound.SUBDISTRICT): lambda ids: place.c.subdistrict_id.in_(ids),
    (place, Bound.STATION): lambda ids: place.c.id.in_(ids),
    (organisation, Bound.ORGANISATION): lambda ids: organisation.c.id.in_(ids),
    (team, Bound.TEAM): lambda ids: team.c.id.in_(ids),
    **SCOPE_OF_PEOPLE,
    **SCOPE_OF_OFFERS,
    **SCOPE_OF_VISITS,
    **SCOPE_OF_PLANS,
    **SCOPE_OF_CALENDARS,
}

DISTRICT_ALONE = frozenset({user_account, role_grant, access_token})
"""Tables of the district as a whole: whoever is bound to a part of it reaches none of their rows."""


def within(table: Table, reach: Reach) -> ColumnElement[bool]:
    """The condition on the table's rows that the reach allows."""
    if reach.everything:
        return true()
    if table in DISTRICT_ALONE:
        return false()
    clauses = [
        clause
        for bound in Bound
        if (ids := reach.ids(bound)) and (clause := _clause(table, bound, ids)) is not None
    ]
    return or_(*clauses) if clauses else false()


def _clause(table: Table, bound: Bound, ids: Ids) -> ColumnElement[bool] | None:
    elsewhere = ELSEWHERE.get((table, bound))
    if elsewhere is not None:
        return elsewhere(ids)
    if bound is Bound.SUBDISTRICT and "community_id" in table.c:
        return table.c.community_id.in_(communities(ids))
    column = COLUMNS.get(bound, "")
    return table.c[column].in_(ids) if column in table.c else None
