"""Offers and candidates as they are sent and shown."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.base import Id, In, Out, Words
from api.schemas.needs import MOST_CREW, RoleIn
from models.catalogue import NeedKind
from models.offers import OfferState

SeatNumber = Annotated[int, Field(ge=0, lt=MOST_CREW)]


class OfferIn(In):
    """To one of the three: a volunteer, a team whose leader names people, a station's first able rider.

    Left out: the first seat that is free, the earliest start, and an hour for a person, four for a team's
    leader, a quarter for a station, or until the need's last start where that is sooner.
    """

    model_config = ConfigDict(
        json_schema_extra={"example": {"team_id": "01kb1x5q2v8m3n4p5r6s7t8w9y", "answer_by_at": None}}
    )

    volunteer_id: Id | None = None
    team_id: Id | None = None
    station_id: Id | None = None
    role: SeatNumber | None = Field(None, description="The seat; a team's leader fills all that are free")
    starts_at: datetime | None = None
    answer_by_at: datetime | None = None
    why: Words = ""


class NamedIn(In):
    """Somebody for a seat; the first one that is free where none is given."""

    volunteer_id: Id
    role: SeatNumber | None = None


class AcceptIn(In):
    """Who comes: nobody is named where the caller, or the one who was asked, does."""

    people: Annotated[list[NamedIn], Field(max_length=MOST_CREW)] = Field(default_factory=list)
    why: Words = ""


class OfferOut(Out):
    """What is asked: which kind of need, when, in which community and how far; not whose, nor which door."""

    need_id: str
    kind: NeedKind
    role: int
    seat: RoleIn
    community_id: str
    volunteer_id: str | None
    team_id: str | None
    station_id: str | None
    state: OfferState
    starts_at: datetime
    ends_at: datetime
    minutes_away: int | None
    answer_by_at: datetime
    taken_by_id: str | None
    answered_at: datetime | None
    why: str


class AcceptedOut(OfferOut):
    """The offer, and the visits that were made."""

    visit_ids: list[str]


class ReasonOut(BaseModel):
    """A rule that stands in the way: its code, and in words."""

    code: str
    zh: str


class CandidateOut(BaseModel):
    volunteer_id: str
    name: str
    role: int
    able: bool
    minutes_away: int | None
    reasons: list[ReasonOut]


class CandidatesOut(BaseModel):
    """For each seat the able first, best first, then the others with what stands in their way."""

    starts_at: datetime
    items: list[CandidateOut]
