"""Projects and who signs up to them, as they are sent and shown."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import Id, In, LongName, Moment, Out, Words
from models.civic import ProjectState


class ProjectIn(In):
    """A project of an organisation; people sign up while it is recruiting."""

    name: LongName
    organisation_id: Id
    community_id: Id | None = None
    about: Words = ""
    begins_at: Moment | None = None
    ends_at: Moment | None = None
    wanted: Annotated[int, Field(ge=0, le=1_000_000)] = Field(
        default=0, description="How many may sign up; 0: as many as like"
    )


class ProjectOut(Out):
    name: str
    state: ProjectState
    organisation_id: str
    community_id: str | None
    about: str
    begins_at: datetime | None
    ends_at: datetime | None
    wanted: int


class SignUpIn(In):
    volunteer_id: Id


class SignUpOut(Out):
    project_id: str
    volunteer_id: str
    state: Literal["signed_up", "withdrawn"]
