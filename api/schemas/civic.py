"""Organisations, groups, teams and what resident units offer, as they are sent and shown."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from api.schemas.base import Id, In, LongName, Out, Words
from models.catalogue import Speciality
from models.civic import OfferedResource, Party


class OrganisationIn(In):
    """One of the five parties' organisations (五社), in a community or for the whole district."""

    party: Party
    name: LongName
    community_id: Id | None = None
    contact: Words = ""
    note: Words = ""


class OrganisationOut(Out):
    party: Party
    name: str
    community_id: str | None
    contact: str
    note: str
    closed_at: datetime | None


class GroupIn(In):
    """A group of volunteers (团体)."""

    name: LongName
    organisation_id: Id | None = None
    community_id: Id | None = None
    note: Words = ""


class GroupOut(Out):
    name: str
    organisation_id: str | None
    community_id: str | None
    note: str
    closed_at: datetime | None


class TeamIn(In):
    """A team of one speciality; a rider team belongs to a station."""

    name: LongName
    speciality: Speciality
    organisation_id: Id | None = None
    group_id: Id | None = None
    station_id: Id | None = None
    community_id: Id | None = None
    note: Words = ""


class TeamOut(Out):
    name: str
    speciality: Speciality
    organisation_id: str | None
    group_id: str | None
    station_id: str | None
    community_id: str | None
    note: str
    closed_at: datetime | None


class ResourceOfferIn(In):
    """What a resident unit offers, and from when to when."""

    organisation_id: Id
    community_id: Id
    resource: OfferedResource
    name: LongName
    amount: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    unit: Annotated[str, StringConstraints(max_length=20)] = ""
    place_id: Id | None = None
    from_at: datetime
    until_at: datetime
    note: Words = ""


class ResourceOfferOut(Out):
    organisation_id: str
    community_id: str
    resource: OfferedResource
    name: str
    amount: int
    unit: str
    place_id: str | None
    from_at: datetime
    until_at: datetime
    note: str
    closed_at: datetime | None
