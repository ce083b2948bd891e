"""From degrees to pixels: where a place comes to lie on the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from api.printouts.picture.canvas import Point
from models.geo import EARTH_RADIUS_M, Place, Wgs84

M_PER_DEGREE = radians(1) * EARTH_RADIUS_M
LEAST_M = 1000.0
"""A map of a single spot still shows so many metres across."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A flat map around `middle`, which lies at `centre_px`; north is up."""

    middle: Wgs84
    centre_px: Point
    m_per_px: float

    def px(self, lon_deg: float, lat_deg: float) -> Point:
        """Equirectangular projection, Snyder (1987), USGS Professional Paper 1395, section 12."""
        east_m = (lon_deg - self.middle.lon_deg) * M_PER_DEGREE * cos(radians(self.middle.lat_deg))
        north_m = (lat_deg - self.middle.lat_deg) * M_PER_DEGREE
        return self.centre_px[0] + east_m / self.m_per_px, self.centre_px[1] - north_m / self.m_per_px

    def of(self, place: Place) -> Point:
        return self.px(place.at.lon_deg, place.at.lat_deg)


def fit(
    points: Sequence[Wgs84], *, left_px: float, top_px: float, width_px: float, height_px: tuple[float, float]
) -> tuple[Frame, float]:
    """The largest map of the points in so wide a box, and the height that it takes between the two given."""
    lons = [point.lon_deg for point in points] or [0.0]
    lats = [point.lat_deg for point in points] or [0.0]
    middle = Wgs84((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    east_m = max(LEAST_M, (max(lons) - min(lons)) * M_PER_DEGREE * cos(radians(middle.lat_deg)))
    north_m = max(LEAST_M, (max(lats) - min(lats)) * M_PER_DEGREE)
    least_px, most_px = height_px
    taken_px = min(max(width_px * north_m / east_m, least_px), most_px)
    m_per_px = max(east_m / width_px, north_m / taken_px)
    return Frame(middle, (left_px + width_px / 2, top_px + taken_px / 2), m_per_px), taken_px
