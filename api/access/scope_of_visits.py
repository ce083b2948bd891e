"""Visits and donated medicine by what they hang together with: teams, stations, neighbours, pharmacists."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, or_, select

from api.access.belonging import Clause, Ids, members, neighbours
from models.access import Bound
from models.catalogue import Qualification
from models.store.tables.civic import team
from models.store.tables.needs import need
from models.store.tables.people import credential
from models.store.tables.places import place
from models.store.tables.stock import lot, release
from models.store.tables.visits import visit


def _visits_of_teams(ids: Ids) -> ColumnElement[bool]:
    """Those of the teams' members, and those that serve a need given to a team."""
    needs = select(need.c.id).where(need.c.team_id.in_(ids))
    return or_(visit.c.volunteer_id.in_(members(team.c.id.in_(ids))), visit.c.need_id.in_(needs))


def _visits_of_organisations(ids: Ids) -> ColumnElement[bool]:
    needs = select(need.c.id).join(team, need.c.team_id == team.c.id).where(team.c.organisation_id.in_(ids))
    return or_(visit.c.volunteer_id.in_(members(team.c.organisation_id.in_(ids))), visit.c.need_id.in_(needs))


def _visits_of_stations(ids: Ids) -> ColumnElement[bool]:
    """Those of the stations' riders, of needs given to a station, and of a hub household's neighbours."""
    needs = select(need.c.id).where(need.c.station_id.in_(ids))
    return or_(
        visit.c.volunteer_id.in_(members(team.c.station_id.in_(ids))),
        visit.c.volunteer_id.in_(neighbours(ids)),
        visit.c.need_id.in_(needs),
    )


def _lots_of_pharmacists(ids: Ids) -> ColumnElement[bool]:
    """Every lot: pharmacists work for whichever site asks. Their validity is looked at when they release."""
    held = select(credential.c.id).where(
        credential.c.volunteer_id.in_(ids),
        credential.c.name == Qualification.PHARMACIST,
        credential.c.ended_at.is_(None),
    )
    return held.exists()


def _lots_around_stations(ids: Ids) -> ColumnElement[bool]:
    return lot.c.community_id.in_(select(place.c.community_id).where(place.c.id.in_(ids)))


def _releases_of_volunteers(ids: Ids) -> ColumnElement[bool]:
    """Those that they have released, and those that they carry."""
    visits = select(visit.c.id).where(visit.c.volunteer_id.in_(ids))
    return or_(release.c.pharmacist_id.in_(ids), release.c.visit_id.in_(visits))


def _releases_of_stations(ids: Ids) -> ColumnElement[bool]:
    return release.c.visit_id.in_(select(visit.c.id).where(_visits_of_stations(ids)))


SCOPE_OF_VISITS: Mapping[tuple[Table, Bound], Clause] = {
    (visit, Bound.TEAM): _visits_of_teams,
    (visit, Bound.ORGANISATION): _visits_of_organisations,
    (visit, Bound.STATION): _visits_of_stations,
    (lot, Bound.VOLUNTEER): _lots_of_pharmacists,
    (lot, Bound.STATION): _lots_around_stations,
    (release, Bound.VOLUNTEER): _releases_of_volunteers,
    (release, Bound.STATION): _releases_of_stations,
}
