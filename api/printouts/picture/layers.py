"""The map itself, from the ground up: district, routes, stops, unmet needs."""

from itertools import pairwise
from math import atan2, degrees, hypot, sqrt

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
    RED,
    RELOAD,
    ROUTES,
    UNMET,
    VISITS,
    Sign,
)
from models.district.cells import Ring, cells
from models.district.gazetteer import Gazetteer
from models.plans import Part

USUAL_STOPS = 250
"""So many visits and unmet needs have signs of the usual size; more share the same ink."""

LEAST_SCALE, MOST_SCALE = 0.6, 1.8

MOST_ARROWED = 80
"""More visits would make a thicket of arrows."""

ARROW_PX = 40.0
"""The shortest leg that has room for an arrow."""

NAME_PX = 130.0, 50.0
"""The smallest part of a cell, across and down, that has room for its name."""


def draw_ground(canvas: Canvas, frame: Frame, ring: Ring, district: Gazetteer | None) -> None:
    """The outline, and within it the cells of the district's subdistricts, as far as the map shows them."""
    land = frame.seen(ring)
    canvas.area(land, fill=LAND)
    if district is not None:
        for cell in cells(district, ring).values():
            if cell:
                canvas.area(frame.seen(cell), edge=PAPER, width=3.0)
    canvas.area(land, edge=EDGE, width=1.6)


def draw_locator(canvas: Canvas, overview: Frame, ring: Ring, frame: Frame) -> None:
    """Where in the outline the map lies."""
    canvas.area(overview.seen(ring), fill=LAND, edge=EDGE, width=1.0)
    left_px, top_px = frame.left_px, frame.top_px
    right_px, bottom_px = left_px + frame.width_px, top_px + frame.height_px
    corners = ((left_px, top_px), (right_px, top_px), (right_px, bottom_px), (left_px, bottom_px))
    canvas.area(overview.seen([frame.degrees(corner) for corner in corners]), edge=RED, width=2.0)


def draw_grid(canvas: Canvas, frame: Frame, step_m: float) -> None:
    """Squares of a known size, where there is no outline to stand on."""
    left, top, step_px = frame.left_px, frame.top_px, step_m / frame.m_per_px
    right, bottom = left + frame.width_px, top + frame.height_px
    canvas.area([(left, top), (right, top), (right, bottom), (left, bottom)], fill=LAND)
    across = [[(x, top), (x, bottom)] for x in np.arange(left + step_px, right, step_px)]
    down = [[(left, y), (right, y)] for y in np.arange(top + step_px, bottom, step_px)]
    canvas.lines(across + down, PAPER, width=1.2)


def draw_names(canvas: Canvas, frame: Frame, ring: Ring, district: Gazetteer) -> None:
    """Each subdistrict's name in the middle of what the map shows of it."""
    for code, cell in cells(district, ring).items():
        seen = frame.seen(cell) if cell else []
        if _has_room(seen):
            middle = _centroid(seen)
            name = district.subdistrict[code].name
            canvas.write(middle, name, points=15, colour=LABEL, middle=True, halo=PAPER)


def _has_room(corners: list[Point]) -> bool:
    return all(
        max(along, default=0.0) - min(along, default=0.0) >= room_px
        for along, room_px in zip(([x for x, _ in corners], [y for _, y in corners]), NAME_PX, strict=True)
    )


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
    scale = scale_of(itinerary)
    canvas.signs(idle_homes(frame, itinerary), IDLE, scale=max(1.0, scale))
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
    if len(itinerary.visits) <= MOST_ARROWED:
        for places, colour in zip(rounds, colours, strict=True):
            _arrows(canvas, places, colour, scale)
    canvas.signs([places[0] for places in rounds], HOME, scale=scale)


def idle_homes(frame: Frame, itinerary: Itinerary) -> list[Point]:
    """Of the volunteers who are not sent out: of those who live on the map, which the plan makes so large."""
    busy = set(itinerary.by_volunteer)
    homes = (frame.of(one.home) for one in itinerary.day.volunteers if one.id not in busy)
    return [home for home in homes if frame.holds(home)]


def _arrows(canvas: Canvas, places: list[Point], colour: str, scale: float) -> None:
    """The way one goes, beyond the middle of each leg: there and back on one line have an arrow each."""
    for (x, y), (to_x, to_y) in pairwise(places):
        east, south = to_x - x, to_y - y
        if hypot(east, south) >= ARROW_PX:
            turned = degrees(atan2(-east, -south))
            head = Sign(colour, 7.5, shape=(3, 0, turned), edge_width=0.6)
            canvas.signs([(x + 0.6 * east, y + 0.6 * south)], head, scale=scale)


def _east_px(frame: Frame, tour: Tour) -> float:
    xs = [frame.of(call.place)[0] for call in tour.calls]
    return sum(xs) / len(xs) if xs else frame.of(tour.volunteer.home)[0]


def draw_stops(canvas: Canvas, frame: Frame, itinerary: Itinerary) -> None:
    scale = scale_of(itinerary)
    calls = [call for tour in itinerary.tours for call in tour.calls]
    for part, sign in ((Part.PICKUP, PICKUP), (Part.RELOAD, RELOAD)):
        canvas.signs([frame.of(call.place) for call in calls if call.stop.part is part], sign, scale=scale)
    for sign, kinds in VISITS:
        visits = [frame.of(call.place) for need, call in itinerary.visits if need.kind in kinds]
        canvas.signs(visits, sign, scale=scale)
    canvas.signs([frame.of(need.place) for need, _ in itinerary.unmet], UNMET, scale=sqrt(scale))


def scale_of(itinerary: Itinerary) -> float:
    """How large signs are set: the fewer stops, the larger."""
    stops = len(itinerary.visits) + len(itinerary.unmet)
    share = USUAL_STOPS / max(1, stops)
    return max(LEAST_SCALE, min(MOST_SCALE, sqrt(share) if share < 1 else sqrt(sqrt(share))))
