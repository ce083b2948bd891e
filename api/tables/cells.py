"""Single values as people type them into a cell: numbers, dates, telephone numbers, yes and no."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Generic, TypeVar

from models.errors import InvalidInput

K = TypeVar("K")
T = TypeVar("T")

FOREVER = date.max
"""The last day of what does not expire (长期)."""

MAX_WHOLE = 10**9
"""Larger counts are mistakes, and would not fit the search's arrays."""


class CellProblem(InvalidInput):
    """What is wrong with a cell, and the values that may have been meant."""

    code = "bad_cell"

    def __init__(self, problem: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.problem, self.candidates = problem, candidates


class Memo(dict[K, T], Generic[K, T]):
    """Makes each different value once: equal keys share it."""

    def __init__(self, make: Callable[[K], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> T:
        value = self[key] = self._make(key)
        return value


def plain(text: str) -> str:
    """Half-width, without spaces around. The apostrophe by which Excel marks a text is no part of it."""
    return unicodedata.normalize("NFKC", text).strip().removeprefix("'")


def squeezed(text: str) -> str:
    """Plain and without any space, in one case: for comparing."""
    return "".join(plain(text).split()).casefold()


def number(text: str) -> float:
    """A finite number; thousands may be set off by commas."""
    digits = squeezed(text)
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    try:
        value = float(digits)
    except ValueError:
        raise CellProblem("is not a number") from None
    if not isfinite(value) or "_" in digits:
        raise CellProblem("is not a finite number")
    return value


def amount(text: str, *, units: str = "") -> float:
    """A number that is not negative; one of the units, a regular expression, may follow it."""
    value = number(re.sub(rf"(?:{units})$", "", squeezed(text)) if units else text)
    if value < 0:
        raise CellProblem("is negative")
    return value


def whole(text: str, *, units: str = "", most: int = MAX_WHOLE) -> int:
    """A whole number from 0 to `most`."""
    value = amount(text, units=units)
    if value != int(value):
        raise CellProblem("is not a whole number")
    if value > most:
        raise CellProblem(f"is above {most}")
    return int(value)


def minutes(text: str) -> float:
    """Minutes: a bare number, 90分钟, 1.5小时, 1小时30分."""
    spelled = re.fullmatch(
        r"(?:(?P<hours>\d+(?:\.\d+)?|半)个?(?:小时|h|hours?))?(?:(?P<minutes>\d+)(?:分钟?|min|minutes?))?",
        squeezed(text),
    )
    if spelled and any(spelled.groups()):
        hours = 0.5 if spelled["hours"] == "半" else float(spelled["hours"] or 0)
        return hours * 60 + float(spelled["minutes"] or 0)
    return amount(text)


YES = {"是", "有", "需要", "需", "要", "y", "yes", "true", "1", "√", "✓", "对"}
NO = {"否", "无", "没有", "不需要", "不", "n", "no", "false", "0", "×", "x", "-"}


def yes_no(text: str) -> bool:
    word = squeezed(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellProblem("is neither 是 nor 否")


DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?:[t ]?\d{1,2}:\d{2}(?::\d{2})?)?")
MONTH = re.compile(r"((?:19|20)\d\d)(?:-|/|\.|年)(0?[1-9]|1[0-2])月?")
SERIAL = re.compile(r"\d{1,7}(?:\.\d+)?")


def day(text: str) -> date:
    """2026-11-24, 2026/11/24, 2026.11.24, 2026年11月24日, 20261124, or Excel's number for it."""
    spelled = unicodedata.normalize("NFKC", text).strip().removeprefix("'").casefold()
    compact = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\.0+)?", spelled)
    found = DATE.fullmatch(spelled) or DATE.fullmatch(squeezed(text)) or compact
    if found:
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            raise CellProblem("is no day of the calendar") from None
    if SERIAL.fullmatch(spelled):
        return serial_day(int(float(spelled)))
    raise CellProblem("is not a date: write 2026-11-24")


def serial_day(serial: int) -> date:
    """The day of a number in Excel's 1900 system, which believes in a 29 February 1900.

    Source: ECMA-376 Part 1, 18.17.4.1.
    """
    if not 1 <= serial <= 2_958_465 or serial == 60:
        raise CellProblem("is not a date, nor Excel's number for one")
    return date(1899, 12, 31 if serial < 60 else 30) + timedelta(days=serial)


def last_day(text: str) -> date:
    """The last day on which something is valid."""
    return FOREVER if squeezed(text) in {"长期", "永久", "长期有效", "永久有效"} else day(text)


def birth_day(text: str) -> date:
    """A day of birth; of a month (1965.03) its last day, so that nobody is taken for older than they are."""
    month = MONTH.fullmatch(squeezed(text))
    if not month:
        return day(text)
    year, month_number = int(month[1]), int(month[2])
    return date(year + month_number // 12, month_number % 12 + 1, 1) - timedelta(days=1)


def age_on(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


# Mobile numbers; landlines with or without area code; 400 numbers; foreign numbers with +.
PHONE = re.compile(r"1[3-9]\d{9}|(?:0\d{2,3})?[2-9]\d{6,7}(?:转\d{1,6})?|400\d{7}|\+(?!86)\d{7,15}")


def phone(text: str) -> str:
    """Digits only, without +86. Two numbers are kept with / between them."""
    return "/".join(_one_phone(part) for part in re.split(r"[/、,;，；\n]", plain(text)) if part.strip())


def _one_phone(text: str) -> str:
    digits = re.sub(r"[\s\-()（）]", "", text)
    try:
        if re.fullmatch(r"\d+(?:\.\d+)?E\+?\d+", digits, re.IGNORECASE):
            digits = _unrounded(digits)
        elif re.fullmatch(r"\d+\.0+", digits):
            digits = digits.partition(".")[0]
    except InvalidOperation:
        raise CellProblem("is no telephone number") from None
    digits = re.sub(r"^(?:\+86|0086|86(?=1\d{10}$))", "", digits)
    if not PHONE.fullmatch(digits):
        raise CellProblem("is no telephone number")
    return digits


def _unrounded(scientific: str) -> str:
    """1.3900001234E+10 in full; 1.39E+10 has lost digits that nobody can bring back."""
    mantissa, exponent = re.split("e", scientific, flags=re.IGNORECASE)
    if len(mantissa.replace(".", "")) <= int(exponent):
        raise CellProblem("was rounded by the spreadsheet: format the column as text and type it again")
    return f"{Decimal(scientific):.0f}"


def masked(text: str) -> str:
    """139****1234: what is long enough to be a telephone number, without its middle."""
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    if len(places) < 7:
        return text
    hidden = set(places[3:-4])
    return "".join("*" if at in hidden else sign for at, sign in enumerate(text))
