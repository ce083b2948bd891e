"""Jobs as they are shown."""

from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from api.schemas.base import local
from models.jobs import JobState
from models.store.journal import Row


class JobOut(BaseModel):
    """Long work: where it stands, how far it is, what came of it.

    `result` names what was made; `problem` says what went wrong, as a problem object.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    state: JobState
    asks: dict[str, Any]
    by_id: str
    community_id: str | None
    subdistrict_id: str | None
    queued_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    attempts: int
    cancel_asked_at: datetime | None
    progress: dict[str, Any] | None
    result: dict[str, Any] | None
    problem: dict[str, Any] | None

    @classmethod
    def of(cls, row: Row, zone: ZoneInfo) -> Self:
        return cls.model_validate({name: local(row[name], zone) for name in cls.model_fields})
