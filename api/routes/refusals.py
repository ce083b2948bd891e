"""One table turns errors into statuses; every refusal is a problem object. Source: RFC 9457."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.problems import problem, problem_of
from api.slots import Busy
from models.errors import BadFormat, InvalidInput, RedvestError, Unsupported

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
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
}


def add_refusals(app: FastAPI) -> None:
    """Errors of ours, and those of the framework, as problem objects."""
    app.add_exception_handler(RedvestError, _refuse)
    app.add_exception_handler(HTTPException, _refuse_http)


def refusal(status: int, told: dict[str, Any], headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer that carries a problem object."""
    return JSONResponse({**told, "status": status}, status, headers, media_type=MEDIA_TYPE)


def _refuse(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RedvestError)
    kinds = (kind for kind in type(error).__mro__ if kind in STATUS)
    status = STATUS.get(next(kinds, RedvestError), HTTPStatus.UNPROCESSABLE_ENTITY)
    retry = {"Retry-After": str(RETRY_S)} if status is HTTPStatus.SERVICE_UNAVAILABLE else None
    return refusal(status, problem_of(error), retry)


def _refuse_http(request: Request, error: Exception) -> JSONResponse:
    """No such path, no such method."""
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    code = phrase.lower().replace(" ", "_")
    return refusal(error.status_code, problem(code, phrase), dict(error.headers or {}))
