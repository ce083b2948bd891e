"""What tests ask of a ring of (lon_deg, lat_deg) corners."""

from math import cos, radians

from models.district.cells import Ring
from models.geo import Wgs84

KM_PER_DEGREE = 111.195
LAT_DEG = 30.55


def area_km2(ring: Ring) -> float:
    """Area on a flat map that is true at the latitude of the district."""
    following = ring[1:] + ring[:1]
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True))
    return abs(doubled) / 2 * KM_PER_DEGREE**2 * cos(radians(LAT_DEG))


def inside(ring: Ring, at: Wgs84) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    crossings = 0
    for (lon, lat), (next_lon, next_lat) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (lat > at.lat_deg) != (next_lat > at.lat_deg):
            crossings += at.lon_deg < lon + (at.lat_deg - lat) / (next_lat - lat) * (next_lon - lon)
    return crossings % 2 == 1
