"""Visits: the list, one of them, and the steps of those who go and of the office."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import Moment, PageOut, ReasonIn
from api.schemas.history import HistoryOut
from api.schemas.visits import CheckInIn, CheckOutIn, CodeOut, VisitOut
from api.usecases.registers import given
from api.usecases.visits import answering, attending, codes, seen
from api.usecases.visits.attending import Presence
from api.usecases.visits.ending import Report
from models.geo import Wgs84
from models.lifecycle import VisitState
from models.store.columns import ID_LENGTH
from models.store.journal import Row

router = APIRouter(prefix="/v1/visits", tags=["visits"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_VISITS)]
CarryingOut = Annotated[Context, for_task(Task.CARRY_OUT_VISITS)]
Dispatching = Annotated[Context, for_task(Task.DISPATCH)]
TellingCodes = Annotated[Context, for_task(Task.TELL_VISIT_CODES)]

Narrowed = Annotated[str | None, Query(max_length=ID_LENGTH)]


@router.get("", summary="List visits")
def list_visits(
    context: Reading,
    limit: Limit = 50,
    after: After = None,
    state: VisitState | None = None,
    community_id: Narrowed = None,
    volunteer_id: Narrowed = None,
    need_id: Narrowed = None,
    recipient_id: Narrowed = None,
    from_at: Annotated[Moment | None, Query(alias="from", description="First start")] = None,
    until_at: Annotated[Moment | None, Query(alias="until", description="Start before this")] = None,
) -> PageOut[VisitOut]:
    """A page in the order in which they start."""
    named = {
        "state": state,
        "community_id": community_id,
        "volunteer_id": volunteer_id,
        "need_id": need_id,
        "recipient_id": recipient_id,
    }
    wanted = seen.Wanted(
        equal={name: value for name, value in named.items() if value is not None},
        from_at=from_at and context.localised(from_at),
        until_at=until_at and context.localised(until_at),
    )
    found = seen.listed(context, wanted, limit=limit, after=after)
    return VisitOut.page(found, context.house.zone)


@router.get("/{id}", summary="One visit")
def read_visit(id: str, context: Reading, response: Response) -> VisitOut:
    """Name, door and phone only for those who may see them, and only then."""
    row = seen.read(context, id)
    etag(response, row)
    return VisitOut.of(row, context.house.zone)


@router.get("/{id}/history", summary="What was done to a visit")
def visit_history(id: str, context: Reading) -> HistoryOut:
    return HistoryOut.of(seen.history(context, id), context.house.zone)


@router.get("/{id}/code", summary="The code that the recipient tells at the door")
def read_code(id: str, context: TellingCodes) -> CodeOut:
    return CodeOut(code=codes.told_code(context, id))


@router.post("/{id}/accept", summary="Say yes to a visit")
def accept(id: str, context: CarryingOut, response: Response, version: Seen) -> VisitOut:
    """Recorded as done for the volunteer, where the caller is somebody else."""
    return _after(context, response, answering.accept(context, id, version))


@router.post("/{id}/decline", summary="Say no to a visit")
def decline(id: str, context: CarryingOut, response: Response, version: Seen, body: ReasonIn) -> VisitOut:
    """Its need returns to the queue."""
    return _after(context, response, answering.decline(context, id, version, why=body.why))


@router.post("/{id}/withdraw", summary="Take a visit back")
def withdraw(id: str, context: Dispatching, response: Response, version: Seen, body: ReasonIn) -> VisitOut:
    """For the office; its need returns to the queue."""
    return _after(context, response, answering.withdraw(context, id, version, why=body.why))


@router.post("/{id}/check-in", summary="Be at the door")
def check_in(id: str, context: CarryingOut, response: Response, version: Seen, body: CheckInIn) -> VisitOut:
    """A wrong code is recorded, and refuses nobody."""
    values = given(context, body)
    where = None
    if body.lon_deg is not None and body.lat_deg is not None:
        where = Wgs84(body.lon_deg, body.lat_deg)
    presence = Presence(at=values["at"], where=where, code=body.code)
    return _after(context, response, attending.check_in(context, id, version, presence))


@router.post("/{id}/check-out", summary="Leave, and say what came of it")
def check_out(id: str, context: CarryingOut, response: Response, version: Seen, body: CheckOutIn) -> VisitOut:
    """What follows from the outcome is carried out with it."""
    values = given(context, body)
    at, code = values.pop("at"), values.pop("code")
    report = Report(**values)
    return _after(
        context, response, attending.check_out(context, id, version, at=at, code=code, report=report)
    )


def _after(context: Context, response: Response, row: Row) -> VisitOut:
    """The visit after a step, as the caller sees it then."""
    etag(response, row)
    return VisitOut.of(seen.read(context, row["id"]), context.house.zone)
