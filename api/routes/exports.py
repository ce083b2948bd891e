"""Exports: asked for, made by a job, fetched as a file."""

from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit
from api.schemas.base import PageOut
from api.schemas.exports import ExportIn, ExportOut
from api.usecases.exports import asking
from api.usecases.exports.files import MEDIA_TYPES, Format
from api.usecases.exports.sheets import Filters
from api.usecases.registers import given

router = APIRouter(prefix="/v1/exports", tags=["exports"], route_class=KeyedRoute)

Exporting = Annotated[Context, for_task(Task.EXPORT)]


@router.post("", status_code=202, summary="Export volunteers, needs, visits or the history")
def ask(context: Exporting, response: Response, body: ExportIn) -> ExportOut:
    """A job is queued; ask for the export until it is done. Telephones are masked."""
    row = asking.ask(context, body.of, body.format, Filters(**given(context, body.filters)))
    response.headers["location"] = f"/v1/exports/{row['id']}"
    return ExportOut.of_job(row, context.house.zone)


@router.get("", summary="List exports, the newest first")
def list_(context: Exporting, limit: Limit = 50, after: After = None) -> PageOut[ExportOut]:
    found = asking.listed(context, limit=limit, after=after)
    return PageOut(items=[ExportOut.of_job(row, context.house.zone) for row in found.rows], next=found.next)


@router.get("/{id}", summary="One export")
def read(id: str, context: Exporting) -> ExportOut:
    return ExportOut.of_job(asking.read(context, id), context.house.zone)


@router.get("/{id}/file", summary="The file of an export", response_class=Response)
def file(id: str, context: Exporting) -> Response:
    """For a week, and for whoever has asked for it."""
    content, row = asking.file_of(context, id)
    format = Format(row["asks"]["format"])
    name = f"{row['asks']['of']}-{row['queued_at'].astimezone(context.house.zone):%Y%m%d-%H%M}.{format}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(content, media_type=MEDIA_TYPES[format], headers=headers)
