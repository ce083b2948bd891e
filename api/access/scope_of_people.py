"""Volunteers and recipients by what they belong to; what belongs to them is reached through them."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, and_, or_, select

from api.access.belonging import Clause, Ids, communities, members
from models.access import Bound
from models.store.tables.civic import project, team
from models.store.tables.people import (
    absence,
    credential,
    likeness,
    membership,
    project_sign_up,
    recipient,
    relative,
    volunteer,
)

VOLUNTEERS: Mapping[Bound, Clause] = {
    Bound.SUBDISTRICT: lambda ids: volunteer.c.community_id.in_(communities(ids)),
    Bound.COMMUNITY: lambda ids: volunteer.c.community_id.in_(ids),
    Bound.ORGANISATION: lambda ids: volunteer.c.id.in_(members(team.c.organisation_id.in_(ids))),
    Bound.TEAM: lambda ids: volunteer.c.id.in_(members(team.c.id.in_(ids))),
    Bound.STATION: lambda ids: volunteer.c.id.in_(members(team.c.station_id.in_(ids))),
    Bound.VOLUNTEER: lambda ids: volunteer.c.id.in_(ids),
}

RECIPIENTS: Mapping[Bound, Clause] = {
    Bound.SUBDISTRICT: lambda ids: recipient.c.community_id.in_(communities(ids)),
    Bound.COMMUNITY: lambda ids: recipient.c.community_id.in_(ids),
    Bound.RECIPIENT: lambda ids: recipient.c.id.in_(ids),
}


def _through_volunteer(table: Table, bound: Bound) -> Clause:
    return lambda ids: table.c.volunteer_id.in_(select(volunteer.c.id).where(VOLUNTEERS[bound](ids)))


def _relatives(bound: Bound) -> Clause:
    return lambda ids: relative.c.recipient_id.in_(select(recipient.c.id).where(RECIPIENTS[bound](ids)))


def _of_both(bound: Bound) -> Clause:
    def clause(ids: Ids) -> ColumnElement[bool]:
        reached = select(volunteer.c.id).where(VOLUNTEERS[bound](ids))
        return and_(likeness.c.first_id.in_(reached), likeness.c.second_id.in_(reached))

    return clause


def _sign_ups_of_organisations(ids: Ids) -> ColumnElement[bool]:
    """Those of its people, and those to its projects."""
    projects = select(project.c.id).where(project.c.organisation_id.in_(ids))
    theirs = _through_volunteer(project_sign_up, Bound.ORGANISATION)(ids)
    return or_(theirs, project_sign_up.c.project_id.in_(projects))


def _memberships(teams: ColumnElement[bool]) -> ColumnElement[bool]:
    """By the team: who has left it is still among those who were in it."""
    return membership.c.team_id.in_(select(team.c.id).where(teams))


SCOPE_OF_PEOPLE: Mapping[tuple[Table, Bound], Clause] = {
    **{(volunteer, bound): clause for bound, clause in VOLUNTEERS.items()},
    **{(recipient, bound): clause for bound, clause in RECIPIENTS.items()},
    **{
        (table, bound): _through_volunteer(table, bound)
        for table in (absence, credential, membership, project_sign_up)
        for bound in VOLUNTEERS
    },
    **{(likeness, bound): _of_both(bound) for bound in (Bound.SUBDISTRICT, Bound.COMMUNITY)},
    **{(relative, bound): _relatives(bound) for bound in RECIPIENTS},
    (membership, Bound.ORGANISATION): lambda ids: _memberships(team.c.organisation_id.in_(ids)),
    (membership, Bound.TEAM): lambda ids: _memberships(team.c.id.in_(ids)),
    (membership, Bound.STATION): lambda ids: _memberships(team.c.station_id.in_(ids)),
    (project_sign_up, Bound.ORGANISATION): _sign_ups_of_organisations,
}
