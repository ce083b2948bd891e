"""Credentials and memberships as they are sent and shown."""

from datetime import date, datetime
from typing import Annotated

from pydantic import StringConstraints

from api.schemas.base import Id, In, Out, Words
from models.credentials import CredentialKind


class CredentialIn(In):
    """A qualification (named as in the catalogue), an insurance, a record check, a training course."""

    kind: CredentialKind
    name: Annotated[str, StringConstraints(max_length=80)] = ""
    from_on: date | None = None
    until_on: date | None = None
    note: Words = ""


class CredentialOut(Out):
    volunteer_id: str
    kind: CredentialKind
    name: str
    from_on: date | None
    until_on: date | None
    note: str
    ended_at: datetime | None


class MemberIn(In):
    """Who joins a team, and whether they lead it."""

    volunteer_id: Id
    leads: bool = False


class LeadsIn(In):
    leads: bool


class MembershipOut(Out):
    volunteer_id: str
    team_id: str
    leads: bool
    ended_at: datetime | None
