"""A plan as people carry it about: route sheets, a workbook, a map."""

from dataclasses import replace

from api.context import Context
from api.printouts.geojson import plan_geojson
from api.printouts.itinerary import Itinerary, make_itinerary
from api.printouts.picture.draw import plan_picture
from api.printouts.route_sheets import route_sheets
from api.printouts.workbook.book import plan_workbook
from api.usecases.plans.showing import shown
from models.errors import NotFound


def sheets(context: Context, id: str, volunteer_id: str | None) -> bytes:
    """PDF: a sheet for each volunteer who has visits, or of one. Raises NotFound where they have none."""
    itinerary = _itinerary(context, id)
    if volunteer_id is not None:
        tours = tuple(tour for tour in itinerary.tours if tour.volunteer.id == volunteer_id)
        if not tours:
            raise NotFound("volunteer with visits in this plan", volunteer_id)
        itinerary = replace(itinerary, tours=tours)
    pdf, _ = route_sheets(itinerary)
    return pdf


def workbook(context: Context, id: str) -> bytes:
    return plan_workbook(_itinerary(context, id), missing=frozenset())


def geojson(context: Context, id: str) -> str:
    return plan_geojson(_itinerary(context, id))


def picture(context: Context, id: str) -> bytes:
    """PNG."""
    png, _ = plan_picture(_itinerary(context, id))
    return png


def _itinerary(context: Context, id: str) -> Itinerary:
    one = shown(context, id)
    return make_itinerary(one.day, one.plan)
