"""Encoded polylines: a line of coordinates as a short text.

Source: Google, Encoded Polyline Algorithm Format; five decimals, latitude first, as VROOM writes them.
"""

from collections.abc import Iterable

from models.geo import Wgs84

DECIMALS = 5


def encoded(points: Iterable[Wgs84]) -> str:
    """The text of the line through these points."""
    text, lat, lon = "", 0, 0
    for point in points:
        to_lat, to_lon = (round(degrees * 10**DECIMALS) for degrees in (point.lat_deg, point.lon_deg))
        text += _chunks(to_lat - lat) + _chunks(to_lon - lon)
        lat, lon = to_lat, to_lon
    return text


def _chunks(step: int) -> str:
    """Five bits a letter, the lowest first; the sign is the lowest bit."""
    rest = ~(step << 1) if step < 0 else step << 1
    letters = ""
    while rest >= 0x20:
        letters += chr((0x20 | (rest & 0x1F)) + 63)
        rest >>= 5
    return letters + chr(rest + 63)
