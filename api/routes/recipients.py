"""Relatives of recipients, and looks at telephone numbers."""

from typing import Annotated, Any

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import etag
from api.schemas.base import PageOut, ReasonIn, partly
from api.schemas.people import PhoneOut
from api.schemas.recipients import RelativeIn, RelativeOut
from api.usecases import recipients
from api.usecases.people import revealed_phone, with_masked_phone
from models.store.journal import Row
from models.store.tables.people import recipient

router = APIRouter(prefix="/v1/recipients/{id}", tags=["recipients"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_RECIPIENTS)]
Keeping = Annotated[Context, for_task(Task.KEEP_RECIPIENTS)]
Revealing = Annotated[Context, for_task(Task.REVEAL_PHONES)]
RelativePatch: Any = partly(RelativeIn)


def _out(row: Row, context: Context) -> RelativeOut:
    return RelativeOut.of(with_masked_phone(context, row), context.house.zone)


@router.get("/relatives", summary="Who may be called about a recipient")
def list_relatives(id: str, context: Reading) -> PageOut[RelativeOut]:
    return PageOut(items=[_out(row, context) for row in recipients.relatives(context, id)])


@router.post("/relatives", status_code=201, summary="Add a relative")
def add_relative(id: str, context: Keeping, response: Response, body: RelativeIn) -> RelativeOut:
    row = recipients.add_relative(context, id, body)
    etag(response, row)
    return _out(row, context)


@router.patch("/relatives/{relative_id}", summary="Change a relative")
def change_relative(
    id: str, relative_id: str, context: Keeping, response: Response, seen: Seen, body: RelativePatch
) -> RelativeOut:
    row = recipients.change_relative(context, id, relative_id, body, seen)
    etag(response, row)
    return _out(row, context)


@router.delete("/relatives/{relative_id}", summary="Say that a relative is not called any more")
def end_relative(id: str, relative_id: str, context: Keeping, seen: Seen) -> RelativeOut:
    return _out(recipients.end_relative(context, id, relative_id, seen), context)


@router.post("/phone/reveal", summary="Look at a recipient's telephone number")
def reveal_phone(id: str, context: Revealing, response: Response, body: ReasonIn) -> PhoneOut:
    """The history tells who looked, when and why. The answer is kept nowhere."""
    return _revealed(revealed_phone(context, recipient, id, body.why), response)


@router.post("/relatives/{relative_id}/phone/reveal", summary="Look at a relative's telephone number")
def reveal_relative(
    id: str, relative_id: str, context: Revealing, response: Response, body: ReasonIn
) -> PhoneOut:
    return _revealed(recipients.relatives_phone(context, id, relative_id, body.why), response)


def _revealed(found: tuple[str, Row], response: Response) -> PhoneOut:
    number, row = found
    etag(response, row)
    response.headers["cache-control"] = "no-store"
    return PhoneOut(phone=number)
