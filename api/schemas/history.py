"""What was done to something, as it is shown."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from models.store.journal import Row


def told(changes: Mapping[str, Any], hidden: Set[str] = frozenset()) -> dict[str, Any]:
    """What a step has set, without what is kept sealed, fingerprints, and what is hidden from the reader."""
    return {
        name: value
        for name, value in changes.items()
        if not name.endswith(("_sealed", "_print")) and name not in hidden
    }


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
    def of(cls, line: Row, zone: ZoneInfo, hidden: Set[str] = frozenset()) -> Self:
        named = {name: line[name] for name in cls.model_fields}
        return cls.model_validate(
            named | {"at": line["at"].astimezone(zone), "changes": told(line["changes"], hidden)}
        )


class HistoryOut(BaseModel):
    """Oldest first."""

    items: list[LineOut]

    @classmethod
    def of(cls, lines: Iterable[Row], zone: ZoneInfo, hidden: Set[str] = frozenset()) -> Self:
        return cls(items=[LineOut.of(line, zone, hidden) for line in lines])
