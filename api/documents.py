"""The canonical JSON of a question and of its plan, and the digest by which a plan names its question.

A day is written in one way only: keys, sets, volunteers and needs sorted, every default spelled out (so
that a later default changes no old file), what is None left out. Names, phones, addresses and notes are left
out unless asked for: neither the plan nor its judge needs them, and the digest does not depend on them.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from operator import itemgetter
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from matcher.formats.jsontext import refuse_depth, refuse_twins
from models.day import Day
from models.errors import BadFormat
from models.plans import Plan

Model = TypeVar("Model")

PERSONAL: Mapping[str, Any] = {
    "volunteers": {
        "__all__": {"name": True, "phone": True, "home": {"label": True}, "end": {"label": True}},
    },
    "needs": {
        "__all__": {
            "recipient_name": True,
            "phone": True,
            "bring": True,
            "access": True,
            "note": True,
            "place": {"label": True},
            "pickup": {"place": {"label": True}},
        },
    },
    "depots": {"__all__": {"place": {"label": True}}},
}
"""What people read and no rule does."""

UNKNOWN = "unexpected_keyword_argument"
"""What pydantic calls a field that it does not know."""

MOVED = "preference_s"
"""Stood beside the needs in the first documents; now it is one of the terms."""

MISTAKEN: Mapping[tuple[int | str, ...], str] = {
    ("problem_digest",): "this is a plan, where a problem is wanted",
    ("first_day",): "this is a problem, where a plan is wanted",
}
"""By a field that is not asked for, what the document is: the two are easily taken for each other."""

MOST_ERRORS = 5
MOST_SHOWN = 80


def day_to_json(day: Day, *, personal: bool = False) -> str:
    """The canonical text of the day; with `personal` also names, phones, addresses and notes."""
    exclude = None if personal else dict(PERSONAL)
    fields = _days().dump_python(day, exclude=exclude, exclude_none=True)
    for rows in ("volunteers", "needs", "series", "depots"):
        fields[rows] = sorted(fields[rows], key=itemgetter("id"))
    for rows in ("links", "pins", "told"):
        fields[rows] = sorted(fields[rows], key=_text)
    return _text(fields)


def day_from_json(text: str | bytes) -> Day:
    """The day in a JSON text, of this form or an older one. Raises BadFormat naming path and value."""
    return read_strictly(_days(), text)


def digest(day: Day) -> str:
    """Names the question, whatever the order of its rows: "sha256:" and 64 hexadecimal digits."""
    return "sha256:" + sha256(day_to_json(day).encode()).hexdigest()


def plan_to_json(plan: Plan) -> str:
    """The text of a plan. It holds ids and no other personal data."""
    return _plans().dump_json(plan, indent=1).decode()


def plan_from_json(text: str | bytes) -> Plan:
    """The plan in a JSON text. Raises BadFormat naming path and value."""
    return read_strictly(_plans(), text)


def read_strictly(adapter: TypeAdapter[Model], text: str | bytes) -> Model:
    """The value in a JSON text. Raises BadFormat naming path and value of the first few faults."""
    refuse_depth(text if isinstance(text, str) else text.decode(errors="replace"))
    try:
        value = adapter.validate_json(text, strict=True, extra="forbid")
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        moved = [fault["loc"] for fault in faults if fault["type"] == UNKNOWN and fault["loc"][-1] == MOVED]
        if moved and (modern := _with_terms(text, moved[0][:-1])) is not None:
            return read_strictly(adapter, modern)
        for fault in faults:
            if fault["type"] == UNKNOWN and (mistaken := MISTAKEN.get(fault["loc"])):
                raise BadFormat(mistaken) from error
        shown = "; ".join(_fault(fault) for fault in faults[:MOST_ERRORS])
        more = f" (and {len(faults) - MOST_ERRORS} more)" if len(faults) > MOST_ERRORS else ""
        raise BadFormat(shown + more) from error
    refuse_twins(text)  # of a key that is given twice pydantic reads the last
    return value


def _fault(fault: ErrorDetails) -> str:
    """Path, what is wrong and the value, which the project's own messages show already."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault["loc"]).lstrip(".")
    place = f"{path}: " if path else ""
    match fault["type"]:
        case "value_error" | "json_invalid":
            return place + fault["msg"].removeprefix("Value error, ")
        case "missing":
            return f"{place}is missing"
        case kind if kind == UNKNOWN:
            return f"{place}is not a known field"
        case _:
            value = repr(fault["input"])
            shown = value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}..."
            return f"{place}{fault['msg']}, got {shown}"


def _with_terms(text: str | bytes, path: tuple[int | str, ...]) -> str | None:
    """The text with MOVED among the terms of the day at the path; None where they are given as well."""
    document = json.loads(text)
    day = document
    for step in path:
        day = day[step]
    if "terms" in day:
        return None
    day["terms"] = {MOVED: day.pop(MOVED)}
    return json.dumps(document)


@cache  # on first use: importing a module does nothing
def _days() -> TypeAdapter[Day]:
    return TypeAdapter(Day)


@cache
def _plans() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)


def _text(fields: Any) -> str:
    return json.dumps(
        fields, default=_plain, sort_keys=True, allow_nan=False, ensure_ascii=False, separators=(",", ":")
    )


def _plain(value: object) -> str | list[str]:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical form for {type(value).__name__}")
