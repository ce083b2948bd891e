"""A way in where no one place is enough: those who come drop all they do, and take up again what fits.

What stands in the way lies apart then: before and after a break, or in two shifts that share a limit.
"""

from collections.abc import Mapping, Set
from dataclasses import replace

from matcher.explaining.board import Board, Seat
from matcher.explaining.entering import Entered, Table, enter_unit
from matcher.explaining.question import Mask
from matcher.explaining.ties import ties_of


def decided_of(board: Board, idle: Board) -> Board:
    """The plan as if there were nothing in it but what may not fall out."""
    unit_of = board.question.unit_of
    cleared = _cleared(board, idle, frozenset(unit_of[need] for need in board.served) - board.locked)
    return replace(cleared, touched=frozenset())


def clear_for(
    plan: Table, decided: Table, idle: Board, unit: int, allowed: Mapping[Seat, Mask]
) -> Entered | None:
    """The unit in the plan, by those who would have the shortest ways were nothing else to do.

    None where nobody is found beside what is `decided`. What falls out is needed to the last: of the rest as
    much as fits stays, the worthiest first.
    """
    alone = enter_unit(decided, unit, allowed, displacing=False)
    if alone is None:
        return None
    board, question = plan.board, plan.board.question
    here = alone.table.board.touched
    theirs = {number for line in here for number in board.lines_of[board.lines[line].vol]}
    ties = {tied for need in question.needs_of(unit) for tied in ties_of(board, need).units} - board.locked

    def instead_of(out: frozenset[int]) -> Entered | None:
        freed = Table(_cleared(board, idle, out), only=tuple(sorted(theirs)))
        entered = enter_unit(freed, unit, allowed, displacing=False)
        if entered is None or any(line.starts is None for _, line in entered.changes(plan)):
            return None
        return replace(entered, displaced=out)

    out = _units(board, here) | ties
    found = instead_of(out)
    if found is None:
        out = _units(board, theirs) | ties
        found = instead_of(out)
    for one in sorted(out, key=lambda one: (-question.priority_of(one), one)):
        without = instead_of(out - {one})
        if without is not None:
            out, found = out - {one}, without
    return found


def _units(board: Board, numbers: Set[int]) -> frozenset[int]:
    """What these lines serve and may fall out."""
    needs = {item.need for number in numbers for item in board.lines[number].items if item.need >= 0}
    return frozenset(board.question.unit_of[need] for need in needs) - board.locked


def _cleared(board: Board, idle: Board, units: frozenset[int]) -> Board:
    """Without these units; lines that are left without work are as on an empty day, without reloads."""
    after = board.changed({}, {}, units)
    idle_lines = {number: idle.lines[number] for number in after.touched if not after.lines[number].works_on}
    return after.changed(idle_lines, {}, frozenset())
