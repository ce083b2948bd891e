"""POST /v1/solve: a day in, its plan out. Nothing is kept."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from api.documents import plan_to_json
from api.routes.example import EXAMPLE
from api.routes.refusals import MEDIA_TYPE
from api.routes.searching import WHO_MAY_SEARCH, body_of, limits_of, one_search
from api.schemas.solve import PLAN, REQUEST, read_solve_request
from api.usecases.planning import plan_question

router = APIRouter()

SCHEMA_PATH = "#/components/schemas/{model}"


def _content(schema: str, **more: Any) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": SCHEMA_PATH.format(model=schema)}, **more}}


_PROBLEM = {"content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}


@router.post(
    "/v1/solve",
    summary="Plan a day",
    response_class=Response,
    dependencies=[WHO_MAY_SEARCH],
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
    with one_search(request) as go_on:
        day, search, start = read_solve_request(body, limits_of(request))
        plan = plan_question(day, search, go_on, go_on, start=start)
    return Response(plan_to_json(plan), media_type="application/json")
