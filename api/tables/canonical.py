"""The canonical table: CSV with fixed English headers that holds every field exactly.

Moments are local date-times (2026-11-24T09:00), so a file means the same whatever day is planned with it;
what lies on other days is left out when it is read. Lists are separated by semicolons. A text that a
spreadsheet would run as a formula is written after an apostrophe, which reading takes away again.
"""

import csv
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from typing import Any, Generic, TypeVar

from api.tables.atomic import replacing
from api.tables.cells import CellProblem
from api.tables.sheets import Row
from api.tables.table import Report

T = TypeVar("T")

BATCH = 256
EXCEL_MARK = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: how its text is read, and the text that stands for it where the column is missing.

    Without such a text the column is required.
    """

    header: str
    read: Callable[[str], Any]
    missing: str | None = ""


def write_rows(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes UTF-8; the file appears whole or not at all."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="") as file, paused_gc():
        file.write(EXCEL_MARK)
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)


def is_canonical(header: Row, fields: Sequence[Field]) -> bool:
    """Nothing but canonical columns, each once and none that is required missing."""
    required = {field.header for field in fields if field.missing is None}
    known = {field.header for field in fields}
    return required <= set(header) <= known and len(header) == len(set(header))


class CanonicalRows(Generic[T]):
    """Makes values of the rows under one header.

    `build` takes one argument for each of the fields, in their order; it returns None for what is left out.
    """

    def __init__(
        self, header: Row, fields: Sequence[Field], build: Callable[..., T | None], report: Report
    ) -> None:
        self._header, self._build, self._report = header, build, report
        self._fields = {field.header: field for field in fields}
        self._at = [header.index(field.header) if field.header in header else -1 for field in fields]
        self._absent = [
            field.read(field.missing or "") if at < 0 else None
            for field, at in zip(fields, self._at, strict=True)
        ]

    def read(self, rows: Iterable[Row]) -> list[tuple[int, T]]:
        """The values with their rows, the first of which is row 2; faults go to the report."""
        kept: list[tuple[int, T]] = []
        numbered = enumerate(rows, start=2)
        while batch := list(islice(numbered, BATCH)):
            try:
                values = list(self._values([row for _, row in batch]))
            except ValueError:
                kept += [pair for number, row in batch for pair in self._one(number, row)]
                continue
            for (number, _), value in zip(batch, values, strict=True):
                if value is not None:
                    kept.append((number, value))
                else:
                    self._leave_out(number)
        return kept

    def _leave_out(self, number: int) -> None:
        self._report.notice(number, "", "", "is for other days than those planned: left out")

    def _values(self, rows: Sequence[Row]) -> Iterator[T | None]:
        """Column by column: no step of Python is taken for each cell. Raises ValueError at a fault."""
        columns = list(zip(*rows, strict=True))
        if len(columns) != len(self._header):
            raise ValueError(f"{len(columns)} columns")
        return map(
            self._build,
            *(
                map(field.read, columns[at]) if at >= 0 else repeat(other)
                for field, at, other in zip(self._fields.values(), self._at, self._absent, strict=True)
            ),
        )

    def _one(self, number: int, row: Row) -> list[tuple[int, T]]:
        """The value of one row, if there is one; else the report knows why."""
        if not any(cell.strip() for cell in row):
            return []
        try:
            (value,) = self._values([row])
        except ValueError as error:
            self._explain(number, row, error)
            return []
        if value is None:
            self._leave_out(number)
            return []
        return [(number, value)]

    def _explain(self, number: int, row: Row, error: ValueError) -> None:
        """Every cell of the row that cannot be read, or else what is wrong with the row as a whole."""
        if len(row) != len(self._header):
            self._report.fault(number, "", "", f"has {len(row)} cells, the header {len(self._header)}")
            return
        faults = len(self._report.bad)
        for column, cell in zip(self._header, row, strict=True):
            try:
                self._fields[column].read(cell)
            except CellProblem as problem:
                self._report.fault(number, column, cell, problem.problem, problem.candidates)
        if len(self._report.bad) == faults:
            self._report.fault(number, "", "", str(error))


@contextmanager
def paused_gc() -> Iterator[None]:
    """No search for cycles meanwhile: it would walk over millions of values that hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
