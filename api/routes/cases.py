"""Incidents and complaints: told by whoever was there, read and handled by named roles."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import PageOut
from api.schemas.cases import AnswerIn, ComplaintIn, ComplaintOut, ConcludeIn, IncidentIn, IncidentOut
from api.schemas.history import HistoryOut
from api.usecases import cases
from api.usecases.registers import given
from models.cases import CaseState
from models.store.journal import Row
from models.store.tables.visits import complaint, incident

router = APIRouter(prefix="/v1", tags=["incidents and complaints"], route_class=KeyedRoute)

Reporting = Annotated[Context, for_task(Task.REPORT_INCIDENTS)]
HandlingIncidents = Annotated[Context, for_task(Task.HANDLE_INCIDENTS)]
Complaining = Annotated[Context, for_task(Task.COMPLAIN)]
HandlingComplaints = Annotated[Context, for_task(Task.HANDLE_COMPLAINTS)]


@router.post("/incidents", status_code=201, summary="Report an incident")
def report(context: Reporting, response: Response, body: IncidentIn) -> IncidentOut:
    return _incident(context, response, cases.report(context, given(context, body)))


@router.get("/incidents", summary="List incidents")
def list_incidents(
    context: HandlingIncidents, limit: Limit = 50, after: After = None, state: CaseState | None = None
) -> PageOut[IncidentOut]:
    found = cases.listed(context, incident, state=state, limit=limit, after=after)
    return IncidentOut.page(found, context.house.zone)


@router.get("/incidents/reported", summary="The incidents that the caller has reported")
def list_reported(context: Reporting, limit: Limit = 50, after: After = None) -> PageOut[IncidentOut]:
    found = cases.own(context, incident, limit=limit, after=after)
    return IncidentOut.page(found, context.house.zone)


@router.get("/incidents/{id}", summary="One incident")
def read_incident(id: str, context: HandlingIncidents, response: Response) -> IncidentOut:
    return _incident(context, response, cases.read(context, incident, id))


@router.get("/incidents/{id}/history", summary="What was done about an incident")
def incident_history(id: str, context: HandlingIncidents) -> HistoryOut:
    return _history(context, cases.history(context, incident, id))


@router.post("/incidents/{id}/take", summary="Take an incident")
def take_incident(id: str, context: HandlingIncidents, response: Response, version: Seen) -> IncidentOut:
    return _incident(context, response, cases.take(context, incident, id, version))


@router.post("/incidents/{id}/conclude", summary="Conclude an incident")
def conclude(
    id: str, context: HandlingIncidents, response: Response, version: Seen, body: ConcludeIn
) -> IncidentOut:
    row = cases.conclude(context, incident, id, version, conclusion=body.conclusion)
    return _incident(context, response, row)


@router.post("/complaints", status_code=201, summary="Complain")
def complain(context: Complaining, response: Response, body: ComplaintIn) -> ComplaintOut:
    """It is answered within 15 days, unless another moment is given."""
    return _complaint(context, response, cases.complain(context, given(context, body)))


@router.get("/complaints", summary="List complaints")
def list_complaints(
    context: HandlingComplaints, limit: Limit = 50, after: After = None, state: CaseState | None = None
) -> PageOut[ComplaintOut]:
    found = cases.listed(context, complaint, state=state, limit=limit, after=after)
    return ComplaintOut.page(found, context.house.zone)


@router.get("/complaints/made", summary="The complaints that the caller has made")
def list_made(context: Complaining, limit: Limit = 50, after: After = None) -> PageOut[ComplaintOut]:
    found = cases.own(context, complaint, limit=limit, after=after)
    return ComplaintOut.page(found, context.house.zone)


@router.get("/complaints/overdue", summary="Complaints that should have been answered by now")
def list_overdue(
    context: HandlingComplaints, limit: Limit = 50, after: After = None
) -> PageOut[ComplaintOut]:
    found = cases.overdue(context, limit=limit, after=after)
    return ComplaintOut.page(found, context.house.zone)


@router.get("/complaints/{id}", summary="One complaint")
def read_complaint(id: str, context: HandlingComplaints, response: Response) -> ComplaintOut:
    return _complaint(context, response, cases.read(context, complaint, id))


@router.get("/complaints/{id}/history", summary="What was done about a complaint")
def complaint_history(id: str, context: HandlingComplaints) -> HistoryOut:
    return _history(context, cases.history(context, complaint, id))


@router.post("/complaints/{id}/take", summary="Take a complaint")
def take_complaint(id: str, context: HandlingComplaints, response: Response, version: Seen) -> ComplaintOut:
    return _complaint(context, response, cases.take(context, complaint, id, version))


@router.post("/complaints/{id}/answer", summary="Answer a complaint")
def answer(
    id: str, context: HandlingComplaints, response: Response, version: Seen, body: AnswerIn
) -> ComplaintOut:
    row = cases.conclude(context, complaint, id, version, answer=body.answer)
    return _complaint(context, response, row)


def _incident(context: Context, response: Response, row: Row) -> IncidentOut:
    etag(response, row)
    return IncidentOut.of(row, context.house.zone)


def _complaint(context: Context, response: Response, row: Row) -> ComplaintOut:
    etag(response, row)
    return ComplaintOut.of(row, context.house.zone)


def _history(context: Context, lines: Sequence[Row]) -> HistoryOut:
    return HistoryOut.of(lines, context.house.zone)
