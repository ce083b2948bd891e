"""The judge's own reading of how long a way takes, from the definition in models.travel."""

from math import isqrt

from models.catalogue import TravelMode
from models.day import Day
from models.geo import Place, Wgs84
from models.units import Metres, Seconds


class Ways:
    """Seconds and metres between places of one day, by mode."""

    def __init__(self, day: Day) -> None:
        self._paces = day.paces
        self._grid = day.grid()
        self._xy: dict[tuple[float, float], tuple[int, int]] = {}

    def seconds(self, mode: TravelMode, here: Place, there: Place) -> Seconds:
        """Time of the way; nothing where both are the same spot of the grid."""
        squared = self._squared_m2(here, there)
        if squared == 0:
            return Seconds(0)
        pace = self._paces[mode]
        return Seconds(_thousandths_up(pace.s_per_km, squared) + pace.fixed_s)

    def metres(self, mode: TravelMode, here: Place, there: Place) -> Metres:
        """Length of the same way."""
        return Metres(_thousandths_up(self._paces[mode].detour_permille, self._squared_m2(here, there)))

    def _squared_m2(self, here: Place, there: Place) -> int:
        (east_a, north_a), (east_b, north_b) = self._at(here.at), self._at(there.at)
        return (east_a - east_b) ** 2 + (north_a - north_b) ** 2

    def _at(self, point: Wgs84) -> tuple[int, int]:
        at = point.lon_deg, point.lat_deg
        known = self._xy.get(at)
        if known is None:
            known = self._xy[at] = self._grid.xy(point)
        return known


def _thousandths_up(factor: int, squared: int) -> int:
    """`factor` thousandths of the root of `squared`, rounded up, in whole numbers only."""
    product = factor * factor * squared
    whole = isqrt(product) // 1000
    return whole if 1_000_000 * whole * whole == product else whole + 1
