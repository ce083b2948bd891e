"""What reading a table gives: its good rows, and everything that is wrong, by row and column."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from api.tables.cells import masked, plain
from models.errors import BadCell, BadTable
from models.geo import EARTH_RADIUS_M, Wgs84
from models.travel import MAX_EXTENT_M

T = TypeVar("T")

SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """The values read. `bad` is empty unless good rows were asked for in spite of bad ones.

    `notices`: what was read otherwise than written, or left out on purpose, with the reason; no faults.
    """

    rows: tuple[T, ...]
    bad: tuple[BadCell, ...] = ()
    notices: tuple[BadCell, ...] = ()


@dataclass(slots=True)
class Report:
    """Collects what is wrong in one file, and what is worth knowing."""

    file: str
    columns: Sequence[str] = ()
    """Of the file, in their order: the order of the faults of a row."""

    personal: Collection[str] = ()
    """Columns whose values are shown masked."""

    bad: list[BadCell] = field(default_factory=list)
    notices: list[BadCell] = field(default_factory=list)

    def fault(
        self, row: int, column: str, value: str, problem: str, candidates: tuple[str, ...] = ()
    ) -> None:
        # The value is shown already where the problem begins with it.
        problem = problem.removeprefix(f"{plain(value)} ")
        self.bad.append(self._cell(row, column, value, problem, candidates))

    def notice(self, row: int, column: str, value: str, problem: str) -> None:
        self.notices.append(self._cell(row, column, value, problem, ()))

    def _cell(self, row: int, column: str, value: str, problem: str, candidates: tuple[str, ...]) -> BadCell:
        shown = masked(value) if column in self.personal else value
        if len(shown) > SHOWN_CHARS:
            shown = shown[: SHOWN_CHARS - 1] + "…"
        return BadCell(self.file, row, column, shown, problem, candidates)


def finish(rows: Sequence[tuple[int, T]], report: Report, *, keep_good: bool) -> Table[T]:
    """The table of these values and their rows. Raises BadTable where one is bad and all must be good."""
    place = {column: number for number, column in enumerate(report.columns)}
    bad = tuple(sorted(report.bad, key=lambda cell: (cell.row, place.get(cell.column, -1))))
    if bad and not keep_good:
        raise BadTable(bad)
    bad_rows = {cell.row for cell in bad}
    good = tuple([value for row, value in rows if row not in bad_rows])
    return Table(good, bad, tuple(report.notices))


def report_repeated(ids: Sequence[tuple[int, str]], column: str, report: Report) -> None:
    """Rows that share an id: each is bad and names the other, since nobody knows which one is meant."""
    if len({one for _, one in ids}) == len(ids):
        return
    first_row: dict[str, int] = {}
    told: set[str] = set()
    for row, one in ids:
        first = first_row.setdefault(one, row)
        if first == row:
            continue
        if one not in told:
            report.fault(first, column, one, f"is the id of row {row} too")
            told.add(one)
        report.fault(row, column, one, f"is the id of row {first} too")


def report_strangers(
    rows: Sequence[tuple[int, str, str]], minors: Set[str], column: str, report: Report
) -> None:
    """Notices of rows (number, id, and the id that they name) that name no good row of an adult."""
    bad_rows = {cell.row for cell in report.bad}
    known = {"", *(id for row, id, _ in rows if row not in bad_rows)}
    for row, _, named in rows:
        if named not in known:
            report.notice(row, column, named, "is the id of nobody in this table: not read")
        elif named in minors:
            report.notice(row, column, named, "is under age: not read")


def report_far(places: Sequence[tuple[int, Wgs84]], column: str, report: Report) -> None:
    """Places more than MAX_EXTENT_M from the median of the others: no district is that wide."""
    if len(places) < 2:
        return
    lons = np.fromiter((at.lon_deg for _, at in places), np.float64, len(places))
    lats = np.fromiter((at.lat_deg for _, at in places), np.float64, len(places))
    away_m = _metres(lons, lats, _medians_of_others(lons), _medians_of_others(lats))
    for index in np.flatnonzero(away_m > MAX_EXTENT_M).tolist():
        row, at = places[index]
        problem = f"lies {away_m[index] / 1000:.0f} km from the other places"
        report.fault(row, column, f"{at.lon_deg}, {at.lat_deg}", problem)


Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


def _medians_of_others(values: Floats) -> Floats:
    """For each value the lower median of all but itself."""
    order = np.argsort(values, kind="stable")
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values))
    middle = (len(values) - 2) // 2
    ordered = values[order]
    others: Floats = np.where(rank > middle, ordered[middle], ordered[middle + 1])
    return others


def _metres(lons: Floats, lats: Floats, other_lons: Floats, other_lats: Floats) -> Floats:
    """Great-circle distances, as models.geo defines, for arrays."""
    a_lat, b_lat = np.radians(lats), np.radians(other_lats)
    half = np.sin((b_lat - a_lat) / 2) ** 2
    half += np.cos(a_lat) * np.cos(b_lat) * np.sin(np.radians(other_lons - lons) / 2) ** 2
    distances: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return distances
