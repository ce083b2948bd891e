"""Areas for pictures: an outline, and the Voronoi cells of the label points. Neither is a boundary."""

import json
from math import cos, pi, radians, sin
from statistics import fmean
from typing import Any

from models.district.gazetteer import Gazetteer
from models.errors import BadFormat
from models.geo import Wgs84, moved

Corner = tuple[float, float]
"""lon_deg, lat_deg; WGS-84."""

Ring = list[Corner]
"""Corners of a polygon, each once: the last joins the first."""

HULL_MARGIN_M = 800.0
"""Assumed: how far beyond its outermost communities the district reaches."""

HULL_ROUNDING = 16


def hull(gazetteer: Gazetteer) -> Ring:
    """A stand-in for the outline: the convex hull of the communities, HULL_MARGIN_M wider."""
    turns = [2 * pi * step / HULL_ROUNDING for step in range(HULL_ROUNDING)]
    corners = [
        moved(one.at, east_m=HULL_MARGIN_M * cos(turn), north_m=HULL_MARGIN_M * sin(turn))
        for one in gazetteer.communities
        for turn in turns
    ]
    points = sorted({(corner.lon_deg, corner.lat_deg) for corner in corners})
    return _lower_chain(points) + _lower_chain(points[::-1])


def cells(gazetteer: Gazetteer, outline: Ring) -> dict[str, Ring]:
    """By code, what of the outline is nearer to the subdistrict's label point than to any other.

    A cell may be empty. Where the outline has bays, parts of one cell hang together along its edges.
    """
    sites = [(one.at.lon_deg, one.at.lat_deg) for one in gazetteer.subdistricts]
    # Degrees of longitude are shorter than those of latitude: distances are compared on one flat map.
    squeeze = cos(radians(fmean(lat for _, lat in sites))) ** 2 if sites else 1.0
    return {
        one.code: _nearer(site, [other for other in sites if other != site], outline, squeeze)
        for one, site in zip(gazetteer.subdistricts, sites, strict=True)
    }


def outline_from_geojson(text: str) -> Ring:
    """The longest outer ring of the polygons in a GeoJSON document; holes are left out.

    Raises BadFormat where there is none, or a corner is no place on the globe.
    Source: RFC 7946, by which coordinates are WGS-84.
    """
    try:
        rings = [_ring(polygon[0]) for polygon in _polygons(json.loads(text))]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise BadFormat(f"not a GeoJSON outline: {error}") from error
    if not rings:
        raise BadFormat("the GeoJSON holds no polygon")
    return max(rings, key=len)


def _polygons(node: Any) -> list[Any]:
    """The coordinates of every polygon, wherever it stands in the document."""
    match node["type"]:
        case "FeatureCollection":
            return [found for feature in node["features"] for found in _polygons(feature)]
        case "Feature":
            return _polygons(node["geometry"]) if node["geometry"] else []
        case "GeometryCollection":
            return [found for geometry in node["geometries"] for found in _polygons(geometry)]
        case "MultiPolygon":
            return list(node["coordinates"])
        case "Polygon":
            return [node["coordinates"]]
        case _:
            return []


def _ring(corners: Any) -> Ring:
    points = [Wgs84(float(corner[0]), float(corner[1])) for corner in corners]
    ring = [(point.lon_deg, point.lat_deg) for point in points]
    if ring[-1] == ring[0]:
        ring.pop()
    if len(ring) < 3:
        raise BadFormat(f"a ring has at least three corners, got {len(ring)}")
    return ring


def _lower_chain(points: Ring) -> Ring:
    """The hull's lower half, without its last point.

    Source: Andrew (1979), Information Processing Letters 9(5): 216-219.
    """
    chain: Ring = []
    for x, y in points:
        while len(chain) >= 2 and _left_turn(chain[-2], chain[-1], (x, y)) <= 0:
            chain.pop()
        chain.append((x, y))
    return chain[:-1]


def _left_turn(a: Corner, b: Corner, c: Corner) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _nearer(site: Corner, others: list[Corner], outline: Ring, squeeze: float) -> Ring:
    """The outline cut along the line half way to each other site; `squeeze` weighs east against north.

    Source: Sutherland and Hodgman (1974), Communications of the ACM 17(1): 32-42.
    """
    ring = outline
    for other in others:
        east, north = squeeze * (other[0] - site[0]), other[1] - site[1]
        middle = (site[0] + other[0]) / 2, (site[1] + other[1]) / 2
        beyond = [(lon - middle[0]) * east + (lat - middle[1]) * north for lon, lat in ring]
        kept: Ring = []
        following = zip(ring[1:] + ring[:1], beyond[1:] + beyond[:1], strict=True)
        for (a, beyond_a), (b, beyond_b) in zip(zip(ring, beyond, strict=True), following, strict=True):
            if beyond_a <= 0:
                kept.append(a)
            if beyond_a * beyond_b < 0:
                share = beyond_a / (beyond_a - beyond_b)
                kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
        ring = kept
    return ring
