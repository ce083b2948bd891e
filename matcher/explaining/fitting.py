"""The places in lines where an errand fits, on arrays: the ways from there, and when it may start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from matcher.explaining.errands import Errand
from matcher.explaining.gaps import Gaps, Rows
from matcher.explaining.question import Mask, Question
from matcher.problem import I64, NO_LIMIT
from matcher.travel.ways import ceil_scaled_roots


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """Places where errands fit, K rows: which errand, the place, and between when and when it may start.

    `travel_s` is what it adds; `priority` and `count` are what falls out.
    """

    errand: I64
    place: I64
    vol: I64
    earliest_s: I64
    latest_s: I64
    travel_s: I64
    priority: I64
    count: I64

    def __len__(self) -> int:
        return len(self.vol)

    def take(self, rows: Rows) -> Self:
        return type(self)(**{name: getattr(self, name)[rows] for name in self.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """The ways of an errand from each of M places: to the visit, then on to what comes after.

    `metres` of all of them; None where they limit nobody.
    """

    there_s: I64
    on_s: I64
    metres: I64 | None

    @property
    def travel_s(self) -> I64:
        return self.there_s + self.on_s


def trip_of(gaps: Gaps, errand: Errand) -> Trip:
    x, y = gaps.from_x, gaps.from_y
    there_s: I64 = np.zeros(len(gaps), np.int64)
    legs_m2 = []
    for item in errand.items:
        to_x, to_y = item.xy or (0, 0)
        legs_m2.append((x - to_x) ** 2 + (y - to_y) ** 2)
        there_s = there_s + gaps.ways_s(legs_m2[-1])
        x, y = np.array(to_x), np.array(to_y)
    on_m2 = np.where(gaps.anywhere > 0, 0, (x - gaps.to_x) ** 2 + (y - gaps.to_y) ** 2)
    metres: I64 | None = None
    if gaps.spare_m.min(initial=NO_LIMIT) < NO_LIMIT // 2:
        metres = ceil_scaled_roots(on_m2, gaps.detour_permille)
        for leg_m2 in legs_m2:
            metres = metres + ceil_scaled_roots(leg_m2, gaps.detour_permille)
    return Trip(there_s=there_s, on_s=gaps.ways_s(on_m2), metres=metres)


def fits_of(question: Question, every: Gaps, among: Mask, errands: Sequence[Errand]) -> Fits:
    """Where the errands fit `among` the gaps: what falls out is least first, then the way shortest."""
    found = []
    for number, errand in enumerate(errands):
        rows = np.flatnonzero(among & _may_fit(every, errand))  # most places are seen to be none at once
        gaps = every.take(rows)
        found.append(_fits(question, gaps, errand, trip_of(gaps, errand), rows, number))
    both = found[0]
    if len(found) > 1:
        columns = {name: [getattr(one, name) for one in found] for name in Fits.__slots__}
        both = Fits(**{name: np.concatenate(parts) for name, parts in columns.items()})
    return both.take(np.lexsort((both.place, both.travel_s, both.count, both.priority)))


def comers_of(question: Question, gaps: Gaps, errands: Sequence[Errand], first: Trip | None = None) -> Mask:
    """(V,) who fits one of the errands in at one of the gaps; `first`: the trip of the first, where known."""
    come = np.zeros(len(question.volunteers), bool)
    for number, errand in enumerate(errands):
        trip = first if first is not None and number == 0 else trip_of(gaps, errand)
        allowed, ready_s, due_s = _span(question, gaps, errand, trip)
        for opens_s, closes_s in errand.visit.moments:
            fits = allowed & (np.maximum(ready_s, opens_s) <= np.minimum(due_s, closes_s))
            come[gaps.vol[fits]] = True
    return come


def _may_fit(gaps: Gaps, errand: Errand) -> Mask:
    """Whether there is time for the errand, were everything next door, and room for what it takes."""
    visit = errand.visit
    if not visit.moments:
        return np.zeros(len(gaps), bool)
    fits = (gaps.spare_tasks >= 1) & (gaps.spare_service_s >= errand.service_s)
    fits &= gaps.spare_load >= errand.load
    fits &= gaps.free_s <= visit.moments[-1][1] - errand.before_s
    fits &= np.minimum(gaps.away_s, gaps.due_s) >= visit.moments[0][0] + visit.service_s
    return fits


def _span(question: Question, gaps: Gaps, errand: Errand, trip: Trip) -> tuple[Mask, I64, I64]:
    """Where the errand is allowed at all, and its first and last start there, whatever its moments."""
    allowed = trip.travel_s - gaps.travel_s <= gaps.spare_travel_s
    allowed &= (gaps.spare_tasks >= 1) & (gaps.spare_service_s >= errand.service_s)
    allowed &= gaps.spare_load >= errand.load
    if trip.metres is not None:
        allowed &= trip.metres - gaps.metres <= gaps.spare_m
    if errand.visit.goods and not errand.reloads:
        allowed &= question.stocked(errand.visit.goods)[gaps.vol] | (gaps.restocked > 0)
    allowed &= gaps.rested_s + trip.on_s <= gaps.due_s
    ready_s = gaps.free_s + errand.before_s + trip.there_s
    ends_s = np.minimum(gaps.away_s, gaps.due_s - trip.on_s - gaps.rest_s)
    return allowed, ready_s, ends_s - errand.visit.service_s


def _fits(question: Question, gaps: Gaps, errand: Errand, trip: Trip, rows: I64, number: int) -> Fits:
    """A row for every span of the visit's moments that is open."""
    allowed, ready_s, due_s = _span(question, gaps, errand, trip)
    none = np.empty(0, np.int64)
    parts: list[tuple[I64, I64, I64]] = [(none, none, none)]
    for opens_s, closes_s in errand.visit.moments:
        earliest_s, latest_s = np.maximum(ready_s, opens_s), np.minimum(due_s, closes_s)
        at = np.flatnonzero(allowed & (earliest_s <= latest_s))
        parts.append((at, earliest_s[at], latest_s[at]))
    at, earliest_s, latest_s = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Fits(
        errand=np.full(len(at), number),
        place=rows[at],
        vol=gaps.vol[at],
        earliest_s=earliest_s,
        latest_s=latest_s,
        travel_s=(trip.travel_s - gaps.travel_s)[at],
        priority=gaps.priority[at],
        count=gaps.count[at],
    )
