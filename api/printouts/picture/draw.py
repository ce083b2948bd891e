"""The whole picture: title, map, figures, legend and what must be said of the map."""

from itertools import pairwise

import numpy as np

from api.printouts.itinerary import Itinerary
from api.printouts.picture.canvas import Canvas
from api.printouts.picture.frame import Frame, fit
from api.printouts.picture.layers import (
    draw_grid,
    draw_ground,
    draw_locator,
    draw_names,
    draw_routes,
    draw_stops,
    idle_homes,
    scale_of,
)
from api.printouts.picture.palette import GREY, HOME, IDLE, PICKUP, RED, RELOAD, UNMET, VISITS
from api.printouts.wording import days_words, hours
from models.district.cells import Ring, hull
from models.district.gazetteer import Gazetteer, hanyang
from models.geo import Wgs84
from models.plans import Part

WIDTH_PX = 2000
SHEET_PX = 1414  # at most as high as a landscape sheet of that width
MARGIN_PX = 56
TOP_PX = 136
FOOT_PX = 72
PANEL_PX = 440
SCALE_PX = 180.0
LEGEND_SCALE = 1.4
LOCATOR_PX = 240.0, 200.0

AROUND, AROUND_STOPS = 1.04, 1.15
"""How far beyond the outline, or beyond the stops where they make the map, it reaches."""

CLOSER = 1.5
"""The map shows the stops alone where that makes it so many times as large."""

TITLE = "志愿者出行图"
CELLS_NOTE = "浅色分区只是各街道的大致范围，不是行政边界。"
SKETCH_NOTE = "示意图，上北下南，连线不是实际道路。"
PICKUP_WORDS, RELOAD_WORDS, UNMET_WORDS = "取货处", "物资领取处", "未满足的需求"
HOME_WORDS, IDLE_WORDS = "出发地", "未出动的志愿者"

ROUND_M = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


def plan_picture(itinerary: Itinerary, *, outline: Ring | None = None) -> tuple[bytes, set[str]]:
    """The PNG, WIDTH_PX wide, and the characters of it that the font lacks.

    `outline` is drawn as given. Where most needs lie in the reference district its subdistricts' cells lie
    below, within the outline or else a hull; anywhere else a grid does. Where all happens in a small part of
    the outline the map shows that part, and beside it where it lies.
    """
    around = hull(hanyang())
    district = hanyang() if _mostly_within(itinerary, around) else None
    ring = outline or (around if district else [])
    stops = [place.at for tour in itinerary.tours for place in tour.places]
    stops += [need.place.at for need, _ in itinerary.unmet]
    whole, near = _map([*stops, *(Wgs84(*corner) for corner in ring)], AROUND), _map(stops, AROUND_STOPS)
    closer = not ring or (bool(stops) and near.m_per_px * CLOSER <= whole.m_per_px)
    frame = near if closer else whole
    canvas = Canvas(WIDTH_PX, round(TOP_PX + frame.height_px + FOOT_PX))
    if ring:
        draw_ground(canvas, frame, ring, district)
    else:
        draw_grid(canvas, frame, _round_m(frame))
    draw_routes(canvas, frame, itinerary)
    # A name over the signs is to be found in any crowd of them; where they are few it must hide none.
    crowded = scale_of(itinerary) <= 1
    if district and not crowded:
        draw_names(canvas, frame, ring, district)
    draw_stops(canvas, frame, itinerary)
    if district and crowded:
        draw_names(canvas, frame, ring, district)
    if ring and closer:
        draw_locator(canvas, _overview(canvas, ring), ring, frame)
    _title(canvas, itinerary)
    _figures(canvas, itinerary)
    _legend(canvas, frame, itinerary)
    _foot(canvas, frame, district)
    return canvas.png(), canvas.lettering.missing


def _map(points: list[Wgs84], margin: float) -> Frame:
    return fit(
        points,
        margin=margin,
        left_px=MARGIN_PX,
        top_px=TOP_PX,
        width_px=WIDTH_PX - PANEL_PX - 2 * MARGIN_PX,
        least_height_px=1000,
        most_height_px=SHEET_PX - TOP_PX - FOOT_PX,
    )


