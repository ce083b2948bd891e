"""What routes that search while their caller waits have in common: who may, how much, until when."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from anyio import from_thread
from fastapi import Depends, Request

from api.access.tasks import Task
from api.deps import signed_in
from api.limits import Limits
from api.routes.refusals import TooLarge
from api.slots import Slots


def limits_of(request: Request) -> Limits:
    limits: Limits = request.app.state.limits
    return limits


def _check_who_searches(request: Request) -> None:
    """Raises Unauthenticated, Forbidden: but where the settings ask for no sign-in nobody is refused."""
    if not limits_of(request).open_solve:
        signed_in(request, request.headers.get("authorization", "")).reach(Task.PLAN)


WHO_MAY_SEARCH = Depends(_check_who_searches)


async def body_of(request: Request) -> bytes:
    """The body as it is. Raises TooLarge before more of it is read than the service takes."""
    most = limits_of(request).body_bytes
    chunks, length = [], 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > most:
            raise TooLarge(f"the body is longer than the {most} bytes that are read")
        chunks.append(chunk)
    return b"".join(chunks)


@contextmanager
def one_search(request: Request) -> Iterator[Callable[..., bool]]:
    """A slot for one search, and what says whether it goes on: until the caller hangs up or the service ends.

    Raises Busy where every slot is taken.
    """
    slots: Slots = request.app.state.slots

    def go_on(*now: object) -> bool:
        return not (slots.closing or from_thread.run(request.is_disconnected))

    with slots.one():
        yield go_on
