"""The shifted coordinates of Chinese maps, GCJ-02 and BD-09, and their exact way back to WGS-84.

GCJ-02 is what maps in China must show; BD-09 is Baidu's own shift on top of it. In Hanyang they lie about
590 m and 1.2 km from the true place. The forward formulas are public though never published officially:
Source: github.com/googollee/eviltransform and github.com/wandergis/coordtransform, on the Krasovsky 1940
ellipsoid. The inverse has no closed form. Both shifts change by less than 3 % of a step, so the fixed
point iteration x <- shifted - shift(x) gains at least 1.5 digits a round.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import atan2, cos, hypot, isfinite, pi, radians, sin, sqrt

from models.errors import InvalidInput
from models.geo import Wgs84

KRASOVSKY_AXIS_M = 6_378_245.0
KRASOVSKY_E2 = 0.006_693_421_622_965_943_23
BAIDU_WAVE = pi * 3000.0 / 180.0

STEP_DEG = 1e-11
"""The iteration ends below this step: about a micrometre."""

MAX_STEPS = 30


class Datum(StrEnum):
    """What a pair of degrees is measured against."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


@dataclass(frozen=True, slots=True)
class Gcj02:
    """A point in degrees as Amap, Tencent and most Chinese maps show it."""

    lon_deg: float
    lat_deg: float

    def __post_init__(self) -> None:
        _on_the_globe(self.lon_deg, self.lat_deg)


@dataclass(frozen=True, slots=True)
class Bd09:
    """A point in degrees as Baidu's maps show it."""

    lon_deg: float
    lat_deg: float

    def __post_init__(self) -> None:
        _on_the_globe(self.lon_deg, self.lat_deg)


def wgs84_of(datum: Datum, lon_deg: float, lat_deg: float) -> Wgs84:
    """The true place of a pair of degrees in that datum. Raises InvalidInput off the globe."""
    if datum == Datum.GCJ02:
        return wgs84_from_gcj02(Gcj02(lon_deg, lat_deg))
    if datum == Datum.BD09:
        return wgs84_from_bd09(Bd09(lon_deg, lat_deg))
    return Wgs84(lon_deg, lat_deg)


def gcj02_from_wgs84(at: Wgs84) -> Gcj02:
    """Where a Chinese map shows the place; the same degrees outside China, where nothing is shifted."""
    if not _shifted_region(at.lon_deg, at.lat_deg):
        return Gcj02(at.lon_deg, at.lat_deg)
    east, north = _gcj02_shift(at.lon_deg, at.lat_deg)
    return Gcj02(at.lon_deg + east, at.lat_deg + north)


def wgs84_from_gcj02(at: Gcj02) -> Wgs84:
    """The place that a Chinese map shows there, to far below 1 cm.

    Within a kilometre of the edge of the region where maps are shifted, two places may share a point.
    """
    if not _shifted_region(at.lon_deg, at.lat_deg):
        return Wgs84(at.lon_deg, at.lat_deg)
    return Wgs84(*_undo(_gcj02_shift, at.lon_deg, at.lat_deg))


def bd09_from_gcj02(at: Gcj02) -> Bd09:
    east, north = _bd09_shift(at.lon_deg, at.lat_deg)
    return Bd09(at.lon_deg + east, at.lat_deg + north)


def gcj02_from_bd09(at: Bd09) -> Gcj02:
    """The inverse of `bd09_from_gcj02`, to far below 1 cm."""
    return Gcj02(*_undo(_bd09_shift, at.lon_deg, at.lat_deg))


def bd09_from_wgs84(at: Wgs84) -> Bd09:
    return bd09_from_gcj02(gcj02_from_wgs84(at))


def wgs84_from_bd09(at: Bd09) -> Wgs84:
    """The place that Baidu's map shows there, to far below 1 cm."""
    return wgs84_from_gcj02(gcj02_from_bd09(at))


Shift = Callable[[float, float], tuple[float, float]]


def _undo(shift: Shift, lon_deg: float, lat_deg: float) -> tuple[float, float]:
    """The degrees that `shift` brings to those given."""
    lon, lat = lon_deg, lat_deg
    for _ in range(MAX_STEPS):
        east, north = shift(lon, lat)
        step = max(abs(lon_deg - east - lon), abs(lat_deg - north - lat))
        lon, lat = lon_deg - east, lat_deg - north
        if step < STEP_DEG:
            break
    return lon, lat


def _gcj02_shift(lon_deg: float, lat_deg: float) -> tuple[float, float]:
    """Degrees east and north that the map is moved by at a true place."""
    x, y = lon_deg - 105.0, lat_deg - 35.0
    ripple = 20.0 * sin(6.0 * pi * x) + 20.0 * sin(2.0 * pi * x)
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east_m += (ripple + 20.0 * sin(pi * x) + 40.0 * sin(pi * x / 3.0)) * 2.0 / 3.0
    east_m += (150.0 * sin(pi * x / 12.0) + 300.0 * sin(pi * x / 30.0)) * 2.0 / 3.0
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north_m += (ripple + 20.0 * sin(pi * y) + 40.0 * sin(pi * y / 3.0)) * 2.0 / 3.0
    north_m += (160.0 * sin(pi * y / 12.0) + 320.0 * sin(pi * y / 30.0)) * 2.0 / 3.0
    lat = radians(lat_deg)
    flattening = 1.0 - KRASOVSKY_E2 * sin(lat) ** 2
    prime_vertical_m = KRASOVSKY_AXIS_M / sqrt(flattening)
    meridian_m = KRASOVSKY_AXIS_M * (1.0 - KRASOVSKY_E2) / (flattening * sqrt(flattening))
    return east_m / (prime_vertical_m * cos(lat)) * 180.0 / pi, north_m / meridian_m * 180.0 / pi


def _bd09_shift(lon_deg: float, lat_deg: float) -> tuple[float, float]:
    """Degrees east and north that Baidu adds to a GCJ-02 point."""
    radius = hypot(lon_deg, lat_deg) + 0.00002 * sin(BAIDU_WAVE * lat_deg)
    angle = atan2(lat_deg, lon_deg) + 0.000003 * cos(BAIDU_WAVE * lon_deg)
    return radius * cos(angle) + 0.0065 - lon_deg, radius * sin(angle) + 0.006 - lat_deg


def _shifted_region(lon_deg: float, lat_deg: float) -> bool:
    """The box round China in which the public formula applies."""
    return 72.004 <= lon_deg <= 137.8347 and 0.8293 <= lat_deg <= 55.8271


def _on_the_globe(lon_deg: float, lat_deg: float) -> None:
    if not (isfinite(lon_deg) and isfinite(lat_deg)):
        raise InvalidInput(f"not a number: lon_deg={lon_deg!r}, lat_deg={lat_deg!r}")
    if not (-180 <= lon_deg <= 180 and -90 <= lat_deg <= 90):
        raise InvalidInput(f"not on the globe: lon_deg={lon_deg!r}, lat_deg={lat_deg!r}")
