"""Links between needs as they are sent and shown."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.schemas.base import Id, In, Out, Words
from api.schemas.needs import MOST_MINUTES, MOST_WINDOWS, Minutes, PickupIn, WindowIn
from models.lifecycle import Outcome
from models.links import Follows, TieKind
from models.units import MAX_HORIZON_DAYS, MAX_PRIORITY

MOST_GAP = MAX_HORIZON_DAYS * MOST_MINUTES


class ChangesIn(In):
    """What an outcome may change in the need that waits for it; what is left out stays."""

    windows: Annotated[list[WindowIn], Field(min_length=1, max_length=MOST_WINDOWS)] = Field(
        default_factory=list
    )
    service_minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)] = 1
    late_minutes: Minutes = 0
    priority: Annotated[int, Field(ge=1, le=MAX_PRIORITY)] = 1
    pickup: PickupIn | None = None
    bring: Words = ""
    note: Words = ""


class FollowsIn(In):
    """What an outcome of the first need does to the second."""

    then: Follows
    changes: ChangesIn | None = None
    why: Words = ""


class LinkIn(In):
    """Two needs tied together.

    gap: the second starts `min_minutes` to `max_minutes` after the first. after_outcome: the second stays a
    draft until a visit of the first ends in one of `outcomes`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "first_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                "second_id": "01kb1x5q2v8m3n4p5r6s7t8w9z",
                "kind": "after_outcome",
                "outcomes": {
                    "done": {"then": "release"},
                    "refused_at_door": {"then": "cancel", "why": "未问诊，不需送药"},
                },
            }
        }
    )

    first_id: Id
    second_id: Id
    kind: TieKind
    min_minutes: Annotated[int, Field(ge=-MOST_GAP, le=MOST_GAP)] = 0
    max_minutes: Annotated[int, Field(ge=-MOST_GAP, le=MOST_GAP)] | None = None
    outcomes: dict[Outcome, FollowsIn] = Field(default_factory=dict)
    why: Words = ""


class LinkOut(Out):
    first_id: str
    second_id: str
    kind: TieKind
    min_minutes: int
    max_minutes: int | None
    outcomes: dict[str, Any]
    ended_at: datetime | None
