"""The orienteering file as plain values: points with a profit and a window, and a time to be back.

The first line is Cordeau's: kind of problem, vehicles, points, days. Solomon's points are of kind 4 and their
ways are cut to one decimal, Cordeau's of kind 5 and cut to two. The vehicles are the original problem's:
published optima are for one route, and so is this reader.

Sources: Righini and Salani (2009), Computers & Operations Research 36: 1191-1203; Vansteenwegen et al.
(2009), Computers & Operations Research 36: 3281-3290.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from matcher.formats.columns import Line, by_number, lines_of, row_of
from matcher.formats.jsontext import Number, exact
from models.errors import BadFormat

NAME = "optw"

HEAD = ("kind", "vehicles", "points", "days")
BEFORE_LIST = ("number", "x", "y", "service time", "profit", "frequency", "combinations")
AFTER_LIST = ("open", "close")

DECIMALS = {4: 1, 5: 2}
"""Kind of problem -> decimals to which its ways are cut."""

MAX_POINTS = 100_000

_START = re.compile(
    r"\ufeff?\s*\d+([ \t]+\d+){3}[ \t]*\r?\n"
    r"\s*\d+([ \t]+\d+)[ \t]*\r?\n"
    r"\s*\d+([ \t]+[-+.\d]+){8,}[ \t]*(\r?\n|\Z)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Service starts from `opens` to `closes`, both included."""

    number: int
    x: Fraction
    y: Fraction
    service: Number
    profit: int
    opens: Number
    closes: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One route from the start, point 0, and back; points in the order of their numbers."""

    decimals: int
    start: Point
    points: tuple[Point, ...]

    def way(self, a: Point, b: Point) -> Fraction:
        """Euclid, cut to the decimals: exact, whatever the double nearest to it."""
        square = (a.x - b.x) ** 2 + (a.y - b.y) ** 2
        return Fraction(isqrt(int(square * 100**self.decimals)), 10**self.decimals)


def recognises(text: str) -> bool:
    """Lines of four, two and then at least nine numbers."""
    return bool(_START.match(text))


def parse(text: str) -> Tour:
    """Raises BadFormat naming the line of what is wrong."""
    head, *rest = lines_of(text)
    size = row_of(head, HEAD)
    kind = size.whole("kind")
    if kind not in DECIMALS:
        raise BadFormat(f"line {head.at}, kind: {kind} is none of {', '.join(map(str, DECIMALS))}")
    wanted = size.whole("points", high=MAX_POINTS)
    points = by_number(rest[1:], _point)  # after the original problem's longest day and capacity
    if 0 not in points:
        raise BadFormat("the start, number 0, is missing")
    start = points.pop(0)
    if start.service or start.profit:
        raise BadFormat(
            f"the start, number 0, has service {start.service} and profit {start.profit}, wanted none"
        )
    if len(points) != wanted:
        raise BadFormat(f"{len(points)} points, wanted {wanted} as line {head.at} says")
    return Tour(
        decimals=DECIMALS[kind], start=start, points=tuple(points[number] for number in sorted(points))
    )


def _point(line: Line) -> Point:
    at, shortest = f"line {line.at}", len(BEFORE_LIST) + len(AFTER_LIST)
    if len(line.words) < shortest:
        raise BadFormat(f"{at}: {len(line.words)} values, wanted at least {shortest}")
    fixed = [*line.words[: len(BEFORE_LIST)], *line.words[-len(AFTER_LIST) :]]
    row = row_of(Line(line.at, fixed), (*BEFORE_LIST, *AFTER_LIST))
    listed = row.whole("combinations")
    if len(line.words) != shortest + listed:
        raise BadFormat(
            f"{at}: {len(line.words)} values, wanted {shortest + listed} with {listed} combinations"
        )
    x, y = row.point()
    opens, closes = row.window("open", "close")
    return Point(
        number=row.whole("number"),
        x=exact(x),
        y=exact(y),
        service=row.number("service time"),
        profit=row.whole("profit"),
        opens=opens,
        closes=closes,
    )
