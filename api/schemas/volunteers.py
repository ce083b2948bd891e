"""Volunteers as they are sent and shown."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.schemas.base import Id, In, Latitude, Longitude, Moment, Name, Out, Words
from api.schemas.people import Phone
from models.catalogue import Language, Sex, Speciality, TravelMode
from models.lifecycle import VisitState, VolunteerState
from models.people import MAX_LEVEL, MAX_LIMIT_M, MAX_LIMIT_TASKS
from models.units import MAX_HORIZON_S, MAX_LOAD, MAX_SEATS

Level = Annotated[int, Field(ge=1, le=MAX_LEVEL)]
LimitSeconds = Annotated[int | None, Field(ge=0, le=MAX_HORIZON_S)]


class LimitsIn(In):
    """The most a volunteer gives in a day; `week_service_s` counts from Monday. Left out: no limit."""

    travel_s: LimitSeconds = None
    metres: Annotated[int | None, Field(ge=0, le=MAX_LIMIT_M)] = None
    tasks: Annotated[int | None, Field(ge=0, le=MAX_LIMIT_TASKS)] = None
    service_s: LimitSeconds = None
    week_service_s: LimitSeconds = None


class SpanIn(In):
    """A span of every week in which the volunteer is free, local time."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    weekday: Annotated[int, Field(ge=1, le=7, description="1 is Monday, 7 Sunday")]
    from_: Annotated[str, Field(alias="from", examples=["08:00"], max_length=5)]
    until: Annotated[str, Field(examples=["12:00", "24:00"], max_length=5)]


class VolunteerIn(In):
    """A volunteer (志愿者). The identity number is read for birth date and sex, and never kept.

    Position and community are those of `home_id` where they are left out.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "number": "420105000001",
                "name": "张三",
                "phone": "13800001234",
                "born_on": "1985-04-12",
                "sex": "female",
                "languages": ["mandarin", "wuhan"],
                "specialities": {"companionship": 3},
                "available": [{"weekday": 1, "from": "08:00", "until": "12:00"}],
                "community_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                "lon_deg": 114.2586,
                "lat_deg": 30.5571,
            }
        }
    )

    number: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = Field(
        default=None, description="The unified volunteer number"
    )
    name: Name
    phone: Phone | None = None
    identity_number: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = Field(
        default=None, description="Kept as a fingerprint alone"
    )
    born_on: date | None = None
    sex: Sex | None = None
    languages: Annotated[list[Language], Field(max_length=len(Language), default_factory=list)]
    specialities: dict[Speciality, Level] = Field(default_factory=dict)
    mode: TravelMode = TravelMode.WALK
    capacity: Annotated[int, Field(ge=0, le=MAX_LOAD)] = 4
    seats: Annotated[int, Field(ge=0, le=MAX_SEATS)] = 0
    limits: LimitsIn = LimitsIn()
    available: Annotated[list[SpanIn], Field(max_length=42, default_factory=list)]
    community_id: Id | None = None
    home_id: Id | None = None
    lon_deg: Longitude | None = None
    lat_deg: Latitude | None = None
    address: Words = ""
    guardian_id: Id | None = Field(default=None, description="The adult without whom a minor does not go")
    refuses: Annotated[list[Id], Field(max_length=200, description="Ids of recipients", default_factory=list)]
    origins: Annotated[
        list[Name], Field(max_length=50, description="Lists that the person came with", default_factory=list)
    ]
    note: Words = ""


class VolunteerOut(Out):
    number: str | None
    name: str
    phone: str | None = Field(examples=["138****1234"])
    identity_known: bool
    born_on: date | None
    sex: Sex | None
    languages: list[Language]
    specialities: dict[Speciality, int]
    mode: TravelMode
    capacity: int
    seats: int
    limits: dict[str, int]
    available: list[SpanIn]
    community_id: str | None
    home_id: str | None
    lon_deg: float | None
    lat_deg: float | None
    address: str
    guardian_id: str | None
    refuses: list[str]
    state: VolunteerState
    suspended_why: str
    on_duty: bool
    on_duty_until: datetime | None
    duty_lon_deg: float | None
    duty_lat_deg: float | None
    origins: list[str]
    merged_into_id: str | None
    note: str
    closed_at: datetime | None


class VisitToComeOut(Out):
    """A visit that has not begun, and counts on the volunteer."""

    need_id: str
    role: int
    recipient_id: str
    community_id: str
    state: VisitState
    starts_at: datetime
    ends_at: datetime


class SuspendedOut(BaseModel):
    """The volunteer, and every future visit that now lacks someone: none of them is withdrawn by itself."""

    volunteer: VolunteerOut
    lacking: list[VisitToComeOut]


class VisitsToComeOut(BaseModel):
    """In the order in which they start."""

    items: list[VisitToComeOut]


class DutyIn(In):
    """On duty from now until then, at a position, at a place, or at home."""

    until: Moment
    place_id: Id | None = None
    lon_deg: Longitude | None = None
    lat_deg: Latitude | None = None


class AbsenceIn(In):
    """From when to when a volunteer cannot come; a sick call, for one."""

    from_at: Moment
    until_at: Moment
    why: Words = ""


class AbsenceOut(Out):
    volunteer_id: str
    from_at: datetime
    until_at: datetime
    why: str
    ended_at: datetime | None


class AbsentOut(BaseModel):
    """The absence, and every visit that falls into it: none of them is withdrawn by itself."""

    absence: AbsenceOut
    lacking: list[VisitToComeOut]
