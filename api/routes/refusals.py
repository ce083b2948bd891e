"""One table turns errors into statuses; every refusal is a problem object. Source: RFC 9457."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException

from api.access.caller import Forbidden, Unauthenticated
from api.feed_watch import TooManyStreams
from api.problems import problem, problem_of
from api.routes.any_text import AnyTextJSON
from api.slots import Busy
from api.usecases.signing_in import TooManyTries
from models.errors import BadFormat, Conflict, InvalidInput, NotFound, RedvestError, Unsupported
from models.store.store import StoreBusy, StoreUnreachable

MEDIA_TYPE = "application/problem+json"
RETRY_S = 5


class TooLarge(InvalidInput):
    """A body longer than the service reads."""

    code = "too_large"


STATUS: dict[type[RedvestError], HTTPStatus] = {
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BadFormat: HTTPStatus.UNPROCESSABLE_ENTITY,
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unsupported: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unauthenticated: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    TooManyStreams: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreUnreachable: HTTPStatus.SERVICE_UNAVAILABLE,
}

HEADERS: dict[HTTPStatus, dict[str, str]] = {
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": str(RETRY_S)},
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
}

MOST_ERRORS = 100
MOST_SHOWN = 80

HTTP_TOLD = {
    HTTPStatus.BAD_REQUEST: "the body cannot be read: send JSON in UTF-8, or a form; mind its depth",
    HTTPStatus.NOT_FOUND: "there is no such path; /docs lists them all",
    HTTPStatus.METHOD_NOT_ALLOWED: "the path has no such method; /docs lists them all",
}
"""What the framework says in one word."""

OF_PATHS = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})

UNTOLD = frozenset({"password", "identity_number", "phone", "caller_phone"})
"""Fields whose values no message shows."""


def add_refusals(app: FastAPI) -> None:
    """Errors of ours, and those of the framework, as problem objects."""
    app.add_exception_handler(RedvestError, _refuse)
    app.add_exception_handler(HTTPException, _refuse_http)
    app.add_exception_handler(RequestValidationError, _refuse_body)
    app.add_exception_handler(ValidationError, _refuse_body)


def refusal(status: int, told: dict[str, Any], headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer that carries a problem object."""
    return AnyTextJSON({**told, "status": status}, status, headers, media_type=MEDIA_TYPE)


def _refuse(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RedvestError)
    kinds = (kind for kind in type(error).__mro__ if kind in STATUS)
    status = STATUS.get(next(kinds, RedvestError), HTTPStatus.UNPROCESSABLE_ENTITY)
    return refusal(status, problem_of(error), HEADERS.get(status))


def _refuse_body(request: Request, error: Exception) -> JSONResponse:
    """Every place of the request that is wrong, with what stands there."""
    assert isinstance(error, RequestValidationError | ValidationError)
    places = [_wrong(one) for one in error.errors()]
    more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
    told = f"{places[0]['at']}: {places[0]['problem']}{more}"
    return refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY, problem(InvalidInput.code, told, errors=places[:MOST_ERRORS])
    )


def _wrong(error: ErrorDetails) -> dict[str, str]:
    given = error.get("input")
    is_shown = isinstance(given, str | int | float) and UNTOLD.isdisjoint(error["loc"])
    shown = {"value": str(given)[:MOST_SHOWN]} if is_shown else {}
    at = ".".join(str(part) for part in error["loc"])
    return {"at": at, "problem": _in_words(error), **shown}


def _in_words(error: ErrorDetails) -> str:
    """What is wrong, for people who do not know the parser."""
    kind, facts = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return "there is no such field here"
    if kind == "json_invalid":
        return f"this is no JSON: {facts.get('error', error['msg'])}"
    return error["msg"].removeprefix("Value error, ")


def _refuse_http(request: Request, error: Exception) -> JSONResponse:
    """No such path, no such method, a body that is too long or cannot be read."""
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    code = phrase.lower().replace(" ", "_")
    told = HTTP_TOLD.get(HTTPStatus(error.status_code), error.detail)
    path = f"{request.method} {request.url.path[:MOST_SHOWN]}: " if error.status_code in OF_PATHS else ""
    return refusal(error.status_code, problem(code, path + told), dict(error.headers or {}))
