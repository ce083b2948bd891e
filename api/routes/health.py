"""GET /healthz: whether the service is there, and how busy it is."""

from importlib import metadata
from typing import Any

from fastapi import APIRouter, Request

router = APIRouter()


@router.get("/healthz", summary="Whether the service is there")
def healthz(request: Request) -> dict[str, Any]:
    """The version, and how many of its searches are running."""
    slots = request.app.state.slots
    return {
        "status": "ok",
        "version": metadata.version("redvest"),
        "searches": slots.taken,
        "most_searches": slots.count,
    }
