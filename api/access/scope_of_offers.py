"""Needs, their links and offers by what hangs together with them: organisations, teams, stations, riders."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, and_, or_, select

from api.access.belonging import Clause, Ids, communities, members, neighbours
from models.access import Bound
from models.store.tables.civic import team
from models.store.tables.needs import need, need_link, offer
from models.store.tables.people import membership


def _teams_of(organisations: Ids) -> ColumnElement[bool]:
    return team.c.organisation_id.in_(organisations)


def _offers_of_teams(teams: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those to the teams, and those to their members, for whom a leader may speak."""
    ids = select(team.c.id).where(teams)
    return or_(offer.c.team_id.in_(ids), offer.c.volunteer_id.in_(members(teams)))


def _offers_of_stations(ids: Ids) -> ColumnElement[bool]:
    """Those to the stations, to their riders, and to the neighbours of a hub household."""
    return or_(
        offer.c.station_id.in_(ids),
        offer.c.volunteer_id.in_(members(team.c.station_id.in_(ids))),
        offer.c.volunteer_id.in_(neighbours(ids)),
    )


def _offers_of_volunteers(ids: Ids) -> ColumnElement[bool]:
    """Those to themselves, and those to a station whose riders they are."""
    stations = (
        select(team.c.station_id)
        .join(membership, membership.c.team_id == team.c.id)
        .where(
            membership.c.volunteer_id.in_(ids),
            membership.c.ended_at.is_(None),
            team.c.station_id.is_not(None),
        )
    )
    return or_(offer.c.volunteer_id.in_(ids), offer.c.station_id.in_(stations))


def _links_of(needs: Clause) -> Clause:
    """Links between two needs of which both are reached."""

    def clause(ids: Ids) -> ColumnElement[bool]:
        reached = select(need.c.id).where(needs(ids))
        return and_(need_link.c.first_id.in_(reached), need_link.c.second_id.in_(reached))

    return clause


def _taken_by(teams: ColumnElement[bool]) -> ColumnElement[bool]:
    return need.c.team_id.in_(select(team.c.id).where(teams))


NEEDS: Mapping[Bound, Clause] = {
    Bound.SUBDISTRICT: lambda ids: need.c.community_id.in_(communities(ids)),
    Bound.COMMUNITY: lambda ids: need.c.community_id.in_(ids),
    Bound.ORGANISATION: lambda ids: _taken_by(_teams_of(ids)),
    Bound.TEAM: lambda ids: need.c.team_id.in_(ids),
    Bound.STATION: lambda ids: need.c.station_id.in_(ids),
    Bound.RECIPIENT: lambda ids: need.c.recipient_id.in_(ids),
}

SCOPE_OF_OFFERS: Mapping[tuple[Table, Bound], Clause] = {
    (need, Bound.ORGANISATION): NEEDS[Bound.ORGANISATION],
    **{(need_link, bound): _links_of(clause) for bound, clause in NEEDS.items()},
    (offer, Bound.ORGANISATION): lambda ids: _offers_of_teams(_teams_of(ids)),
    (offer, Bound.TEAM): lambda ids: _offers_of_teams(team.c.id.in_(ids)),
    (offer, Bound.STATION): _offers_of_stations,
    (offer, Bound.VOLUNTEER): _offers_of_volunteers,
}
