"""The whole question: who is there, what is needed, and what binds them, for one plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.bounds import within, within_if_any
from models.catalogue import TravelMode
from models.errors import InvalidInput
from models.geo import Place, Wgs84
from models.horizon import check_horizon
from models.needs import Link, Need, Pin, Series, Told
from models.people import Volunteer
from models.references import check_references
from models.terms import Terms
from models.travel import DEFAULT_PACES, Grid, Pace
from models.units import DAY_S, MAX_HORIZON_DAYS, Seconds

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Days outside are slips of the pen, and at the end of the calendar a plan of days would have no end."""

UTC_OFFSET_MINUTES = 14 * 60
"""Farthest from UTC that any clock on earth is set."""


def check_plannable(first_day: date) -> None:
    """Raises InvalidInput where no plan can begin on that day."""
    if not FIRST_YEAR <= first_day.year <= LAST_YEAR:
        raise InvalidInput(f"{first_day} is not a day of the years {FIRST_YEAR} to {LAST_YEAR}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    """Where volunteers restock on the way: whatever goods they ask for, as much as they can carry."""

    id: str
    place: Place
    service_s: Seconds

    def __post_init__(self) -> None:
        if not self.id:
            raise InvalidInput("a depot has an id")
        within(f"depot {self.id}: service_s", self.service_s, 0, DAY_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One planning question. Moments count from 00:00 local time of `first_day`, and lie within `days`.

    `told`: the published plan. `now_s`: nothing that has not started starts before. `prize_s`: what a point
    of priority is worth in seconds of travel; None puts priority first, whatever it costs.
    Raises InvalidInput where an id appears twice or is unknown, or something lies outside of the days.
    """

    first_day: date
    days: int = 1
    volunteers: tuple[Volunteer, ...]
    needs: tuple[Need, ...]
    links: tuple[Link, ...] = ()
    series: tuple[Series, ...] = ()
    pins: tuple[Pin, ...] = ()
    told: tuple[Told, ...] = ()
    depots: tuple[Depot, ...] = ()
    now_s: Seconds | None = None
    prize_s: int | None = None
    terms: Terms = field(default_factory=Terms)
    paces: Mapping[TravelMode, Pace] = field(default_factory=lambda: dict(DEFAULT_PACES))
    utc_offset_minutes: int = 480

    def __post_init__(self) -> None:
        check_plannable(self.first_day)
        within("days", self.days, 1, MAX_HORIZON_DAYS)
        within("utc_offset_minutes", self.utc_offset_minutes, -UTC_OFFSET_MINUTES, UTC_OFFSET_MINUTES)
        within_if_any("prize_s", self.prize_s, 1, DAY_S)
        check_references(
            volunteers=self.volunteers,
            needs=self.needs,
            depot_ids=[depot.id for depot in self.depots],
            links=self.links,
            series=self.series,
            pins=self.pins,
            told=self.told,
        )
        check_horizon(
            self.days,
            volunteers=self.volunteers,
            needs=self.needs,
            pins=self.pins,
            told=self.told,
            now_s=self.now_s,
        )

    def grid(self) -> Grid:
        """The flat grid that ways are measured on, around the needs' median place, else the homes'."""
        points = [need.place.at for need in self.needs]
        points = points or [volunteer.home.at for volunteer in self.volunteers]
        if not points:
            return Grid(Wgs84(0.0, 0.0))
        lons = sorted(point.lon_deg for point in points)
        lats = sorted(point.lat_deg for point in points)
        return Grid(Wgs84(lons[len(lons) // 2], lats[len(lats) // 2]))
