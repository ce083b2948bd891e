"""Route sheets (志愿者出行单): what a volunteer takes along, one A4 sheet for each who has stops.

A sheet holds what its visits need and no more: surname of the recipient, place, what to bring, how to get in;
no telephone number. Each visit has a code to report it by and a line to sign on.
"""

from collections.abc import Callable

from api.printouts.itinerary import Itinerary, Tour
from api.printouts.paper import GREY, HEIGHT_MM, RED, Paper
from api.printouts.sheet_bands import (
    CODE_X,
    LEFT,
    RIGHT,
    SIGN_X,
    TIME_X,
    WHAT_X,
    Band,
    Density,
    tour_bands,
)
from api.printouts.wording import days_words, duration, span
from models.units import MINUTE_S, Seconds

TITLE = "志愿者出行单"
NOBODY = "本计划没有出行安排。"
COLUMNS = ("时间", "做什么 · 去哪里", "服务码", "服务对象签字")
DISPATCHER = "调度电话"
CHANGES = "到不了、找不到或情况有变，请先打电话；报到和完成时报服务码。"
PROTECTION = "本单含个人信息，服务结束后请交回。"

TABLE_TOP, TABLE_END = 71.0, HEIGHT_MM - 26.0

DENSITIES = (
    Density(1.15),
    Density(1.0),
    Density(0.9),
    Density(0.8),
    Density(1.1, running=True),
    Density(0.95, running=True),
    Density(0.85, running=True),
    Density(0.8, running=True),
    Density(0.75, running=True),
    Density(0.68, running=True),
)
"""From roomy to close: the first that needs the fewest sheets is taken."""


def route_sheets(
    itinerary: Itinerary, *, progress: Callable[[int, int], None] | None = None
) -> tuple[bytes, set[str]]:
    """The PDF, and the characters of it that the font lacks.

    A plan without routes gives one sheet that says so.
    `progress` hears how many volunteers of how many have their sheet.
    """
    day = itinerary.day
    paper = Paper(f"{TITLE} {days_words(day)}", dated=day.first_day)
    volunteers = itinerary.by_volunteer
    for done, tours in enumerate(volunteers.values(), start=1):
        sheets = _laid_out(paper, itinerary, tours)
        for number, sheet in enumerate(sheets, start=1):
            _sheet(paper, itinerary, tours, sheet, number, len(sheets))
        if progress:
            progress(done, len(volunteers))
    if not volunteers:
        paper.sheet()
        _title(paper, itinerary)
        paper.text(LEFT, 48, NOBODY, points=14)
    return paper.finished(), paper.lettering.missing


def _laid_out(paper: Paper, itinerary: Itinerary, tours: list[Tour]) -> list[list[Band]]:
    """The strips of one volunteer by sheet, set as roomily as the fewest sheets allow."""
    headed_from = itinerary.day.first_day if len(tours) > 1 or itinerary.day.days > 1 else None

    def bands(density: Density) -> list[Band]:
        return [band for tour in tours for band in tour_bands(paper, tour, density, headed_from=headed_from)]

    layouts: list[list[list[Band]]] = []
    for density in DENSITIES:
        layouts.append(_paged(bands(density)))
        if len(layouts[-1]) == 1:
            break
    return min(layouts, key=len)


def _paged(bands: list[Band]) -> list[list[Band]]:
    """The strips by sheet; one that opens a tour is not left alone at the foot."""
    sheets: list[list[Band]] = [[]]
    y = TABLE_TOP
    for band, after in zip(bands, [*bands[1:], None], strict=True):
        together = band.height_mm + (after.height_mm if after and band.keeps_next else 0.0)
        if y + together > TABLE_END and sheets[-1]:
            sheets.append([])
            y = TABLE_TOP
        sheets[-1].append(band)
        y += band.height_mm
    return sheets


def _sheet(
    paper: Paper, itinerary: Itinerary, tours: list[Tour], bands: list[Band], number: int, of: int
) -> None:
    paper.sheet()
    _title(paper, itinerary)
    _who(paper, tours)
    paper.rule(LEFT, TABLE_TOP - 11, RIGHT, TABLE_TOP - 11, colour=RED, mm=0.5)
    for x, head in zip((TIME_X, WHAT_X, CODE_X, SIGN_X), COLUMNS, strict=True):
        paper.text(x, TABLE_TOP - 5.4, head, points=9, colour=GREY)
    y = TABLE_TOP
    for band in bands:
        band.draw(y)
        y += band.height_mm
    _foot(paper, number, of)


def _title(paper: Paper, itinerary: Itinerary) -> None:
    paper.block(LEFT, 15.5, 1.6, 9.5, colour=RED)
    paper.text(LEFT + 5, 23.4, TITLE, points=23, emphasis=True)
    paper.text(RIGHT, 23.4, days_words(itinerary.day), points=12.5, align="right")


def _who(paper: Paper, tours: list[Tour]) -> None:
    volunteer = tours[0].volunteer
    name = volunteer.name or volunteer.id
    ends = paper.text(LEFT, 40.5, name, points=19, emphasis=True, room=110)
    beside = " · ".join(part for part in (volunteer.team, volunteer.id if volunteer.name else "") if part)
    paper.text(ends + 4, 40.5, beside, points=10.5, colour=GREY, room=RIGHT - ends - 4)
    visits = sum(tour.visit_count for tour in tours)
    shift = tours[0].shift
    facts = (
        ("班次", span(shift.opens_s, shift.closes_s) if len(tours) == 1 else f"{len(tours)} 个班次"),
        ("出行方式", volunteer.mode.zh),
        ("服务", f"{visits} 次"),
        ("路上约", duration(Seconds(MINUTE_S * sum(tour.way_minutes for tour in tours)))),
    )
    for x, (label, fact) in zip((LEFT, LEFT + 62, LEFT + 102, LEFT + 136), facts, strict=True):
        paper.text(x, 49.5, label, points=8.5, colour=GREY)
        paper.text(x, 55.6, fact, points=12.5)


def _foot(paper: Paper, number: int, of: int) -> None:
    y = HEIGHT_MM - 24
    paper.rule(LEFT, y, RIGHT, y)
    ends = paper.text(LEFT, y + 7, DISPATCHER, points=10.5)
    paper.rule(ends + 2, y + 7.8, ends + 48, y + 7.8, colour=GREY)
    paper.text(ends + 52, y + 7, CHANGES, points=8.5, colour=GREY)
    paper.text(LEFT, y + 14, PROTECTION, points=9, colour=RED)
    pages = f"第 {number} 页，共 {of} 页" if of > 1 else ""
    paper.text(RIGHT, y + 14, pages, points=9, colour=GREY, align="right")
