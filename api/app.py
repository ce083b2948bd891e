"""The HTTP service: its routes, its refusals, its documentation."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.limits import Limits
from api.request_log import RequestLog
from api.routes import health, solve
from api.routes.refusals import add_refusals
from api.schemas.solve import solve_schemas
from api.slots import Slots

TITLE = "Redvest 红马甲"
ABOUT = "Matches volunteers to people's needs: who goes where, when, and why. Stateless: nothing is kept."


def create_app(limits: Limits) -> FastAPI:
    """The service within these limits. Its state has `limits` and `slots`."""
    app = FastAPI(title=TITLE, description=ABOUT, version="1")
    app.state.limits = limits
    app.state.slots = Slots(limits.solves)
    app.include_router(health.router)
    app.include_router(solve.router)
    add_refusals(app)
    app.add_middleware(RequestLog)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # as FastAPI's own documentation does
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The framework's document with the schemas of what the routes read themselves."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(solve_schemas(solve.SCHEMA_PATH))
        app.openapi_schema = document
    return app.openapi_schema
