"""What volunteers and recipients have in common as they are sent and shown."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Phone = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class PhoneOut(BaseModel):
    """A telephone number in full, as it is dialled from anywhere."""

    model_config = ConfigDict(frozen=True)

    phone: str = Field(examples=["+8613800001234"])
