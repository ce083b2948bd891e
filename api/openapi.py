"""What all routes have in common, told once in the OpenAPI document: refusals, keys, tokens, examples."""

import json
import re
from typing import Any

from api.keyed import MOST_LENGTH
from api.openapi_examples import example_of
from api.routes.refusals import MEDIA_TYPE

Json = dict[str, Any]

PROBLEM, TOKEN = "Problem", "token"
JSON = "application/json"
SCHEMAS = "#/components/schemas/"

OPEN = frozenset(
    {"/healthz", "/livez", "/readyz", "/metrics", "/v1/solve", "/vroom", "/vroom/health", "/v1/tokens"}
)
"""Asked for without a token, or in a way of their own."""

LINKED = ".ics"
"""Calendars are read by the token in their link."""

_PROBLEM_SCHEMA: Json = {
    "type": "object",
    "description": "What is wrong, as RFC 9457 has it; `code` is stable, `detail` is for people",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}

_KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Sent again with the same key, a request is not carried out again but answered again",
    "schema": {"type": "string", "minLength": 1, "maxLength": MOST_LENGTH},
}


def complete(document: Json, read_by_routes: Json) -> None:
    """The framework's document with what it does not know of, and the schemas that routes read themselves."""
    components = document["components"]
    schemas = components["schemas"]
    schemas.update(_renamed(read_by_routes, set(schemas)))
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas[PROBLEM] = _PROBLEM_SCHEMA
    components["responses"] = {PROBLEM: _problem_response()}
    components["parameters"] = {"IdempotencyKey": _KEY}
    components["securitySchemes"] = {TOKEN: {"type": "http", "scheme": "bearer"}}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation, schemas)


def _complete(path: str, method: str, operation: Json, schemas: Json) -> None:
    is_open = path in OPEN or path.endswith(LINKED)
    operation["operationId"] = operation_id(method, path)
    parameters = [one for one in operation.get("parameters", []) if one["name"] != "authorization"]
    if method == "post" and not is_open:
        parameters.append({"$ref": "#/components/parameters/IdempotencyKey"})
    if parameters:
        operation["parameters"] = parameters
    else:
        operation.pop("parameters", None)
    if not is_open:
        operation["security"] = [{TOKEN: []}]
    responses = operation["responses"]
    if JSON in responses.get("422", {}).get("content", {}):
        del responses["422"]  # the framework's own shape, in which nothing is refused here
    responses["default"] = {"$ref": f"#/components/responses/{PROBLEM}"}
    for media in operation.get("requestBody", {}).get("content", {}).values():
        if "example" not in media:
            media["example"] = example_of(media["schema"], schemas)


def _renamed(theirs: Json, taken: set[str]) -> Json:
    """The schemas; one whose name is taken gets Solve before it: the role of a crew is not that of a user."""
    text = json.dumps(theirs)
    clashing = taken & set(theirs)
    for name in clashing:
        text = text.replace(f'"{SCHEMAS}{name}"', f'"{SCHEMAS}Solve{name}"')
    read: Json = json.loads(text)
    return {f"Solve{name}" if name in clashing else name: schema for name, schema in read.items()}


def operation_id(method: str, path: str) -> str:
    """By method and path alone, so that it stays as long as these do: post_v1_needs_id_open."""
    return re.sub(r"[^a-z0-9]+", "_", f"{method}{path}".lower()).strip("_")


def _problem_response() -> Json:
    schema = {"$ref": f"{SCHEMAS}{PROBLEM}"}
    return {"description": "Refused: what is wrong", "content": {MEDIA_TYPE: {"schema": schema}}}
