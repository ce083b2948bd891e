"""A seat of a need as something to do, and the places in lines where it fits, on arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.explaining.board import ANY_TIME, item_of, reload_item
from matcher.explaining.gaps import Gaps, Rows
from matcher.explaining.lines import Item, Moments, aboard, has
from matcher.explaining.question import Question
from matcher.problem import I64, NO_LIMIT
from matcher.rules import Ask
from matcher.travel.ways import ceil_scaled_roots
from models.plans import Part

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What whoever takes the seat does, one thing after the other; the last is the visit."""

    items: tuple[Item, ...]

    @property
    def visit(self) -> Item:
        return self.items[-1]

    @property
    def before_s(self) -> int:
        """Service before the visit."""
        return sum(item.service_s for item in self.items[:-1])

    @property
    def service_s(self) -> int:
        """Service that limits count."""
        return sum(item.service_s for item in self.items if item.need >= 0)

    @property
    def reloads(self) -> bool:
        return any(item.part is Part.RELOAD for item in self.items)

    @property
    def load(self) -> int:
        """The most that it adds on board: what it fetches, or puts down without having fetched it."""
        fetched = sum(item.load for item in self.items[:-1])
        return self.visit.brought + max(fetched, aboard(self.items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """Places where errands fit, K rows: which errand, the place, and between when and when it may start.

    `travel_s` is what it adds. Sorted by what falls out (priority, needs), then by way.
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

    def volunteers(self) -> I64:
        return np.unique(self.vol)


def errands_of(question: Question, need: int, ask: Ask, moments: Moments) -> list[Errand]:
    """The ways to go about a seat: straight on, or, where goods are asked for, by way of a depot."""
    part = Part.VISIT if ask.need.pickup is None else Part.DROPOFF
    visit = item_of(question, need, ask.role, part, moments)
    fetched = []
    if ask.need.pickup is not None and not ask.picked_up:
        fetched = [item_of(question, need, ask.role, Part.PICKUP, ANY_TIME)]
    found = [Errand(items=(*fetched, visit))]
    for depot_id in sorted(question.depots) if visit.goods else ():
        reload = reload_item(question, depot_id)
        found.append(Errand(items=(reload, *fetched, visit)))
        if fetched:
            found.append(Errand(items=(*fetched, reload, visit)))
    return found


def fits_of(gaps: Gaps, rows: Rows, errands: Sequence[Errand], stocked: Mask | None) -> Fits:
    """Where the errands fit among these rows of the gaps. `stocked`: who carries the goods, by volunteer."""
    some = gaps.take(rows)
    found = [
        _fits(some, errand, stocked, np.asarray(rows, np.int64), number)
        for number, errand in enumerate(errands)
    ]
    both = Fits(**{name: np.concatenate([getattr(one, name) for one in found]) for name in Fits.__slots__})
    return both.take(np.lexsort((both.place, both.travel_s, both.count, both.priority)))


def _fits(gaps: Gaps, errand: Errand, stocked: Mask | None, rows: I64, number: int) -> Fits:
    legs_m2 = legs_of(gaps, errand)
    ways_s = [gaps.ways_s(leg_m2) for leg_m2 in legs_m2]
    travel_s = total(ways_s) - gaps.travel_s
    allowed = (travel_s <= gaps.spare_travel_s) & (gaps.spare_tasks >= 1)
    allowed &= (gaps.spare_service_s >= errand.service_s) & (gaps.spare_load >= errand.load)
    if (gaps.spare_m < NO_LIMIT // 2).any():
        metres = total([ceil_scaled_roots(leg_m2, gaps.detour_permille) for leg_m2 in legs_m2])
        allowed &= metres - gaps.metres <= gaps.spare_m
    if stocked is not None and not errand.reloads:
        allowed &= stocked[gaps.vol] | (gaps.restocked > 0)
    allowed &= gaps.rested_s + ways_s[-1] <= gaps.due_s
    ready_s = gaps.free_s + errand.before_s + total(ways_s[:-1])
    ends_s = np.minimum(gaps.away_s, gaps.due_s - ways_s[-1] - gaps.rest_s)
    return _starts(gaps, errand, rows, number, allowed, ready_s, ends_s - errand.visit.service_s, travel_s)


def _starts(
    gaps: Gaps, errand: Errand, rows: I64, number: int, allowed: Mask, ready_s: I64, due_s: I64, travel_s: I64
) -> Fits:
    """A row for every span of the visit's moments that is open."""
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
        travel_s=travel_s[at],
        priority=gaps.priority[at],
        count=gaps.count[at],
    )


def legs_of(gaps: Gaps, errand: Errand) -> list[I64]:
    """Squared metres of the ways: to each thing to do, then on to what comes after."""
    x, y = gaps.from_x, gaps.from_y
    legs = []
    for item in errand.items:
        to_x, to_y = item.xy or (0, 0)
        legs.append((x - to_x) ** 2 + (y - to_y) ** 2)
        x, y = np.full(len(gaps), to_x), np.full(len(gaps), to_y)
    back = (x - gaps.to_x) ** 2 + (y - gaps.to_y) ** 2
    return [*legs, np.where(gaps.anywhere > 0, 0, back)]


def stocked_of(question: Question, goods: Mapping[str, int]) -> Mask | None:
    """(V,) who carries these goods from the start; None where none are asked for."""
    if not goods:
        return None
    return np.array([has(volunteer.supplies, goods) for volunteer in question.volunteers], bool)


def total(columns: Sequence[I64]) -> I64:
    """The sum of at least one column."""
    summed: I64 = np.sum(columns, axis=0, dtype=np.int64)
    return summed
