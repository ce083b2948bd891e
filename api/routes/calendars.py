"""Calendars: links that are asked for and revoked, and what is read by them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import Table

from api.access.tasks import Task
from api.context import Context
from api.deps import for_task, house_of
from api.routes.keyed_route import KeyedRoute
from api.routes.register import After, Limit
from api.schemas.base import PageOut
from api.schemas.calendars import CalendarLinkOut, NewCalendarLinkOut
from api.usecases import calendars
from models.store.tables.civic import team
from models.store.tables.people import volunteer

router = APIRouter(prefix="/v1/calendars", tags=["calendars"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_CALENDARS)]
Token = Annotated[str, Query(max_length=100, description="As the link has it")]
Owner = Annotated[str, Path(max_length=32)]


class IcsResponse(Response):
    media_type = "text/calendar; charset=utf-8"


@router.get("", summary="List links to calendars")
def list_links(context: Reading, limit: Limit = 50, after: After = None) -> PageOut[CalendarLinkOut]:
    found = calendars.links(context, limit=limit, after=after)
    return CalendarLinkOut.page(found, context.house.zone)


@router.post("/volunteers/{id}", status_code=201, summary="A link to a volunteer's calendar")
def add_for_volunteer(id: Owner, context: Reading, response: Response) -> NewCalendarLinkOut:
    """Whoever has the link reads the calendar, without signing in, until it is revoked."""
    return _added(context, response, volunteer, id, f"/v1/calendars/volunteers/{id}.ics")


@router.post("/teams/{id}", status_code=201, summary="A link to a team's calendar")
def add_for_team(id: Owner, context: Reading, response: Response) -> NewCalendarLinkOut:
    """Whoever has the link reads the calendar, until it is revoked or the one who asked leads it no more."""
    return _added(context, response, team, id, f"/v1/calendars/teams/{id}.ics")


@router.delete("/links/{id}", summary="Revoke a link to a calendar")
def revoke(id: Owner, context: Reading) -> CalendarLinkOut:
    return CalendarLinkOut.of(calendars.revoke_link(context, id), context.house.zone)


@router.get("/volunteers/{id}.ics", summary="A volunteer's calendar", response_class=IcsResponse)
def of_volunteer(id: Owner, request: Request, token: Token) -> IcsResponse:
    """iCalendar: kind, time and community of each visit, and the door where it has been accepted."""
    return _read(request, volunteer, id, token)


@router.get("/teams/{id}.ics", summary="A team's calendar", response_class=IcsResponse)
def of_team(id: Owner, request: Request, token: Token) -> IcsResponse:
    """The visits of the team's members and of needs that the team was given."""
    return _read(request, team, id, token)


def _added(context: Context, response: Response, whose: Table, id: str, path: str) -> NewCalendarLinkOut:
    response.headers["cache-control"] = "no-store"  # and so no Idempotency-Key keeps the token
    row, token = calendars.add_link(context, whose, id)
    shown = CalendarLinkOut.of(row, context.house.zone)
    return NewCalendarLinkOut(**shown.model_dump(), url=f"{path}?token={token}")


def _read(request: Request, whose: Table, id: str, token: str) -> IcsResponse:
    house = house_of(request)
    body = calendars.calendar(house, whose, id, token, house.clock())
    return IcsResponse(body, headers={"cache-control": "private, no-store"})
