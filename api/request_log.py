"""One log line for every request, with its id. No path, address, body or message that could name a person."""

import logging
import re
from time import monotonic
from traceback import extract_tb
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import INTERNAL, problem
from api.routes.refusals import refusal

LOG = logging.getLogger("redvest.requests")

HEADER = b"x-request-id"
GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class RequestLog:
    """Names each request, by the caller's X-Request-ID if it is one, and answers what nobody has foreseen."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        request_id = given.decode() if GIVEN_ID.fullmatch(given) else uuid4().hex
        scope["redvest.request_id"] = request_id
        began_s, status = monotonic(), 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (HEADER, request_id.encode())]}
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        except Exception as error:
            # Its message may hold what the caller sent; where it came from does not.
            frames = " < ".join(
                f"{frame.filename}:{frame.lineno}" for frame in extract_tb(error.__traceback__)[::-1]
            )
            LOG.error("%s %s at %s", request_id, type(error).__name__, frames)
            if not status:
                told = problem(INTERNAL, "something went wrong here; the log has it by the request id")
                await refusal(500, told)(scope, receive, send_named)
        finally:
            route = getattr(scope.get("route"), "path", "(no route)")
            took_ms = 1000 * (monotonic() - began_s)
            LOG.info("%s %s %s %d %.0f ms", request_id, scope["method"], route, status, took_ms)
