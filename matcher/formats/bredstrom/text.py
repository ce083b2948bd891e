"""The file of Bredstrom and Ronnqvist as plain values. Visits are numbered from 1, place 0 is the depot.

Source: Bredstrom and Ronnqvist (2008), European Journal of Operational Research 191: 19-31.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.formats.jsontext import (
    Number,
    a_list,
    a_matrix,
    a_number,
    a_span,
    a_whole,
    each,
    field,
    load_object,
)
from models.errors import BadFormat

NAME = "bredstrom-ronnqvist"

FORBIDDEN = 10_000
"""A way this long stands for an arc that nobody may take."""

MAX_STAFF = 100_000

KNOWN = {
    "name",
    "horizon",
    "staff",
    "durations",
    "windows",
    "synchronised_pairs",
    "travel",
    "preference",
    "origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`durations`, `windows` and `ways` by place; a window holds the earliest and the latest start.

    Workers are numbered from 1, leave the depot no earlier than its window opens and are back by `horizon`.
    `unknown` names what the file asks for beyond the published rules.
    """

    horizon: Number
    staff: int
    durations: tuple[Number, ...]
    windows: tuple[tuple[Number, Number], ...]
    pairs: tuple[tuple[int, int], ...]
    ways: NDArray[np.float64]
    unknown: tuple[str, ...]

    @property
    def visits(self) -> range:
        return range(1, len(self.durations))

    @property
    def workers(self) -> range:
        return range(1, self.staff + 1)


def recognises(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{") and '"synchronised_pairs"' in text


def parse(text: str) -> Day:
    """Raises BadFormat naming the path of what is wrong."""
    data = load_object(text)
    durations = each(field(data, "durations"), "durations", a_number)
    places = len(durations)
    if not places:
        raise BadFormat("durations is empty, wanted the depot's at least")
    windows = each(a_list(field(data, "windows"), "windows", places), "windows", a_span)
    pairs = each(
        field(data, "synchronised_pairs"), "synchronised_pairs", lambda one, path: _pair(one, path, places)
    )
    paired: set[int] = set()
    for at, pair in enumerate(pairs):
        if paired & set(pair):
            raise BadFormat(f"synchronised_pairs[{at}]: {list(pair)} shares a visit with another pair")
        paired |= set(pair)
    return Day(
        horizon=a_number(field(data, "horizon"), "horizon"),
        staff=a_whole(field(data, "staff"), "staff", high=MAX_STAFF),
        durations=tuple(durations),
        windows=tuple(windows),
        pairs=tuple(sorted(pairs)),
        ways=a_matrix(field(data, "travel"), "travel", places),
        unknown=tuple(key for key in data if key not in KNOWN),
    )


def _pair(value: Any, path: str, places: int) -> tuple[int, int]:
    first, second = (
        a_whole(one, f"{path}[{at}]", low=1, high=places - 1) for at, one in enumerate(a_list(value, path, 2))
    )
    if first == second:
        raise BadFormat(f"{path}: visit {first} is paired with itself")
    return min(first, second), max(first, second)
