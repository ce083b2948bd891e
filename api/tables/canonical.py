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
from pathlib import Path
from typing import Any, TypeVar

from api.tables.atomic import replacing
from api.tables.cells import CellProblem
from api.tables.sheets import Row
from api.tables.table import Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """One column: how its text is read, and the text that stands for it where the column is missing.

    Without such a text the column is required.
    """

    header: str
    read: Callable[[str], Any]
    missing: str | None = ""


def write_rows(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """UTF-8 with a mark that Excel recognises; the file appears whole or not at all."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file, paused_gc():
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)


def is_canonical(header: Row, fields: Sequence[Field]) -> bool:
    """Nothing but canonical columns, each once and none that is required missing."""
    required = {field.header for field in fields if field.missing is None}
    known = {field.header for field in fields}
    return required <= set(header) <= known and len(header) == len(set(header))


def read_rows(
    rows: Iterable[Row],
    header: Row,
    fields: Sequence[Field],
    build: Callable[..., T | None],
    report: Report,
) -> list[tuple[int, T]]:
    """The values under the header with their rows; faults go to the report.

    `build` makes a value of one argument for each field, in their order, or None where it is left out.
    """
    readers = {field.header: field.read for field in fields}
    in_order = [readers[one] for one in header]
    given = [header.index(field.header) if field.header in header else -1 for field in fields]
    absent = [
        field.read(field.missing or "") if at < 0 else None for field, at in zip(fields, given, strict=True)
    ]
    exact = given == list(range(len(fields)))
    kept: list[tuple[int, T]] = []
    with paused_gc():
        for row_number, row in enumerate(rows, start=2):
            try:
                items = [read(text) for read, text in zip(in_order, row, strict=True)]
                if not exact:
                    items = [items[at] if at >= 0 else other for at, other in zip(given, absent, strict=True)]
                value = build(*items)
            except ValueError as error:
                _explain(row, header, in_order, error, row_number, report)
                continue
            if value is None:
                report.notice(row_number, "", "", "is for other days than those planned: left out")
            else:
                kept.append((row_number, value))
    return kept


def _explain(
    row: Row,
    header: Row,
    readers: Sequence[Callable[[str], Any]],
    error: ValueError,
    row_number: int,
    report: Report,
) -> None:
    """Every cell of the row that cannot be read, or else what is wrong with the row as a whole."""
    if not any(cell.strip() for cell in row):
        return
    if len(row) != len(header):
        report.fault(row_number, "", "", f"has {len(row)} cells, the header {len(header)}")
        return
    faults = len(report.bad)
    for column, read, text in zip(header, readers, row, strict=True):
        try:
            read(text)
        except CellProblem as problem:
            report.fault(row_number, column, text, problem.problem, problem.candidates)
    if len(report.bad) == faults:
        report.fault(row_number, "", "", str(error))


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
