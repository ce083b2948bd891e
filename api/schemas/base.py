"""What every body has in common, in and out."""

from datetime import datetime
from typing import Annotated, Any, Generic, Optional, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, create_model

from models.store.columns import ID_LENGTH
from models.store.journal import Row

T = TypeVar("T")

Id = Annotated[str, StringConstraints(min_length=1, max_length=ID_LENGTH, pattern=r"^[A-Za-z0-9_:-]+$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
LongName = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Words = Annotated[str, StringConstraints(max_length=2000)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]


def _of_our_time(at: datetime) -> datetime:
    if not 1900 <= at.year <= 2200:
        raise ValueError("a moment lies between the years 1900 and 2200")
    return at


Moment = Annotated[datetime, AfterValidator(_of_our_time)]
"""With room on both sides for every offset. Without one it is local time of the district."""


class In(BaseModel):
    """A body that a caller sends. A field that is not known is refused, not ignored.

    A moment without an offset is local time of the district.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Out(BaseModel):
    """A row as a caller sees it; moments in local time with their offset."""

    model_config = ConfigDict(frozen=True)

    id: str
    version: int
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, row: Row, zone: ZoneInfo) -> Self:
        return cls.model_validate({name: local(value, zone) for name, value in row.items()})


class PageOut(BaseModel, Generic[T]):
    """One page; `next` asks for the one after it as ?after=, and is null on the last."""

    items: list[T]
    next: str | None = None


def local(value: Any, zone: ZoneInfo) -> Any:
    """A moment in that zone, whatever else as it is."""
    return value.astimezone(zone) if isinstance(value, datetime) else value


def partly(model: type[In]) -> type[In]:
    """The body of a PATCH: any of the model's fields, those that are left out stay as they are."""
    fields: dict[str, Any] = {
        name: (Optional[field.annotation], Field(default=None, description=field.description))  # noqa: UP045
        for name, field in model.model_fields.items()
    }
    return create_model(model.__name__.removesuffix("In") + "Patch", __base__=In, **fields)
