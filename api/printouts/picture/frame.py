"""From degrees to pixels: where a place comes to lie on the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from api.printouts.picture.canvas import Point
from models.geo import EARTH_RADIUS_M, Place, Wgs84

M_PER_DEGREE = radians(1) * EARTH_RADIUS_M
MARGIN = 1.04
LEAST_M = 1000.0
"""A map of a single spot still shows so many metres across."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A flat map around `middle`, which lies in the middle of the box; north is up."""

    middle: Wgs84
    m_per_px: float
    left_px: float
    top_px: float
    width_px: float
    height_px: float

    def px(self, lon_deg: float, lat_deg: float) -> Point:
        """Equirectangular projection, Snyder (1987), USGS Professional Paper 1395, section 12."""
        east_m = (lon_deg - self.middle.lon_deg) * M_PER_DEGREE * cos(radians(self.middle.lat_deg))
        north_m = (lat_deg - self.middle.lat_deg) * M_PER_DEGREE
        return (
            self.left_px + self.width_px / 2 + east_m / self.m_per_px,
            self.top_px + self.height_px / 2 - north_m / self.m_per_px,
        )

    def of(self, place: Place) -> Point:
        return self.px(place.at.lon_deg, place.at.lat_deg)

    def holds(self, point: Point) -> bool:
        """Whether the point lies in the box."""
        x, y = point[0] - self.left_px, point[1] - self.top_px
        return 0 <= x <= self.width_px and 0 <= y <= self.height_px


def fit(
    points: Sequence[Wgs84],
    *,
    left_px: float,
    top_px: float,
    width_px: float,
    least_height_px: float,
    most_height_px: float,
) -> Frame:
    """The largest map of the points in so wide a box, as high as they need within the two bounds."""
    lons = [point.lon_deg for point in points] or [0.0]
    lats = [point.lat_deg for point in points] or [0.0]
    middle = Wgs84((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    east_m = MARGIN * max(LEAST_M, (max(lons) - min(lons)) * M_PER_DEGREE * cos(radians(middle.lat_deg)))
    north_m = MARGIN * max(LEAST_M, (max(lats) - min(lats)) * M_PER_DEGREE)
    height_px = min(max(width_px * north_m / east_m, least_height_px), most_height_px)
    return Frame(
        middle=middle,
        m_per_px=max(east_m / width_px, north_m / height_px),
        left_px=left_px,
        top_px=top_px,
        width_px=width_px,
        height_px=height_px,
    )
