"""Imports: a list is sent, a job brings it into the registers, a report says what has become of each row."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from api.access.tasks import Task
from api.context import Context
from api.deps import for_task
from api.routes.register import After, Limit
from api.routes.upload_route import MOST_BYTES, UploadRoute
from api.schemas.base import PageOut
from api.schemas.imports import ImportOut
from api.tables.template import What
from api.usecases.imports import asking
from models.datum import Datum

router = APIRouter(prefix="/v1/imports", tags=["imports"], route_class=UploadRoute)

Importing = Annotated[Context, for_task(Task.IMPORT)]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.post("", status_code=202, summary="Import a list of volunteers or needs")
def ask(
    context: Importing,
    response: Response,
    file: Annotated[UploadFile, File(description=f"CSV or XLSX, up to {MOST_BYTES // 2**20} MB")],
    of: Annotated[What, Form()],
    list: Annotated[
        str, Form(max_length=100, description="Its name, by which its rows are known again; else the file's")
    ] = "",
    dry_run: Annotated[bool, Form(description="Only tell what would become of the rows")] = False,
    columns: Annotated[
        str,
        Form(max_length=20_000, description='JSON: their header to ours, or to null: {"手机1": "手机号"}'),
    ] = "",
    datum: Annotated[Datum, Form(description="Of coordinates where no column says so")] = Datum.WGS84,
    verified: Annotated[
        bool, Form(description="The office has verified the needs: those that may be are opened")
    ] = False,
) -> ImportOut:
    """A job is queued; ask for the import until it is done, or follow `/v1/jobs/{id}/events`.

    Rows with something wrong are told and left out. A row is known again by its own id (编号), else by name
    and telephone: what has changed since the list came the last time is changed, and nothing else.
    """
    row = asking.ask(
        context,
        file.file.read(),
        of=of,
        list=list,
        file=file.filename or "",
        dry_run=dry_run,
        columns=columns,
        datum=datum,
        verified=verified,
    )
    response.headers["location"] = f"/v1/imports/{row['id']}"
    return ImportOut.of_job(row, context.house.zone)


@router.get("", summary="List imports, the newest first")
def list_(context: Importing, limit: Limit = 50, after: After = None) -> PageOut[ImportOut]:
    found = asking.listed(context, limit=limit, after=after)
    return PageOut(items=[ImportOut.of_job(row, context.house.zone) for row in found.rows], next=found.next)


@router.get("/template", summary="A workbook to fill in", response_class=Response)
def template(context: Importing, of: What) -> Response:
    """XLSX with Chinese headers, an example, and what each column means."""
    headers = {"content-disposition": f'attachment; filename="{of}.xlsx"'}
    return Response(asking.template(of), media_type=XLSX, headers=headers)


@router.get("/{id}", summary="One import, with its report")
def read(id: str, context: Importing) -> ImportOut:
    return ImportOut.of_job(asking.read(context, id), context.house.zone)
