"""Places in lines where a visit could come, on arrays: what comes before and after, and what falls out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import takewhile
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.explaining.board import Board
from matcher.explaining.lines import XY, Item, Line, aboard, latest
from matcher.problem import I64, NO_LIMIT
from matcher.travel.ways import ceil_scaled_roots
from models.people import Limits
from models.plans import Part
from models.travel import way_m

MOST_OUT = 8
"""Stops in a row that may fall out for one visit; more are not tried."""

WEEK = 7
NO_LIMITS = Limits()

Rows = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Gaps:
    """M places, by line: between two stops, or instead of the stops `first` to `last` - 1 of a line.

    Before it the volunteer is free at `from` at `free_s`; `restocked`: a reload came before. The visit ends
    by `away_s`; then the volunteer rests for `rest_s`, to `rested_s` at least, and is at `to` by `due_s`;
    `anywhere`: the line ends there, wherever that is. `travel_s` and `metres` of ways fall out, and units
    worth `priority` with `count` needs; `spare_*` is what limits and capacity then leave.
    """

    line: I64
    first: I64
    last: I64
    vol: I64
    opens_s: I64
    closes_s: I64
    from_x: I64
    from_y: I64
    free_s: I64
    to_x: I64
    to_y: I64
    anywhere: I64
    due_s: I64
    rest_s: I64
    rested_s: I64
    away_s: I64
    travel_s: I64
    metres: I64
    priority: I64
    count: I64
    spare_travel_s: I64
    spare_m: I64
    spare_tasks: I64
    spare_service_s: I64
    spare_load: I64
    restocked: I64
    s_per_km: I64
    fixed_s: I64
    detour_permille: I64

    def __len__(self) -> int:
        return len(self.line)

    def take(self, rows: Rows) -> Self:
        return type(self)(*[getattr(self, name)[rows] for name in NAMES])

    def ways_s(self, squared_m2: I64) -> I64:
        ways = ceil_scaled_roots(squared_m2, self.s_per_km)
        return ways + np.where(squared_m2 > 0, self.fixed_s, 0)


NAMES = tuple(one.name for one in fields(Gaps))


def gaps_of(board: Board, numbers: Sequence[int]) -> Gaps:
    """All places in these lines."""
    rows = [row for number in numbers for row in _of_line(board, number)]
    columns = np.array(rows, np.int64).reshape(-1, len(NAMES)).T
    return Gaps(*np.ascontiguousarray(columns))


def joined(first: Gaps, second: Gaps) -> Gaps:
    return Gaps(*[np.concatenate([getattr(first, name), getattr(second, name)]) for name in NAMES])


def _of_line(board: Board, number: int) -> Iterator[tuple[int, ...]]:
    question, line = board.question, board.lines[number]
    pace, count = line.pace, len(line.items)
    before, after = _before(line), _after(line)
    legs = line.legs()
    idle = not line.works
    ways_s = [0 if idle else line.way_s(*leg) for leg in legs]
    ways_m = [0 if idle or pace is None else way_m(pace, a[0] - b[0], a[1] - b[1]) for a, b in legs]
    travel_s, metres, tasks, service_s = _spare(board, line)
    on_board, restocked = _on_board(line)
    paces = (pace.s_per_km, pace.fixed_s, pace.detour_permille) if pace is not None else (0, 0, 0)
    for first in range(count + 1):
        ready = before[first]
        if ready is None:
            return
        free_s, here = ready
        units: set[int] = set()
        for last in range(first, min(count, first + MOST_OUT) + 1):
            if last > first:
                item = line.items[last - 1]
                if item.need < 0 or question.unit_of[item.need] in board.locked:
                    break
                units.add(question.unit_of[item.need])
            behind = after[last]
            if behind is None:
                continue
            to, due_s, rest_s, rested_s, away_s = behind
            out = line.items[first:last]
            # The way to the next stop with a place falls out as well.
            upto = next((at for at in range(last, count) if line.items[at].xy is not None), count)
            yield (
                number, first, last, line.vol, line.opens_s, line.closes_s, *here, free_s,
                *(to or (0, 0)), to is None, due_s, rest_s, rested_s, away_s,
                sum(ways_s[first : upto + 1]), sum(ways_m[first : upto + 1]),
                sum(question.priority_of(unit) for unit in units),
                sum(len(question.needs_of(unit)) for unit in units),
                travel_s, metres, tasks + sum(item.part is not Part.PICKUP for item in out),
                service_s + sum(item.service_s for item in out),
                line.volunteer.capacity - on_board[first] + _fetched_before(line, first, out),
                restocked[first], *paces,
            )  # fmt: skip


def _before(line: Line) -> list[tuple[int, XY] | None]:
    """For every place, when and where the volunteer is free after the items before it at the earliest."""
    free: list[tuple[int, XY] | None] = [(line.opens_s, line.start_xy)]
    starts = line.starts if line.works_on else _resting(line)
    here = line.start_xy
    for number, item in enumerate(line.items):
        here = item.xy or here
        free.append(None if starts is None else (starts[number] + item.service_s, here))
    return free


def _resting(line: Line) -> list[int]:
    """When the breaks of an idle line start, if they come before its first visit."""
    free_s, starts = line.opens_s, []
    for item in line.items:
        starts.append(max(item.moments[0][0], free_s))
        free_s = starts[-1] + item.service_s
    return starts


def _after(line: Line) -> list[tuple[XY | None, int, int, int, int] | None]:
    """For every place, what the items after it ask: `to`, `due_s`, `rest_s`, `rested_s`, `away_s` of Gaps."""
    at_end = line.end_xy, line.closes_s, 0, 0, NO_LIMIT if line.end_xy else line.closes_s
    after: list[tuple[XY | None, int, int, int, int] | None] = [at_end]
    for item in reversed(line.items):
        behind = after[-1]
        if behind is None:
            after.append(None)
            continue
        to, due_s, rest_s, rested_s, away_s = behind
        if item.xy is None:
            opens_s, closes_s = item.moments[0]
            rested_s = max(opens_s + item.service_s + rest_s, rested_s)
            fits = opens_s + item.service_s <= away_s
            leaves_s = min(closes_s, away_s - item.service_s)
            after.append((to, due_s, item.service_s + rest_s, rested_s, leaves_s) if fits else None)
            continue
        way_s = 0 if to is None else line.way_s(item.xy, to)
        on_time = rested_s + way_s <= due_s
        start_s = latest(item.moments, min(away_s, due_s - way_s - rest_s) - item.service_s)
        after.append((item.xy, start_s, 0, 0, NO_LIMIT) if on_time and start_s >= 0 else None)
    return after[::-1]


def _spare(board: Board, line: Line) -> tuple[int, int, int, int]:
    """Travel, metres, visits and service that the volunteer's limits leave, all their other work counted."""
    limits = line.volunteer.limits
    if limits == NO_LIMITS:
        return NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT
    lines = [board.lines[number] for number in board.lines_of[line.vol]]
    monday = board.question.day.first_day.weekday()
    today = [one.given for one in lines if one.day == line.day]
    week = [one.given for one in lines if (one.day + monday) // WEEK == (line.day + monday) // WEEK]
    return (
        _left(limits.travel_s, [one.travel_s for one in today]),
        _left(limits.metres, [one.metres for one in today]),
        _left(limits.tasks, [one.tasks for one in today]),
        min(
            _left(limits.service_s, [one.service_s for one in today]),
            _left(limits.week_service_s, [one.service_s for one in week]),
        ),
    )


def _left(limit: int | None, given: Sequence[int]) -> int:
    return NO_LIMIT if limit is None else limit - sum(given)


def _on_board(line: Line) -> tuple[list[int], list[bool]]:
    """For every place, what is on board there, and whether a reload came before."""
    on_board, restocked = [aboard(line.items) + _brought(line.items)], [False]
    for number, item in enumerate(line.items):
        more = _brought(line.items[number + 1 :]) if item.part is Part.RELOAD else 0
        on_board.append(on_board[-1] + more + item.load - item.brought)
        restocked.append(restocked[-1] or item.part is Part.RELOAD)
    return on_board, restocked


def _brought(items: Sequence[Item]) -> int:
    """What these items up to the next reload have to find on board."""
    return sum(item.brought for item in takewhile(lambda item: item.part is not Part.RELOAD, items))


def _fetched_before(line: Line, first: int, out: Sequence[Item]) -> int:
    """What is not on board at the place once `out` falls out: put down within it, fetched before it."""
    later = {(item.need, item.role) for item in line.items[first:] if item.part is Part.PICKUP}
    return sum(-item.load for item in out if item.load < 0 and (item.need, item.role) not in later)
