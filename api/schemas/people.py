"""What volunteers and recipients have in common as they are sent and shown."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.schemas.base import In, Words

Phone = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Why = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class WhyIn(In):
    """Why it is done: the history tells it."""

    why: Words = ""


class ReasonIn(In):
    """Why it is done, which has to be said: the history tells it."""

    why: Why


class PhoneOut(BaseModel):
    """A telephone number in full, as it is dialled from anywhere."""

    model_config = ConfigDict(frozen=True)

    phone: str = Field(examples=["+8613800001234"])
