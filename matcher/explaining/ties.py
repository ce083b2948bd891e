"""What the needs that are served leave open of a need that is tied to them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matcher.explaining.board import Board
from matcher.explaining.lines import Moments
from matcher.explaining.question import Mask
from models.needs import LinkKind
from models.reasons import Reason
from models.units import DAY_S, MAX_HORIZON_S

FOREVER = 2 * MAX_HORIZON_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Spans in which a start would clash, and the only hands, by the tie; `units` are those tied to."""

    closed: dict[Reason, Moments]
    hands: frozenset[int]
    units: frozenset[int]

    def open(self, moments: Moments, reasons: Iterable[Reason] | None = None) -> Moments:
        """The moments without those that the ties close, or those of some reasons only."""
        for reason in self.closed if reasons is None else reasons:
            for span in self.closed.get(reason, ()):
                moments = _cut(moments, *span)
        return moments

    def keep(self, allowed: Mask) -> Mask:
        """Those of the volunteers allowed who are the hand that the need is tied to."""
        for hand in self.hands:
            allowed = allowed & (np.arange(len(allowed)) == hand)
        return allowed


def ties_of(board: Board, need: int) -> Ties:
    """The ties to needs that are served; within a chain also to those that are placed already."""
    question = board.question
    closed: dict[Reason, Moments] = {}
    units: set[int] = set()
    hands = set(question.begun_hands.get(need, ()))
    for other, apart in question.series_of.get(need, ()):
        if board.serves(other):
            day = board.starts_s(other) // DAY_S
            units.add(question.unit_of[other])
            span = ((day - apart + 1) * DAY_S, (day + apart) * DAY_S - 1)
            closed[Reason.SERIES_TOO_CLOSE] = (*closed.get(Reason.SERIES_TOO_CLOSE, ()), span)
    for link in question.links_of.get(need, ()):
        is_first = question.need_idx[link.first_id] == need
        other = question.need_idx[link.second_id if is_first else link.first_id]
        if not board.serves(other):
            continue
        units.add(question.unit_of[other])
        if link.kind is LinkKind.SAME_VOLUNTEER:
            hands.add(board.served[other][0].vol)
            continue
        start_s = board.starts_s(other)
        least_s, most_s = int(link.min_s), FOREVER if link.max_s is None else int(link.max_s)
        if is_first:
            least_s, most_s = -most_s, -least_s
        spans = ((-FOREVER, start_s + least_s - 1), (start_s + most_s + 1, FOREVER))
        closed[Reason.LINKED_GAP] = (*closed.get(Reason.LINKED_GAP, ()), *spans)
    return Ties(closed=closed, hands=frozenset(hands), units=frozenset(units) - {question.unit_of[need]})


def _cut(moments: Moments, first: int, last: int) -> Moments:
    """The moments without those from `first` to `last`, both included."""
    left: list[tuple[int, int]] = []
    for opens_s, closes_s in moments:
        if last < opens_s or closes_s < first:
            left.append((opens_s, closes_s))
            continue
        if opens_s < first:
            left.append((opens_s, first - 1))
        if last < closes_s:
            left.append((last + 1, closes_s))
    return tuple(left)
