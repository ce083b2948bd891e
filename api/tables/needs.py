"""Needs from a list as communities keep it."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from api.tables.canonical_needs import windows_from
from api.tables.cells import CellProblem, amount, minutes, phone, plain, squeezed, whole, yes_no
from api.tables.places import PLACE_PARSERS, look_up, read_place
from api.tables.rows import Cells
from api.tables.spans import spelled_day
from api.tables.time_words import WHOLE_DAY
from api.tables.words import Word, no_word, one_word, some_goods, some_ids, some_words
from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality
from models.datum import Datum
from models.district.address import AddressBook
from models.errors import InvalidInput
from models.kinds import USUAL, USUAL_PRIORITY, Usual
from models.needs import Need, Pickup, Role, TimeWindow
from models.units import DAY_S, HOUR_S, MAX_HORIZON_DAYS, MAX_HORIZON_S, MAX_PRIORITY, MINUTE_S, Seconds

MAX_CREW = 10
"""More at once is an event, not a visit: a mistyped number."""

# Assumed: what words of urgency weigh, on the scale of 1 to 10 that generated districts use.
URGENCY: Mapping[str, int] = MappingProxyType(
    {
        "特急": 10,
        "非常紧急": 10,
        "危急": 10,
        "紧急": 8,
        "急": 8,
        "较急": 7,
        "高": 8,
        "一般": USUAL_PRIORITY,
        "普通": USUAL_PRIORITY,
        "正常": USUAL_PRIORITY,
        "中": USUAL_PRIORITY,
        "不急": 2,
        "不紧急": 2,
        "低": 2,
    }
)


def need_parsers(first_day: date, days: int) -> dict[str, Callable[[str], Any]]:
    """How the cells of each column are read."""
    read_windows = windows_from(first_day, days)
    return {
        **PLACE_PARSERS,
        "kind": lambda cell: one_word(cell, NeedKind),
        "phone": phone,
        "date": lambda cell: _day_said(cell, read_windows),
        "windows": read_windows,
        "late_minutes": lambda cell: _late_s(minutes(cell) * MINUTE_S),
        "minutes": lambda cell: _service_s(minutes(cell) * MINUTE_S),
        "hours": lambda cell: _service_s(amount(cell, units="个?小时|h") * HOUR_S),
        "priority": _priority,
        "crew": _crew_size,
        "speciality": lambda cell: _one_or_none(cell, Speciality),
        "qualifications": lambda cell: some_words(cell, Qualification),
        "carer_sex": lambda cell: _one_or_none(cell, Sex),
        "language": lambda cell: _one_or_none(cell, Language),
        "min_age": lambda cell: whole(cell, units="周?岁"),
        "max_age": lambda cell: whole(cell, units="周?岁"),
        "risky": yes_no,
        "with_minor": yes_no,
        "first_visit_flagged": yes_no,
        "seats": lambda cell: whole(cell, units="[人座个]"),
        "supplies": some_goods,
        "preferred": some_ids,
        "usual_carers": some_ids,
        "refused": some_ids,
    }


def read_need(cells: Cells, book: AddressBook, datum: Datum) -> Need | None:
    """The need of a row; None where the report says why there is none, or that it is for another day."""
    place = read_place(cells, book, datum)
    windows = _windows(cells)
    fields = _fields(cells, book)
    if place is None or windows is None or fields["kind"] is None:
        return None
    try:
        return Need(place=place, windows=windows, **fields)
    except InvalidInput as error:
        cells.fault("", "", str(error))
        return None


def _fields(cells: Cells, book: AddressBook) -> dict[str, Any]:
    """All but place and windows. Every cell is read, so that the report names every fault of the row."""
    kind: NeedKind | None = cells.get("kind", None)
    if not cells.text("kind"):
        cells.fault("kind", "", "is empty, a kind is needed", tuple(one.zh for one in NeedKind))
    usual = USUAL[kind or NeedKind.COMPANY]
    return {
        "id": cells.id("N"),
        "kind": kind,
        "recipient_id": plain(cells.text("recipient_id")),
        "recipient_name": cells.text("recipient_name"),
        "phone": cells.get("phone", ""),
        "service_s": cells.get("minutes", cells.get("hours", usual.service_s)),
        "priority": cells.get("priority", USUAL_PRIORITY),
        "crew": _crew(cells, usual),
        "pickup": _pickup(cells, book, usual),
        "carer_sex": cells.get("carer_sex", None),
        "language": cells.get("language", None),
        "min_age": cells.get("min_age", 0),
        "max_age": cells.get("max_age", None),
        "risky": cells.get("risky", usual.risky),
        "with_minor": cells.get("with_minor", usual.with_minor),
        "first_visit_flagged": cells.get("first_visit_flagged", False),
        "seats": cells.get("seats", usual.seats),
        "late_s": cells.get("late_minutes", Seconds(0)),
        "supplies": cells.get("supplies", {}),
        "preferred": cells.get("preferred", frozenset()),
        "usual_carers": cells.get("usual_carers", frozenset()),
        "refused": cells.get("refused", frozenset()),
        "bring": cells.text("bring"),
        "access": cells.text("access"),
        "note": cells.text("note"),
    }


def _windows(cells: Cells) -> tuple[TimeWindow, ...] | None:
    """From the columns of date and time together; None where they are bad or name other days."""
    text = f"{cells.get('date', '')} {cells.text('windows')}".strip() or WHOLE_DAY
    field = "windows" if cells.has("windows") else "date"
    windows: tuple[TimeWindow, ...] | None = cells.parse("windows", text, None, shown_as=field)
    if windows == ():
        cells.notice(field, text, "is on other days than those planned: left out")
    return windows or None


def _day_said(cell: str, read_windows: Callable[[str], tuple[TimeWindow, ...]]) -> str:
    """The cell's days, spelled so that a time may stand behind them. Raises CellProblem."""
    if no_word(cell):
        return ""
    spelled = spelled_day(cell)
    read_windows(spelled)
    return spelled


