"""Links between needs: made, listed, ended."""

from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import Id, PageOut
from api.schemas.chains import LinkIn, LinkOut
from api.schemas.history import HistoryOut
from api.usecases import chains

router = APIRouter(prefix="/v1/need-links", tags=["needs"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_NEEDS)]
Dispatching = Annotated[Context, for_task(Task.DISPATCH)]


@router.get("", summary="List links between needs")
def list_(
    context: Reading, limit: Limit = 50, after: After = None, need_id: Id | None = None, ended: bool = False
) -> PageOut[LinkOut]:
    """A page in the order in which they were made; those that are over only where they are asked for."""
    found = chains.listed(context, need_id=need_id, ended=ended, limit=limit, after=after)
    return LinkOut.page(found, context.house.zone)


@router.post("", status_code=201, summary="Link two needs")
def link(context: Dispatching, response: Response, body: LinkIn) -> LinkOut:
    """A need that waits for an outcome is not opened before."""
    row = chains.link(context, body)
    etag(response, row)
    response.headers["location"] = f"/v1/need-links/{row['id']}"
    return LinkOut.of(row, context.house.zone)


@router.get("/{id}", summary="One link")
def read(id: str, context: Reading, response: Response) -> LinkOut:
    row = chains.read(context, id)
    etag(response, row)
    return LinkOut.of(row, context.house.zone)


@router.delete("/{id}", summary="End a link")
def unlink(id: str, context: Dispatching, response: Response, seen: Seen) -> LinkOut:
    """What waited for an outcome waits no longer."""
    row = chains.unlink(context, id, seen)
    etag(response, row)
    return LinkOut.of(row, context.house.zone)


@router.get("/{id}/history", summary="What was done to a link")
def history(id: str, context: Reading) -> HistoryOut:
    return HistoryOut.of(chains.history(context, id), context.house.zone)
