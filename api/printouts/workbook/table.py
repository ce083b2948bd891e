"""How a table of the workbook is laid out: title, notes, headers, typed cells, filter and frozen head.

Texts are written as texts whatever they begin with, so that no cell of somebody's input becomes a formula.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from api.printouts.lettering import LATIN_ENDS

Value = str | int | float | date | time | None

Sheet = Any
"""A write-only worksheet; openpyxl has no types, and keeps this one to itself."""

RED, INK, NOTE = "FFC8102E", "FF3C3C43", "FF707076"
EDITABLE_FILL, SHADE_FILL, PLAIN_FILL = "FFFFF8E1", "FFF6F6F8", "FFFFFFFF"
FACE = "Microsoft YaHei"
A4 = 9  # ECMA-376-1, 18.3.1.63: paperSize
LINE_POINTS = 15.0
ROWS_A_REPORT = 500
NOT_READ = "这一列由系统生成，改了不起作用。"


class Format(Enum):
    """What a column holds; the value is its number format. Texts are @: nothing typed there is calculated."""

    TEXT = "@"
    COUNT = "0"
    DATE = "yyyy-mm-dd"
    CLOCK = "hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `editable` is read back, or the dispatcher's own; `check` guards what is typed into it."""

    header: str
    width: float
    format: Format = Format.TEXT
    editable: bool = False
    check: DataValidation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet: `notes` stand under the title; rows alike in column `group_by` share one shade."""

    name: str
    title: str
    notes: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    group_by: int | None = None
    frozen_columns: int = 1

    @property
    def header_row(self) -> int:
        return 2 + len(self.notes)


def add_table(book: Workbook, table: Table, *, wrote: Callable[[int], None]) -> None:
    """Append the table to a write-only book as a sheet of its own; `wrote` hears of every few rows."""
    sheet = book.create_sheet(table.name)
    _prepare(sheet, table)
    sheet.append([_cell(sheet, table.title, Font(name=FACE, size=16, bold=True, color=RED))])
    for note in table.notes:
        sheet.append([_cell(sheet, note, Font(name=FACE, size=10, color=NOTE))])
    sheet.append([_head(sheet, column) for column in table.columns])
    # A write-only cell is written out at once, so one a column and shade serves all rows.
    plain = [_body(sheet, column, PLAIN_FILL) for column in table.columns]
    shaded = [_body(sheet, column, SHADE_FILL) for column in table.columns]
    for number, (row, shade) in enumerate(zip(table.rows, _shades(table), strict=True), start=1):
        cells = shaded if shade else plain
        for cell, value in zip(cells, row, strict=True):
            put(cell, value)
        lines = max(_lines(column, value) for column, value in zip(table.columns, row, strict=True))
        if lines > 1:
            # Not every program fits the height of a row to its wrapped text when it opens a file.
            sheet.row_dimensions[table.header_row + number].height = LINE_POINTS * lines
        sheet.append(cells)
        if number % ROWS_A_REPORT == 0:
            wrote(ROWS_A_REPORT)
    wrote(len(table.rows) % ROWS_A_REPORT)


def _prepare(sheet: Sheet, table: Table) -> None:
    """What a write-only sheet must know before its first row."""
    first, last = table.header_row + 1, table.header_row + max(1, len(table.rows))
    sheet.freeze_panes = f"{get_column_letter(table.frozen_columns + 1)}{first}"
    sheet.sheet_view.showGridLines = False
    for number, column in enumerate(table.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        _guard(sheet, column, f"{letter}{first}:{letter}{last}")
    sheet.auto_filter.ref = f"A{table.header_row}:{get_column_letter(len(table.columns))}{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{table.header_row}:{table.header_row}"


def put(cell: WriteOnlyCell, value: Value) -> None:
    """Set the cell's value; a text stays a text."""
    if isinstance(value, str):
        cell.value = written_text(value)
        cell.data_type = "s"
    else:
        cell.value = value


def written_text(value: Value) -> str:
    """The text as a sheet shows it, control characters as �."""
    return str(ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value)))


def _lines(column: Column, value: Value) -> int:
    """Lines that a wrapped text takes: Chinese is two digits wide, and widths are counted in digits."""
    if column.format is not Format.TEXT or not isinstance(value, str):
        return 1
    digits = sum(2 if ord(char) >= LATIN_ENDS else 1 for char in value)
    return max(1, -(-digits // int(column.width - 1)))


def _shades(table: Table) -> Iterable[bool]:
    shade, last = True, object()
    for row in table.rows:
        if table.group_by is not None and row[table.group_by] != last:
            shade, last = not shade, row[table.group_by]
        yield shade and table.group_by is not None


def _guard(sheet: Sheet, column: Column, cells: str) -> None:
    """No sheet protection: it would forbid sorting and deleting rows, which a dispatcher does."""
    check = column.check
    if not column.editable:
        check = DataValidation(type="custom", formula1="FALSE", allow_blank=True, showErrorMessage=True)
        check.errorTitle, check.error = column.header, NOT_READ
    if check is not None:
        check.add(cells)
        sheet.data_validations.append(check)


def _cell(sheet: Sheet, text: str, font: Font) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    put(cell, text)
    cell.font = font
    return cell


def _head(sheet: Sheet, column: Column) -> WriteOnlyCell:
    cell = _cell(sheet, column.header, Font(name=FACE, size=10, bold=True, color="FFFFFFFF"))
    cell.fill = PatternFill("solid", fgColor=RED if column.editable else INK)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _body(sheet: Sheet, column: Column, fill: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FACE, size=10)
    cell.number_format = column.format.value
    cell.fill = PatternFill("solid", fgColor=EDITABLE_FILL if column.editable else fill)
    cell.border = Border(bottom=Side(style="hair", color="FFD0D0D4"))
    wide = column.format is Format.TEXT
    cell.alignment = Alignment(horizontal="left" if wide else "center", vertical="center", wrap_text=wide)
    return cell
