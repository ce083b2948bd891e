"""Webhooks and deliveries, as they are sent and shown."""

from datetime import datetime
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from api.schemas.base import Id, In, Out, Words, local
from models.store.journal import Row

Noun = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Url = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class WebhookIn(In):
    """Where events are sent, and which ones; no nouns: all of them."""

    url: Annotated[Url, Field(examples=["https://example.org/redvest"])]
    nouns: list[Noun] = Field(default=[], max_length=40, examples=[["need", "visit"]])
    community_id: Id | None = None
    active: bool = True
    note: Words = ""


class NewWebhookIn(WebhookIn):
    """With the secret that deliveries are signed with; left out, one is made."""

    secret: Annotated[SecretStr | None, Field(max_length=100, description="whsec_ and base64")] = None


class WebhookOut(Out):
    url: str
    nouns: list[str]
    community_id: str | None
    active: bool
    note: str
    closed_at: datetime | None


class NewWebhookOut(WebhookOut):
    """The secret is shown this once."""

    secret: str


class ReplayIn(In):
    """Everything after that number of the feed is sent again."""

    after: Annotated[int, Field(ge=0, le=2**63 - 1, examples=[4700])]


class ReplayOut(BaseModel):
    """How many deliveries that were made before wait again; later lines follow by themselves."""

    waiting: int


class DeliveryOut(BaseModel):
    """One event for one webhook, and how its delivery stands."""

    model_config = ConfigDict(frozen=True)

    number: int = Field(description="Of the event in the feed")
    state: Literal["waiting", "delivered", "given_up"]
    tries: int
    at: datetime = Field(description="When it was due for the first time")
    next_at: datetime = Field(
        description="When it is tried next; when it was last tried, where it is settled"
    )
    last_status: int | None
    last_problem: str | None

    @classmethod
    def of(cls, row: Row, zone: ZoneInfo) -> Self:
        return cls.model_validate({name: local(value, zone) for name, value in row.items()})
