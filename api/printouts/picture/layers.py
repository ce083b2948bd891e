"""The map itself, from the ground up: district, routes, stops, unmet needs."""

from itertools import pairwise
from math import sqrt

import numpy as np

from api.printouts.itinerary import Itinerary, Tour
from api.printouts.picture.canvas import Canvas, Point
from api.printouts.picture.frame import Frame
from api.printouts.picture.palette import (
    EDGE,
    HOME,
    IDLE,
    LABEL,
    LAND,
    PAPER,
    PICKUP,
    RELOAD,
    ROUTES,
    UNMET,
    VISITS,
)
from models.district.cells import Ring, cells
from models.district.gazetteer import Gazetteer
from models.plans import Part

ROOMY_VISITS = 250
"""Up to so many visits signs have their full size; more share the same ink, down to LEAST_SCALE."""

LEAST_SCALE = 0.6


def draw_ground(canvas: Canvas, frame: Frame, ring: Ring, district: Gazetteer | None) -> None:
    """The outline, and within it the cells of the district's subdistricts."""
    corners = [frame.px(*corner) for corner in ring]
    canvas.area(corners, fill=LAND)
    if district is not None:
        for cell in cells(district, ring).values():
            if cell:
                canvas.area([frame.px(*corner) for corner in cell], edge=PAPER, width=3.0)
    canvas.area(corners, edge=EDGE, width=1.6)


def draw_grid(canvas: Canvas, frame: Frame, step_m: float) -> None:
    """Squares of a known size, where there is no outline to stand on."""
    left, top, step_px = frame.left_px, frame.top_px, step_m / frame.m_per_px
    right, bottom = left + frame.width_px, top + frame.height_px
    canvas.area([(left, top), (right, top), (right, bottom), (left, bottom)], fill=LAND)
    across = [[(x, top), (x, bottom)] for x in np.arange(left + step_px, right, step_px)]
    down = [[(left, y), (right, y)] for y in np.arange(top + step_px, bottom, step_px)]
    canvas.lines(across + down, PAPER, width=1.2)


def draw_names(canvas: Canvas, frame: Frame, ring: Ring, district: Gazetteer) -> None:
    """Each subdistrict's name, to be read over whatever lies there."""
    for code, cell in cells(district, ring).items():
        if cell:
            middle = _centroid([frame.px(*corner) for corner in cell])
            name = district.subdistrict[code].name
            canvas.write(middle, name, points=15, colour=LABEL, middle=True, halo=PAPER)


def _centroid(ring: list[Point]) -> Point:
    """Source: Bourke (1988), Calculating the area and centroid of a polygon."""
    # Measured from the first corner: products of large coordinates would lose the difference.
    x0, y0 = ring[0]
    twice_area = x_sum = y_sum = 0.0
    for (x, y), (to_x, to_y) in pairwise([(x - x0, y - y0) for x, y in [*ring, ring[0]]]):
        cross = x * to_y - to_x * y
        twice_area += cross
        x_sum += (x + to_x) * cross
        y_sum += (y + to_y) * cross
    if not twice_area:
        return x0, y0
    return x0 + x_sum / (3 * twice_area), y0 + y_sum / (3 * twice_area)


def draw_routes(canvas: Canvas, frame: Frame, itinerary: Itinerary) -> None:
    """Legs between stops stronger than the ways from and to home; neighbours in different colours."""
    scale = _scale(itinerary)
    busy = set(itinerary.by_volunteer)
    idle = [frame.of(one.home) for one in itinerary.day.volunteers if one.id not in busy]
    # The map is as large as the plan needs: who stays at home farther off is not on it.
    canvas.signs([home for home in idle if frame.holds(home)], IDLE)
    # Dealt out from west to east, so that tours side by side differ in colour.
    tours = sorted(itinerary.tours, key=lambda tour: (_east_px(frame, tour), tour.volunteer.id))
    rounds = [[frame.of(place) for place in tour.places] for tour in tours]
    inner = [
        places[1:] if tour.way_back_s is None else places[1:-1]
        for places, tour in zip(rounds, tours, strict=True)
    ]
    colours = [ROUTES[number % len(ROUTES)] for number in range(len(tours))]
    canvas.lines(rounds, colours, width=0.9 * scale, alpha=0.6)
    canvas.lines(inner, PAPER, width=4.2 * scale, alpha=0.6)
    canvas.lines(inner, colours, width=2.0 * scale, alpha=0.9)
    canvas.signs([places[0] for places in rounds], HOME, scale=scale)


def _east_px(frame: Frame, tour: Tour) -> float:
    xs = [frame.of(call.place)[0] for call in tour.calls]
    return sum(xs) / len(xs) if xs else frame.of(tour.volunteer.home)[0]


def draw_stops(canvas: Canvas, frame: Frame, itinerary: Itinerary) -> None:
    scale = _scale(itinerary)
    calls = [call for tour in itinerary.tours for call in tour.calls]
    for part, sign in ((Part.PICKUP, PICKUP), (Part.RELOAD, RELOAD)):
        canvas.signs([frame.of(call.place) for call in calls if call.stop.part is part], sign, scale=scale)
    for sign, kinds in VISITS:
        visits = [frame.of(call.place) for need, call in itinerary.visits if need.kind in kinds]
        canvas.signs(visits, sign, scale=scale)
    canvas.signs([frame.of(need.place) for need, _ in itinerary.unmet], UNMET, scale=sqrt(scale))


def _scale(itinerary: Itinerary) -> float:
    visits = len(itinerary.visits)
    return max(LEAST_SCALE, min(1.0, sqrt(ROOMY_VISITS / visits))) if visits else 1.0
