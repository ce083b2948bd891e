"""The strips of a route sheet, top to bottom: leaving, each stop with the way to it, coming home."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from api.printouts.itinerary import Call, Tour
from api.printouts.lettering import wrapped
from api.printouts.paper import GREY, MM_PER_POINT, RED, WHITE, WIDTH_MM, Paper, width_mm
from api.printouts.wording import (
    PARTS,
    clock,
    coarse_words,
    day_of,
    day_words,
    duration,
    goods_words,
    masked_name,
    place_words,
    span,
)
from models.people import Volunteer
from models.plans import Part
from models.units import Seconds

LEFT, RIGHT = 16.0, WIDTH_MM - 16.0
LINE_X = LEFT + 3.0  # of the red line that joins the stops
TIME_X = LEFT + 9.5
WHAT_X, WHAT_END = LEFT + 31.0, 142.0
CODE_X = 145.0
SIGN_X = 165.0
LEADING = 1.42
STRONG_POINTS = 13.5
WORTH_TELLING_S = 300
MOST_LINES = 24
"""More would not fit on a sheet: whoever types a novel into a cell is told so."""

SIGNS = {Part.PICKUP: "取", Part.BREAK: "休", Part.RELOAD: "领"}
"""Stand in place of a number at stops that are no visits."""

CUT = "……（文字过长，其余请问调度）"


@dataclass(frozen=True, slots=True)
class Density:
    """How closely a sheet is set.

    `running` sets all that is told of a stop as one paragraph, and the way to it beside instead of above.
    """

    scale: float
    running: bool = False

    def leading_mm(self, points: float) -> float:
        """From line to line of a text set in so many points."""
        return points * self.scale * LEADING * MM_PER_POINT


@dataclass(frozen=True, slots=True)
class Band:
    """A strip across the sheet of a known height; `draw` puts it with its top at y.

    `keeps_next`: stands on the same sheet as the strip after it.
    """

    height_mm: float
    draw: Callable[[float], None]
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what is to be done: a `label` in grey, `strong` words, and plain `text`."""

    text: str
    points: float
    label: str = ""
    strong: str = ""
    indent_mm: float = 0.0


def tour_bands(paper: Paper, tour: Tour, density: Density, *, headed_from: date | None) -> list[Band]:
    """All strips of a tour; with `headed_from`, the plan's first day, a heading tells its day and shift."""
    orders = {
        (call.stop.need_id, call.stop.role): call.order for call in tour.calls if call.order is not None
    }
    bands = [_heading(paper, tour, density, headed_from)] if headed_from else []
    bands.append(_leaving(paper, tour, density))
    bands += [_call(paper, tour, call, density, orders) for call in tour.calls]
    bands.append(_returning(paper, tour, density))
    return bands


def _heading(paper: Paper, tour: Tour, density: Density, first_day: date) -> Band:
    day = day_words(day_of(first_day, tour.shift.opens_s))
    words = f"{day}，{span(tour.shift.opens_s, tour.shift.closes_s)}"

    def draw(y: float) -> None:
        baseline = y + density.leading_mm(11) * 1.2
        paper.text(LEFT, baseline, words, points=11 * density.scale, colour=RED, emphasis=True)

    return Band(density.leading_mm(11) * 1.9, draw, keeps_next=True)


def _leaving(paper: Paper, tour: Tour, density: Density) -> Band:
    height = density.leading_mm(10) + 2.5 * density.scale

    def draw(y: float) -> None:
        middle = y + density.leading_mm(10) / 2
        paper.rule(LINE_X, middle, LINE_X, y + height, colour=RED, mm=0.35)
        goods = goods_words(tour.supplies)
        words = f"出发，带上物资：{goods}" if goods else "出发"
        _milestone(paper, middle, clock(tour.leaves_s), words, density)

    return Band(height, draw, keeps_next=True)


