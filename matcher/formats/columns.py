"""Text of numbers in columns, read strictly: a fault is named by its line and the value that stands there."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

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


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a line by the columns they stand in. A fault names line, column and value."""

    at: int
    words: Mapping[str, str]

    def number(self, column: str) -> Number:
        """An int where it is whole."""
        return number_in(self.words[column], f"line {self.at}, {column}")

    def whole(self, column: str, *, low: int = 0, high: int = MAX_NUMBER) -> int:
        return whole_in(self.words[column], f"line {self.at}, {column}", low=low, high=high)

    def point(self) -> tuple[Number, Number]:
        """The columns x and y."""
        x, y = (
            number_in(self.words[axis], f"line {self.at}, {axis}", low=-MAX_COORDINATE, high=MAX_COORDINATE)
            for axis in "xy"
        )
        return x, y

    def window(self, opens: str, closes: str) -> tuple[Number, Number]:
        """The columns of these names. Raises BadFormat where the second is the smaller."""
        first, last = self.number(opens), self.number(closes)
        if last < first:
            raise BadFormat(
                f"line {self.at}: {closes} {self.words[closes]} is before {opens} {self.words[opens]}"
            )
        return first, last


def row_of(line: Line, columns: Sequence[str]) -> Row:
    """Raises BadFormat where the line has not one word for each of the columns."""
    if len(line.words) != len(columns):
        raise BadFormat(
            f"line {line.at}: {len(line.words)} values, wanted {len(columns)} ({', '.join(columns)})"
        )
    return Row(line.at, dict(zip(columns, line.words, strict=True)))


class Numbered(Protocol):
    """What has a number of its own in the file."""

    @property
    def number(self) -> int: ...


Node = TypeVar("Node", bound=Numbered)


def by_number(lines: Iterable[Line], read: Callable[[Line], Node]) -> dict[int, Node]:
    """What is read of each line, by its number. Raises BadFormat where one appears twice."""
    nodes: dict[int, Node] = {}
    for line in lines:
        node = read(line)
        if node.number in nodes:
            raise BadFormat(f"line {line.at}: number {node.number} appears twice")
        nodes[node.number] = node
    return nodes
