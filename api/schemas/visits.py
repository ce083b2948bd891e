"""Visits as they are answered, carried out and shown."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from api.schemas.base import Id, In, Latitude, Longitude, Moment, Out, Words
from models.catalogue import NeedKind
from models.ladders import AlarmKind
from models.lifecycle import Outcome, VisitState

Code = Annotated[str, StringConstraints(pattern=r"^\d{4,6}$")]


class CheckInIn(In):
    """Being at the door; all of it may be left out, and then it is now, somewhere, without a code."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "at": "2026-11-24T09:02:00+08:00",
                "lon_deg": 114.2586,
                "lat_deg": 30.5571,
                "code": "402917",
            }
        }
    )

    at: Moment | None = None
    lon_deg: Longitude | None = None
    lat_deg: Latitude | None = None
    code: Code | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.lon_deg is None) != (self.lat_deg is None):
            raise ValueError("a position has both lon_deg and lat_deg")
        return self


class CheckOutIn(In):
    """Leaving, and what came of it.

    `handed_to`: who took it, with handed_over. `returned_to_id`: the place, with goods_returned. `cancel`:
    with refused_at_door, whether nobody else is to come. `note` says what was unsafe, with unsafe.
    """

    model_config = ConfigDict(
        json_schema_extra={"example": {"outcome": "partly", "note": "药已送到，血压计没电未测"}}
    )

    outcome: Outcome
    note: Words = ""
    handed_to: Annotated[str, StringConstraints(max_length=80)] = ""
    returned_to_id: Id | None = None
    cancel: bool = False
    at: Moment | None = None
    code: Code | None = None


class DoorOut(BaseModel):
    """Who is visited and where, for those who may see it; the phone in full for who goes, else masked."""

    model_config = ConfigDict(frozen=True)

    name: str
    door: str
    label: str
    lon_deg: float
    lat_deg: float
    access_note: str
    risk_note: str
    risk_told: str
    bring: str
    note: str
    phone: str


class VisitOut(Out):
    """One volunteer's part in serving a need. `alarms`: those about it that are not resolved."""

    need_id: str
    role: int
    volunteer_id: str
    recipient_id: str | None
    community_id: str
    kind: NeedKind
    risky: bool
    plan_id: str | None
    state: VisitState
    starts_at: datetime
    ends_at: datetime
    pinned: bool
    checked_in_at: datetime | None
    in_metres_off: int | None
    code_matched: bool | None
    checked_out_at: datetime | None
    outcome: Outcome | None
    outcome_note: str
    handed_to: str
    returned_to_id: str | None
    ended_why: str
    alarms: list[AlarmKind]
    door: DoorOut | None


class CodeOut(BaseModel):
    """What the recipient tells whoever comes."""

    code: str
