"""The steps of projects, and who signs up to them."""

from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import PageOut, WhyIn
from api.schemas.projects import ProjectOut, SignUpIn, SignUpOut
from api.usecases import projects
from models.store.journal import Row

router = APIRouter(prefix="/v1/projects/{id}", tags=["projects"], route_class=KeyedRoute)

Keeping = Annotated[Context, for_task(Task.KEEP_CIVIC)]
SigningUp = Annotated[Context, for_task(Task.SIGN_UP)]
Reading = Annotated[Context, for_task(Task.READ_VOLUNTEERS)]


def _out(row: Row, context: Context, response: Response) -> ProjectOut:
    etag(response, row)
    return ProjectOut.of(row, context.house.zone)


@router.post("/publish", summary="Publish a project")
def publish(id: str, context: Keeping, response: Response, seen: Seen, body: WhyIn) -> ProjectOut:
    return _out(projects.step(context, id, "published", body.why, seen), context, response)


@router.post("/recruit", summary="Let people sign up to a project")
def recruit(id: str, context: Keeping, response: Response, seen: Seen, body: WhyIn) -> ProjectOut:
    return _out(projects.step(context, id, "recruiting", body.why, seen), context, response)


@router.post("/close", summary="Close a project")
def close(id: str, context: Keeping, response: Response, seen: Seen, body: WhyIn) -> ProjectOut:
    return _out(projects.step(context, id, "closed", body.why, seen), context, response)


@router.get("/sign-ups", summary="Who has signed up to a project")
def list_sign_ups(id: str, context: Reading, limit: Limit = 50, after: After = None) -> PageOut[SignUpOut]:
    found = projects.sign_ups(context, id, limit=limit, after=after)
    return SignUpOut.page(found, context.house.zone)


@router.post("/sign-ups", status_code=201, summary="Sign up to a project")
def sign_up(id: str, context: SigningUp, body: SignUpIn) -> SignUpOut:
    """Volunteers sign up themselves, leaders their people."""
    return SignUpOut.of(projects.sign_up(context, id, body.volunteer_id), context.house.zone)


@router.delete("/sign-ups/{sign_up_id}", summary="Withdraw from a project")
def withdraw(id: str, sign_up_id: str, context: SigningUp) -> SignUpOut:
    return SignUpOut.of(projects.withdraw(context, id, sign_up_id), context.house.zone)
