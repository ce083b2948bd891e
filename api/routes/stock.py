"""Donated medicine: what to release first, and the steps of what is released. Lots are a register."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import PageOut, ReasonIn
from api.schemas.history import HistoryOut
from api.schemas.stock import (
    CollectIn,
    DeliverIn,
    LotOut,
    NewReleaseOut,
    ReleaseIn,
    ReleaseOut,
    ReturnIn,
    WriteOffIn,
)
from api.usecases.stock import coming_back, lots, releases, releasing
from models.stock import ReleaseState
from models.store.columns import ID_LENGTH
from models.store.journal import Row

router = APIRouter(prefix="/v1", tags=["stock"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_STOCK)]
Keeping = Annotated[Context, for_task(Task.KEEP_STOCK)]
Releasing = Annotated[Context, for_task(Task.RELEASE_STOCK)]
CarryingOut = Annotated[Context, for_task(Task.CARRY_OUT_VISITS)]

Narrowed = Annotated[str | None, Query(max_length=ID_LENGTH)]


class LotsOut(BaseModel):
    """The first to expire comes first: release from it."""

    items: list[LotOut]


@router.get("/lots/first-to-expire", summary="Which lots of a medicine to release first")
def first_to_expire(
    context: Reading, medicine: Annotated[str, Query(min_length=1, max_length=120)]
) -> LotsOut:
    rows = lots.first_to_expire(context, medicine)
    return LotsOut(items=[LotOut.of(row, context.house.zone) for row in rows])


@router.post("/lots/{id}/write-off", summary="Write off a part of a lot")
def write_off(id: str, context: Keeping, response: Response, version: Seen, body: WriteOffIn) -> LotOut:
    row = lots.write_off(context, id, version, amount=body.amount, why=body.why)
    etag(response, row)
    return LotOut.of(row, context.house.zone)


@router.get("/releases", summary="List releases")
def list_releases(
    context: Reading,
    limit: Limit = 50,
    after: After = None,
    state: ReleaseState | None = None,
    lot_id: Narrowed = None,
    need_id: Narrowed = None,
    community_id: Narrowed = None,
) -> PageOut[ReleaseOut]:
    """A page in the order in which they were released."""
    named = {"state": state, "lot_id": lot_id, "need_id": need_id, "community_id": community_id}
    wanted = {name: value for name, value in named.items() if value is not None}
    found = releases.listed(context, wanted, limit=limit, after=after)
    return ReleaseOut.page(found, context.house.zone)


@router.post("/releases", status_code=201, summary="Release medicine for a need")
def release(context: Releasing, response: Response, body: ReleaseIn) -> NewReleaseOut:
    """For a pharmacist in person. The code is for the seal, and is shown this once."""
    wish = releasing.Wish(lot_id=body.lot_id, need_id=body.need_id, amount=body.amount)
    row, code = releasing.release(context, wish)
    response.headers["cache-control"] = "no-store"  # and so no Idempotency-Key keeps the code
    etag(response, row)
    response.headers["location"] = f"/v1/releases/{row['id']}"
    return NewReleaseOut.of(row | {"code": code}, context.house.zone)


@router.get("/releases/{id}", summary="One release")
def read_release(id: str, context: Reading, response: Response) -> ReleaseOut:
    return _out(context, response, releases.read(context, id))


@router.get("/releases/{id}/history", summary="What was done to a release")
def release_history(id: str, context: Reading) -> HistoryOut:
    lines = releases.history(context, id)
    return HistoryOut.of(lines, context.house.zone)


@router.post("/releases/{id}/collect", summary="Take along what was released")
def collect(id: str, context: CarryingOut, response: Response, version: Seen, body: CollectIn) -> ReleaseOut:
    """By the volunteer of a visit to the need, or for them."""
    return _out(context, response, releasing.collect(context, id, version, visit_id=body.visit_id))


@router.post("/releases/{id}/deliver", summary="Hand over what was collected")
def deliver(id: str, context: CarryingOut, response: Response, version: Seen, body: DeliverIn) -> ReleaseOut:
    """At the door, with the code on the seal."""
    row = releasing.deliver(
        context, id, version, visit_id=body.visit_id, code=body.code, handed_to=body.handed_to
    )
    return _out(context, response, row)


@router.post("/releases/{id}/return", summary="Bring back what was released")
def give_back(id: str, context: Releasing, response: Response, version: Seen, body: ReturnIn) -> ReleaseOut:
    """It is left over again, unless it is kept cold or its seal is broken: then it is written off."""
    row = coming_back.give_back(context, id, version, why=body.why, seal_intact=body.seal_intact)
    return _out(context, response, row)


@router.post("/releases/{id}/lose", summary="Report what was released as lost")
def lose(id: str, context: Releasing, response: Response, version: Seen, body: ReasonIn) -> ReleaseOut:
    return _out(context, response, coming_back.lose(context, id, version, why=body.why))


def _out(context: Context, response: Response, row: Row) -> ReleaseOut:
    etag(response, row)
    return ReleaseOut.of(row, context.house.zone)
