"""The feed of events: as a stream that is resumed where it broke off, and in passages."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.access.tasks import Task
from api.context import Context
from api.deps import for_task
from api.feed_watch import FeedWatch
from api.schemas.base import Id
from api.schemas.feed import EventOut, EventsOut
from api.usecases.feed.following import MOST_LINES, Passage, Wanted, newest, passage
from api.usecases.signing_in import caller_by_token_id
from models.errors import InvalidInput, RedvestError

router = APIRouter(prefix="/v1", tags=["events"])

MOST_NUMBER = 2**63 - 1
LONGEST_S = 300

Reading = Annotated[Context, for_task(Task.READ_FEED)]
Number = Annotated[int, Query(ge=0, le=MOST_NUMBER, description="The number of the last event that is known")]
Nouns = Annotated[
    list[str],
    Query(
        max_length=40, description="Told of these nouns alone: need, visit, …", examples=[["need", "visit"]]
    ),
]
Community = Annotated[Id | None, Query(description="Told of this community alone")]


def wanted_of(noun: Nouns = [], community_id: Community = None) -> Wanted:  # noqa: B006  # FastAPI copies it
    return Wanted(nouns=frozenset(noun), community_id=community_id)


def resumed_after(
    after: Annotated[int | None, Query(ge=0, le=MOST_NUMBER, description="Told from the next one on")] = None,
    last_event_id: Annotated[str | None, Header(description="Sent by a client that was cut off")] = None,
) -> int | None:
    """None where neither is given. Raises InvalidInput."""
    if last_event_id is None or not last_event_id.strip():
        return after
    if not (last_event_id.isdecimal() and len(last_event_id) < 19):
        raise InvalidInput(f"Last-Event-ID: {last_event_id[:40]!r} is no number of ours")
    return int(last_event_id)


async def watch_of(request: Request) -> AsyncIterator[FeedWatch]:
    """Raises TooManyStreams."""
    watch: FeedWatch = request.app.state.feed_watch
    with watch.stream():
        yield watch


@router.get("/events", summary="Follow what happens", response_class=EventSourceResponse)
async def follow(
    context: Reading,
    wanted: Annotated[Wanted, Depends(wanted_of)],
    after: Annotated[int | None, Depends(resumed_after)],
    watch: Annotated[FeedWatch, Depends(watch_of)],
    seconds: Annotated[
        int, Query(ge=0, le=LONGEST_S, description="The stream ends after so long; clients take it up again")
    ] = LONGEST_S,
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events named `noun.step`, from now on or after what is known; a comment every 15 seconds.

    Each has its number as id, so that a client that is cut off goes on where it was. Who loses the right to
    read is cut off with the next event.
    """
    loop = asyncio.get_running_loop()
    ends_s = loop.time() + seconds
    if after is None:
        after = await run_in_threadpool(newest, context)
    while True:
        try:
            found = await run_in_threadpool(_now, context, wanted, after)
        except RedvestError:
            return  # whoever takes the stream up again is told why
        for event in found.events:
            shown = EventOut.of(event, context.house.zone)
            name = f"{shown.noun}.{shown.step}"
            yield ServerSentEvent(data=shown.model_dump(mode="json"), event=name, id=str(shown.number))
        after = found.next
        if found.more:
            continue
        if loop.time() >= ends_s or not await watch.beyond(after, ends_s - loop.time()):
            return


@router.get("/event-log", summary="What has happened")
def read(
    context: Reading,
    wanted: Annotated[Wanted, Depends(wanted_of)],
    after: Number = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_LINES, description="Events of a passage")] = MOST_LINES,
) -> EventsOut:
    """The events after that number, oldest first, for those who would rather ask now and then.

    A passage may be short, or empty, and yet not the last: `next` equals `after` where there is nothing new.
    """
    found = passage(context, wanted, after=after, limit=limit)
    return EventsOut(
        items=[EventOut.of(event, context.house.zone) for event in found.events], next=found.next
    )


def _now(context: Context, wanted: Wanted, after: int) -> Passage:
    """With what the caller may do by now. Raises Unauthenticated, Forbidden."""
    house, now = context.house, context.house.clock()
    caller = caller_by_token_id(house.store, context.caller.token_id, now)
    return passage(replace(context, caller=caller, now=now), wanted, after=after)
