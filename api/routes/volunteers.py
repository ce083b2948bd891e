"""What is done to volunteers besides keeping their register: steps, duty, absences, their telephone."""

from typing import Annotated

from fastapi import APIRouter, Response

from api.access.tasks import Task
from api.context import Context
from api.deps import Seen, for_task
from api.routes.keyed_route import KeyedRoute
from api.routes.register import etag
from api.schemas.base import PageOut, ReasonIn, WhyIn
from api.schemas.people import PhoneOut
from api.schemas.volunteers import (
    AbsenceIn,
    AbsenceOut,
    AbsentOut,
    DutyIn,
    SuspendedOut,
    VisitsToComeOut,
    VisitToComeOut,
    VolunteerOut,
)
from api.usecases import volunteer_steps
from api.usecases.people import revealed_phone
from api.usecases.registers import given
from api.usecases.volunteers import VOLUNTEERS
from models.store.journal import Row
from models.store.tables.people import volunteer

router = APIRouter(prefix="/v1/volunteers/{id}", tags=["volunteers"], route_class=KeyedRoute)

Reading = Annotated[Context, for_task(Task.READ_VOLUNTEERS)]
Certifying = Annotated[Context, for_task(Task.CERTIFY_VOLUNTEERS)]
Duty = Annotated[Context, for_task(Task.GO_ON_DUTY)]
Revealing = Annotated[Context, for_task(Task.REVEAL_PHONES)]


def _out(row: Row, context: Context, response: Response) -> VolunteerOut:
    etag(response, row)
    return VolunteerOut.of(VOLUNTEERS.seen(context, row), context.house.zone)


def _visits(rows: list[Row], context: Context) -> list[VisitToComeOut]:
    return [VisitToComeOut.of(row, context.house.zone) for row in rows]


@router.post("/train", summary="Say that a volunteer is trained")
def train(id: str, context: Certifying, response: Response, seen: Seen, body: WhyIn) -> VolunteerOut:
    """A training that holds today has to be among the credentials."""
    return _out(volunteer_steps.train(context, id, body.why, seen), context, response)


@router.post("/suspend", summary="Suspend a volunteer")
def suspend(id: str, context: Certifying, response: Response, seen: Seen, body: ReasonIn) -> SuspendedOut:
    """Visits to come are not withdrawn by this: the answer lists each that now lacks someone."""
    row, lacking = volunteer_steps.suspend(context, id, body.why, seen)
    return SuspendedOut(volunteer=_out(row, context, response), lacking=_visits(lacking, context))


@router.post("/reinstate", summary="Take back a suspension")
def reinstate(id: str, context: Certifying, response: Response, seen: Seen, body: WhyIn) -> VolunteerOut:
    return _out(volunteer_steps.reinstate(context, id, body.why, seen), context, response)


@router.get("/future-visits", summary="The visits to come of a volunteer")
def future_visits(id: str, context: Reading) -> VisitsToComeOut:
    return VisitsToComeOut(items=_visits(volunteer_steps.future_visits(context, id), context))


@router.post("/duty", summary="Go on duty")
def go_on_duty(id: str, context: Duty, response: Response, seen: Seen, body: DutyIn) -> VolunteerOut:
    """It ends by itself; going on duty again makes it longer, or moves it."""
    row = volunteer_steps.go_on_duty(
        context,
        id,
        until=given(context, body)["until"],
        place_id=body.place_id,
        at_deg=(body.lon_deg, body.lat_deg),
        version=seen,
    )
    return _out(row, context, response)


@router.delete("/duty", summary="Go off duty")
def go_off_duty(id: str, context: Duty, response: Response, seen: Seen) -> VolunteerOut:
    return _out(volunteer_steps.go_off_duty(context, id, seen), context, response)


@router.get("/absences", summary="When a volunteer cannot come")
def list_absences(id: str, context: Reading) -> PageOut[AbsenceOut]:
    rows = volunteer_steps.absences(context, id)
    return PageOut(items=[AbsenceOut.of(row, context.house.zone) for row in rows])


@router.post("/absences", status_code=201, summary="Say that a volunteer cannot come")
def be_absent(id: str, context: Duty, body: AbsenceIn) -> AbsentOut:
    """A sick call, for one. Visits are not withdrawn by this: the answer lists each that lacks someone."""
    made, lacking = volunteer_steps.be_absent(context, id, **given(context, body))
    return AbsentOut(absence=AbsenceOut.of(made, context.house.zone), lacking=_visits(lacking, context))


@router.delete("/absences/{absence_id}", summary="Say that a volunteer can come again")
def end_absence(id: str, absence_id: str, context: Duty) -> AbsenceOut:
    return AbsenceOut.of(volunteer_steps.end_absence(context, id, absence_id), context.house.zone)


@router.post("/phone/reveal", summary="Look at a telephone number")
def reveal_phone(id: str, context: Revealing, response: Response, body: ReasonIn) -> PhoneOut:
    """The history tells who looked, when and why. The answer is kept nowhere."""
    number, row = revealed_phone(context, volunteer, id, body.why)
    etag(response, row)
    response.headers["cache-control"] = "no-store"
    return PhoneOut(phone=number)
