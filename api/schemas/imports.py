"""Imports as they are shown."""

from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.base import local
from api.tables.template import What
from models.jobs import JobState
from models.store.journal import Row


class BadCellOut(BaseModel):
    """One thing wrong, or worth knowing: `row` as a spreadsheet numbers it, 0 where it is the whole file."""

    row: int
    column: str
    value: str
    problem: str
    candidates: list[str]


class ReportOut(BaseModel):
    """What has become of the rows, or would; `faults` is how many bad cells there are in all."""

    dry_run: bool
    added: int
    changed: int
    unchanged: int
    refused: int = Field(description="Rows that are not entered")
    likenesses: int = Field(description="Pairs of volunteers that may be one person, proposed")
    faults: int
    bad: list[BadCellOut]
    notices: list[BadCellOut]


class ImportOut(BaseModel):
    """One import; its report is there once it is done."""

    model_config = ConfigDict(frozen=True)

    id: str
    state: JobState
    of: What
    list: str = Field(description="The name by which rows are known when the list comes again")
    file: str
    dry_run: bool
    by_id: str
    queued_at: datetime
    ended_at: datetime | None
    progress: dict[str, Any] | None
    report: ReportOut | None
    problem: dict[str, Any] | None

    @classmethod
    def of_job(cls, row: Row, zone: ZoneInfo) -> Self:
        asks = {name: row["asks"][name] for name in ("of", "list", "file", "dry_run")}
        shown = {name: local(row[name], zone) for name in cls.model_fields if name in row}
        return cls.model_validate(shown | asks | {"report": row["result"]})
