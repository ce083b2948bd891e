"""Alarms: looked at, taken, resolved. They are raised by the clock and by how visits end."""

from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.alarms import AlarmOut, AlarmWithContactsOut, ResolveIn
from api.schemas.base import PageOut
from api.schemas.history import HistoryOut
from api.usecases import alarms
from models.ladders import AlarmKind, AlarmState

router = APIRouter(prefix="/v1/alarms", tags=["alarms"], route_class=KeyedRoute)

Watching = Annotated[Context, for_task(Task.WATCH_ALARMS)]
Handling = Annotated[Context, for_task(Task.HANDLE_ALARMS)]


@router.get("", summary="List alarms")
def list_alarms(
    context: Watching,
    limit: Limit = 50,
    after: After = None,
    state: AlarmState | None = None,
    kind: AlarmKind | None = None,
) -> PageOut[AlarmOut]:
    """A page in the order in which they were raised."""
    found = alarms.listed(context, state=state, kind=kind, limit=limit, after=after)
    return AlarmOut.page(found, context.house.zone)


@router.get("/{id}", summary="One alarm, and whom to ring")
def read_alarm(id: str, context: Watching, response: Response) -> AlarmWithContactsOut:
    """The numbers in full for who has taken it, else masked."""
    row = alarms.read(context, id)
    etag(response, row)
    return AlarmWithContactsOut.of(row, context.house.zone)


@router.get("/{id}/history", summary="What was done about an alarm")
def alarm_history(id: str, context: Watching) -> HistoryOut:
    return HistoryOut.of(alarms.history(context, id), context.house.zone)


@router.post("/{id}/take", summary="Take an alarm")
def take(id: str, context: Handling, response: Response, version: Seen) -> AlarmOut:
    """It climbs no further."""
    row = alarms.take(context, id, version)
    etag(response, row)
    return AlarmOut.of(row, context.house.zone)


@router.post("/{id}/resolve", summary="Say what came of an alarm")
def resolve(id: str, context: Handling, response: Response, version: Seen, body: ResolveIn) -> AlarmOut:
    row = alarms.resolve(context, id, version, resolution=body.resolution)
    etag(response, row)
    return AlarmOut.of(row, context.house.zone)
