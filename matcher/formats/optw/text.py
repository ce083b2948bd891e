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

from matcher.formats.columns import MAX_COORDINATE, Line, lines_of, number_in, refuse_width, whole_in
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
    refuse_width(head, HEAD)
    kind = whole_in(head.words[0], f"line {head.at}, kind")
    if kind not in DECIMALS:
        raise BadFormat(f"line {head.at}, kind: {kind} is none of {', '.join(map(str, DECIMALS))}")
    wanted = whole_in(head.words[2], f"line {head.at}, points", high=MAX_POINTS)
    points: dict[int, Point] = {}
    for line in rest[1:]:  # after the original problem's longest day and capacity
        point = _point(line)
        if point.number in points:
            raise BadFormat(f"line {line.at}: number {point.number} appears twice")
        points[point.number] = point
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
    number, x, y, service, profit, _, combinations = line.words[: len(BEFORE_LIST)]
    listed = whole_in(combinations, f"{at}, combinations")
    if len(line.words) != shortest + listed:
        raise BadFormat(
            f"{at}: {len(line.words)} values, wanted {shortest + listed} with {listed} combinations"
        )
    opens, closes = line.words[-len(AFTER_LIST) :]
    point = Point(
        number=whole_in(number, f"{at}, number"),
        x=exact(number_in(x, f"{at}, x", low=-MAX_COORDINATE, high=MAX_COORDINATE)),
        y=exact(number_in(y, f"{at}, y", low=-MAX_COORDINATE, high=MAX_COORDINATE)),
        service=number_in(service, f"{at}, service time"),
        profit=whole_in(profit, f"{at}, profit"),
        opens=number_in(opens, f"{at}, open"),
        closes=number_in(closes, f"{at}, close"),
    )
    if point.closes < point.opens:
        raise BadFormat(f"{at}: close {closes} is before open {opens}")
    return point
