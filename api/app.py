"""The HTTP service: its routes, its refusals, its documentation."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.feed_watch import FeedWatch
from api.house import House
from api.limits import Limits
from api.metrics import Metrics
from api.openapi import complete
from api.request_log import RequestLog
from api.routes import (
    accounts,
    alarms,
    calendars,
    cases,
    credentials,
    events,
    exports,
    health,
    imports,
    jobs,
    likenesses,
    need_links,
    needs,
    offers,
    plan_printouts,
    plans,
    projects,
    recipients,
    solve,
    standing_needs,
    stock,
    visits,
    volunteers,
    vroom,
    webhooks,
)
from api.routes.refusals import add_refusals
from api.routes.register import register_routes
from api.schemas.solve import solve_schemas
from api.slots import Slots
from api.usecases.civic import GROUPS, ORGANISATIONS, RESOURCE_OFFERS, TEAMS
from api.usecases.places import PLACES
from api.usecases.projects import PROJECTS
from api.usecases.recipients import RECIPIENTS
from api.usecases.stock.lots import LOTS
from api.usecases.volunteers import VOLUNTEERS

TITLE = "Redvest 红马甲"
ABOUT = "Matches volunteers to people's needs: who goes where, when, and why."

REGISTERS = PLACES, ORGANISATIONS, GROUPS, TEAMS, RESOURCE_OFFERS, LOTS, VOLUNTEERS, RECIPIENTS, PROJECTS


def create_app(limits: Limits, house: House) -> FastAPI:
    """The service within these limits. Its state has `limits`, `slots` and `house`."""
    app = FastAPI(title=TITLE, description=ABOUT, version="1")
    app.state.limits = limits
    app.state.slots = Slots(limits.solves)
    app.state.house = house
    app.state.metrics = Metrics(house, app.state.slots)
    app.state.feed_watch = FeedWatch(house, closing=lambda: app.state.slots.closing)
    app.include_router(health.router)
    app.include_router(solve.router)
    app.include_router(vroom.router)
    app.include_router(accounts.router)
    app.include_router(needs.router)
    app.include_router(offers.router)
    app.include_router(need_links.router)
    app.include_router(standing_needs.router)
    app.include_router(visits.router)
    app.include_router(alarms.router)
    app.include_router(cases.router)
    app.include_router(stock.router)
    app.include_router(plans.router)
    app.include_router(plan_printouts.router)
    app.include_router(jobs.router)
    app.include_router(events.router)
    app.include_router(webhooks.router)
    app.include_router(calendars.router)
    app.include_router(imports.router)
    app.include_router(exports.router)
    app.include_router(volunteers.router)
    app.include_router(credentials.router)
    app.include_router(likenesses.router)
    app.include_router(recipients.router)
    app.include_router(projects.router)
    for register in REGISTERS:
        app.include_router(register_routes(register))
    add_refusals(app)
    app.add_middleware(RequestLog, counted=app.state.metrics.count)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # as FastAPI's own documentation does
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The framework's document with the schemas of what the routes read themselves."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        complete(document, solve_schemas(solve.SCHEMA_PATH))
        app.openapi_schema = document
    return app.openapi_schema
