"""How an unmet need could be served all the same: which rules stand in the way, or whom it would displace."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import groupby
from operator import or_

import numpy as np

from matcher.cost import plan_cost
from matcher.explaining.alone import own_limits
from matcher.explaining.board import Seat, board_of
from matcher.explaining.broken import BIT, BrokenRules, rules_in
from matcher.explaining.clearing import clear_for, decided_of
from matcher.explaining.entering import Entered, Table, comers, enter_unit
from matcher.explaining.errands import Errand, errands_of
from matcher.explaining.lines import Line
from matcher.explaining.question import Mask, Question
from matcher.problem import I64
from matcher.survey import Survey
from models.plans import Route, WayIn
from models.reasons import OWN_LIMITS, Reason

OWN_BITS = reduce(or_, (BIT[reason] for reason in OWN_LIMITS))
MINOR_BITS = BIT[Reason.MINOR_WITHOUT_ADULT] | BIT[Reason.MINOR_AT_NIGHT_OR_RISK]

MOST_SETS = 200
"""Sets of rules of one size that are tried, and those of one seat that are joined with those of others."""


@dataclass(frozen=True, kw_only=True)
class SeatView:
    """A seat of an unmet need: how to go about it, and the bits of what keeps each volunteer from it.

    `pair`: rules of the pair, 0 for those who break none.
    """

    idle: Table
    errands: list[Errand]
    pair: I64

    @cached_property
    def own(self) -> I64:
        """Limits of theirs on an empty day, of those who break no rule of the pair; 0 for the others."""
        return own_limits(self.idle, self.errands, self.pair == 0)

    @cached_property
    def all(self) -> I64:
        """Rules and limits."""
        return self.pair | self.own | own_limits(self.idle, self.errands, self.pair != 0)

    @cached_property
    def able(self) -> Mask:
        mask: Mask = (self.pair == 0) & (self.own == 0)
        return mask

    def lacking_no_more_than(self, bits: int) -> Mask:
        mask: Mask = np.equal(self.all & ~bits, 0)
        return mask


class WaysIn:
    """Looks at the unmet needs of one plan."""

    def __init__(self, surveyed: Survey, routes: Iterable[Route]) -> None:
        self.question = Question(surveyed)
        self.plan = Table(board_of(self.question, routes))
        self.idle = Table(board_of(self.question, ()))
        self._rules = BrokenRules(surveyed.volunteers)
        self._lifted: dict[frozenset[Reason], Table] = {}

    @cached_property
    def decided(self) -> Table:
        """The plan as if there were nothing in it but what people have decided."""
        return Table(decided_of(self.plan.board, self.idle.board))

    def seats(self, need: int) -> dict[int, SeatView]:
        """The seats that nobody has started on, by role."""
        question = self.question
        moments = question.moments(need)
        seats = {}
        known: dict[tuple[bool, bytes], SeatView] = {}  # seats that ask alike are alike
        for ask in question.asks_of(need):
            pair = self._rules.of(ask)
            alike = ask.picked_up, pair.tobytes()
            if alike not in known:
                errands = errands_of(question, need, ask, moments)
                known[alike] = SeatView(idle=self.idle, errands=errands, pair=pair)
            seats[ask.role] = known[alike]
        return seats

    def could(self, unit: int, seats: Mapping[Seat, SeatView]) -> bool:
        """Whether the unit could be served on an empty day, all rules held."""
        able = {place: seat.able for place, seat in seats.items()}
        return enter_unit(self.idle, unit, able, displacing=False) is not None

    def displacing(self, unit: int, seats: Mapping[Seat, SeatView]) -> Entered | None:
        """The unit in the plan, all rules held, at the cheapest place found; None beside what is decided."""
        able = {place: seat.able for place, seat in seats.items()}
        # The places of a single seat begin with those where nothing falls out.
        room = enter_unit(self.plan, unit, able, displacing=False) if len(seats) > 1 else None
        return (
            room
            or enter_unit(self.plan, unit, able, displacing=True)
            or clear_for(self.plan, self.decided, self.idle.board, unit, able)
        )

    def added_cost(self, entered: Entered) -> int:
        """What the change costs beside the needs served, by the routes of those whom it concerns."""
        lines = self.plan.board.lines, entered.table.board.lines
        vols = {was.vol for was, _ in entered.changes(self.plan)}
        numbers = [number for vol in sorted(vols) for number in self.plan.board.lines_of[vol]]
        before, after = (
            plan_cost(
                self.question.day, [route for number in numbers if (route := _route(board[number]))], ()
            )
            for board in lines
        )
        return after.total - before.total

    def lifting(self, unit: int, seats: Mapping[Seat, SeatView]) -> WayIn | None:
        """The way in that lifts the fewest rules, then displaces nobody if that can be, then lets most in.

        What protects minors is never lifted.
        """
        for _, sets in groupby(_sets(seats), key=int.bit_count):
            found = [way for bits in list(sets)[:MOST_SETS] if (way := self._lift(unit, seats, bits))]
            if found:
                return min(found, key=lambda way: (len(way.displaces), -way.volunteers))
        return None

    def _lift(self, unit: int, seats: Mapping[Seat, SeatView], bits: int) -> WayIn | None:
        own = frozenset(rules_in(bits & OWN_BITS))
        table = self._without(own) if own else self.plan
        allowed = {place: seat.lacking_no_more_than(bits) for place, seat in seats.items()}
        entered = enter_unit(table, unit, allowed, displacing=False)
        room = entered is not None
        if entered is None:
            entered = None if own else enter_unit(table, unit, allowed, displacing=True)
        if entered is None:
            return None
        let_in: set[int] = set()
        come: set[int] = set()
        for (need, role), seat in seats.items():
            among = allowed[need, role] & ~seat.able
            let_in |= set(np.flatnonzero(comers(table if room else self.idle, seat.errands, among)).tolist())
            come.add(entered.table.board.served[need][role].vol)
        # Nobody may be let in where it only makes hours meet, or where the others of a chain make room.
        return way_in_of(entered, table, rules_in(bits), len(let_in or come))

    def _without(self, own: frozenset[Reason]) -> Table:
        """An empty day on which these limits bind nobody."""
        if own not in self._lifted:
            self._lifted[own] = Table(board_of(Question(self.question.surveyed, own), ()))
        return self._lifted[own]


def _route(line: Line) -> Route | None:
    """None where it has nothing to do."""
    return line.route() if line.works else None


def way_in_of(entered: Entered, before: Table, rules: tuple[Reason, ...], volunteers: int) -> WayIn:
    """In the words of a plan, with all routes that are not what they were `before`."""
    question = entered.table.board.question
    displaced = [question.needs[need].id for unit in entered.displaced for need in question.needs_of(unit)]
    routes = [_route(line) for _, line in entered.changes(before)]
    return WayIn(
        rules=rules,
        volunteers=volunteers,
        displaces=tuple(sorted(displaced)),
        routes=tuple(route for route in routes if route is not None),
    )


def _sets(seats: Mapping[Seat, SeatView]) -> Iterator[int]:
    """The sets of rules without which every seat finds somebody who breaks no other, smallest first."""
    unions = [0]
    for seat in seats.values():
        own = _smallest(np.unique(seat.all).tolist(), MOST_SETS)
        unions = _smallest({one | other for one in unions for other in own}, 4 * MOST_SETS)
    return (bits for bits in unions if bits and not bits & MINOR_BITS)


def _smallest(sets: Iterable[int], most: int) -> list[int]:
    return sorted(sets, key=lambda bits: (bits.bit_count(), bits))[:most]
