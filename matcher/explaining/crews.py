"""Who of those who fit goes together: different people, one moment, minors with their guardian."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.explaining.errands import Fits
from matcher.problem import I64

MOST_TRIED = 200
"""Places of the first seat that are tried, cheapest first."""

MOST_BESIDE = 3
"""Places of each further seat that are tried beside those before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A row of each seat's Fits, the earliest common start, and the sum of priority, needs and ways."""

    rows: tuple[int, ...]
    start_s: int
    cost: tuple[int, int, int]


def crews(seats: Sequence[Fits], guardians: I64) -> Iterator[Crew]:
    """Crews of which each seat is as cheap as the ones before it allow; not every crew there is.

    `guardians`: by volunteer idx, whom a minor only goes along with, -1 if free.
    """
    return _fill(seats, guardians, (), 0, 2**60)


def _fill(
    seats: Sequence[Fits], guardians: I64, taken: tuple[int, ...], opens_s: int, closes_s: int
) -> Iterator[Crew]:
    number = len(taken)
    if number == len(seats):
        yield Crew(rows=taken, start_s=opens_s, cost=_cost(seats, taken))
        return
    fits = seats[number]
    vols = [int(other.vol[row]) for other, row in zip(seats, taken, strict=False)]
    open_rows = (fits.earliest_s <= closes_s) & (fits.latest_s >= opens_s)
    for vol in vols:
        open_rows &= fits.vol != vol
    if number == len(seats) - 1:
        for wanted in {int(guardians[vol]) for vol in vols} - {-1, *vols}:
            open_rows &= fits.vol == wanted
        open_rows &= np.isin(guardians[fits.vol], [-1, *vols])
    for row in np.flatnonzero(open_rows)[: MOST_BESIDE if number else MOST_TRIED].tolist():
        first_s, last_s = max(opens_s, int(fits.earliest_s[row])), min(closes_s, int(fits.latest_s[row]))
        yield from _fill(seats, guardians, (*taken, row), first_s, last_s)


def _cost(seats: Sequence[Fits], rows: Sequence[int]) -> tuple[int, int, int]:
    chosen = list(zip(seats, rows, strict=True))
    return (
        sum(int(fits.priority[row]) for fits, row in chosen),
        sum(int(fits.count[row]) for fits, row in chosen),
        sum(int(fits.travel_s[row]) for fits, row in chosen),
    )
