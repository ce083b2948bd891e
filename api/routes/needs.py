"""Needs: taken in, listed, changed, taken from step to step, and what is late about them."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Query, Response
from pydantic import Field

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import MOST_AT_ONCE, After, Limit, ManyOut, etag
from api.schemas.base import Id, PageOut, ReasonIn, WhyIn, locally
from api.schemas.history import HistoryOut
from api.schemas.needs import (
    ChangedOut,
    LateListOut,
    LateOut,
    NeedIn,
    NeedOut,
    NeedPatch,
    OwnerIn,
    RateIn,
    ReopenIn,
    SimilarOut,
    TakenOut,
    TouchedOut,
    VerifyIn,
)
from api.usecases.needs import changing, late, person_steps, taking
from api.usecases.needs.similar import similar_to
from models.catalogue import NeedKind
from models.errors import InvalidInput
from models.lifecycle import NeedState
from models.store.journal import Row

router = APIRouter(prefix="/v1/needs", tags=["needs"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_NEEDS)]
Knowing = Annotated[Context, for_task(Task.READ_RECIPIENTS)]
Taking = Annotated[Context, for_task(Task.TAKE_NEEDS)]
Dispatching = Annotated[Context, for_task(Task.DISPATCH)]
Rating = Annotated[Context, for_task(Task.RATE_VISITS)]


def out(context: Context, row: Row, response: Response | None = None) -> NeedOut:
    if response is not None:
        etag(response, row)
    return NeedOut.of(taking.shown(context, row), context.house.zone)


@router.get("", summary="List needs")
def list_(
    context: Reading,
    limit: Limit = 50,
    after: After = None,
    state: NeedState | None = None,
    kind: NeedKind | None = None,
    community_id: Id | None = None,
    recipient_id: Id | None = None,
    team_id: Id | None = None,
    station_id: Id | None = None,
    standing_id: Id | None = None,
    owner_id: Id | None = None,
    from_at: Annotated[datetime | None, Query(description="Those whose windows are not over then")] = None,
    until_at: Annotated[datetime | None, Query(description="Those whose windows have opened by then")] = None,
    late: Annotated[bool, Query(description="Only those about which something is late")] = False,
) -> PageOut[NeedOut]:
    """A page in the order in which they were taken in."""
    given = (state, kind, community_id, recipient_id, team_id, station_id, standing_id, owner_id)
    wanted = {name: value for name, value in zip(taking.FILTERS, given, strict=True) if value is not None}
    found = taking.listed(
        context, wanted=wanted, from_at=from_at, until_at=until_at, late=late, limit=limit, after=after
    )
    return PageOut(items=[out(context, row) for row in found.rows], next=found.next)


@router.post("", status_code=201, summary="Take in a need")
def take(context: Taking, response: Response, body: NeedIn) -> TakenOut:
    """A draft, or open at once. The answer names needs that may be the same one, and keeps none out."""
    row = taking.take(context, body)
    etag(response, row)
    response.headers["location"] = f"/v1/needs/{row['id']}"
    similar = [
        SimilarOut.model_validate(locally(one, context.house.zone)) for one in similar_to(context, row)
    ]
    return TakenOut.of({**taking.shown(context, row), "similar": similar}, context.house.zone)


@router.post("/bulk", status_code=201, summary=f"Take in up to {MOST_AT_ONCE:,} at once, all or none")
def take_many(
    context: Taking,
    items: Annotated[list[NeedIn], Body(embed=True), Field(min_length=1, max_length=MOST_AT_ONCE)],
) -> ManyOut:
    return ManyOut(ids=[row["id"] for row in taking.take_many(context, items)])


@router.get("/late", summary="What is late, and why")
def list_late(context: Reading) -> LateListOut:
    """Needs that nobody serves in time, offers that nobody answers, what has come back or waits in vain."""
    items = [
        LateOut.model_validate(
            {
                **locally(one.need, context.house.zone),
                "need_id": one.need["id"],
                "offer_id": one.offer_id,
                "why": one.why,
                "zh": one.why.zh,
                "since": one.since.astimezone(context.house.zone),
            }
        )
        for one in late.what_is_late(context)
    ]
    return LateListOut(items=items)


@router.get("/{id}", summary="One need")
def read(id: str, context: Reading, response: Response) -> NeedOut:
    return out(context, taking.read(context, id), response)


@router.patch("/{id}", summary="Change a need")
def alter(id: str, context: Taking, response: Response, seen: Seen, body: NeedPatch) -> ChangedOut:
    """Before it is under way. The answer says which visits and offers the change concerns."""
    sent = body.model_dump(exclude_unset=True)
    if not sent:
        raise InvalidInput("the body names nothing to change")
    row, touched = changing.alter(context, id, sent, seen)
    etag(response, row)
    told = [TouchedOut.model_validate(locally(asdict(one), context.house.zone)) for one in touched]
    return ChangedOut.of({**taking.shown(context, row), "touched": told}, context.house.zone)


@router.get("/{id}/history", summary="What was done to a need")
def history(id: str, context: Knowing) -> HistoryOut:
    """For those who know the recipient: each line holds what was written about them."""
    lines = taking.history(context, id)
    return HistoryOut.of(lines, context.house.zone)


@router.post("/{id}/verify", summary="Verify a need")
def verify(id: str, context: Dispatching, response: Response, seen: Seen, body: VerifyIn) -> NeedOut:
    """The caller has looked into it (Regulations on Volunteer Service, Art. 13)."""
    row = person_steps.verify(context, id, seen, risk_told=body.risk_told, why=body.why)
    return out(context, row, response)


@router.post("/{id}/open", summary="Open a need, so that it may be dispatched")
def open_(id: str, context: Dispatching, response: Response, seen: Seen, body: WhyIn) -> NeedOut:
    """It is verified, its risks are told, and it waits for no outcome."""
    return out(context, person_steps.open_need(context, id, seen, body.why), response)


@router.post("/{id}/cancel", summary="Cancel a need")
def cancel(id: str, context: Taking, response: Response, seen: Seen, body: ReasonIn) -> NeedOut:
    """Its visits and offers are withdrawn."""
    return out(context, person_steps.cancel(context, id, seen, body.why), response)


@router.post("/{id}/give-up", summary="Say that a need could not be met")
def give_up(id: str, context: Dispatching, response: Response, seen: Seen, body: ReasonIn) -> NeedOut:
    return out(context, person_steps.give_up(context, id, seen, body.why), response)


@router.post("/{id}/reopen", summary="Open again what has expired or could not be met")
def reopen(id: str, context: Dispatching, response: Response, seen: Seen, body: ReopenIn) -> NeedOut:
    windows = None if body.windows is None else [one.model_dump() for one in body.windows]
    return out(context, person_steps.reopen(context, id, seen, windows=windows, why=body.why), response)


@router.post("/{id}/owner", summary="Say who sees to it that a need is served")
def own(id: str, context: Dispatching, response: Response, seen: Seen, body: OwnerIn) -> NeedOut:
    return out(context, person_steps.own(context, id, seen, owner_id=body.owner_id, why=body.why), response)


@router.post("/{id}/rate", summary="Rate how a need was served")
def rate(id: str, context: Rating, response: Response, seen: Seen, body: RateIn) -> NeedOut:
    return out(context, person_steps.rate(context, id, seen, stars=body.stars, words=body.words), response)
