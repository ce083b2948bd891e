"""Who may release medicine: a volunteer who is a pharmacist on that day, in person."""

from datetime import date

from sqlalchemy import Connection, select

from api.access.caller import Forbidden
from api.context import Context
from models.access import Bound, Role
from models.catalogue import Qualification
from models.credentials import CredentialKind, is_valid
from models.lifecycle import VolunteerState
from models.store.tables.people import credential, volunteer


def pharmacist_of(context: Context, tx: Connection, on: date) -> str:
    """The volunteer that the caller is. Raises Forbidden where they are no pharmacist on that day.

    Source: Regulations on Volunteer Service, Art. 16; Pharmaceutical Administration Law, Art. 69: dispensing
    is for those with a pharmacist's qualification.
    """
    own = sorted(
        grant.bound_id
        for grant in context.caller.grants
        if grant.role is Role.VOLUNTEER and grant.bound is Bound.VOLUNTEER
    )
    query = (
        select(volunteer.c.id, credential.c.from_on, credential.c.until_on)
        .join(credential, credential.c.volunteer_id == volunteer.c.id)
        .where(
            volunteer.c.id.in_(own),
            volunteer.c.closed_at.is_(None),
            volunteer.c.state != VolunteerState.SUSPENDED,
            credential.c.kind == CredentialKind.QUALIFICATION,
            credential.c.name == Qualification.PHARMACIST,
            credential.c.ended_at.is_(None),
        )
    )
    for row in tx.execute(query.order_by(volunteer.c.id)):
        if is_valid(row.from_on, row.until_on, on):
            return str(row.id)
    raise Forbidden(
        f"medicine is released by a pharmacist in person, with a qualification that is valid on {on}"
    )
