"""Days of the project's own generator of any size, all of one density."""

from dataclasses import replace
from datetime import date
from math import sqrt

from benchmarks.speed.cases import NEEDS_A_VOLUNTEER, SIZES
from models.day import Day
from models.demo.generator import make_day
from models.geo import Place, Wgs84

FIRST_DAY = date(2026, 11, 24)


def day_of(needs: int, seed: int) -> Day:
    """A day of so many needs, drawn from the whole district and shrunk with all its places.

    The largest of SIZES covers the district itself, so every day has as many needs a square kilometre.
    """
    day = make_day(volunteers=needs // NEEDS_A_VOLUNTEER, needs=needs, seed=seed, first_day=FIRST_DAY)
    return shrunk(day, sqrt(needs / max(SIZES)))


def shrunk(day: Day, factor: float) -> Day:
    """The same day with every place `factor` times as far from the district's middle."""
    lon_deg, lat_deg = (
        sum(getattr(volunteer.home.at, axis) for volunteer in day.volunteers) / len(day.volunteers)
        for axis in ("lon_deg", "lat_deg")
    )

    def nearer(place: Place) -> Place:
        at = Wgs84(
            lon_deg + factor * (place.at.lon_deg - lon_deg), lat_deg + factor * (place.at.lat_deg - lat_deg)
        )
        return replace(place, at=at)

    return replace(
        day,
        volunteers=tuple(replace(one, home=nearer(one.home)) for one in day.volunteers),
        needs=tuple(
            replace(
                one,
                place=nearer(one.place),
                pickup=one.pickup and replace(one.pickup, place=nearer(one.pickup.place)),
            )
            for one in day.needs
        ),
    )
