"""POST /vroom and GET /vroom/health: what a client of vroom-express asks, answered as it expects.

Statuses and codes are those of vroom-express (src/index.js, src/config.js); 503 alone is ours. Code 3, of the
routing server, does not occur: where VROOM would ask one, ways are straight lines.
"""

import json
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from api.access.caller import Forbidden, Unauthenticated
from api.limits import Limits
from api.routes.any_text import AnyTextJSON
from api.routes.refusals import HEADERS, TooLarge
from api.routes.searching import WHO_MAY_SEARCH, body_of, limits_of, one_search
from api.slots import Busy
from api.usecases.vroom import TooManyLocations, answer_vroom
from models.errors import InvalidInput, RedvestError

OK, INTERNAL_ERROR, INPUT_ERROR, TOO_LARGE = 0, 1, 2, 4

CODES: dict[type[RedvestError], tuple[int, int]] = {
    TooManyLocations: (413, TOO_LARGE),
    TooLarge: (413, TOO_LARGE),
    InvalidInput: (400, INPUT_ERROR),
    Busy: (503, INTERNAL_ERROR),
}
"""Status and code of what is refused."""

STATUSES = {OK: 200, INPUT_ERROR: 400}
"""Of an answer by its code: a question that asks for what is not honoured has an answer of its own."""

ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept",
}
"""As vroom-express answers, so that a page in a browser may ask, without a token: no header allows it."""


class _VroomRoute(APIRoute):
    """Refuses in VROOM's words."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_as_vroom(request: Request) -> Response:
            try:
                response = await handle(request)
            except (Unauthenticated, Forbidden):
                raise  # vroom-express knows neither
            except RedvestError as error:
                status, code = next(CODES[kind] for kind in type(error).__mro__ if kind in CODES)
                response = JSONResponse({"code": code, "error": str(error)}, status)
                response.headers.update(HEADERS.get(status, {}))  # type: ignore[call-overload]
            response.headers.update(ANY_ORIGIN)
            return response

        return handle_as_vroom


router = APIRouter(prefix="/vroom", tags=["vroom"], route_class=_VroomRoute)


def _refused(words: str) -> dict[str, Any]:
    error = {
        "type": "object",
        "required": ["code", "error"],
        "properties": {"code": {"type": "integer"}, "error": {"type": "string"}},
    }
    return {"description": words, "content": {"application/json": {"schema": error}}}


_ANSWERED = {
    "description": "VROOM's solution, with `reasons` for each unassigned task",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["code", "summary", "unassigned", "routes"],
                "properties": {
                    "code": {"const": OK},
                    "summary": {"type": "object"},
                    "unassigned": {"type": "array", "items": {"type": "object"}},
                    "routes": {"type": "array", "items": {"type": "object"}},
                },
            }
        }
    },
}

EXAMPLE: dict[str, Any] = {
    "vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "skills": [1]}],
    "jobs": [
        {"id": 1, "location_index": 1, "service": 600},
        {"id": 2, "location_index": 2, "service": 300, "skills": [1], "priority": 10},
        {"id": 3, "location_index": 1, "skills": [2]},
    ],
    "matrices": {"car": {"durations": [[0, 300, 420], [300, 0, 240], [420, 240, 0]]}},
    "options": {"x": 0},
}
"""One vehicle, three jobs, and nobody with the skill of the third."""

_QUESTION = {
    "type": "object",
    "required": ["vehicles"],
    "properties": {
        "vehicles": {"type": "array", "items": {"type": "object"}},
        "jobs": {"type": "array", "items": {"type": "object"}},
        "shipments": {"type": "array", "items": {"type": "object"}},
        "matrices": {"type": "object"},
        "options": {
            "type": "object",
            "properties": {
                "g": {"type": "boolean", "description": "Lines to draw and lengths of routes"},
                "x": {"type": "number", "description": "Exploration, 0 to 5: how long the search is"},
                "l": {"type": "number", "description": "Seconds after which the best so far is answered"},
                "t": {"type": "number", "description": "Not heard: each search has one core"},
            },
        },
    },
}


@router.post(
    "",
    summary="Answer a VROOM question",
    response_class=Response,
    dependencies=[WHO_MAY_SEARCH],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _QUESTION, "example": EXAMPLE}},
        }
    },
    responses={
        200: _ANSWERED,
        400: _refused("Code 2: it cannot be read, or asks for what is not honoured"),
        413: _refused("Code 4: more than is accepted"),
        503: _refused("Code 1: all searches are taken; come again after Retry-After seconds"),
    },
)
def vroom(request: Request, body: Annotated[bytes, Depends(body_of)]) -> Response:
    """As vroom-express does; the search ends early when the caller hangs up."""
    with one_search(request) as go_on:
        answer = answer_vroom(body, limits_of(request), go_on, go_on)
    return AnyTextJSON(answer, STATUSES[answer["code"]])


@router.options("", summary="What a page of another origin may ask", include_in_schema=False)
def vroom_options() -> Response:
    return Response(headers={"Allow": "POST"})


@router.get("/health", summary="Whether VROOM questions are answered", response_class=Response)
def vroom_health() -> Response:
    """A small question is answered, as vroom-express looks whether VROOM works."""
    answer_vroom(json.dumps(EXAMPLE).encode(), Limits(solves=1), lambda now: True, lambda done, of: True)
    return Response()
