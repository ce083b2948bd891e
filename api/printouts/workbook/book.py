"""The whole of plan.xlsx."""

from collections.abc import Callable, Set
from io import BytesIO

from openpyxl import Workbook

from api.printouts.itinerary import Itinerary
from api.printouts.workbook.by_community import by_community
from api.printouts.workbook.by_volunteer import by_volunteer
from api.printouts.workbook.overview import overview
from api.printouts.workbook.roster import roster
from api.printouts.workbook.stamp import add_stamp
from api.printouts.workbook.table import add_table
from api.printouts.workbook.unmet import unmet


def plan_workbook(
    itinerary: Itinerary,
    *,
    missing: Set[str],
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The file as bytes; `missing` as in overview. `progress` hears how many rows of how many are written."""
    book = Workbook(write_only=True)
    book.properties.creator = "Redvest"
    tables = [
        overview(itinerary, missing=missing),
        by_volunteer(itinerary),
        by_community(itinerary),
        unmet(itinerary),
        roster(itinerary),
    ]
    total = sum(len(table.rows) for table in tables)
    done = 0

    def wrote(rows: int) -> None:
        nonlocal done
        done += rows
        if progress:
            progress(done, total)

    for table in tables:
        add_table(book, table, wrote=wrote)
    add_stamp(book, itinerary.plan)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
