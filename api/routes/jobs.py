"""Jobs: looked at, followed until they end, cancelled. What makes one is a route of what it makes."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.access.tasks import Task
from api.context import Context
from api.deps import for_task
from api.feed_watch import FeedWatch
from api.routes.events import watch_of
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit
from api.schemas.base import PageOut
from api.schemas.jobs import JobOut
from api.usecases.jobs import asking
from models.errors import RedvestError
from models.jobs import ENDED, JobState

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=KeyedRoute)

Following = Annotated[Context, for_task(Task.FOLLOW_JOBS)]
Cancelling = Annotated[Context, for_task(Task.CANCEL_JOBS)]

POLL_S = 0.5
LONGEST_S = 300


@router.get("", summary="List jobs, the newest first")
def list_(
    context: Following,
    kind: Annotated[str | None, Query(max_length=30)] = None,
    state: JobState | None = None,
    limit: Limit = 50,
    after: After = None,
) -> PageOut[JobOut]:
    found = asking.listed(context, kind=kind, state=state, limit=limit, after=after)
    zone = context.house.zone
    return PageOut(items=[JobOut.of(row, zone) for row in found.rows], next=found.next)


@router.get("/{id}", summary="One job")
def read(id: str, context: Following) -> JobOut:
    return JobOut.of(asking.read(context, id), context.house.zone)


@router.post("/{id}/cancel", summary="Cancel a job")
def cancel(id: str, context: Cancelling) -> JobOut:
    """At once where it waits; where it runs, as soon as its worker looks. What it has found is dropped."""
    return JobOut.of(asking.cancel(context, id), context.house.zone)


async def job_there(id: str, context: Following) -> JobOut:
    """Looked at before the stream begins, so that a job that is not there is refused as such."""
    return await run_in_threadpool(read, id, context)


@router.get("/{id}/events", summary="Follow a job until it ends", response_class=EventSourceResponse)
async def follow(
    id: str,
    context: Following,
    there: Annotated[JobOut, Depends(job_there)],
    request: Request,
    watch: Annotated[FeedWatch, Depends(watch_of)],
    seconds: Annotated[
        int, Query(ge=0, le=LONGEST_S, description="The stream ends after so long; clients take it up again")
    ] = LONGEST_S,
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: `progress` at most twice a second, at last one named for the state it ended in.

    Between two looks it holds neither a thread nor a connection to the database.
    """
    ends_s = asyncio.get_running_loop().time() + seconds
    told: Any = None
    job = there
    while True:
        if job.state in ENDED:
            yield ServerSentEvent(event=job.state.value, data=job.model_dump(mode="json"))
            return
        now = job.state, job.attempts, job.progress
        if now != told:
            told = now
            yield ServerSentEvent(event="progress", data=job.model_dump(mode="json"))
        if asyncio.get_running_loop().time() >= ends_s or request.app.state.slots.closing:
            return
        await asyncio.sleep(POLL_S)
        try:
            job = await run_in_threadpool(read, id, context)
        except RedvestError:
            return  # whoever takes the stream up again is told why
