"""Plans as they are asked for, edited and shown."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.base import Id, In, Out, Words
from matcher.routing.search import MAX_ITERATIONS
from models.lifecycle import PlanState
from models.units import MAX_HORIZON_DAYS

MOST_SECONDS = 3600.0
MOST_THREADS = 8
MOST_EDITS = 200
MOST_SEED = 2**53

Role = Annotated[int, Field(ge=0, le=99, description="The seat of the crew")]


class SearchIn(In):
    """How long and with what is searched. The same seed, iterations and one thread give the same plan."""

    seconds: Annotated[float, Field(gt=0, le=MOST_SECONDS, allow_inf_nan=False)] = 30.0
    iterations: Annotated[int | None, Field(ge=0, le=MAX_ITERATIONS)] = None
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)] = 1
    threads: Annotated[int, Field(ge=1, le=MOST_THREADS)] = 1
    note: Words = ""


class PlanIn(SearchIn):
    """What is to be planned: a community, a subdistrict, or with neither the district.

    `base_id`: a plan to go on from, whose days and scope are those of the new one unless others are given.
    """

    model_config = ConfigDict(
        json_schema_extra={"example": {"first_day": "2026-11-24", "days": 1, "seconds": 30}}
    )

    first_day: date | None = None
    days: Annotated[int | None, Field(ge=1, le=MAX_HORIZON_DAYS)] = None
    community_id: Id | None = None
    subdistrict_id: Id | None = None
    base_id: Id | None = None


class PlanOut(Out):
    """A plan without its documents: `problem` and `answer` are resources of their own."""

    state: PlanState
    first_day: date
    days: int
    community_id: str | None
    subdistrict_id: str | None
    base_id: str | None
    problem_digest: str
    answer_digest: str
    served: int
    unmet: int
    published_at: datetime | None
    note: str


class AssignIn(In):
    """A seat given to a volunteer: an unmet need's, or moved from somebody else, or to another time.

    Without a start, when the others of the crew come, else where it fits best into the volunteer's day.
    """

    action: Literal["assign"]
    need_id: Id
    role: Role = 0
    volunteer_id: Id
    starts_at: datetime | None = None


class PinIn(In):
    """A seat stays as it is planned, whoever plans on."""

    action: Literal["pin"]
    need_id: Id
    role: Role = 0


class UnpinIn(In):
    """A seat may be planned otherwise again."""

    action: Literal["unpin"]
    need_id: Id
    role: Role = 0


class UnassignIn(In):
    """A need is taken out of the plan, with the whole crew; a new search may plan it again."""

    action: Literal["unassign"]
    need_id: Id


EditIn = Annotated[AssignIn | PinIn | UnpinIn | UnassignIn, Field(discriminator="action")]


class EditsIn(In):
    """Edits of a draft, carried out one after the other."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "edits": [
                    {
                        "action": "assign",
                        "need_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                        "volunteer_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                    }
                ]
            }
        }
    )

    edits: Annotated[list[EditIn], Field(min_length=1, max_length=MOST_EDITS)]
    why: Words = ""


class BrokenOut(BaseModel):
    """A rule that is broken: its code, its Chinese label where it has one, where, and what is wrong."""

    code: str
    zh: str | None
    where: str
    message: str


class EditedOut(BaseModel):
    """What the edits break and cost; `plan` is the draft as it is kept now, null for a preview.

    Costs by term, in seconds of travel.
    """

    broken: list[BrokenOut]
    cost_before: dict[str, int]
    cost_after: dict[str, int]
    plan: PlanOut | None


class WayInOut(BaseModel):
    """How an unmet need could be served: the rules that would have to be lifted, and what it displaces."""

    rules: list[str]
    rules_zh: list[str]
    volunteers: int
    displaces: list[str]


class CountedReasonOut(BaseModel):
    """A rule that stands in the way, and of how many volunteers."""

    code: str
    zh: str
    volunteers: int


class UnmetOut(BaseModel):
    """A need that nobody serves in this plan, and why."""

    need_id: str
    kind: str
    kind_zh: str
    priority: int
    recipient_name: str
    community: str
    reasons: list[CountedReasonOut]
    way_in: WayInOut | None
    stopped_by: str


class UnmetListOut(BaseModel):
    """The most urgent first."""

    items: list[UnmetOut]


class PlannedVisitOut(BaseModel):
    """One visit of a plan as people read it; `leave_at` is early enough to set out."""

    need_id: str
    role: int
    kind: str
    kind_zh: str
    recipient_name: str
    community: str
    volunteer_id: str
    volunteer_name: str
    leave_at: datetime
    starts_at: datetime
    ends_at: datetime
    partners: list[str]
    pinned: bool
    begun: bool


class PlannedVisitsOut(BaseModel):
    """By volunteer, in the order of the day."""

    items: list[PlannedVisitOut]


class SeatOut(BaseModel):
    """Who comes, and when."""

    volunteer_id: str
    volunteer_name: str
    starts_at: datetime


class ChangeOut(BaseModel):
    """A seat that is served otherwise than people have been told, and what led to it."""

    need_id: str
    role: int
    recipient_name: str
    was: SeatOut | None
    now: SeatOut | None
    cause: str
    cause_zh: str
    unmet: str | None
    unmet_zh: str | None


class ChangesOut(BaseModel):
    """`volunteers`: for how many people anything changes."""

    volunteers: int
    items: list[ChangeOut]


class PublishIn(In):
    """Why it is published; it may be left out."""

    why: Words = ""


class PublishedOut(BaseModel):
    """The published plan, and what came of it: ids of visits."""

    plan: PlanOut
    published: list[str]
    kept: list[str]
    withdrawn: list[str]
    superseded: list[str]


Document = dict[str, Any]
