"""Tables of volunteers and needs: read into a day, or brought into the canonical form."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from api.streams.mapping import read_mapping
from api.streams.requests import Span, read_stream
from api.tables.canonical import is_canonical
from api.tables.canonical_needs import need_fields, write_needs
from api.tables.canonical_volunteers import volunteer_fields, write_volunteers
from api.tables.codes import INTERVAL
from api.tables.reading import read_needs, read_volunteers
from api.tables.sheets import sheets
from api.tables.table import Table
from api.tables.template import What, write_template
from api.usecases.reading import document_at, regular
from models.datum import Datum
from models.day import Day, check_plannable
from models.district.gazetteer import hanyang
from models.errors import BadCell, BadTable, InvalidInput
from models.needs import Need
from models.people import Volunteer
from models.units import MAX_HORIZON_DAYS

T = TypeVar("T", Volunteer, Need)

Progress = Callable[[int, int], None]
"""Hears how many are done, of how many."""

TOLD_EVERY = 1000

MOMENTS = {What.VOLUNTEERS: "shifts", What.NEEDS: "windows"}
"""The columns of the canonical tables that say on which days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How tables are read: for which days, and with coordinates in which datum where no column says."""

    first_day: date
    days: int = 1
    datum: Datum = Datum.WGS84
    keep_good: bool = False

    def __post_init__(self) -> None:
        check_plannable(self.first_day)
        if not 1 <= self.days <= MAX_HORIZON_DAYS:
            raise InvalidInput(f"days={self.days} is not between 1 and {MAX_HORIZON_DAYS}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDay:
    """The question in two tables, and what was left out or read otherwise than written."""

    day: Day
    bad: tuple[BadCell, ...]
    notices: tuple[BadCell, ...]


def first_day_of(path: Path, what: What) -> date | None:
    """The first day that a canonical table names; None where it is another table, or names none."""
    some_day = date(2000, 1, 1)
    fields = volunteer_fields(some_day, 1) if what is What.VOLUNTEERS else need_fields(some_day, 1)
    for sheet in sheets(regular(path)):
        header = next(sheet.rows, [])
        if is_canonical(header, fields) and MOMENTS[what] in header:
            at = header.index(MOMENTS[what])
            cells = {row[at] for row in sheet.rows if len(row) > at}
            days = {_day_or_none(found[1][:10]) for cell in cells for found in INTERVAL.finditer(cell)}
            return min((day for day in days if day), default=None)
    return None


def convert(
    what: What,
    path: Path,
    out: Path,
    reading: Reading,
    *,
    mapping: Path | None = None,
    created: Span | None = None,
    progress: Progress | None = None,
) -> Table[Volunteer] | Table[Need]:
    """Reads a table and writes it in the canonical form; with a mapping, a stream of requests.

    Raises BadTable, also where good rows were to be kept and there are none; BadFormat, InvalidInput.
    """
    if what is What.VOLUNTEERS:
        people = _some_good(load_volunteers(path, reading))
        save_volunteers(people.rows, out, reading.first_day, progress)
        return people
    if mapping is None:
        needs = load_needs(path, reading)
    else:
        needs = load_stream(path, mapping, reading, created or (reading.first_day, reading.first_day))
    save_needs(_some_good(needs).rows, out, reading.first_day, progress)
    return needs


def load_day(volunteers: Path, needs: Path, reading: Reading) -> LoadedDay:
    """The day of two tables. Raises BadTable with the faults of both, BadFormat, InvalidInput."""
    people, faults = _or_faults(lambda: load_volunteers(volunteers, reading))
    wishes, more_faults = _or_faults(lambda: load_needs(needs, reading))
    if people is None or wishes is None:
        raise BadTable(faults + more_faults)
    return LoadedDay(
        day=Day(
            first_day=reading.first_day,
            days=reading.days,
            volunteers=_without_strangers(people.rows),
            needs=wishes.rows,
        ),
        bad=people.bad + wishes.bad,
        notices=people.notices + wishes.notices,
    )


def load_volunteers(path: Path, reading: Reading) -> Table[Volunteer]:
    """Raises BadTable, BadFormat."""
    return read_volunteers(
        regular(path),
        gazetteer=hanyang(),
        first_day=reading.first_day,
        days=reading.days,
        datum=reading.datum,
        keep_good=reading.keep_good,
    )


def load_needs(path: Path, reading: Reading) -> Table[Need]:
    """Raises BadTable, BadFormat."""
    return read_needs(
        regular(path),
        gazetteer=hanyang(),
        first_day=reading.first_day,
        days=reading.days,
        datum=reading.datum,
        keep_good=reading.keep_good,
    )


def load_stream(path: Path, mapping: Path, reading: Reading, created: Span) -> Table[Need]:
    """The needs that a stream of requests makes by a mapping file; `created` as in `read_stream`.

    Raises BadTable, BadFormat, InvalidInput.
    """
    return read_stream(
        regular(path),
        document_at(mapping, read_mapping),
        first_day=reading.first_day,
        created=created,
        datum=reading.datum,
        keep_good=reading.keep_good,
    )


def save_volunteers(
    rows: Sequence[Volunteer], path: Path, first_day: date, progress: Progress | None = None
) -> None:
    """Writes the canonical table, whole or not at all. Its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_volunteers(path, _counted(rows, progress), first_day=first_day)


def save_needs(rows: Sequence[Need], path: Path, first_day: date, progress: Progress | None = None) -> None:
    """Writes the canonical table, whole or not at all. Its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_needs(path, _counted(rows, progress), first_day=first_day)


def save_template(path: Path, what: What) -> None:
    """Writes the workbook to fill in, whole or not at all. Its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_template(path, what)


def _some_good(table: Table[T]) -> Table[T]:
    """The table itself. Raises BadTable where good rows were to be kept and there are none."""
    if table.bad and not table.rows:
        raise BadTable(table.bad)
    return table


def _without_strangers(volunteers: Sequence[Volunteer]) -> tuple[Volunteer, ...]:
    """The volunteers; who names a guardian that is no adult among them, as the notices tell, has none."""
    adults = {"", *(one.id for one in volunteers if not one.is_minor)}
    return tuple(one if one.guardian_id in adults else replace(one, guardian_id="") for one in volunteers)


def _counted(rows: Sequence[T], progress: Progress | None) -> Iterator[T]:
    """The rows; `progress` hears how many have gone by."""
    for number, row in enumerate(rows):
        if progress and number % TOLD_EVERY == 0:
            progress(number, len(rows))
        yield row


def _or_faults(load: Callable[[], Table[T]]) -> tuple[Table[T] | None, list[BadCell]]:
    """What is loaded, or every fault in it: both tables are to be told about at once."""
    try:
        return load(), []
    except BadTable as error:
        return None, list(error.cells)


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
