"""Credentials of volunteers and their memberships of teams."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import PageOut
from api.schemas.credentials import CredentialIn, CredentialOut, LeadsIn, MemberIn, MembershipOut
from api.usecases import credentials, memberships
from models.credentials import CredentialKind

router = APIRouter(prefix="/v1", route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_VOLUNTEERS)]
Keeping = Annotated[Context, for_task(Task.KEEP_VOLUNTEERS)]
Certifying = Annotated[Context, for_task(Task.CERTIFY_VOLUNTEERS)]


@router.get("/volunteers/{id}/credentials", tags=["volunteers"], summary="What a volunteer can show")
def list_credentials(id: str, context: Reading) -> PageOut[CredentialOut]:
    rows = credentials.of_volunteer(context, id)
    return PageOut(items=[CredentialOut.of(row, context.house.zone) for row in rows])


@router.post("/volunteers/{id}/credentials", status_code=201, tags=["volunteers"], summary="Add a credential")
def add_credential(id: str, context: Certifying, body: CredentialIn) -> CredentialOut:
    return CredentialOut.of(credentials.add(context, id, body.model_dump()), context.house.zone)


@router.delete(
    "/volunteers/{id}/credentials/{credential_id}", tags=["volunteers"], summary="End a credential"
)
def end_credential(
    id: str, credential_id: str, context: Certifying, why: Annotated[str, Query(max_length=2000)] = ""
) -> CredentialOut:
    return CredentialOut.of(credentials.end(context, id, credential_id, why), context.house.zone)


@router.get("/credentials", tags=["volunteers"], summary="Credentials that end soon")
def list_ending(
    context: Certifying,
    ends_within_days: Annotated[int, Query(ge=0, le=3660)] = 30,
    kind: CredentialKind | None = None,
    limit: Limit = 50,
    after: After = None,
) -> PageOut[CredentialOut]:
    """The next first; those that were renewed are left out."""
    found = credentials.ending(context, within_days=ends_within_days, kind=kind, limit=limit, after=after)
    return CredentialOut.page(found, context.house.zone)


@router.get("/volunteers/{id}/memberships", tags=["volunteers"], summary="The teams of a volunteer")
def list_memberships(id: str, context: Reading) -> PageOut[MembershipOut]:
    rows = memberships.of_volunteer(context, id)
    return PageOut(items=[MembershipOut.of(row, context.house.zone) for row in rows])


@router.get("/teams/{id}/members", tags=["teams"], summary="Who is in a team")
def list_members(id: str, context: Reading, limit: Limit = 50, after: After = None) -> PageOut[MembershipOut]:
    found = memberships.members(context, id, limit=limit, after=after)
    return MembershipOut.page(found, context.house.zone)


@router.post("/teams/{id}/members", status_code=201, tags=["teams"], summary="Join a team")
def join(id: str, context: Keeping, response: Response, body: MemberIn) -> MembershipOut:
    row = memberships.join(context, id, body.volunteer_id, leads=body.leads)
    etag(response, row)
    return MembershipOut.of(row, context.house.zone)


@router.patch("/teams/{id}/members/{membership_id}", tags=["teams"], summary="Say who leads a team")
def lead(
    id: str, membership_id: str, context: Keeping, response: Response, seen: Seen, body: LeadsIn
) -> MembershipOut:
    row = memberships.lead(context, id, membership_id, leads=body.leads, version=seen)
    etag(response, row)
    return MembershipOut.of(row, context.house.zone)


@router.delete("/teams/{id}/members/{membership_id}", tags=["teams"], summary="Leave a team")
def leave(id: str, membership_id: str, context: Keeping, seen: Seen) -> MembershipOut:
    return MembershipOut.of(memberships.leave(context, id, membership_id, seen), context.house.zone)
