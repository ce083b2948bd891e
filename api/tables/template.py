"""A workbook to fill in: Chinese headers, an example row, lists to choose from, what each column means."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from api.tables.atomic import replacing
from api.tables.columns import Column
from api.tables.need_columns import NEED_COLUMNS
from api.tables.volunteer_columns import VOLUNTEER_COLUMNS

PREPARED_ROWS = 2000
"""Rows that offer the lists."""

MIN_WIDTH, MAX_WIDTH = 10, 34
EXPLAINED_WIDTHS = (20, 84, 34)
LINE_HEIGHT = 16
RED = PatternFill("solid", fgColor="C0392B")
PALE = PatternFill("solid", fgColor="FBEDEB")


class What(StrEnum):
    VOLUNTEERS = "volunteers"
    NEEDS = "needs"


TITLES = {What.VOLUNTEERS: "志愿者", What.NEEDS: "需求"}
COLUMNS: dict[What, Sequence[Column]] = {What.VOLUNTEERS: VOLUNTEER_COLUMNS, What.NEEDS: NEED_COLUMNS}


def write_template(path: Path, what: What) -> None:
    """Writes the workbook; the file appears whole or not at all. Its example row can be read back."""
    columns = [column for column in COLUMNS[what] if column.meaning]
    book = Workbook()
    sheet = book.active
    sheet.title = TITLES[what]
    _fill(sheet, columns)
    _explain(book.create_sheet("说明"), columns)
    with replacing(path) as draft:
        book.save(draft)


def _fill(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """The sheet to fill in: header, example, lists."""
    sheet.append([column.zh for column in columns])
    sheet.append([column.example or None for column in columns])
    _head(sheet)
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        wide = max(_width(column.zh), _width(column.example), *map(_width, column.choices), MIN_WIDTH)
        sheet.column_dimensions[letter].width = min(wide, MAX_WIDTH) + 2
        # As text throughout: a number would lose the zeros before it, and its last digits above fifteen.
        sheet.column_dimensions[letter].number_format = "@"
        sheet.cell(2, number).number_format = "@"
        sheet.cell(2, number).fill = PALE
        if column.choices:
            choices = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            choices.error = "请从列表中选择"
            choices.add(f"{letter}2:{letter}{PREPARED_ROWS + 1}")
            sheet.add_data_validation(choices)


def _explain(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """The sheet that says what each column means."""
    sheet.append(["列名", "怎么填", "例子"])
    for column in columns:
        sheet.append([column.zh, column.meaning, column.example or None])
    _head(sheet)
    for number, width in enumerate(EXPLAINED_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, column in enumerate(columns, start=2):
        for cell in sheet[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = LINE_HEIGHT * -(-_width(column.meaning) // EXPLAINED_WIDTHS[1])
    # Printed, it is as wide as the page and as long as it must be.
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(sheet: Worksheet) -> None:
    """White on red, and always in view."""
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), RED
        cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 22
    sheet.freeze_panes = "A2"


def _width(text: str) -> int:
    """In characters of the sheet's font: a Chinese one is two wide."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
