"""Donated medicine as it is sent and shown. There is no field for a diagnosis, and none is asked for."""

from datetime import date, datetime
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from api.schemas.base import Id, In, LongName, Out, SomeWords, Words
from models.stock import ReleaseState, Storage

MOST = 1_000_000

Amount = Annotated[int, Field(ge=1, le=MOST)]
Seal = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class LotIn(In):
    """A lot as it came in: at a pharmacy, a clinic or a site of the public-welfare bank."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "medicine": "苯磺酸氨氯地平片 5mg×28",
                "lot_number": "A240713",
                "expires_on": "2027-06-30",
                "storage": "room",
                "received": 40,
                "place_id": "01kb1x5q2v8m3n4p5r6s7t8w9y",
            }
        }
    )

    medicine: LongName
    lot_number: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    expires_on: date
    storage: Storage
    unit: Annotated[str, StringConstraints(min_length=1, max_length=20)] = "盒"
    received: Amount
    place_id: Id
    donor: Annotated[str, StringConstraints(max_length=120)] = ""
    note: Words = ""


class LotOut(Out):
    """`left_over` is what may still be released: received, less what is written off and what is out."""

    medicine: str
    lot_number: str
    expires_on: date
    storage: Storage
    unit: str
    received: int
    left_over: int
    written_off: int
    place_id: str
    community_id: str
    donor: str
    note: str
    closed_at: datetime | None


class WriteOffIn(In):
    """What may not be used any more: expired, broken, called back."""

    amount: Amount
    why: SomeWords


class ReleaseIn(In):
    """So much of a lot for a need."""

    lot_id: Id
    need_id: Id
    amount: Amount


class CollectIn(In):
    """The visit whose volunteer takes it along."""

    visit_id: Id


class DeliverIn(In):
    """The code on the seal; `handed_to` where it is not the recipient who takes it."""

    visit_id: Id
    code: Seal
    handed_to: Annotated[str, StringConstraints(max_length=80)] = ""


class ReturnIn(In):
    """Brought back to where its lot lies; with a broken seal it is written off."""

    why: SomeWords
    seal_intact: bool = True


class ReleaseOut(Out):
    lot_id: str
    need_id: str
    community_id: str
    amount: int
    state: ReleaseState
    pharmacist_id: str
    visit_id: str | None
    returned_to_id: str | None
    handed_to: str
    why: str


class NewReleaseOut(ReleaseOut):
    """With the code to write on the seal, shown this once."""

    code: str
