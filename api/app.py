"""The HTTP service: its routes, its refusals, its documentation."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.house import House
from api.limits import Limits
from api.request_log import RequestLog
from api.routes import accounts, health, solve
from api.routes.refusals import add_refusals
from api.routes.register import register_routes
from api.schemas.solve import solve_schemas
from api.slots import Slots
from api.usecases.civic import GROUPS, ORGANISATIONS, RESOURCE_OFFERS, TEAMS
from api.usecases.places import PLACES

TITLE = "Redvest 红马甲"
ABOUT = "Matches volunteers to people's needs: who goes where, when, and why."

REGISTERS = PLACES, ORGANISATIONS, GROUPS, TEAMS, RESOURCE_OFFERS


def create_app(limits: Limits, house: House) -> FastAPI:
    """The service within these limits. Its state has `limits`, `slots` and `house`."""
    app = FastAPI(title=TITLE, description=ABOUT, version="1")
    app.state.limits = limits
    app.state.slots = Slots(limits.solves)
    app.state.house = house
    app.include_router(health.router)
    app.include_router(solve.router)
    app.include_router(accounts.router)
    for register in REGISTERS:
        app.include_router(register_routes(register))
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
