"""Alarms as they are shown and answered."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from api.schemas.base import In, Out, SomeWords
from models.ladders import AlarmKind, AlarmState, Contact


class AlarmOut(Out):
    """`told`: who has been told so far, in that order; `due_at`: when the next one is."""

    kind: AlarmKind
    state: AlarmState
    level: int
    told: list[Contact]
    due_at: datetime | None
    visit_id: str | None
    need_id: str | None
    recipient_id: str | None
    community_id: str
    taken_by_id: str | None
    resolution: str


class ContactOut(BaseModel):
    """Somebody to ring."""

    model_config = ConfigDict(frozen=True)

    who: Contact
    name: str
    relation: str
    phone: str


class AlarmWithContactsOut(AlarmOut):
    """With whom to ring; the numbers in full for who has taken the alarm, else masked."""

    contacts: list[ContactOut]


class ResolveIn(In):
    """What came of it."""

    resolution: SomeWords
