"""Reads volunteers or needs from CSV or XLSX: the canonical table, or a list as communities keep it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from api.tables.canonical import CanonicalRows, Field, is_canonical, paused_gc
from api.tables.canonical_needs import need_fields, need_from
from api.tables.canonical_volunteers import volunteer_fields, volunteer_from
from api.tables.cells import plain
from api.tables.columns import SEARCHED_ROWS, Column, Header, find_header
from api.tables.merged import filled_down
from api.tables.need_columns import NEED_COLUMNS
from api.tables.needs import need_parsers, read_need
from api.tables.rows import Cells
from api.tables.sheets import GB18030, Row, Sheet, sheets
from api.tables.table import Report, Table, finish, report_far, report_repeated, report_strangers
from api.tables.volunteer_columns import VOLUNTEER_COLUMNS
from api.tables.volunteers import read_volunteer, volunteer_parsers, whole_days
from models.datum import Datum
from models.district.address import AddressBook
from models.district.gazetteer import Gazetteer
from models.errors import BadCell, BadTable
from models.geo import Place
from models.needs import Need
from models.people import Volunteer

T = TypeVar("T", Volunteer, Need)

PLACE_FIELDS = ("lon", "address", "estate", "community")


def read_volunteers(
    path: Path,
    *,
    gazetteer: Gazetteer,
    first_day: date,
    days: int = 1,
    datum: Datum = Datum.WGS84,
    keep_good: bool = False,
    columns: Sequence[Column] = VOLUNTEER_COLUMNS,
    beside: Callable[[Volunteer, Cells], None] = lambda one, cells: None,
) -> Table[Volunteer]:
    """The volunteers of a file, with their shifts on the `days` from `first_day` on.

    `datum`: of coordinates where no column says so (the canonical table is always in WGS-84). `columns`: as
    `api.tables.renamed` makes them of a mapping. `beside` is handed each volunteer of a list with the cells
    of its row, for what a day does not ask for.
    Raises BadFormat where the file is no table, and BadTable with every fault where a row is bad, unless the
    good ones are to be kept in spite of that.
    """
    book, every_day = AddressBook(gazetteer), whole_days(first_day, days)
    noun = _Noun(
        columns=columns,
        required={"a place (住址, 所属社区, or 经度 and 纬度)": PLACE_FIELDS},
        parsers=volunteer_parsers(first_day, days),
        read=lambda cells: _told(read_volunteer(cells, book, datum, every_day), cells, beside),
        fields=volunteer_fields(first_day, days),
        build=volunteer_from,
        places={"home_lon_deg": lambda one: one.home, "end_lon_deg": lambda one: one.end},
        names={"guardian_id": lambda one: one.guardian_id},
    )
    with paused_gc():
        found, report = _read(path, noun)
        idle = sum(not one.shifts for _, one in found)
        if idle:
            report.notice(0, "", "", f"{idle} of {len(found)} volunteers have no shift on the planned days")
        return finish(found, report, keep_good=keep_good)


def read_needs(
    path: Path,
    *,
    gazetteer: Gazetteer,
    first_day: date,
    days: int = 1,
    datum: Datum = Datum.WGS84,
    keep_good: bool = False,
    columns: Sequence[Column] = NEED_COLUMNS,
    beside: Callable[[Need, Cells], None] = lambda one, cells: None,
) -> Table[Need]:
    """The needs of a file that may be met on the `days` from `first_day` on; notices name those that may not.

    `datum`, `columns`, `beside` and errors as for `read_volunteers`.
    """
    book = AddressBook(gazetteer)
    noun = _Noun(
        columns=columns,
        required={
            "a place (住址, 所属社区, or 经度 and 纬度)": PLACE_FIELDS,
            "the kind (类型)": ("kind",),
        },
        parsers=need_parsers(first_day, days),
        read=lambda cells: _told(read_need(cells, book, datum), cells, beside),
        fields=need_fields(first_day, days),
        build=need_from,
        places={
            "lon_deg": lambda one: one.place,
            "pickup_lon_deg": lambda one: one.pickup and one.pickup.place,
        },
    )
    with paused_gc():
        return finish(*_read(path, noun), keep_good=keep_good)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noun(Generic[T]):
    """What is read: volunteers or needs, from either kind of table."""

    columns: Sequence[Column]
    required: dict[str, Sequence[str]]
    """What a table must tell, and the fields of which one tells it."""

    parsers: dict[str, Callable[[str], Any]]
    read: Callable[[Cells], T | None]
    fields: Sequence[Field]
    build: Callable[..., T | None]
    places: dict[str, Callable[[T], Place | None]]
    """By canonical column: where a value is on the map."""

    names: dict[str, Callable[[T], str]] = field(default_factory=dict)
    """By field: the id of another row, if the row names one."""


def _told(one: T | None, cells: Cells, beside: Callable[[T, Cells], None]) -> T | None:
    if one is not None:
        beside(one, cells)
    return one


def _read(path: Path, noun: _Noun[T]) -> tuple[list[tuple[int, T]], Report]:
    """The values with their rows, and the report. Raises BadTable where no header is found."""
    filled = guessed = False
    for sheet in sheets(path):
        head = list(islice(sheet.rows, SEARCHED_ROWS))
        guessed |= sheet.encoding == GB18030  # other encodings may agree with it by luck
        filled |= any(cell.strip() for row in head for cell in row)
        if head and is_canonical(head[0], noun.fields):
            return _read_canonical(sheet, head, noun)
        header = find_header(head, noun.columns, sheet.file)
        if header is not None:
            return _read_list(sheet, head, header, noun)
    known = "、".join(column.zh for column in noun.columns if column.meaning)
    hint = " (or the encoding is neither UTF-8 nor GB18030)" if guessed else ""
    problem = f"no header among the first {SEARCHED_ROWS} rows{hint}; known: {known}"
    if not filled:
        problem = "the table is empty"
    raise BadTable([BadCell(path.name, 0, "", "", problem)])


def _read_canonical(sheet: Sheet, head: list[Row], noun: _Noun[T]) -> tuple[list[tuple[int, T]], Report]:
    report = Report(sheet.file, columns=head[0], personal={"phone"})
    found = CanonicalRows(head[0], noun.fields, noun.build, report).read(chain(head[1:], sheet.rows))
    report_repeated([(row, one.id) for row, one in found], "id", report)
    _report_far(found, noun, report, {})
    for named, id_of in noun.names.items():
        _report_strangers(found, id_of, named, report)
    return _not_empty(found, report)


def _read_list(
    sheet: Sheet, head: list[Row], header: Header, noun: _Noun[T]
) -> tuple[list[tuple[int, T]], Report]:
    in_order = sorted(header.index, key=lambda field: header.index[field])
    report = Report(
        sheet.file,
        columns=[header.spelled[field] for field in in_order],
        personal={header.spelled.get("phone", "")} - {""},
    )
    for told, fields in noun.required.items():
        if not any(field in header.index for field in fields):
            raise BadTable([BadCell(sheet.file, header.row, "", "", f"the header has no column for {told}")])
    for unknown in header.unknown:
        report.notice(0, unknown, "", "is no known column: not read")
    cells = Cells(header, noun.parsers, report)
    found: list[tuple[int, T]] = []
    ids: list[tuple[int, str]] = []
    below = chain(head[header.row :], sheet.rows)
    for row in cells.each(filled_down(below, sheet.merged, first_row=header.row + 1)):
        if cells.text("id"):
            ids.append((row, plain(cells.text("id"))))
        one = noun.read(cells)
        if one is not None:
            found.append((row, one))
    report_repeated(ids, cells.column("id"), report)
    shown = {"home_lon_deg": cells.column(*PLACE_FIELDS), "lon_deg": cells.column(*PLACE_FIELDS)}
    _report_far(found, noun, report, shown | {"pickup_lon_deg": cells.column("pickup")})
    for named, id_of in noun.names.items():
        _report_strangers(found, id_of, cells.column(named), report)
    return _not_empty(found, report)


def _report_far(
    found: Sequence[tuple[int, T]], noun: _Noun[T], report: Report, shown: dict[str, str]
) -> None:
    for column, place_of in noun.places.items():
        places = [(row, place.at) for row, one in found if (place := place_of(one))]
        report_far(places, shown.get(column, column), report)


def _report_strangers(
    found: Sequence[tuple[int, T]], id_of: Callable[[T], str], column: str, report: Report
) -> None:
    minors = {one.id for _, one in found if isinstance(one, Volunteer) and one.is_minor}
    report_strangers([(row, one.id, id_of(one)) for row, one in found], minors, column, report)


def _not_empty(found: list[tuple[int, T]], report: Report) -> tuple[list[tuple[int, T]], Report]:
    """Raises BadTable where there is no row at all, good, bad or left out."""
    if not found and not report.bad and not any(cell.row for cell in report.notices):
        raise BadTable([BadCell(report.file, 0, "", "", "no rows under the header")])
    return found, report
