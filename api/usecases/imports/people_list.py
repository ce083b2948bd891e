"""A list of volunteers read: what each row says, and by what it is known when the list comes again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from api.context import Context
from api.tables.cells import CellProblem, birth_day, squeezed
from api.tables.reading import read_volunteers
from api.tables.renamed import renamed
from api.tables.rows import Cells
from api.tables.table import Table
from api.tables.volunteer_columns import VOLUNTEER_COLUMNS
from api.usecases.imports.asked import Asked
from api.usecases.imports.known import KnownPlaces
from api.usecases.imports.names import check_name
from api.usecases.imports.telephones import first_phone
from models.credentials import CredentialKind
from models.errors import BadCell, InvalidInput
from models.identity import read_identity
from models.people import ADULT_AGE, Shift, Volunteer
from models.units import DAY_S, MINUTE_S

NUMBER_HEADERS = {"志愿者编号", "统一志愿者编号"}
"""Headers under which a list gives the unified number, and no number of its own."""


TOLD_BY = {
    "number": ("id",),
    "phone": ("phone",),
    "identity_number": ("identity_number",),
    "born_on": ("birth_date", "identity_number"),
    "sex": ("sex",),
    "languages": ("languages",),
    "specialities": ("specialities",),
    "mode": ("mode",),
    "capacity": ("capacity",),
    "seats": ("seats",),
    "limits": ("max_tasks", "max_hours", "max_week_hours", "max_km", "max_travel_minutes"),
    "available": ("shifts",),
    "guardian_id": ("guardian_id",),
    "refuses": ("refuses",),
    "credentials": ("qualifications", "insured_until", "vetted_until"),
    "team": ("team",),
}
"""By field of an entry: the columns that tell it. Names and places are told by every list."""

NOT_KEPT: Mapping[str, Callable[[Volunteer], object]] = {
    "服务时长 hours_given": lambda one: one.hours_given,
    "自带物资 supplies": lambda one: one.supplies,
    "休息时间 breaks": lambda one: one.breaks,
    "refusal_permille": lambda one: one.refusal_permille,
    "end": lambda one: one.end is not None or one.open_end,
}
"""What a list can say of a day's volunteer and the register has no place for, by the name of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What a list says of a volunteer and a day does not ask for; `key` knows the row when it comes again."""

    row: int
    key: str
    number: str | None = None
    phone: str | None = None
    identity_number: str | None = None
    born_on: date | None = None
    silent: frozenset[str] = frozenset()
    """Fields of which the list says nothing, as it has no such column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the list."""

    one: Volunteer
    beside: _Beside


def read_people(
    path: Path, asked: Asked, known: KnownPlaces, context: Context
) -> tuple[list[Entry], Table[Any]]:
    """The entries, a minor right behind the guardian, and the table with its faults. Raises BadTable."""
    today = context.today
    beside: dict[str, _Beside] = {}

    def hear(one: Volunteer, cells: Cells) -> None:
        beside[one.id] = _beside(one, cells, context)

    table = read_volunteers(
        path,
        gazetteer=known.gazetteer,
        first_day=today + timedelta(days=7 - today.weekday()),  # a whole week, from a Monday
        days=7,
        datum=asked.datum,
        keep_good=True,
        columns=renamed(VOLUNTEER_COLUMNS, asked.columns),
        beside=hear,
    )
    entries = [
        Entry(one=one, beside=beside.get(one.id) or _Beside(row=0, key=one.id, phone=first_phone(one.phone)))
        for one in table.rows
    ]
    return _guardians_first(entries), replace(table, notices=(*table.notices, *_not_kept(asked, table.rows)))


def groups(entries: Sequence[Entry], at_least: int) -> Iterable[list[Entry]]:
    """The entries in parts of about that size, a minor in one part with the guardian."""
    part: list[Entry] = []
    ids: set[str] = set()
    for entry in entries:
        if len(part) >= at_least and entry.one.guardian_id not in ids:
            yield part
            part, ids = [], set()
        part.append(entry)
        ids.add(entry.one.id)
    if part:
        yield part


