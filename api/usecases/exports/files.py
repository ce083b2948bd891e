"""Rows as a file that a spreadsheet opens, and runs nothing of."""

import csv
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from api.tables.codes import text_of
from models.errors import InvalidInput

MOST_XLSX_ROWS = 1_048_576
"""Of a sheet. Source: ECMA-376."""


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


MEDIA_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
}


def write_file(path: Path, format: Format, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """How many rows were written. Raises InvalidInput where a sheet does not hold them all."""
    return _write_csv(path, header, rows) if format is Format.CSV else _write_xlsx(path, header, rows)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    # With the mark by which a spreadsheet knows UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([_cell(value) for value in row])
            count += 1
    return count


def _write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("导出")
    sheet.freeze_panes = "A2"
    sheet.append(list(header))
    count = 0
    for row in rows:
        if count + 1 >= MOST_XLSX_ROWS:
            raise InvalidInput(f"format: a sheet holds {MOST_XLSX_ROWS} rows: ask for csv, or narrow it")
        sheet.append([_cell(value) for value in row])
        count += 1
    book.save(path)
    return count


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run stands behind an apostrophe; what XML cannot hold is left out."""
    return text_of(ILLEGAL_CHARACTERS_RE.sub("", value)) if isinstance(value, str) else value
