"""Pairs of entries that may be one person: looked at, merged, rejected, taken apart again."""

from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit, etag
from api.schemas.base import PageOut, WhyIn
from api.schemas.likenesses import LeftOut, LikenessOut, MergeIn, UnmergedOut
from api.usecases import likenesses, merging
from api.usecases.people import with_masked_phone
from models.likeness import LikenessState
from models.store.journal import Row

router = APIRouter(prefix="/v1/likenesses", tags=["likenesses"], route_class=KeyedRoute)

Merging = Annotated[Context, for_task(Task.MERGE_VOLUNTEERS)]


def _out(row: Row, context: Context) -> LikenessOut:
    entries = {name: with_masked_phone(context, row[name]) for name in ("first", "second")}
    return LikenessOut.of(row | entries, context.house.zone)


@router.get("", summary="List pairs that may be one person")
def list_(
    context: Merging,
    state: LikenessState | None = None,
    limit: Limit = 50,
    after: After = None,
) -> PageOut[LikenessOut]:
    """The surest first."""
    found = likenesses.listed(context, state=state, limit=limit, after=after)
    return PageOut(items=[_out(row, context) for row in found.rows], next=found.next)


@router.get("/{id}", summary="One pair")
def read(id: str, context: Merging, response: Response) -> LikenessOut:
    row = likenesses.one(context, id)
    etag(response, row)
    return _out(row, context)


@router.post("/{id}/merge", summary="Make one of two entries")
def merge(id: str, context: Merging, response: Response, seen: Seen, body: MergeIn) -> LikenessOut:
    """Everything that pointed to the other entry points to the kept one; it can be taken back."""
    row = merging.merge(context, id, body.keep, body.why, seen)
    etag(response, row)
    return _out(row, context)


@router.post("/{id}/unmerge", summary="Take two entries apart again")
def unmerge(id: str, context: Merging, response: Response, seen: Seen, body: WhyIn) -> UnmergedOut:
    """What was changed since the merge stays with the kept entry, and is named in the answer."""
    row, left = merging.unmerge(context, id, body.why, seen)
    etag(response, row)
    return UnmergedOut(likeness=_out(row, context), left=[LeftOut.model_validate(one) for one in left])


@router.post("/{id}/reject", summary="Say that they are two people")
def reject(id: str, context: Merging, response: Response, seen: Seen, body: WhyIn) -> LikenessOut:
    """The pair is not proposed again."""
    row = likenesses.reject(context, id, body.why, seen)
    etag(response, row)
    return _out(row, context)
