"""POST /v1/solve: a day in, its plan out. Nothing is kept."""

from typing import Annotated, Any

from anyio import from_thread
from fastapi import APIRouter, Depends, Request, Response

from api.documents import plan_to_json
from api.limits import Limits
from api.routes.example import EXAMPLE
from api.routes.refusals import MEDIA_TYPE, TooLarge
from api.schemas.solve import PLAN, REQUEST, read_solve_request
from api.slots import Slots
from api.usecases.planning import plan_question

router = APIRouter()

SCHEMA_PATH = "#/components/schemas/{model}"


async def body_of(request: Request) -> bytes:
    """The body as it is. Raises TooLarge before more of it is read than the service takes."""
    limits: Limits = request.app.state.limits
    chunks, length = [], 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > limits.body_bytes:
            raise TooLarge(f"the body is longer than the {limits.body_bytes} bytes that are read")
        chunks.append(chunk)
    return b"".join(chunks)


def _content(schema: str, **more: Any) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": SCHEMA_PATH.format(model=schema)}, **more}}


_PROBLEM = {"content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}


@router.post(
    "/v1/solve",
    summary="Plan a day",
    response_class=Response,
    openapi_extra={"requestBody": {"required": True, "content": _content(REQUEST, example=EXAMPLE)}},
    responses={
        200: {"description": "The best plan found, with reasons for unmet needs", "content": _content(PLAN)},
        413: {"description": "The body is too large", **_PROBLEM},
        422: {"description": "The problem cannot be read, or asks for what is not supported", **_PROBLEM},
        503: {"description": "All searches are taken: come again after Retry-After seconds", **_PROBLEM},
    },
)
def solve(request: Request, body: Annotated[bytes, Depends(body_of)]) -> Response:
    """The best plan within the budget. The search ends early when the caller hangs up."""
    slots: Slots = request.app.state.slots

    def go_on(*now: object) -> bool:
        return not (slots.closing or from_thread.run(request.is_disconnected))

    with slots.one():
        day, search, start = read_solve_request(body, request.app.state.limits)
        plan = plan_question(day, search, go_on, go_on, start=start)
    return Response(plan_to_json(plan), media_type="application/json")
