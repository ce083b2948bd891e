"""One log line for every request, with its id. No path, address, body or message that could name a person."""

import logging
import re
from collections.abc import Callable
from time import monotonic
from typing import Any
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.log import FACTS, frames_of
from api.problems import INTERNAL, problem
from api.routes.refusals import refusal

LOG = logging.getLogger("redvest.requests")

HEADER = b"x-request-id"
GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")

REQUEST_ID, USER_ID = "redvest.request_id", "redvest.user_id"
"""In the scope of a request."""

NO_ROUTE = "(no route)"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

Counted = Callable[[str, str, int, float], None]
"""Hears method, route, status, and after how many seconds the answer began."""


class RequestLog:
    """Names each request, by the caller's X-Request-ID if it is one, and answers what nobody has foreseen."""

    def __init__(self, app: ASGIApp, counted: Counted) -> None:
        self._app = app
        self._counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        request_id = given.decode() if GIVEN_ID.fullmatch(given) else uuid4().hex
        scope[REQUEST_ID] = request_id
        began_s, status, answered_s = monotonic(), 0, 0.0

        async def send_named(message: Message) -> None:
            nonlocal status, answered_s
            if message["type"] == "http.response.start":
                status, answered_s = message["status"], monotonic() - began_s
                message = {**message, "headers": [*message["headers"], (HEADER, request_id.encode())]}
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        except Exception as error:
            name, at = type(error).__name__, frames_of(error.__traceback__)
            facts = {"request_id": request_id, "error": name, "at": at}
            LOG.error("%s %s at %s", *facts.values(), extra={FACTS: facts})
            if not status:
                told = problem(INTERNAL, "something went wrong here; the log has it by the request id")
                await refusal(500, told)(scope, receive, send_named)
        finally:
            facts = _facts(scope, status, monotonic() - began_s)
            LOG.info("%s %s %s %d %d ms %s", *facts.values(), extra={FACTS: facts})
            self._counted(facts["method"], facts["route"], status, answered_s)


def _facts(scope: Scope, status: int, took_s: float) -> dict[str, Any]:
    """A path holds ids and what was looked for: its route's template does not."""
    return {
        "request_id": scope[REQUEST_ID],
        "method": scope["method"] if scope["method"] in METHODS else "OTHER",
        "route": getattr(scope.get("route"), "path", NO_ROUTE),
        "status": status,
        "ms": round(1000 * took_s),
        "user_id": scope.get(USER_ID, ""),
    }