def _crew(cells: Cells, usual: Usual) -> tuple[Role, ...]:
    """Equal seats: what the row asks for, else what the kind usually does."""
    role = Role(
        speciality=cells.get("speciality", usual.speciality),
        qualifications=cells.get("qualifications", usual.qualifications),
    )
    return (role,) * cells.get("crew", usual.crew)


def _pickup(cells: Cells, book: AddressBook, usual: Usual) -> Pickup | None:
    where = cells.text("pickup")
    if no_word(where):
        if usual.pickup_minutes:
            cells.notice("pickup", where, "names no place to fetch from: planned as a visit alone")
        return None
    place = look_up(cells, book, where, "pickup")
    return Pickup(place=place, service_s=Seconds(usual.pickup_minutes * MINUTE_S)) if place else None


def _service_s(seconds: float) -> Seconds:
    if seconds > DAY_S:
        raise CellProblem("is longer than a day")
    return Seconds(round(seconds))


def _late_s(seconds: float) -> Seconds:
    if seconds > MAX_HORIZON_S:
        raise CellProblem(f"is longer than the {MAX_HORIZON_DAYS} days that a plan may have")
    return Seconds(round(seconds))


def _priority(cell: str) -> int:
    word = squeezed(cell)
    if word in URGENCY:
        return URGENCY[word]
    try:
        priority = whole(cell)
    except CellProblem:
        raise CellProblem("is no urgency: a word or a number", ("特急", "紧急", "一般", "不急")) from None
    if not 1 <= priority <= MAX_PRIORITY:
        raise CellProblem(f"is not between 1 and {MAX_PRIORITY}")
    return priority


def _crew_size(cell: str) -> int:
    size = whole(cell, units="[人名个]")
    if not 1 <= size <= MAX_CREW:
        raise CellProblem(f"is not between 1 and {MAX_CREW}")
    return size


def _one_or_none(cell: str, kind: type[Word]) -> Word | None:
    return None if no_word(cell) else one_word(cell, kind)
