"""What was done to something, as it is shown."""

from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from models.store.journal import Row


class LineOut(BaseModel):
    """One step: what, when, by whom, on whose behalf, why, and which fields it set."""

    model_config = ConfigDict(frozen=True)

    version: int
    step: str
    at: datetime
    by_id: str
    for_id: str | None
    why: str
    changes: dict[str, Any]

    @classmethod
    def of(cls, line: Row, zone: ZoneInfo) -> Self:
        named = {name: line[name] for name in cls.model_fields}
        return cls.model_validate(named | {"at": line["at"].astimezone(zone)})


class HistoryOut(BaseModel):
    """Oldest first."""

    items: list[LineOut]
