"""Requests of another system, row by row, into needs of ours."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from api.streams.mapping import COLUMNS, Meaning, StreamMapping
from api.tables.cells import CellProblem, number, plain
from api.tables.sheets import Row, sheets
from api.tables.table import Report, Table, finish, report_far, report_repeated
from models.datum import Datum, wgs84_of
from models.errors import BadCell, BadTable, InvalidInput
from models.geo import Place
from models.kinds import USUAL
from models.needs import Need

T = TypeVar("T")

Span = tuple[date, date]
"""First and last day."""


def read_stream(
    path: Path,
    mapping: StreamMapping,
    *,
    first_day: date,
    created: Span,
    datum: Datum = Datum.WGS84,
    keep_good: bool = False,
) -> Table[Need]:
    """The requests created on the days of `created`, as needs of `first_day`.

    They are planned as if all were known when that day begins: a request keeps the windows of its category,
    whatever the hour at which it came in. What was created on other days is left out; a notice counts it.
    Raises BadFormat where the file is no table, and BadTable as the readers of tables do.
    """
    if created[1] < created[0]:
        raise InvalidInput(f"created from {created[0]} to {created[1]}: ends before it begins")
    for sheet in sheets(path):
        header = [plain(cell) for cell in next(sheet.rows, [])]
        missing = [name for name in mapping.columns.values() if name not in header]
        if len(missing) == len(COLUMNS):
            continue  # by another delimiter, or on another sheet
        if missing:
            raise BadTable([BadCell(sheet.file, 1, "", "", f"the header has no column {missing[0]!r}")])
        report = Report(sheet.file)
        stream = _Stream(mapping, header, report, datum, created)
        found = stream.read(sheet.rows)
        report_repeated([(row, need.id) for row, need in found], mapping.columns["id"], report)
        report_far([(row, need.place.at) for row, need in found], mapping.columns["lon"], report)
        if stream.other_days:
            report.notice(0, "", "", f"{stream.other_days} requests were created on other days: left out")
        return finish(found, report, keep_good=keep_good)
    known = ", ".join(mapping.columns.values())
    raise BadTable([BadCell(path.name, 0, "", "", f"no header with the columns {known}")])


class _Stream:
    """Reads rows one by one; faults go to the report."""

    def __init__(
        self, mapping: StreamMapping, header: Row, report: Report, datum: Datum, created: Span
    ) -> None:
        self._mapping, self._report, self._datum, self._created = mapping, report, datum, created
        self._width = len(header)
        self._at = {name: header.index(column) for name, column in mapping.columns.items()}
        self.other_days = 0

    def read(self, rows: Iterable[Row]) -> list[tuple[int, Need]]:
        found = []
        for row_number, row in enumerate(rows, start=2):
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != self._width:
                problem = f"has {len(row)} cells, the header {self._width}"
                self._report.fault(row_number, "", "", problem)
            elif (need := self._need(row_number, row)) is not None:
                found.append((row_number, need))
        return found

    def _need(self, row_number: int, row: Row) -> Need | None:
        """The need of a row; None where it is for another day, or the report says why there is none."""

        def value(name: str, read: Callable[[str], T]) -> T | None:
            cell = plain(row[self._at[name]])
            try:
                return read(cell)
            except CellProblem as problem:
                self._report.fault(row_number, self._mapping.columns[name], cell, problem.problem)
                return None

        created = value("created", _day)
        if created is not None and not self._created[0] <= created <= self._created[1]:
            self.other_days += 1
            return None
        id = value("id", _id)
        meaning = value("category", self._meaning)
        lon_deg = value("lon", _degrees(180))
        lat_deg = value("lat", _degrees(90))
        if created is None or id is None or meaning is None or lon_deg is None or lat_deg is None:
            return None
        usual = USUAL[meaning.kind]
        return Need(
            id=id,
            kind=meaning.kind,
            place=Place(at=wgs84_of(self._datum, lon_deg, lat_deg)),
            windows=meaning.windows,
            service_s=meaning.service_s,
            priority=meaning.priority,
            crew=meaning.crew,
            risky=usual.risky,
            with_minor=usual.with_minor,
            seats=usual.seats,
            note=plain(row[self._at["category"]]),
        )

    def _meaning(self, category: str) -> Meaning:
        meaning = self._mapping.meaning_of(category)
        if meaning is None:
            raise CellProblem("is a category that no rule of the mapping fits, and there is no default")
        return meaning


def _id(text: str) -> str:
    if not text:
        raise CellProblem("is empty, an id is needed")
    return text


def _day(text: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise CellProblem("is no moment like 2018-01-03T08:30:00") from None


def _degrees(most: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        degrees = number(text)
        if abs(degrees) > most:
            raise CellProblem(f"is not on the globe: at most {most} degrees")
        return degrees

    return read
