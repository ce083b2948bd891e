"""Places on the globe: WGS-84 is what is stored; GCJ-02 and BD-09 are other types, in models.datum."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, degrees, isfinite, radians, sin, sqrt

from models.errors import InvalidInput

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth. Source: Moritz (2000), Geodetic Reference System 1980, R1."""


@dataclass(frozen=True, slots=True)
class Wgs84:
    """A point in degrees, WGS-84."""

    lon_deg: float
    lat_deg: float

    def __post_init__(self) -> None:
        if not (isfinite(self.lon_deg) and isfinite(self.lat_deg)):
            raise InvalidInput(f"not a number: lon_deg={self.lon_deg!r}, lat_deg={self.lat_deg!r}")
        if not (-180 <= self.lon_deg <= 180 and -90 <= self.lat_deg <= 90):
            raise InvalidInput(f"not on the globe: lon_deg={self.lon_deg!r}, lat_deg={self.lat_deg!r}")


class Precision(StrEnum):
    """How well a place is known. Anything coarser than a building is marked on what goes out."""

    ROOM = "room"
    BUILDING = "building"
    ESTATE = "estate"
    COMMUNITY = "community"
    GIVEN = "given"  # coordinates came with the data


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere one can go: a point, what people call it, and how well it is known."""

    at: Wgs84
    label: str = ""
    community: str = ""
    precision: Precision = Precision.GIVEN


def great_circle_m(a: Wgs84, b: Wgs84) -> float:
    """Distance along the sphere, metres. Haversine formula, exact to rounding on the sphere."""
    lat_a, lat_b = radians(a.lat_deg), radians(b.lat_deg)
    half = (
        sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon_deg - a.lon_deg) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half)))


def moved(at: Wgs84, *, east_m: float, north_m: float) -> Wgs84:
    """The point so many metres east and north of `at`, rounded to 0.1 m; true within a city.

    Source: equirectangular projection, Snyder (1987), USGS Professional Paper 1395, section 12.
    """
    lon_deg = at.lon_deg + degrees(east_m / (EARTH_RADIUS_M * cos(radians(at.lat_deg))))
    return Wgs84(round(lon_deg, 6), round(at.lat_deg + degrees(north_m / EARTH_RADIUS_M), 6))
