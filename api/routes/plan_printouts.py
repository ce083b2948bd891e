"""Plans for people: as files to print, to edit in a spreadsheet, to lay on a map."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import for_task
from api.schemas.base import Id
from api.usecases.plans import printing

router = APIRouter(prefix="/v1/plans/{id}", tags=["plans"])

Printing = Annotated[Context, for_task(Task.PRINT_PLANS)]

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GEOJSON = "application/geo+json"
PNG = "image/png"


def _file(content: bytes | str, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


@router.get("/route-sheets.pdf", summary="Route sheets", response_class=Response)
def route_sheets(
    id: str,
    context: Printing,
    volunteer_id: Annotated[Id | None, Query(description="The sheet of this volunteer alone")] = None,
) -> Response:
    """A sheet a volunteer, without telephone numbers."""
    return _file(printing.sheets(context, id, volunteer_id), PDF, "route-sheets.pdf")


@router.get("/plan.xlsx", summary="The plan as a workbook", response_class=Response)
def workbook(id: str, context: Printing) -> Response:
    return _file(printing.workbook(context, id), XLSX, "plan.xlsx")


@router.get("/plan.geojson", summary="The plan on a map", response_class=Response)
def geojson(id: str, context: Printing) -> Response:
    """No names, telephone numbers or doors."""
    return _file(printing.geojson(context, id), GEOJSON, "plan.geojson")


@router.get("/plan.png", summary="A picture of the plan", response_class=Response)
def picture(id: str, context: Printing) -> Response:
    return _file(printing.picture(context, id), PNG, "plan.png")
