"""Everything that goes out of one plan, written into one folder."""

from collections.abc import Callable
from pathlib import Path

from api.printouts.geojson import plan_geojson
from api.printouts.itinerary import make_itinerary
from api.printouts.lettering import MISSING
from api.printouts.picture.draw import plan_picture
from api.printouts.route_sheets import route_sheets
from api.printouts.whole_file import write_whole
from api.printouts.workbook.book import plan_workbook
from models.day import Day
from models.district.cells import Ring
from models.plans import Plan

WORKBOOK, SHEETS, MAP_FILE, PICTURE = "plan.xlsx", "route-sheets.pdf", "plan.geojson", "plan.png"

Progress = Callable[[int, int], None]

STEPS = 100
PICTURE_DONE, SHEETS_DONE = 15, 55
"""How far along it is, of STEPS, as measured with 3,000 volunteers and 1,000 needs."""


def write_all(
    day: Day,
    plan: Plan,
    directory: Path,
    *,
    outline: Ring | None = None,
    progress: Progress | None = None,
    warn: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the four files, each whole or not at all, and say where they are.

    `outline` is the district's, for the picture. `progress` hears (done, total) several times a second;
    `warn` hears of each character that PDF and picture cannot show, which the workbook lists as well.
    Raises InvalidInput where the plan names what the day does not know.
    """
    report = progress or (lambda done, total: None)
    itinerary = make_itinerary(day, plan)
    directory.mkdir(parents=True, exist_ok=True)
    report(0, STEPS)
    picture, missing_in_picture = plan_picture(itinerary, outline=outline)
    report(PICTURE_DONE, STEPS)
    sheets, missing_in_sheets = route_sheets(itinerary, progress=_share(report, PICTURE_DONE, SHEETS_DONE))
    missing = missing_in_picture | missing_in_sheets
    workbook = plan_workbook(itinerary, missing=missing, progress=_share(report, SHEETS_DONE, STEPS))
    if warn:
        for char in sorted(missing):
            warn(f"the font has no {char} (U+{ord(char):04X}): route sheets and picture show {MISSING}")
    return [
        write_whole(directory / WORKBOOK, workbook),
        write_whole(directory / SHEETS, sheets),
        write_whole(directory / MAP_FILE, plan_geojson(itinerary).encode()),
        write_whole(directory / PICTURE, picture),
    ]


def _share(report: Progress, first: int, last: int) -> Progress:
    """Progress of a part, told as progress of the whole from `first` to `last`."""

    def part(done: int, total: int) -> None:
        report(first + (last - first) * done // total if total else last, STEPS)

    return part