def weekly(shifts: Iterable[Shift]) -> list[dict[str, Any]]:
    """Shifts of a week that begins on a Monday, as spans of its days; what passes midnight is two spans."""
    parts: dict[int, list[tuple[int, int]]] = {}
    for shift in shifts:
        opens_s, closes_s = int(shift.opens_s), int(shift.closes_s)
        while opens_s < closes_s:
            day, ends_s = opens_s // DAY_S, min(closes_s, (opens_s // DAY_S + 1) * DAY_S)
            span = (opens_s - day * DAY_S) // MINUTE_S, (ends_s - day * DAY_S) // MINUTE_S
            parts.setdefault(day % 7 + 1, []).append(span)
            opens_s = ends_s
    found = []
    for weekday, spans in sorted(parts.items()):
        merged: list[tuple[int, int]] = []
        for opens, closes in sorted(spans):
            if merged and opens <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(merged[-1][1], closes)
            elif opens < closes:
                merged.append((opens, closes))
        found += [{"weekday": weekday, "from": _clock(a), "until": _clock(b)} for a, b in merged]
    return found


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def credentials(one: Volunteer) -> list[tuple[str, str, date]]:
    """Kind, name and last day of each."""
    kinds = CredentialKind
    found = [
        (kinds.QUALIFICATION.value, name.value, until) for name, until in sorted(one.qualifications.items())
    ]
    for kind, until in ((kinds.INSURANCE, one.insured_until), (kinds.VETTING, one.vetted_until)):
        if until is not None:
            found.append((kind.value, "", until))
    return found


def _beside(one: Volunteer, cells: Cells, context: Context) -> _Beside:
    """What the row says besides; what is wrong with it is a fault of the row."""
    check_name(cells, "name")
    born_on = None
    if cells.text("birth_date"):
        with suppress(CellProblem):  # a fault already
            born_on = birth_day(cells.text("birth_date"))
    identity = cells.text("identity_number") or None
    if identity is not None:
        try:
            born_on = born_on or read_identity(identity).born_on
        except InvalidInput:
            cells.fault("identity_number", "", "is no identity number")
    if born_on is None and one.age is not None and one.age < ADULT_AGE:
        cells.fault("age", cells.text("age"), "is under age: a birth date (出生日期) is needed")
    phone = first_phone(one.phone)
    if one.phone and phone is None:
        cells.fault("phone", cells.text("phone"), "is no telephone number that exists")
    own_id = cells.has("id")
    is_number = squeezed(cells.column("id")) in NUMBER_HEADERS
    key = one.id if own_id else context.house.seal.fingerprint(f"{one.name}\x1f{one.phone}")
    return _Beside(
        row=cells.row_number,
        key=key if len(key) <= 64 else context.house.seal.fingerprint(key),
        number=one.id if own_id and is_number else None,
        phone=phone,
        identity_number=identity,
        born_on=born_on,
        silent=frozenset(name for name, told_by in TOLD_BY.items() if not any(map(cells.has, told_by))),
    )


def _not_kept(asked: Asked, rows: Sequence[Volunteer]) -> list[BadCell]:
    """What the list says for nothing, a note for each such column."""
    said = {column: sum(1 for one in rows if tells(one)) for column, tells in NOT_KEPT.items()}
    return [
        BadCell(asked.file, 0, column, "", f"has no place in the register: not kept, of {count} rows")
        for column, count in said.items()
        if count
    ]


def _guardians_first(entries: Sequence[Entry]) -> list[Entry]:
    """Each minor right behind the guardian, else in the order of the list."""
    ids = {entry.one.id for entry in entries}
    wards: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.one.guardian_id in ids:
            wards.setdefault(entry.one.guardian_id, []).append(entry)
    found: list[Entry] = []
    for entry in entries:
        if entry.one.guardian_id not in ids:
            found += [entry, *wards.pop(entry.one.id, ())]
    return [*found, *(entry for left in wards.values() for entry in left)]
