"""Volunteers from a list as communities keep it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from api.tables.canonical_volunteers import USUAL_CAPACITY
from api.tables.cells import CellProblem, age_on, amount, birth_day, last_day, minutes, phone, plain, whole
from api.tables.codes import breaks_from, moments_from
from api.tables.places import PLACE_PARSERS, read_place
from api.tables.rows import Cells
from api.tables.time_words import WHOLE_DAY
from api.tables.words import dated_words, levelled_words, one_word, some_goods, some_ids, some_words
from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode
from models.datum import Datum
from models.district.address import AddressBook
from models.errors import InvalidInput
from models.people import MAX_AGE, Limits, Shift, Volunteer
from models.units import HOUR_S, MAX_LOAD, MINUTE_S, Metres, Seconds


def volunteer_parsers(first_day: date, days: int) -> dict[str, Callable[[str], Any]]:
    """How the cells of each column are read."""
    return {
        **PLACE_PARSERS,
        "phone": phone,
        "sex": lambda cell: one_word(cell, Sex),
        "age": lambda cell: whole(cell, units="周?岁", most=MAX_AGE),
        "birth_date": lambda cell: age_on(_born(cell, first_day), first_day),
        "shifts": moments_from(first_day, days, Shift, point_allowed=False),
        "breaks": breaks_from(first_day, days),
        "mode": lambda cell: one_word(cell, TravelMode),
        "specialities": lambda cell: levelled_words(cell, Speciality),
        "qualifications": lambda cell: dated_words(cell, Qualification),
        "qualified_until": last_day,
        "languages": lambda cell: some_words(cell, Language),
        "insured_until": last_day,
        "vetted_until": last_day,
        "capacity": lambda cell: whole(cell, most=MAX_LOAD),
        "supplies": some_goods,
        "seats": whole,
        "refuses": some_ids,
        "hours_given": lambda cell: amount(cell, units="个?小时|h"),
        "max_tasks": whole,
        "max_hours": lambda cell: _seconds(amount(cell, units="个?小时|h"), HOUR_S),
        "max_week_hours": lambda cell: _seconds(amount(cell, units="个?小时|h"), HOUR_S),
        "max_km": lambda cell: Metres(round(amount(cell, units="公里|千米|km") * 1000)),
        "max_travel_minutes": lambda cell: _seconds(minutes(cell), MINUTE_S),
    }


def read_volunteer(
    cells: Cells, book: AddressBook, datum: Datum, every_day: tuple[Shift, ...]
) -> Volunteer | None:
    """The volunteer of a row; None where the report says why there is none.

    `every_day`: the shifts of all where the table does not say. An empty cell says: on none of these days.
    """
    home = read_place(cells, book, datum)
    fields = _fields(cells, every_day)
    if home is None:
        return None
    try:
        return Volunteer(home=home, **fields)
    except InvalidInput as error:
        cells.fault("", "", str(error))
        return None


def _fields(cells: Cells, every_day: tuple[Shift, ...]) -> dict[str, Any]:
    """All but the home. Every cell is read, so that the report names every fault of the row."""
    return {
        "id": cells.id("V"),
        "name": cells.text("name"),
        "phone": cells.get("phone", ""),
        "shifts": cells.get("shifts", () if cells.has("shifts") else every_day),
        "breaks": cells.get("breaks", ()),
        "mode": cells.get("mode", TravelMode.WALK),
        "limits": Limits(
            travel_s=cells.get("max_travel_minutes", None),
            metres=cells.get("max_km", None),
            tasks=cells.get("max_tasks", None),
            service_s=cells.get("max_hours", None),
            week_service_s=cells.get("max_week_hours", None),
        ),
        "specialities": cells.get("specialities", {}),
        "qualifications": _qualifications(cells),
        "sex": cells.get("sex", None),
        "age": cells.get("birth_date", cells.get("age", None)),
        "languages": cells.get("languages", frozenset({Language.MANDARIN})),
        "insured_until": cells.get("insured_until", None),
        "vetted_until": cells.get("vetted_until", None),
        "guardian_id": plain(cells.text("guardian_id")),
        "capacity": cells.get("capacity", USUAL_CAPACITY),
        "supplies": cells.get("supplies", {}),
        "seats": cells.get("seats", 0),
        "team": cells.text("team"),
        "refuses": cells.get("refuses", frozenset()),
        "hours_given": cells.get("hours_given", 0.0),
    }


def whole_days(first_day: date, days: int) -> tuple[Shift, ...]:
    """The shifts of somebody who is said to be free, and no more."""
    return moments_from(first_day, days, Shift, point_allowed=False)(WHOLE_DAY)


def _qualifications(cells: Cells) -> dict[Qualification, date]:
    """Each with its last day, from its own cell or the column beside it; the law asks for valid ones."""
    named: dict[Qualification, date | None] = cells.get("qualifications", {})
    beside: date | None = cells.get("qualified_until", None)
    valid: dict[Qualification, date] = {}
    for word, until in named.items():
        if until is None and beside is None:
            hint = f"{word.zh}(2027-06-30) or {word.zh}(长期)"
            cells.fault("qualifications", cells.text("qualifications"), f"has no expiry: write {hint}")
        else:
            valid[word] = until or beside or date.min
    return valid


def _born(cell: str, on: date) -> date:
    born = birth_day(cell)
    if not 0 <= age_on(born, on) <= MAX_AGE:
        raise CellProblem(f"is no day of birth of anybody between 0 and {MAX_AGE} years old")
    return born


def _seconds(amount_of: float, unit_s: int) -> Seconds:
    return Seconds(round(amount_of * unit_s))
