"""Needs as they are sent and shown."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.schemas.base import Id, In, Latitude, Longitude, Out, ReasonIn, Words, partly
from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality
from models.kinds import USUAL_PRIORITY
from models.lifecycle import NeedState
from models.people import MAX_AGE, MAX_LEVEL
from models.units import DAY_S, MAX_LOAD, MAX_PRIORITY, MAX_SEATS, MINUTE_S

MOST_MINUTES = DAY_S // MINUTE_S
MOST_WINDOWS = 20
MOST_CREW = 20
MOST_NAMED = 200

Minutes = Annotated[int, Field(ge=0, le=MOST_MINUTES)]
ShortWords = Annotated[str, StringConstraints(max_length=80)]
Good = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Phone = Annotated[str, StringConstraints(min_length=3, max_length=40)]
Ids = Annotated[list[Id], Field(max_length=MOST_NAMED)]


class WindowIn(In):
    """The visit starts within, both ends included."""

    from_at: datetime
    until_at: datetime


class RoleIn(In):
    """One seat of the crew: what whoever takes it must bring."""

    speciality: Speciality | None = None
    level: Annotated[int, Field(ge=1, le=MAX_LEVEL)] = 1
    qualifications: Annotated[list[Qualification], Field(max_length=len(Qualification))] = Field(
        default_factory=list
    )


class PickupIn(In):
    """Something to fetch on the way."""

    place_id: Id
    minutes: Minutes = 5
    load: Annotated[int, Field(ge=0, le=MAX_LOAD)] = 1


class AsksIn(In):
    """What is asked of every one of the crew, and what is used up."""

    sex: Sex | None = None
    language: Language | None = None
    min_age: Annotated[int, Field(ge=0, le=MAX_AGE)] = 0
    max_age: Annotated[int, Field(ge=0, le=MAX_AGE)] | None = None
    seats: Annotated[int, Field(ge=0, le=MAX_SEATS)] | None = None
    supplies: dict[Good, Annotated[int, Field(ge=0, le=MAX_LOAD)]] = Field(default_factory=dict)


class TaskIn(In):
    """What is to be done, whenever: what is left out is as usual for the kind."""

    kind: NeedKind
    recipient_id: Id
    caller_name: ShortWords = ""
    caller_relation: Annotated[str, StringConstraints(max_length=40)] = ""
    lon_deg: Longitude | None = Field(None, description="With lat_deg: where, if not at the recipient's home")
    lat_deg: Latitude | None = None
    label: Words | None = None
    service_minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)] | None = None
    late_minutes: Minutes = 0
    priority: Annotated[int, Field(ge=1, le=MAX_PRIORITY)] = USUAL_PRIORITY
    crew: Annotated[list[RoleIn], Field(min_length=1, max_length=MOST_CREW)] | None = None
    pickup: PickupIn | None = None
    asks: AsksIn = AsksIn()
    risky: bool | None = None
    with_minor: bool | None = None
    wanted: Ids = Field(default_factory=list)
    refused: Ids = Field(default_factory=list)
    bring: Words = ""
    note: Words = ""


class AskedIn(TaskIn):
    """What a need asks for: a task and when."""

    caller_phone: Phone | None = None
    ticket: Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00]*$")] = ""
    windows: Annotated[list[WindowIn], Field(min_length=1, max_length=MOST_WINDOWS)]


class NeedIn(AskedIn):
    """A need; with `open` it may be dispatched at once, where all that opening asks for is there."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind": "company",
                "recipient_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                "windows": [{"from_at": "2026-11-23T09:00:00", "until_at": "2026-11-23T11:00:00"}],
                "caller_name": "李女士",
                "caller_relation": "女儿",
                "caller_phone": "13800001234",
                "verified": True,
                "open": True,
            }
        }
    )

    open: bool = False
    verified: bool = Field(False, description="The office has verified it (Regulations, Art. 13)")
    risk_told: Words | None = Field(None, description="What was told of the risks (Regulations, Art. 13)")


NeedPatch: Any = partly(AskedIn)


class WindowOut(BaseModel):
    from_at: datetime
    until_at: datetime


class NeedOut(Out):
    """A need; to those who went, whose it was and where is empty two hours after it was to end."""

    state: NeedState
    kind: NeedKind
    recipient_id: str
    community_id: str
    caller_name: str
    caller_relation: str
    caller_phone: str | None
    ticket: str
    lon_deg: float | None
    lat_deg: float | None
    label: str
    windows: list[WindowOut]
    service_minutes: int
    late_minutes: int
    priority: int
    crew: list[RoleIn]
    pickup: PickupIn | None
    asks: AsksIn
    risky: bool
    with_minor: bool
    wanted: list[str]
    refused: list[str]
    bring: str
    note: str
    verified_by_id: str | None
    verified_at: datetime | None
    risk_told: str | None
    owner_id: str | None
    team_id: str | None
    station_id: str | None
    name_by_at: datetime | None
    standing_id: str | None
    occurs_on: date | None
    stars: int | None
    rating: str
    ended_why: str


class SimilarOut(BaseModel):
    """A need that is still to be served and may be the same one, reported twice."""

    id: str
    kind: NeedKind
    state: NeedState
    recipient_id: str
    from_at: datetime
    until_at: datetime
    because: list[str]


class TakenOut(NeedOut):
    """The need that was taken in, with those that are like it."""

    similar: list[SimilarOut]


class TouchedOut(BaseModel):
    """A visit or an offer whose need has changed: which fields, and whether its time is still asked for."""

    visit_id: str | None = None
    offer_id: str | None = None
    volunteer_id: str | None
    starts_at: datetime
    fields: list[str]
    outside_windows: bool
    withdrawn: bool


class ChangedOut(NeedOut):
    """The need as it is now, and whom the change concerns."""

    touched: list[TouchedOut]


class VerifyIn(In):
    """`risk_told`: what was told of the risks to who will go, and to the recipient (Regulations, Art. 13)."""

    risk_told: Words | None = None
    why: Words = ""


class ReopenIn(ReasonIn):
    """`windows`: when it may be served instead, where the old ones are over."""

    windows: Annotated[list[WindowIn], Field(min_length=1, max_length=MOST_WINDOWS)] | None = None


class OwnerIn(In):
    """The user who sees to it that the need is served; null takes the owner off."""

    owner_id: Id | None
    why: Words = ""


class RateIn(In):
    """One to five stars, and words."""

    stars: Annotated[int, Field(ge=1, le=5)]
    words: Words = ""


class LateOut(BaseModel):
    """Something that is late: what, since when, and in words."""

    need_id: str
    offer_id: str | None
    why: str
    zh: str
    since: datetime
    kind: NeedKind
    state: NeedState
    community_id: str
    priority: int
    owner_id: str | None


class LateListOut(BaseModel):
    """The longest first."""

    items: list[LateOut]
