"""How long a way takes, defined once in whole numbers so that search and judge cannot differ by a second.

Places are put on a flat grid of whole metres around one point; every time and length follows from the
integer squared distance. A ceiling of a metric is a metric, so the triangle inequality holds: leaving
out a stop never breaks a route.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, isqrt, radians
from types import MappingProxyType

from models.catalogue import TravelMode
from models.errors import InvalidInput
from models.geo import EARTH_RADIUS_M, Wgs84, great_circle_m
from models.units import DAY_S, Metres, Seconds

MAX_EXTENT_M = 100_000.0
"""Farthest a place may lie from the origin: beyond it the flat grid is no longer true."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a mode turns straight-line distance into a way.

    `s_per_km` seconds for a straight-line kilometre, detour included; `detour_permille` length of the way
    over the straight line, in thousandths; `fixed_s` for every way that is not zero (unlocking, parking,
    waiting for the bus).
    """

    s_per_km: int
    detour_permille: int
    fixed_s: int = 0

    def __post_init__(self) -> None:
        moves = 1 <= self.s_per_km <= 10_000 and 1000 <= self.detour_permille <= 10_000
        if not (moves and 0 <= self.fixed_s <= DAY_S):
            raise InvalidInput(f"not a pace: {self}")


DEFAULT_PACES: Mapping[TravelMode, Pace] = MappingProxyType(
    {
        # 4.8, 12, 15 and 25 km/h with detours of 1.3 and 1.4; parking and waiting: assumed.
        TravelMode.WALK: Pace(975, 1300),
        TravelMode.BIKE: Pace(390, 1300, 30),
        TravelMode.EBIKE: Pace(312, 1300, 30),
        TravelMode.BUS: Pace(336, 1400, 420),
        TravelMode.CAR: Pace(202, 1400, 240),
    }
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A flat grid of metres, east and north of `origin`."""

    origin: Wgs84

    def xy(self, at: Wgs84) -> tuple[int, int]:
        """Whole metres east and north. Raises InvalidInput beyond MAX_EXTENT_M.

        Source: equirectangular projection, Snyder (1987), USGS Professional Paper 1395, section 12.
        """
        if great_circle_m(self.origin, at) > MAX_EXTENT_M:
            raise InvalidInput(
                f"{at.lon_deg}, {at.lat_deg} lies {great_circle_m(self.origin, at) / 1000:.0f} km away "
                f"from the others; at most {MAX_EXTENT_M / 1000:.0f} km makes sense"
            )
        east = radians(at.lon_deg - self.origin.lon_deg) * cos(radians(self.origin.lat_deg)) * EARTH_RADIUS_M
        north = radians(at.lat_deg - self.origin.lat_deg) * EARTH_RADIUS_M
        return round(east), round(north)


def ceil_scaled_root(squared: int, factor: int) -> int:
    """Smallest integer t >= 0 with (1000 t)^2 >= factor^2 * squared: ceil(factor * sqrt(squared) / 1000)."""
    scaled = -(-factor * factor * squared // 1_000_000)
    return isqrt(scaled - 1) + 1 if scaled else 0


def way_s(pace: Pace, dx_m: int, dy_m: int) -> Seconds:
    """Seconds of a way whose ends are `dx_m`, `dy_m` apart on the grid; zero only where they coincide."""
    squared = dx_m * dx_m + dy_m * dy_m
    return Seconds(ceil_scaled_root(squared, pace.s_per_km) + (pace.fixed_s if squared else 0))


def way_m(pace: Pace, dx_m: int, dy_m: int) -> Metres:
    """Length of the same way, metres."""
    return Metres(ceil_scaled_root(dx_m * dx_m + dy_m * dy_m, pace.detour_permille))
