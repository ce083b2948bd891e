"""Recipients and their relatives as they are sent and shown."""

from datetime import date, datetime
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from api.schemas.base import Id, In, Latitude, Longitude, Name, Out, Words
from api.schemas.people import Phone
from models.catalogue import Language, Sex


class RecipientIn(In):
    """Somebody who is helped (服务对象). Position and community are those of `home_id` where left out."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "name": "李奶奶",
                "phone": "13900001234",
                "born_on": "1946-03-02",
                "languages": ["wuhan"],
                "community_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                "lon_deg": 114.2586,
                "lat_deg": 30.5571,
                "door": "3栋2单元501",
                "lives_alone": True,
                "access_note": "门铃坏了，请敲门",
            }
        }
    )

    name: Name
    phone: Phone | None = None
    born_on: date | None = None
    sex: Sex | None = None
    languages: Annotated[list[Language], Field(max_length=len(Language), default_factory=list)]
    community_id: Id | None = None
    home_id: Id | None = None
    lon_deg: Longitude | None = None
    lat_deg: Latitude | None = None
    door: Words = ""
    lives_alone: bool = False
    first_visit_by_two: bool = Field(default=False, description="Nobody goes alone the first time")
    risk_note: Words = Field(default="", description="What those who go have to know; no diagnosis")
    access_note: Words = Field(default="", description="How to get in")
    carer_sex: Sex | None = Field(default=None, description="Whom the recipient wants to be helped by")
    wanted: Annotated[list[Id], Field(max_length=50, description="Ids of volunteers", default_factory=list)]
    refused: Annotated[list[Id], Field(max_length=50, description="Ids of volunteers", default_factory=list)]
    note: Words = ""


class RecipientOut(Out):
    """The notes on risks and access are null for those who neither decide nor go."""

    name: str
    phone: str | None = Field(examples=["139****1234"])
    born_on: date | None
    sex: Sex | None
    languages: list[Language]
    community_id: str
    home_id: str | None
    lon_deg: float | None
    lat_deg: float | None
    door: str
    lives_alone: bool
    first_visit_by_two: bool
    risk_note: str | None
    access_note: str | None
    carer_sex: Sex | None
    wanted: list[str]
    refused: list[str]
    note: str
    closed_at: datetime | None


class RelativeIn(In):
    """Somebody who may be called about the recipient."""

    name: Name
    relation: Annotated[str, StringConstraints(max_length=40)] = Field(default="", examples=["女儿"])
    phone: Phone | None = None
    may_decide: bool = Field(default=False, description="May ask for help and refuse it in their name")
    note: Words = ""


class RelativeOut(Out):
    recipient_id: str
    name: str
    relation: str
    phone: str | None
    may_decide: bool
    note: str
    ended_at: datetime | None
