"""Who of those who fit goes together: different people, one moment, minors with their guardian."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from matcher.explaining.fitting import Fits
from matcher.problem import I64

MOST_TRIED = 200
"""Places of the first seat that are tried, cheapest first."""

MOST_BESIDE = 3
"""Places of each further seat that are tried beside those before it."""

MOST_CREWS = 200
"""Crews that are looked at, the cheapest as far as one seat shows."""

SOON = 64
"""Places among which those that are tried beside others are mostly found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A row of each seat's Fits, and the earliest common start."""

    rows: tuple[int, ...]
    start_s: int


def crews(seats: Sequence[Fits], guardians: I64) -> Iterable[Crew]:
    """Crews that can go, the cheapest first; not every crew there is.

    `guardians`: by volunteer idx, whom a minor only goes along with, -1 if free.
    """
    found = _fill([_Seat(fits, guardians[fits.vol]) for fits in seats], (), 0, 2**60)
    if len(seats) == 1:
        return found  # its places are sorted already
    some = list(islice(found, MOST_CREWS))
    return [some[at] for at in _by_cost(seats, some)]


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a seat fits, and by place the guardian of who comes."""

    fits: Fits
    guardian: I64

    def beside(
        self, taken: Sequence[tuple["_Seat", int]], opens_s: int, closes_s: int, *, last: bool
    ) -> Iterator[int]:
        """The rows that go with those taken; the last seat is for guardians who are still missing."""
        vols = [int(seat.fits.vol[row]) for seat, row in taken]
        missing = {int(seat.guardian[row]) for seat, row in taken} - {-1, *vols} if last else ()
        for rows in (slice(0, SOON), slice(SOON, None)):
            vol = self.fits.vol[rows]
            fit = (self.fits.earliest_s[rows] <= closes_s) & (self.fits.latest_s[rows] >= opens_s)
            for other in vols:
                fit &= vol != other
            for wanted in missing:
                fit &= vol == wanted
            if last:
                guarded = self.guardian[rows] < 0
                for other in vols:
                    guarded |= self.guardian[rows] == other
                fit &= guarded
            yield from (np.flatnonzero(fit) + rows.start).tolist()


def _fill(seats: Sequence[_Seat], taken: tuple[int, ...], opens_s: int, closes_s: int) -> Iterator[Crew]:
    number = len(taken)
    if number == len(seats):
        yield Crew(rows=taken, start_s=opens_s)
        return
    seat = seats[number]
    others = list(zip(seats, taken, strict=False))
    beside = seat.beside(others, opens_s, closes_s, last=number == len(seats) - 1)
    for row in islice(beside, MOST_BESIDE if number else MOST_TRIED):
        first_s, last_s = int(seat.fits.earliest_s[row]), int(seat.fits.latest_s[row])
        yield from _fill(seats, (*taken, row), max(opens_s, first_s), min(closes_s, last_s))


def _by_cost(seats: Sequence[Fits], found: Sequence[Crew]) -> list[int]:
    """The crews in the order of what falls out for them (priority, needs), then of their ways."""
    rows = np.array([crew.rows for crew in found], np.intp).reshape(-1, len(seats)).T
    priority, count, travel_s = (
        sum(getattr(fits, name)[row] for fits, row in zip(seats, rows, strict=True))
        for name in ("priority", "count", "travel_s")
    )
    order: list[int] = np.lexsort((travel_s, count, priority)).tolist()
    return order
