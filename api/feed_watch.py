"""Waiting for the feed to grow: one poller for a process, however many wait, and none while nobody does.

Who waits holds neither a thread nor a connection, and reads for itself once there is something: so a reader
that is slow is behind by itself, and holds up nobody.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.concurrency import run_in_threadpool

from api.house import House
from api.usecases.feed.numbering import newest_number, number_lines
from models.errors import RedvestError
from models.store.store import StoreBusy, StoreUnreachable

POLL_S = 0.5
MOST_STREAMS = 16
"""Streams of a process: each holds one of the connections that the server accepts."""


class TooManyStreams(RedvestError):
    """Every stream that this process keeps open is taken."""

    code = "too_many_streams"


class FeedWatch:
    """Tells those who wait in this process that there is a line beyond the one they know."""

    def __init__(self, house: House, closing: Callable[[], bool]) -> None:
        """`closing`: whether the process is about to end."""
        self._house, self._closing = house, closing
        self._waiting: dict[asyncio.Future[bool], int] = {}
        self._poller: asyncio.Task[None] | None = None
        self._streams = 0

    @contextmanager
    def stream(self) -> Iterator[None]:
        """Room for one stream. Raises TooManyStreams."""
        if self._streams >= MOST_STREAMS:
            raise TooManyStreams(f"all {MOST_STREAMS} event streams are taken: read /v1/event-log instead")
        self._streams += 1
        try:
            yield
        finally:
            self._streams -= 1

    async def beyond(self, number: int, seconds: float) -> bool:
        """True once a line has a higher number; False after so many seconds, or where the process ends."""
        told: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[told] = number
        if self._poller is None or self._poller.done():
            self._poller = asyncio.create_task(self._poll())
        try:
            return await asyncio.wait_for(told, seconds)
        except TimeoutError:
            return False
        finally:
            del self._waiting[told]

    async def _poll(self) -> None:
        while self._waiting:
            try:
                newest = await run_in_threadpool(self._newest)
            except (StoreBusy, StoreUnreachable):
                newest = 0  # the database is back sooner or later: those who wait go on waiting
            for told, number in list(self._waiting.items()):
                if not told.done() and (newest > number or self._closing()):
                    told.set_result(not self._closing())
            await asyncio.sleep(POLL_S)

    def _newest(self) -> int:
        number_lines(self._house, self._house.clock())
        with self._house.store.reading() as tx:
            return newest_number(tx)
