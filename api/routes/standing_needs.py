"""Standing needs: taken in, listed, changed, paused, resumed, closed."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import Id, PageOut
from api.schemas.history import HistoryOut
from api.schemas.standing import (
    PauseIn,
    ResumeIn,
    StandingIn,
    StandingKeptOut,
    StandingOut,
    StandingPatch,
)
from api.usecases.standing import keeping
from api.usecases.standing.occurring import KeptUp
from models.errors import InvalidInput

router = APIRouter(prefix="/v1/standing-needs", tags=["standing-needs"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_NEEDS)]
Taking = Annotated[Context, for_task(Task.TAKE_NEEDS)]


def _out(context: Context, response: Response, kept: KeptUp) -> StandingKeptOut:
    etag(response, kept.standing)
    named = {name: value for name, value in asdict(kept).items() if name != "standing"}
    return StandingKeptOut.of({**kept.standing, **named}, context.house.zone)


@router.get("", summary="List standing needs")
def list_(
    context: Reading,
    limit: Limit = 50,
    after: After = None,
    recipient_id: Id | None = None,
    closed: bool = False,
) -> PageOut[StandingOut]:
    """A page in the order in which they were taken in; those that are closed only where asked for."""
    found = keeping.listed(context, recipient_id=recipient_id, closed=closed, limit=limit, after=after)
    return StandingOut.page(found, context.house.zone)


@router.post("", status_code=201, summary="Take in a standing need")
def take(context: Taking, response: Response, body: StandingIn) -> StandingKeptOut:
    """With its occurrences of the next 14 days; GET /v1/needs?standing_id= lists them."""
    kept = keeping.take(context, body)
    response.headers["location"] = f"/v1/standing-needs/{kept.standing['id']}"
    return _out(context, response, kept)


@router.get("/{id}", summary="One standing need")
def read(id: str, context: Reading, response: Response) -> StandingOut:
    row = keeping.read(context, id)
    etag(response, row)
    return StandingOut.of(row, context.house.zone)


@router.patch("/{id}", summary="Change a standing need for the future")
def alter(id: str, context: Taking, response: Response, seen: Seen, body: StandingPatch) -> StandingKeptOut:
    """Occurrences that nobody has been asked for follow; those that are agreed stay, and are named."""
    sent = body.model_dump(exclude_unset=True)
    if not sent:
        raise InvalidInput("the body names nothing to change")
    return _out(context, response, keeping.alter(context, id, sent, seen))


@router.delete("/{id}", summary="Close a standing need")
def close(id: str, context: Taking, response: Response, seen: Seen) -> StandingKeptOut:
    """Occurrences to come are called off."""
    return _out(context, response, keeping.close(context, id, seen))


@router.post("/{id}/pause", summary="Pause a standing need")
def pause(id: str, context: Taking, response: Response, seen: Seen, body: PauseIn) -> StandingKeptOut:
    """For a stay in hospital: occurrences meanwhile are called off."""
    return _out(context, response, keeping.pause(context, id, seen, body))


@router.post("/{id}/resume", summary="Resume a standing need")
def resume(id: str, context: Taking, response: Response, seen: Seen, body: ResumeIn) -> StandingKeptOut:
    return _out(context, response, keeping.resume(context, id, seen, body))


@router.get("/{id}/history", summary="What was done to a standing need")
def history(id: str, context: Reading) -> HistoryOut:
    return HistoryOut.of(keeping.history(context, id), context.house.zone)
