"""Offers: made, listed, accepted, declined; and the people of a team or station for a need."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import Id, PageOut, ReasonIn, WhyIn
from api.schemas.history import HistoryOut
from api.schemas.offers import (
    AcceptedOut,
    AcceptIn,
    CandidateOut,
    CandidatesOut,
    OfferIn,
    OfferOut,
    ReasonOut,
)
from api.usecases.offers import answering, listing, making
from models.offers import OfferState
from models.store.journal import Row

router = APIRouter(prefix="/v1", tags=["offers"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_OFFERS)]
Answering = Annotated[Context, for_task(Task.ANSWER_OFFERS)]
Naming = Annotated[Context, for_task(Task.NAME_CREWS)]
Dispatching = Annotated[Context, for_task(Task.DISPATCH)]


@router.post("/needs/{id}/offers", status_code=201, summary="Offer a need to a volunteer, team or station")
def make(id: str, context: Dispatching, response: Response, body: OfferIn) -> OfferOut:
    """A volunteer answers for a seat, a team's leader names people, a station's first able rider comes."""
    offer, need = making.make_offer(context, id, body)
    etag(response, offer)
    response.headers["location"] = f"/v1/offers/{offer['id']}"
    return OfferOut.of(listing.shown(offer, need), context.house.zone)


@router.get("/needs/{id}/candidates", summary="Who of a team or station could serve a need")
def candidates(
    id: str,
    context: Naming,
    team_id: Id | None = None,
    station_id: Id | None = None,
    starts_at: datetime | None = None,
) -> CandidatesOut:
    """The able first, then the others with the rule that stands in the way."""
    at, people = listing.candidates(context, id, team_id=team_id, station_id=station_id, starts_at=starts_at)
    return CandidatesOut(
        starts_at=at.astimezone(context.house.zone),
        items=[
            CandidateOut(
                volunteer_id=one.volunteer["id"],
                name=one.volunteer["name"],
                role=one.role,
                able=one.is_able,
                minutes_away=one.minutes_away,
                reasons=[ReasonOut(code=reason.value, zh=reason.zh) for reason in one.reasons],
            )
            for one in people
        ],
    )


@router.get("/offers", summary="List offers")
def list_(
    context: Reading,
    limit: Limit = 50,
    after: After = None,
    need_id: Id | None = None,
    state: OfferState | None = None,
    community_id: Id | None = None,
    volunteer_id: Id | None = None,
    team_id: Id | None = None,
    station_id: Id | None = None,
) -> PageOut[OfferOut]:
    """A page in the order in which they were made."""
    given = (need_id, state, community_id, volunteer_id, team_id, station_id)
    wanted = {name: value for name, value in zip(listing.FILTERS, given, strict=True) if value is not None}
    found = listing.listed(context, wanted=wanted, limit=limit, after=after)
    return OfferOut.page(found, context.house.zone)


@router.get("/offers/{id}", summary="One offer")
def read(id: str, context: Reading, response: Response) -> OfferOut:
    row = listing.read(context, id)
    etag(response, row)
    return OfferOut.of(row, context.house.zone)


@router.get("/offers/{id}/history", summary="What was done to an offer")
def history(id: str, context: Reading) -> HistoryOut:
    return HistoryOut.of(listing.history(context, id), context.house.zone)


@router.post("/offers/{id}/accept", summary="Accept an offer")
def accept(id: str, context: Answering, response: Response, body: AcceptIn) -> AcceptedOut:
    """By who was asked, or by a leader, keeper or dispatcher on their behalf, which is recorded as such."""
    return _accepted(context, response, *answering.accept(context, id, body))


@router.post("/offers/{id}/choose", summary="Let the engine choose who comes")
def choose(id: str, context: Naming, response: Response, body: WhyIn) -> AcceptedOut:
    """Those of the team or station who are ranked first for the free seats."""
    return _accepted(context, response, *answering.choose(context, id, body.why))


@router.post("/offers/{id}/decline", summary="Decline an offer")
def decline(id: str, context: Answering, response: Response, body: ReasonIn) -> OfferOut:
    """Where nobody else is asked the need is back in the queue."""
    offer, need = answering.decline(context, id, body.why)
    etag(response, offer)
    return OfferOut.of(listing.shown(offer, need), context.house.zone)


def _accepted(context: Context, response: Response, offer: Row, need: Row, visits: list[Row]) -> AcceptedOut:
    etag(response, offer)
    shown = {**listing.shown(offer, need), "visit_ids": [visit["id"] for visit in visits]}
    return AcceptedOut.of(shown, context.house.zone)