def _returning(paper: Paper, tour: Tour, density: Density) -> Band:
    height = density.leading_mm(10) + 3 * density.scale
    if tour.way_back_s is None:
        words = "服务结束，不必返回"
    else:
        way = _way_words(tour, tour.way_back_s, tour.way_back_minutes)
        words = f"{'返回' if tour.volunteer.end is None else '到达'}（{way}）"

    def draw(y: float) -> None:
        middle = y + 1.5 + density.leading_mm(10) / 2
        paper.rule(TIME_X, y, RIGHT, y)
        paper.rule(LINE_X, y, LINE_X, middle, colour=RED, mm=0.35)
        _milestone(paper, middle, clock(tour.returns_s), words, density)

    return Band(height, draw)


def _milestone(paper: Paper, middle: float, time: str, words: str, density: Density) -> None:
    paper.dot(LINE_X, middle, 1.1, colour=RED, filled=False)
    baseline = middle + 1.3 * density.scale
    paper.text(TIME_X, baseline, time, points=10 * density.scale, colour=GREY)
    paper.text(WHAT_X, baseline, words, points=10 * density.scale, colour=GREY, room=RIGHT - WHAT_X)


def _way_words(tour: Tour, way_s: Seconds, minutes: int) -> str:
    if not way_s:
        return "就在原地"
    return f"{tour.volunteer.mode.zh}{f'约 {minutes}' if minutes else '不到 1'} 分钟"


def _leave_words(call: Call) -> str:
    """From when on to set out, where there is time to spare; else nothing."""
    spare_s = call.leave_s - call.free_s
    return f"{clock(call.leave_s)} 出发即可" if spare_s >= WORTH_TELLING_S else ""


def _call(paper: Paper, tour: Tour, call: Call, density: Density, orders: dict[tuple[str, int], int]) -> Band:
    scale = density.scale
    lines = _set(paper, _lines(tour.volunteer, call, density, orders), density)
    way_height = 0.0 if density.running else density.leading_mm(9) + scale
    text_height = density.leading_mm(STRONG_POINTS) + sum(
        density.leading_mm(line.points) for line in lines[1:]
    )
    times_height = density.leading_mm(STRONG_POINTS) + density.leading_mm(10)
    padding = (2.6 if density.running else 4.0) * scale
    height = way_height + max(text_height, times_height) + padding
    way = _way_words(tour, call.way_s, call.way_minutes)

    def draw(top: float) -> None:
        paper.rule(LINE_X, top, LINE_X, top + height, colour=RED, mm=0.35)
        paper.rule(TIME_X, top + way_height, RIGHT, top + way_height)
        first = top + way_height + padding * 0.3 + density.leading_mm(STRONG_POINTS) * 0.8
        second = first + density.leading_mm(11.5)
        _number(paper, first, call, scale)
        paper.text(TIME_X, first, clock(call.stop.start_s), points=17 * scale, emphasis=True)
        until = f"至 {clock(call.stop.end_s)}"
        paper.text(TIME_X, second, until, points=10 * scale, colour=GREY)
        _write(paper, lines, first, density)
        if call.stop.part is Part.BREAK:
            pass  # nobody goes anywhere for it
        elif density.running:
            room = SIGN_X - CODE_X - 2
            paper.text(CODE_X, second, way, points=9 * scale, colour=GREY, room=room)
        else:
            above = top + density.leading_mm(9) * 0.72
            words = "，".join(filter(None, (way, _leave_words(call))))
            paper.text(WHAT_X, above, words, points=9 * scale, colour=GREY)
        if call.order is None:
            paper.text(CODE_X, first, call.code, points=14 * scale, colour=GREY)
        else:
            paper.text(CODE_X, first, call.code, points=14 * scale, emphasis=True)
            foot = top + height - 0.8 * padding
            paper.rule(SIGN_X, foot, RIGHT, foot, colour=GREY)

    return Band(height, draw)


def _number(paper: Paper, baseline: float, call: Call, scale: float) -> None:
    """Visits are numbered on red, other stops have the sign of what they are for."""
    paper.dot(LINE_X, baseline - 1.7 * scale, 3.0 * scale, colour=RED, filled=call.order is not None)
    if call.order is None:
        sign = SIGNS[call.stop.part]
        paper.text(LINE_X, baseline - 0.5 * scale, sign, points=9 * scale, colour=RED, align="middle")
    else:
        number = str(call.order)
        paper.text(LINE_X, baseline - 0.3 * scale, number, points=11 * scale, colour=WHITE, align="middle")


