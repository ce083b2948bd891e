"""Events as they are told."""

from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field


class EventOut(BaseModel):
    """What was done to which thing, without anything personal: names, phones and notes are read there."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "number": 4711,
                    "noun": "need",
                    "id": "01kaxq2m8y4d9s6v3t5r7w1z0b",
                    "version": 2,
                    "step": "opened",
                    "at": "2026-11-24T09:12:00+08:00",
                    "by_id": "01kaxq0c5n2h8j4k6m9p1q3r5t",
                    "community_id": "01kaxpz7e3f5g8h2j4k6m9n1p3",
                    "fields": ["note", "state"],
                    "values": {"state": "open"},
                }
            ]
        },
    )

    number: int = Field(description="Its place in the feed: numbers are without gaps")
    noun: str
    id: str
    version: int
    step: str
    at: datetime
    by_id: str
    community_id: str | None
    fields: list[str] = Field(description="The names of all fields that were set")
    values: dict[str, Any] = Field(description="The new values of those that are not personal")

    @classmethod
    def of(cls, event: dict[str, Any], zone: ZoneInfo) -> Self:
        return cls.model_validate(event | {"at": event["at"].astimezone(zone)})


class EventsOut(BaseModel):
    """A passage of the feed, oldest first; `next` is what to ask after the next time."""

    items: list[EventOut]
    next: int
