"""Districts made up from a seed, and people around needs that are real."""

from datetime import date

from models.day import Day
from models.demo.generator import make_day
from models.demo.volunteers import make_volunteers_around
from models.errors import InvalidInput
from models.geo import Wgs84, great_circle_m
from models.needs import Need
from models.people import Volunteer

MOST_VOLUNTEERS = 454_300
"""All who are registered in the reference district."""

MOST_NEEDS = 50_000

MARGIN_M = 500.0
"""People live this far beyond the outermost needs as well. Assumed."""


def make_district(*, volunteers: int, needs: int, seed: int, first_day: date) -> Day:
    """A day of the reference district. Raises InvalidInput for a size or a seed that cannot be."""
    for name, count, most in (("volunteers", volunteers, MOST_VOLUNTEERS), ("needs", needs, MOST_NEEDS)):
        if not 0 <= count <= most:
            raise InvalidInput(f"{name}={count} is not between 0 and {most}")
    return make_day(volunteers=volunteers, needs=needs, seed=seed, first_day=first_day)


def people_around(
    needs: tuple[Need, ...], count: int, *, seed: int, first_day: date
) -> tuple[Volunteer, ...]:
    """Volunteers with homes over the square that the needs span. Raises InvalidInput where there is none."""
    if not needs:
        raise InvalidInput("no needs to make volunteers around")
    lons = [need.place.at.lon_deg for need in needs]
    lats = [need.place.at.lat_deg for need in needs]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    centre = Wgs84((west + east) / 2, (south + north) / 2)
    wide_m = great_circle_m(Wgs84(west, centre.lat_deg), Wgs84(east, centre.lat_deg))
    high_m = great_circle_m(Wgs84(centre.lon_deg, south), Wgs84(centre.lon_deg, north))
    return make_volunteers_around(centre, max(wide_m, high_m) + 2 * MARGIN_M, count, seed, first_day)
