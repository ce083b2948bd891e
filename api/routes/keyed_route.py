"""A route whose POST may carry an Idempotency-Key: sent again, it is answered again."""

import re
from collections.abc import Callable, Coroutine
from hashlib import sha256
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import Message

from api.deps import Replayed
from api.keyed import Answer, KeyedRequest

BOUNDARY = re.compile(r'(?i)^multipart/form-data;.*boundary="?([^";]+)')

KEPT_HEADERS = ("content-type", "etag", "location")


class KeyedRoute(APIRoute):
    """Digests what is asked before the handler, keeps what was answered after it.

    Refuses a body as soon as it is too long, whether its length was told or not: it is read before anybody
    has said who they are.
    """

    most_bytes: ClassVar[int] = 16 * 2**20

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_keyed(unbounded: Request) -> Response:
            request = _bounded(unbounded, self.most_bytes)
            if "idempotency-key" not in request.headers or request.method != "POST":
                return await handle(request)
            asked = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
            request.state.asked = sha256(asked + _sent(request, await request.body())).hexdigest()
            request.state.keyed = None
            try:
                response = await handle(request)
            except Replayed as replayed:
                answer = replayed.answer
                return Response(answer.body, answer.status, {**answer.headers, "idempotent-replayed": "true"})
            except BaseException:
                await _leave(request.state.keyed)
                raise
            keyed: KeyedRequest | None = request.state.keyed
            is_kept = "no-store" not in response.headers.get("cache-control", "")
            if keyed is not None and response.status_code < 400 and is_kept:
                headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
                answer = Answer(status=response.status_code, headers=headers, body=bytes(response.body))
                await run_in_threadpool(keyed.answered, answer)
            else:
                await _leave(keyed)
            return response

        return handle_keyed


def _bounded(request: Request, most: int) -> Request:
    """The request, of whose body no more is read than that."""
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > most:
            told = f"the body is longer than the {most:,} bytes that are read"
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)
        return message

    return Request(request.scope, receive)


def _sent(request: Request, body: bytes) -> bytes:
    """The body, without what a client makes up anew for every form that it sends."""
    boundary = BOUNDARY.search(request.headers.get("content-type", ""))
    return body if boundary is None else body.replace(boundary[1].encode(), b"")


async def _leave(keyed: KeyedRequest | None) -> None:
    """What was refused was not done, and may be asked again with the same key."""
    if keyed is not None:
        await run_in_threadpool(keyed.given_up)
