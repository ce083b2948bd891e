"""Incidents and complaints as they are told, handled and shown."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, StringConstraints

from api.schemas.base import Id, In, Moment, Out, SomeWords
from models.cases import CaseState, IncidentKind


class IncidentIn(In):
    """What happened; it names a visit, a need, a recipient or a community, the nearest that is known."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind": "injury",
                "told": "楼道湿滑，志愿者扭伤脚踝",
                "visit_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
            }
        }
    )

    kind: IncidentKind
    told: SomeWords
    happened_at: Moment | None = None
    visit_id: Id | None = None
    need_id: Id | None = None
    recipient_id: Id | None = None
    community_id: Id | None = None


class ComplaintIn(In):
    """What somebody is not content with; it names a visit, a need, a recipient or a community.

    `by_name`: who complains, where it is not the caller. `answer_by_at`: 15 days from now unless given.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "told": "约好九点，十一点才来",
                "visit_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
                "by_name": "李女士",
            }
        }
    )

    told: SomeWords
    by_name: Annotated[str, StringConstraints(max_length=80)] = ""
    answer_by_at: Moment | None = None
    visit_id: Id | None = None
    need_id: Id | None = None
    recipient_id: Id | None = None
    community_id: Id | None = None


class ConcludeIn(In):
    """What was found, and what is done about it."""

    conclusion: SomeWords


class AnswerIn(In):
    """What whoever complained is told."""

    answer: SomeWords


class CaseOut(Out):
    """What an incident and a complaint have in common."""

    state: CaseState
    told: str
    visit_id: str | None
    need_id: str | None
    volunteer_id: str | None
    recipient_id: str | None
    community_id: str
    reporter_id: str
    taken_by_id: str | None


class IncidentOut(CaseOut):
    kind: IncidentKind
    happened_at: datetime
    conclusion: str


class ComplaintOut(CaseOut):
    by_name: str
    answer: str
    answer_by_at: datetime
