"""Exports as they are asked for and shown."""

from datetime import datetime
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.schemas.base import Id, In, local
from api.usecases.exports.files import Format
from api.usecases.exports.sheets import Of
from models.jobs import JobState
from models.store.journal import Row

Word = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z_]+$")]


class FiltersIn(In):
    """`from_at` to before `until_at`: volunteers were registered, needs and visits begin, steps were made.

    `kind`: of the need; of a history the noun.
    """

    state: Word | None = None
    kind: Word | None = None
    community_id: Id | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


class ExportIn(In):
    of: Of
    format: Format = Format.XLSX
    filters: FiltersIn = FiltersIn()

    model_config = ConfigDict(
        json_schema_extra={"example": {"of": "needs", "format": "xlsx", "filters": {"state": "open"}}}
    )


class ExportOut(BaseModel):
    """One export; its file is there for a week once it is done, for whoever has asked."""

    model_config = ConfigDict(frozen=True)

    id: str
    state: JobState
    of: Of
    format: Format
    filters: dict[str, Any]
    by_id: str
    queued_at: datetime
    ended_at: datetime | None
    progress: dict[str, Any] | None
    rows: int | None = Field(description="Of the file")
    url: str | None = Field(description="Where the file is")
    problem: dict[str, Any] | None

    @classmethod
    def of_job(cls, row: Row, zone: ZoneInfo) -> Self:
        made = row["result"] or {}
        shown = {name: local(row[name], zone) for name in cls.model_fields if name in row}
        url = f"/v1/exports/{row['id']}/file" if made else None
        return cls.model_validate(shown | row["asks"] | {"rows": made.get("rows"), "url": url})
