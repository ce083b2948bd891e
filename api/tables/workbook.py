"""Rows of text out of an XLSX workbook."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from api.tables import archive
from api.tables.merged import MergedCells
from models.errors import BadFormat

Cell = str | int | float | bool | date | datetime | time | timedelta

EXACT_BELOW = 2**53
"""Whole floats below are exact, and people never typed the .0."""


def sheets(path: Path) -> Iterator[tuple[str, Iterator[list[str]], tuple[MergedCells, ...]]]:
    """The visible worksheets: what to call each, its rows, all of one length, and what is merged in a column.

    Raises BadFormat.
    """
    archive.check(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        for name in shown:
            sheet = book.get_sheet_by_name(name)
            yield (
                path.name if name == shown[0] else f"{path.name} [{name}]",
                (
                    [cell if cell.__class__ is str else cell_text(cell) for cell in row]
                    for row in sheet.iter_rows()
                ),
                _merged_in_a_column(sheet),
            )
    except CalamineError as error:
        raise BadFormat(f"{path.name}: cannot be read as a workbook: {error}") from error
    if not shown:
        raise BadFormat(f"{path.name}: the workbook has no visible sheet")


def _merged_in_a_column(sheet: CalamineSheet) -> tuple[MergedCells, ...]:
    """Rows begin with the first column that is not empty."""
    first_column = sheet.start[1] if sheet.start else 0
    return tuple(
        MergedCells(top + 1, bottom + 1, left - first_column)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if left == right >= first_column
    )


def cell_text(cell: Cell) -> str:
    """What the cell says, as a person would type it: 13900001234, 2026-11-24 09:00, 9:30."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if abs(cell) < EXACT_BELOW and cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes" if cell.second == 0 and cell.microsecond == 0 else "seconds")
    if isinstance(cell, time):
        return cell.isoformat("minutes" if cell.second == 0 else "seconds")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return str(cell)
