"""Standing needs as they are sent and shown."""

from datetime import date, datetime, time
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.schemas.base import Id, In, Out, Words, partly
from api.schemas.needs import TaskIn
from models.recurrence import MOST_LENGTH

MOST_DAYS = 366


class HoursIn(In):
    """A window on each of the days, local time; what closes before it opens closes on the next day."""

    opens: time
    closes: time


class StandingIn(TaskIn):
    """A need that comes again: what each occurrence asks for, on which days, at which hours."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind": "company",
                "recipient_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                "rule": "FREQ=WEEKLY;BYDAY=MO,TH",
                "starts_on": "2026-11-23",
                "hours": [{"opens": "09:00", "closes": "11:00"}],
                "verified": True,
            }
        }
    )

    rule: Annotated[str, StringConstraints(min_length=1, max_length=MOST_LENGTH)]
    starts_on: date
    except_on: Annotated[list[date], Field(max_length=MOST_DAYS)] = Field(default_factory=list)
    hours: Annotated[list[HoursIn], Field(min_length=1, max_length=5)]
    verified: bool = Field(
        False, description="The office has verified it: its occurrences are opened at once"
    )
    risk_told: Words | None = None


StandingPatch: Any = partly(StandingIn)


class PauseIn(In):
    """From a day, today where none is given, to a day; without an end until it is resumed."""

    from_on: date | None = None
    until_on: date | None = None
    why: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class ResumeIn(In):
    """The first day on which it comes up again, today where none is given."""

    on: date | None = None
    why: Words = ""


class PauseOut(BaseModel):
    from_on: date
    until_on: date | None
    why: str


class StandingOut(Out):
    recipient_id: str
    community_id: str
    asks: dict[str, Any]
    rule: str
    starts_on: date
    except_on: list[date]
    pauses: list[PauseOut]
    made_until: date | None
    usual_carer_id: Id | None
    closed_at: datetime | None


class StandingKeptOut(StandingOut):
    """With the occurrences that were made, changed, called off, and those that somebody has to look at.

    `kept`: occurrences that are offered or assigned, and stay as they were agreed.
    """

    made: list[str]
    changed: list[str]
    called_off: list[str]
    kept: list[str]
