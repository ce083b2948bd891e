"""Text of numbers in columns, read strictly: a fault is named by its line and the value that stands there."""

import re
from dataclasses import dataclass

from matcher.formats.jsontext import MAX_NUMBER, Number, a_number
from models.errors import BadFormat

MAX_COORDINATE = 1_000_000
MAX_VEHICLES = 100_000
MAX_DEMAND = 2**31 - 1
"""A load is an int32 in the problem."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line that has some; `at` counts all lines of the file from 1."""

    at: int
    words: list[str]


def lines_of(text: str) -> list[Line]:
    """Raises BadFormat where all lines are blank."""
    split = enumerate(map(str.split, text.removeprefix("\ufeff").splitlines()), start=1)
    lines = [Line(at, words) for at, words in split if words]
    if not lines:
        raise BadFormat("the file is empty")
    return lines


def is_number(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word))


def number_in(word: str, where: str, *, low: int = 0, high: int = MAX_NUMBER) -> Number:
    """An int where it is whole."""
    if not is_number(word) or len(word) > 40:
        raise BadFormat(f"{where}: {word[:40]!r} is not a number")
    value = float(word)
    return a_number(int(value) if value.is_integer() else value, where, low=low, high=high)


def whole_in(word: str, where: str, *, low: int = 0, high: int = MAX_NUMBER) -> int:
    value = number_in(word, where, low=low, high=high)
    if not isinstance(value, int):
        raise BadFormat(f"{where}: {word} is not a whole number")
    return value


def refuse_width(line: Line, columns: tuple[str, ...]) -> None:
    """Raises BadFormat where the line has not one value for each of the columns."""
    if len(line.words) != len(columns):
        raise BadFormat(
            f"line {line.at}: {len(line.words)} values, wanted {len(columns)} ({', '.join(columns)})"
        )
