"""From degrees to pixels: where a place comes to lie on the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from api.printouts.picture.canvas import Point
from models.district.cells import Corner, Ring
from models.geo import EARTH_RADIUS_M, Place, Wgs84

M_PER_DEGREE = radians(1) * EARTH_RADIUS_M
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

    def degrees(self, point: Point) -> Corner:
        """The longitude and latitude that lie at a point of the sheet."""
        east_m = (point[0] - self.left_px - self.width_px / 2) * self.m_per_px
        north_m = (self.top_px + self.height_px / 2 - point[1]) * self.m_per_px
        squeeze = cos(radians(self.middle.lat_deg))
        return (
            self.middle.lon_deg + east_m / M_PER_DEGREE / squeeze,
            self.middle.lat_deg + north_m / M_PER_DEGREE,
        )

    def of(self, place: Place) -> Point:
        return self.px(place.at.lon_deg, place.at.lat_deg)

    def holds(self, point: Point) -> bool:
        """Whether the point lies in the box."""
        x, y = point[0] - self.left_px, point[1] - self.top_px
        return 0 <= x <= self.width_px and 0 <= y <= self.height_px

    def seen(self, ring: Ring) -> list[Point]:
        """What of the ring lies in the box; empty where nothing does."""
        right_px, bottom_px = self.left_px + self.width_px, self.top_px + self.height_px
        box = Bbox.from_extents(self.left_px, self.top_px, right_px, bottom_px)
        corners = [self.px(*corner) for corner in (*ring, ring[0])]
        seen = np.asarray(Path(corners, closed=True).clip_to_bbox(box).vertices)
        return [(x, y) for x, y in seen.tolist()]


def fit(
    points: Sequence[Wgs84],
    *,
    margin: float,
    left_px: float,
    top_px: float,
    width_px: float,
    least_height_px: float,
    most_height_px: float,
) -> Frame:
    """The largest map of the points in so wide a box, as high as they need within the two bounds.

    `margin`: how many times as far across as the points the map reaches.
    """
    lons = [point.lon_deg for point in points] or [0.0]
    lats = [point.lat_deg for point in points] or [0.0]
    middle = Wgs84((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    east_m = margin * max(LEAST_M, (max(lons) - min(lons)) * M_PER_DEGREE * cos(radians(middle.lat_deg)))
    north_m = margin * max(LEAST_M, (max(lats) - min(lats)) * M_PER_DEGREE)
    height_px = min(max(width_px * north_m / east_m, least_height_px), most_height_px)
    return Frame(
        middle=middle,
        m_per_px=max(east_m / width_px, north_m / height_px),
        left_px=left_px,
        top_px=top_px,
        width_px=width_px,
        height_px=height_px,
    )
