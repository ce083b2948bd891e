"""Plans: asked for, looked at, edited, planned on, published."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import PageOut
from api.schemas.history import HistoryOut
from api.schemas.jobs import JobOut
from api.schemas.plans import (
    ChangeOut,
    ChangesOut,
    Document,
    EditedOut,
    EditsIn,
    PlanIn,
    PlannedVisitOut,
    PlannedVisitsOut,
    PlanOut,
    PublishedOut,
    PublishIn,
    SearchIn,
    UnmetListOut,
    UnmetOut,
)
from api.usecases.plans import asking, editing, publishing, showing
from models.lifecycle import PlanState
from models.store.journal import Row

router = APIRouter(prefix="/v1/plans", tags=["plans"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_PLANS)]
Planning = Annotated[Context, for_task(Task.PLAN)]


def job_out(context: Context, response: Response, row: Row) -> JobOut:
    response.headers["location"] = f"/v1/jobs/{row['id']}"
    return JobOut.of(row, context.house.zone)


@router.post("", status_code=202, summary="Ask for a plan")
def ask(context: Planning, response: Response, body: PlanIn) -> JobOut:
    """A job makes it; its result names the plan, a draft that nobody is told of until it is published."""
    return job_out(context, response, asking.ask_for_plan(context, body))


@router.get("", summary="List plans, the newest first")
def list_(
    context: Reading,
    state: PlanState | None = None,
    first_day: date | None = None,
    limit: Limit = 50,
    after: After = None,
) -> PageOut[PlanOut]:
    found = showing.listed(context, state=state, first_day=first_day, limit=limit, after=after)
    zone = context.house.zone
    return PlanOut.page(found, zone)


@router.get("/{id}", summary="One plan")
def read(id: str, context: Reading, response: Response) -> PlanOut:
    row = showing.read(context, id)
    etag(response, row)
    return PlanOut.of(row, context.house.zone)


@router.get("/{id}/history", summary="What was done to a plan")
def history(id: str, context: Reading) -> HistoryOut:
    lines = showing.history(context, id)
    return HistoryOut.of(lines, context.house.zone)


@router.get("/{id}/problem", summary="The question of a plan", response_model=Document)
def problem(id: str, context: Reading) -> Response:
    """Canonical JSON, as `redvest check` reads it; without names, telephone numbers and addresses."""
    return Response(showing.document(context, id, "problem_digest"), media_type="application/json")


@router.get("/{id}/answer", summary="The answer of a plan", response_model=Document)
def answer(id: str, context: Reading) -> Response:
    """Routes with their stops, unmet needs with reasons, cost by term."""
    return Response(showing.document(context, id, "answer_digest"), media_type="application/json")


@router.get("/{id}/visits", summary="Who goes where, and when")
def visits(id: str, context: Reading) -> PlannedVisitsOut:
    found = showing.visits(context, id)
    return PlannedVisitsOut(items=[PlannedVisitOut.model_validate(row) for row in found])


@router.get("/{id}/unmet", summary="What nobody serves, and why")
def unmet(id: str, context: Reading) -> UnmetListOut:
    return UnmetListOut(items=[UnmetOut.model_validate(row) for row in showing.unmet(context, id)])


@router.get("/{id}/changes", summary="Who does something else than they have been told, and why")
def changes(id: str, context: Reading) -> ChangesOut:
    """Against what was published when the plan was made."""
    items = [ChangeOut.model_validate(row) for row in showing.changes(context, id)]
    seats = [seat for one in items for seat in (one.was, one.now) if seat is not None]
    return ChangesOut(volunteers=len({seat.volunteer_id for seat in seats}), items=items)


@router.post("/{id}/edits", summary="Edit a draft, or see what that would break and cost")
def edit(
    id: str,
    context: Planning,
    response: Response,
    seen: Seen,
    body: EditsIn,
    preview: Annotated[bool, Query(description="Say what it breaks and costs, and keep nothing")] = False,
) -> EditedOut:
    """With If-Match. Edits that break a rule are refused with what they break (`rules_broken`)."""
    done = editing.edit(context, id, body, version=seen, preview=preview)
    plan = None
    if done.row is not None:
        etag(response, done.row)
        plan = PlanOut.of(done.row, context.house.zone)
    costs = {"cost_before": done.cost_before, "cost_after": done.cost_after}
    return EditedOut.model_validate({"broken": done.broken, **costs, "plan": plan})


@router.post("/{id}/replan", status_code=202, summary="Plan on from a draft, around its pins")
def replan(id: str, context: Planning, response: Response, body: SearchIn) -> JobOut:
    """A job makes another draft, which is never worse than this one."""
    return job_out(context, response, asking.ask_again(context, id, body))


@router.post("/{id}/publish", summary="Publish a plan")
def publish(id: str, context: Planning, response: Response, seen: Seen, body: PublishIn) -> PublishedOut:
    """With If-Match. Refused with every row that does not fit any more, where the district has changed."""
    done = publishing.publish(context, id, version=seen, why=body.why)
    etag(response, done.row)
    return PublishedOut(
        plan=PlanOut.of(done.row, context.house.zone),
        published=list(done.published),
        kept=list(done.kept),
        withdrawn=list(done.withdrawn),
        superseded=list(done.superseded),
    )


@router.post("/{id}/discard", summary="Discard a draft")
def discard(id: str, context: Planning, response: Response, seen: Seen, body: PublishIn) -> PlanOut:
    """It stays in the history."""
    row = publishing.discard(context, id, version=seen, why=body.why)
    etag(response, row)
    return PlanOut.of(row, context.house.zone)
