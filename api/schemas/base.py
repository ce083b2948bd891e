"""What every body has in common, in and out."""

import re
from datetime import datetime
from typing import Annotated, Any, Generic, Optional, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
    field_validator,
)

from models.store.columns import ID_LENGTH
from models.store.journal import Row
from models.store.paging import Page

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


UNWRITTEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters: PostgreSQL keeps no U+0000, workbooks and sheets on paper hold none of them."""


def readable(value: Any) -> Any:
    """The value as it is, whatever it is. Raises ValueError where some text in it has a control character."""
    left = [value]  # a list, as a body may be nested deeper than functions call each other
    while left:
        one = left.pop()
        if isinstance(one, str) and (found := UNWRITTEN.search(one)):
            raise ValueError(f"character {found.start() + 1} is the control character U+{ord(found[0]):04X}")
        if isinstance(one, dict):
            left += [*one, *one.values()]
        elif isinstance(one, list | tuple):
            left += one
    return value


class In(BaseModel):
    """A body that a caller sends. A field that is not known is refused, not ignored.

    A moment without an offset is local time of the district.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    _readable = field_validator("*")(readable)


SomeWords = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""Words that have to be there, such as a reason."""


class WhyIn(In):
    """Why it is done; it may be left out. The history tells it."""

    why: Words = ""


class ReasonIn(In):
    """Why it is done, which has to be said: the history tells it."""

    why: SomeWords


class Out(BaseModel):
    """A row as a caller sees it; moments in local time with their offset."""

    model_config = ConfigDict(frozen=True)

    id: str
    version: int
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, row: Row, zone: ZoneInfo) -> Self:
        return cls.model_validate(locally(row, zone))

    @classmethod
    def page(cls, found: Page, zone: ZoneInfo) -> "PageOut[Self]":
        """The rows of a page, each as `of` shows it."""
        return PageOut(items=[cls.of(row, zone) for row in found.rows], next=found.next)


class PageOut(BaseModel, Generic[T]):
    """One page; `next` asks for the one after it as ?after=, and is null on the last."""

    items: list[T]
    next: str | None = None


def local(value: Any, zone: ZoneInfo) -> Any:
    """A moment in that zone, whatever else as it is."""
    return value.astimezone(zone) if isinstance(value, datetime) else value


def locally(row: Row, zone: ZoneInfo) -> Row:
    """The row with its moments in that zone."""
    return {name: local(value, zone) for name, value in row.items()}


def partly(model: type[In]) -> type[In]:
    """The body of a PATCH: any of the model's fields, those that are left out stay as they are."""
    fields: dict[str, Any] = {
        name: (Optional[field.annotation], Field(default=None, description=field.description))  # noqa: UP045
        for name, field in model.model_fields.items()
    }
    return create_model(model.__name__.removesuffix("In") + "Patch", __base__=In, **fields)
