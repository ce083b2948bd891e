"""Puts unmet needs into a plan as it stands: the cheapest places found, and what falls out for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matcher.explaining.board import Board, Seat, Served
from matcher.explaining.crews import crews
from matcher.explaining.errands import Errand, errands_of
from matcher.explaining.fitting import Fits, comers_of, fits_of
from matcher.explaining.gaps import Gaps, gaps_of, joined
from matcher.explaining.lines import Line
from matcher.explaining.question import Mask
from matcher.explaining.ties import Ties, ties_of


@dataclass(frozen=True)
class Table:
    """A board and all places in its lines, worked out when asked for; `before`: the one it differs from.

    `only`: the numbers of the lines whose places count, where not all do.
    """

    board: Board
    before: "Table | None" = None
    only: Sequence[int] | None = None

    @cached_property
    def gaps(self) -> Gaps:
        lines = self.board.lines
        if self.before is None:
            return gaps_of(self.board, range(len(lines)) if self.only is None else self.only)
        # Also those that the table before had changed already: what is locked since may not fall out of them.
        vols = sorted({lines[number].vol for number in self.board.touched})
        others = np.flatnonzero(~np.isin(self.before.gaps.vol, vols))
        concerned = [number for vol in vols for number in self.board.lines_of[vol]]
        return joined(self.before.gaps.take(others), gaps_of(self.board, concerned))

    @cached_property
    def room(self) -> Mask:
        """By place, whether nothing falls out there."""
        room: Mask = self.gaps.first == self.gaps.last
        return room


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The table with the needs in it, and the units that fell out."""

    table: Table
    displaced: frozenset[int] = frozenset()

    def worth(self) -> tuple[int, int]:
        """Priority and number of the needs that fell out."""
        question = self.table.board.question
        needs = [need for unit in self.displaced for need in question.needs_of(unit)]
        return sum(question.needs[need].priority for need in needs), len(needs)

    def changes(self, before: Table) -> list[tuple[Line, Line]]:
        """Lines that are not what they were, each after what it was."""
        numbers = sorted(self.table.board.touched - before.board.touched)
        return [(before.board.lines[number], self.table.board.lines[number]) for number in numbers]


def fits_in(table: Table, errands: Sequence[Errand], allowed: Mask, *, displacing: bool = False) -> Fits:
    """Where a seat fits, for the volunteers allowed; without `displacing` only where nothing falls out."""
    among = allowed[table.gaps.vol]
    if not displacing:
        among &= table.room
    return fits_of(table.board.question, table.gaps, among, errands)


def comers(table: Table, errands: Sequence[Errand], allowed: Mask) -> Mask:
    """(V,) who of those allowed fits the seat in where nothing falls out."""
    gaps = table.gaps.take(np.flatnonzero(allowed[table.gaps.vol] & table.room))
    return comers_of(table.board.question, gaps, errands)


def enter_unit(table: Table, unit: int, allowed: Mapping[Seat, Mask], *, displacing: bool) -> Entered | None:
    """All needs of a chain put in, one after the other; None where no place is found for one.

    Who loses a visit keeps the rest in order; where a break then makes the way too long, there is no place.
    """
    entered = Entered(table=table)
    for need in table.board.question.needs_of(unit):
        found = enter_need(entered.table, need, allowed, displacing=displacing)
        if found is None:
            return None
        entered = replace(found, displaced=entered.displaced | found.displaced)
    return entered if all(line.starts is not None for _, line in entered.changes(table)) else None


def enter_need(table: Table, need: int, allowed: Mapping[Seat, Mask], *, displacing: bool) -> Entered | None:
    """One need put in where it keeps its ties to what is served, or instead of that if it is cheaper."""
    board = table.board
    ties = ties_of(board, need)
    best = _enter(table, need, allowed, ties, displacing)
    if not displacing or not ties.units or ties.units & board.locked or (best and best.worth() == (0, 0)):
        return best
    freed = Table(board.changed({}, {}, ties.units), table)
    instead = _enter(freed, need, allowed, ties_of(freed.board, need), displacing)
    if instead is not None:
        instead = replace(instead, displaced=instead.displaced | ties.units)
    return min((one for one in (best, instead) if one is not None), key=Entered.worth, default=None)


def _enter(
    table: Table, need: int, allowed: Mapping[Seat, Mask], ties: Ties, displacing: bool
) -> Entered | None:
    question = table.board.question
    asks = question.asks_of(need)
    errands: list[list[Errand]] = []
    seats: list[Fits] = []
    known: dict[tuple[bool, bytes], Fits] = {}  # seats that ask alike fit alike
    moments = ties.open(question.moments(need))
    if not moments:
        return None
    for ask in asks:
        errands.append(errands_of(question, need, ask, moments))
        among = ties.keep(allowed[need, ask.role])
        alike = ask.picked_up, among.tobytes()
        if alike not in known:
            known[alike] = fits_in(table, errands[-1], among, displacing=displacing)
        seats.append(known[alike])
    for crew in crews(seats, question.guardians):
        chosen = [
            _Chosen(role=ask.role, errand=ways[int(fits.errand[row])], place=int(fits.place[row]))
            for ask, ways, fits, row in zip(asks, errands, seats, crew.rows, strict=True)
        ]
        entered = _together(table, need, chosen, crew.start_s)
        if entered is not None:
            return entered
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """A seat's errand and its place, a row of the gaps."""

    role: int
    errand: Errand
    place: int


def _together(table: Table, need: int, chosen: Sequence[_Chosen], start_s: int) -> Entered | None:
    """The lines with the crew in them, in full: all that is carried, and every second."""
    board, gaps = table.board, table.gaps
    question = board.question
    out = frozenset(
        question.unit_of[item.need]
        for one in chosen
        for item in board.lines[gaps.line[one.place]].items[gaps.first[one.place] : gaps.last[one.place]]
    )
    gone = {other for unit in out for other in question.needs_of(unit)}
    fixed = len(chosen) > 1 or question.is_tied(need)
    lines: dict[int, Line] = {}
    served: dict[Seat, Served] = {}
    for one in chosen:
        number, first, last = (int(column[one.place]) for column in (gaps.line, gaps.first, gaps.last))
        line = board.lines[number]
        visit = replace(one.errand.visit, moments=((start_s, start_s),)) if fixed else one.errand.visit
        items = (*line.items[:first], *one.errand.items[:-1], visit, *line.items[last:])
        line = line.with_items([item for item in items if item.need not in gone])
        if line.starts is None or not line.carries():
            return None
        lines[number] = line
        served[need, one.role] = Served(vol=line.vol, start_s=start_s)
    changed = board.changed(lines, served, out, question.unit_of[need])
    return Entered(table=Table(changed, table), displaced=out)
