"""Whether the service is there, whether it can serve, and what Prometheus is told."""

from http import HTTPStatus
from importlib import metadata
from ipaddress import ip_address
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from api.access.tasks import Task
from api.deps import house_of, signed_in
from api.metrics import Metrics
from api.usecases.operations.standing import is_ready

router = APIRouter(tags=["operations"])

FORWARDED = "forwarded", "x-forwarded-for", "x-real-ip", "via"
"""A request with one of these came through a proxy, which may stand on this machine for anybody."""


@router.get("/healthz", summary="Whether the service is there, and how busy it is")
def healthz(request: Request) -> dict[str, Any]:
    """The version, and how many of its searches are running."""
    slots = request.app.state.slots
    return {
        "status": "ok",
        "version": metadata.version("redvest"),
        "searches": slots.taken,
        "most_searches": slots.count,
    }


@router.get("/livez", summary="Whether the process lives")
def livez() -> dict[str, str]:
    """Looks at nothing else: who restarts a process because its database is away helps nobody."""
    return {"status": "ok"}


@router.get(
    "/readyz",
    summary="Whether requests may be sent here",
    responses={503: {"description": "Not ready: `checks` says what is amiss"}},
)
def readyz(request: Request) -> JSONResponse:
    """Database, migrations, disk and clock, each ok or not; `redvest doctor` says what to do."""
    checks = {one.name: "ok" if one.is_well else "not ok" for one in is_ready(house_of(request))}
    ready = all(check == "ok" for check in checks.values())
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"status": "ok" if ready else "not ready", "checks": checks}, status)


def _check_who_measures(request: Request) -> None:
    """Raises Unauthenticated, Forbidden; from this machine itself nobody is refused."""
    if not _is_from_here(request):
        signed_in(request, request.headers.get("authorization", "")).reach(Task.READ_METRICS)


def _is_from_here(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


@router.get(
    "/metrics",
    summary="Numbers for Prometheus",
    response_class=Response,
    dependencies=[Depends(_check_who_measures)],
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Numbers"}},
)
def metrics(request: Request) -> Response:
    """Asked on the loopback address without a token, elsewhere with an administrator's or an auditor's."""
    numbers: Metrics = request.app.state.metrics
    return Response(numbers.text(), media_type=CONTENT_TYPE_LATEST)
