"""Pairs that may be one person, as they are shown."""

from collections import Counter
from datetime import date
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.base import Id, Out, WhyIn
from models.catalogue import Sex
from models.lifecycle import VolunteerState
from models.likeness import LikenessState, Trait
from models.store.journal import Row


class EvidenceOut(BaseModel):
    """What the two entries agree in, and what contradicts."""

    agrees: list[Trait]
    contradicts: list[Trait]


class EntryOut(BaseModel):
    """One of the two, as far as it helps to decide."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    number: str | None
    phone: str | None = Field(examples=["138****1234"])
    born_on: date | None
    sex: Sex | None
    community_id: str | None
    address: str
    origins: list[str]
    state: VolunteerState
    merged_into_id: str | None


class LikenessOut(Out):
    state: LikenessState
    score: int = Field(description="1 to 100, the surest first")
    evidence: EvidenceOut
    first: EntryOut
    second: EntryOut
    moved: dict[str, int] = Field(description="How many rows of each kind a merge has changed")

    @classmethod
    def of(cls, row: Row, zone: ZoneInfo) -> Self:
        return super().of(row | {"moved": moved_counts(row["moved"])}, zone)


class LeftOut(BaseModel):
    """Fields of a row that somebody has changed since the merge: they stay as they are."""

    noun: str
    id: str
    fields: list[str]


class UnmergedOut(BaseModel):
    """The pair, and what could not be taken apart."""

    likeness: LikenessOut
    left: list[LeftOut]


class MergeIn(WhyIn):
    """Which of the two entries is kept."""

    keep: Id


def moved_counts(moved: dict[str, Any]) -> dict[str, int]:
    """How many rows of each noun."""
    ids = {(line["noun"], line["id"]) for line in moved.get("set", [])}
    return dict(sorted(Counter(noun for noun, _ in ids).items()))