def _overview(canvas: Canvas, ring: Ring) -> Frame:
    """A small map of the whole outline, below the legend."""
    width_px, height_px = LOCATOR_PX
    return fit(
        [Wgs84(*corner) for corner in ring],
        margin=AROUND,
        left_px=WIDTH_PX - PANEL_PX + 10,
        top_px=canvas.height_px - FOOT_PX - height_px,
        width_px=width_px,
        least_height_px=height_px,
        most_height_px=height_px,
    )


def _mostly_within(itinerary: Itinerary, ring: Ring) -> bool:
    """Whether more than half of the needs lie in a convex, counter-clockwise ring."""
    needs = itinerary.day.needs
    x = np.array([need.place.at.lon_deg for need in needs])
    y = np.array([need.place.at.lat_deg for need in needs])
    inside = np.ones(len(needs), bool)
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        inside &= (bx - ax) * (y - ay) >= (by - ay) * (x - ax)
    return bool(2 * inside.sum() > len(needs))


def _title(canvas: Canvas, itinerary: Itinerary) -> None:
    canvas.lines([[(MARGIN_PX + 3, 48), (MARGIN_PX + 3, 88)]], RED, width=5)
    canvas.write((MARGIN_PX + 22, 84), TITLE, points=30)
    canvas.write((MARGIN_PX + 300, 84), days_words(itinerary.day), points=17, colour=GREY)


def _figures(canvas: Canvas, itinerary: Itinerary) -> None:
    figures = (
        ("满足的需求", f"{len(itinerary.served)} / {len(itinerary.day.needs)}"),
        ("出动的志愿者", f"{len(itinerary.by_volunteer)} / {len(itinerary.day.volunteers)}"),
        ("服务小时", f"{hours(itinerary.plan.help_s):,}"),
        ("路上小时", f"{hours(sum(tour.route.travel_s for tour in itinerary.tours)):,}"),
    )
    x = WIDTH_PX - PANEL_PX + 10
    for number, (words, figure) in enumerate(figures):
        canvas.write((x, 168 + 96 * number), words, points=12.5, colour=GREY)
        canvas.write((x, 212 + 96 * number), figure, points=29)


def _legend(canvas: Canvas, frame: Frame, itinerary: Itinerary) -> None:
    """The signs that stand on the map."""
    kinds_visited = {need.kind for need, _ in itinerary.visits}
    parts = {call.stop.part for tour in itinerary.tours for call in tour.calls}
    entries = [
        (sign, "、".join(kind.zh for kind in kinds if kind in kinds_visited)) for sign, kinds in VISITS
    ]
    entries += [
        (PICKUP, PICKUP_WORDS if Part.PICKUP in parts else ""),
        (RELOAD, RELOAD_WORDS if Part.RELOAD in parts else ""),
        (UNMET, UNMET_WORDS if itinerary.unmet else ""),
        (HOME, HOME_WORDS if itinerary.tours else ""),
        (IDLE, IDLE_WORDS if idle_homes(frame, itinerary) else ""),
    ]
    x, y = WIDTH_PX - PANEL_PX + 10, 592.0
    for sign, words in entries:
        if words:
            canvas.signs([(x + 10, y - 7)], sign, scale=LEGEND_SCALE)
            canvas.write((x + 36, y), words, points=12.5)
            y += 34


def _round_m(frame: Frame) -> int:
    """The longest round length that is short on the map."""
    fitting = [length_m for length_m in ROUND_M if length_m <= SCALE_PX * frame.m_per_px]
    return fitting[-1] if fitting else ROUND_M[0]


def _foot(canvas: Canvas, frame: Frame, district: Gazetteer | None) -> None:
    """A scale of a round length, and what the map is not."""
    y = canvas.height_px - 30
    length_m = _round_m(frame)
    ends = MARGIN_PX + length_m / frame.m_per_px
    canvas.lines([[(MARGIN_PX, y - 12), (MARGIN_PX, y - 4), (ends, y - 4), (ends, y - 12)]], GREY, width=1.4)
    words = f"{length_m // 1000} 公里" if length_m >= 1000 else f"{length_m} 米"
    canvas.write((ends + 12, y), words, points=11.5, colour=GREY)
    notes = f"{CELLS_NOTE if district else ''}{SKETCH_NOTE}"
    canvas.write((ends + 116, y), notes, points=11.5, colour=GREY)
