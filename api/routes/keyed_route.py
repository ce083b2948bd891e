"""A route whose POST may carry an Idempotency-Key: sent again, it is answered again."""

from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from api.deps import Replayed
from api.keyed import Answer, KeyedRequest

KEPT_HEADERS = ("content-type", "etag", "location")


class KeyedRoute(APIRoute):
    """Digests what is asked before the handler, keeps what was answered after it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_keyed(request: Request) -> Response:
            if "idempotency-key" not in request.headers or request.method != "POST":
                return await handle(request)
            asked = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
            request.state.asked = sha256(asked + await request.body()).hexdigest()
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
            if keyed is not None and response.status_code < 400:
                headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
                answer = Answer(status=response.status_code, headers=headers, body=bytes(response.body))
                await run_in_threadpool(keyed.answered, answer)
            else:
                await _leave(keyed)
            return response

        return handle_keyed


async def _leave(keyed: KeyedRequest | None) -> None:
    """What was refused was not done, and may be asked again with the same key."""
    if keyed is not None:
        await run_in_threadpool(keyed.given_up)