def _lines(reader: Volunteer, call: Call, density: Density, orders: dict[tuple[str, int], int]) -> list[Line]:
    """What is to be done at a stop, in the order in which one needs to know it."""
    part, need = call.stop.part, call.need
    what, recipient = PARTS[part], ""
    where = place_words(call.place)
    if coarse := coarse_words(call.place):
        where = f"约：{where}（{coarse}，请先联系调度）"
    told: list[tuple[str, str]] = []
    if part is Part.BREAK:
        where = f"{duration(Seconds(call.stop.end_s - call.stop.start_s))}，就地休息"
    elif need is None:
        told = [("领取", goods_words(call.supplies))]
    elif part is Part.PICKUP:
        what = f"{need.kind.zh} · {what}"
        visit = orders.get((need.id, call.stop.role))
        told = [("送往", f"第 {visit} 站")] if visit else []
    else:
        what = need.kind.zh if part is Part.VISIT else f"{need.kind.zh} · {what}"
        recipient = masked_name(need.recipient_name)
        partners = "、".join(_partner_words(reader, partner) for partner in call.partners)
        told = [
            ("携带", need.bring),
            ("物资", goods_words(call.supplies)),
            ("进门", need.access),
            ("同行", partners),
        ]
    details = [(label, text) for label, text in told if text.strip()]
    if density.running:
        told_of = [where, *(f"{label}：{text}" for label, text in details)]
        paragraph = "；".join(filter(None, [*told_of, _leave_words(call) if call.way_s else ""]))
        return [Line(f"{recipient} {paragraph}", 11, strong=what)]
    return [
        Line(recipient, STRONG_POINTS, strong=what),
        Line(where, 12),
        *(Line(text, 10.5, label=label) for label, text in details),
    ]


def _partner_words(reader: Volunteer, partner: Volunteer) -> str:
    """Who comes along, and whether one of the two answers for the other."""
    name = partner.name or partner.id
    if partner.id == reader.guardian_id:
        return f"{name}（您的监护人）"
    return f"{name}（由您监护）" if partner.guardian_id == reader.id else name


def _set(paper: Paper, lines: list[Line], density: Density) -> list[Line]:
    """The same lines, none wider than the column."""
    fitting: list[Line] = []
    for line in lines:
        em_mm = line.points * density.scale * MM_PER_POINT
        indent_mm = 9.0 * density.scale if line.label else 0.0
        ems = (WHAT_END - WHAT_X - indent_mm) / em_mm
        strong_ems = width_mm(paper.lettering.shown(line.strong), STRONG_POINTS * density.scale) / em_mm + 1
        pieces = wrapped(
            paper.lettering.shown(line.text), ems=ems, first_ems=ems - strong_ems * bool(line.strong)
        )
        for number, piece in enumerate(pieces):
            first = number == 0
            fitting.append(
                Line(
                    piece,
                    line.points,
                    label=line.label if first else "",
                    strong=line.strong if first else "",
                    indent_mm=indent_mm,
                )
            )
    if len(fitting) > MOST_LINES:
        fitting[MOST_LINES - 1 :] = [Line(CUT, fitting[-1].points)]
    return fitting


def _write(paper: Paper, lines: list[Line], first: float, density: Density) -> None:
    baseline = first
    for number, line in enumerate(lines):
        if number:
            baseline += density.leading_mm(line.points)
        points = line.points * density.scale
        paper.text(WHAT_X, baseline, line.label, points=points, colour=GREY)
        x = WHAT_X + line.indent_mm
        if line.strong:
            x = paper.text(x, baseline, line.strong, points=STRONG_POINTS * density.scale, emphasis=True)
            x += points * MM_PER_POINT
        paper.text(x, baseline, line.text, points=points)
