"""Why a need stays unmet: reasons are counted from question and plan, not remembered from the search.

Engines that keep the last constraint that failed an insertion name rules that are not the cause, and name
none where nothing was tried: reinterpretcat/vrp #48, graphhopper/jsprit #426.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from matcher.explaining.broken import rules_in
from matcher.explaining.entering import Entered, comers, enter_need
from matcher.explaining.errands import errands_of
from matcher.explaining.question import Mask, Question
from matcher.explaining.ties import ties_of
from matcher.explaining.ways_in import SeatView, WaysIn, way_in_of
from matcher.problem import I64
from matcher.survey import Survey
from matcher.watched import Watcher, watched
from models.plans import Route, Unmet, WayIn
from models.reasons import Reason

RANK = {reason: rank for rank, reason in enumerate(Reason)}

Seats = Mapping[int, SeatView]


def explain_unmet(
    surveyed: Survey, unmet: Iterable[int], routes: Sequence[Route], watcher: Watcher | None = None
) -> tuple[Unmet, ...]:
    """For each unmet need, given and returned by need idx, how many volunteers each rule stops, and a way in.

    `routes` is the plan as it stands; of a chain every need is given. A volunteer counts under every rule of
    the pair that they break. Who breaks none counts under each limit that keeps them away on an empty day;
    else under what their need is tied to; else under the verdict, which comes first: OTHERS_WORTH_MORE, or
    OVERLOOKED where a place was found that costs less than the need is worth, or NOT_WORTH_THE_WAY where
    there is a price, ALREADY_DECIDED where only what people have decided stands in the way, CREW_TOO_SMALL
    where the crew never meets, CHAIN_INCOMPLETE where another need of the chain cannot be served. Of a crew
    the role with the fewest able is explained.

    Routes keep their order in what is tried, and who works with others keeps the hour: a search that turns
    everything round may find more. Where the watcher ends it, the needs that are left have no reasons.
    """
    wanted = sorted(unmet)
    if not wanted:
        return ()
    ways_in = WaysIn(surveyed, routes)
    unit_of = ways_in.question.unit_of
    units = {unit: list(needs) for unit, needs in groupby(wanted, key=lambda need: unit_of[need])}
    found = [
        one for unit, needs in watched(list(units.items()), watcher) for one in _of_unit(ways_in, unit, needs)
    ]
    left = wanted[len(found) :]
    return (*found, *(Unmet(need_id=surveyed.needs[need].id) for need in left))


def _of_unit(ways_in: WaysIn, unit: int, needs: Sequence[int]) -> Iterator[Unmet]:
    question = ways_in.question
    seats = {need: ways_in.seats(need) for need in question.needs_of(unit)}
    every = {(need, role): seat for need, crew in seats.items() for role, seat in crew.items()}
    alone = {need: _meets(ways_in, need, crew) for need, crew in seats.items()}
    blocking = [need for need, could in alone.items() if not could]
    way_in: WayIn | None = None
    verdict = Reason.ALREADY_DECIDED
    # A need that is no chain has been tried by itself already.
    if blocking or (len(seats) > 1 and not ways_in.could(unit, every)):
        way_in = ways_in.lifting(unit, every)
        verdict = Reason.CHAIN_INCOMPLETE
    elif (entered := ways_in.displacing(unit, every)) is not None:
        able = min(int(seat.able.sum()) for seat in every.values())
        way_in = way_in_of(entered, ways_in.plan, (), able)
        verdict = _verdict(ways_in, unit, entered)
    for need in needs:
        others = [other for other in blocking if other != need]
        yield Unmet(
            need_id=question.needs[need].id,
            reasons=_reasons(ways_in, need, seats[need], verdict if alone[need] else Reason.CREW_TOO_SMALL),
            way_in=way_in,
            stopped_by=question.needs[others[0]].id if others and alone[need] else "",
        )


def _meets(ways_in: WaysIn, need: int, crew: Seats) -> bool:
    """Whether the need could be served on an empty day, whatever it hangs together with."""
    able = {(need, role): seat.able for role, seat in crew.items()}
    if not all(mask.any() for mask in able.values()):
        return False
    return len(able) == 1 or enter_need(ways_in.idle, need, able, displacing=False) is not None


def _verdict(ways_in: WaysIn, unit: int, entered: Entered) -> Reason:
    """Why the need is not at the place that was found for it."""
    question = ways_in.question
    lost = sum(question.priority_of(other) for other in entered.displaced)
    gained = question.priority_of(unit) - lost
    prize_s = question.day.prize_s
    if prize_s is None:
        return Reason.OVERLOOKED if gained > 0 else Reason.OTHERS_WORTH_MORE
    # The ways alone say most times that it does not pay, and are known.
    added_s = sum(line.given.travel_s - was.given.travel_s for was, line in entered.changes(ways_in.plan))
    if gained * prize_s > added_s and gained * prize_s > ways_in.added_cost(entered):
        return Reason.OVERLOOKED
    return Reason.OTHERS_WORTH_MORE if entered.displaced else Reason.NOT_WORTH_THE_WAY


def _reasons(ways_in: WaysIn, need: int, crew: Seats, verdict: Reason) -> tuple[tuple[Reason, int], ...]:
    role, hardest = min(crew.items(), key=lambda one: int(one[1].able.sum()))
    stopped = _counts(hardest.pair)
    stopped.update(_counts(hardest.own[hardest.pair == 0]))
    by_count = _by_count(stopped)
    if not ways_in.question.moments(need):
        return ((_why_never(ways_in.question, need), len(hardest.pair)), *_by_count(_counts(hardest.pair)))
    if not hardest.able.any():
        return tuple(by_count)
    tied = _tied(ways_in, need, role, hardest.able)
    left = int(hardest.able.sum()) - sum(tied.values())
    first = [(verdict, left)] if left else []
    return (*first, *sorted(tied.items(), key=lambda item: RANK[item[0]]), *by_count)


def _by_count(stopped: Counter[Reason]) -> list[tuple[Reason, int]]:
    return sorted(stopped.items(), key=lambda item: (-item[1], RANK[item[0]]))


def _why_never(question: Question, need: int) -> Reason:
    """Why the need can no longer start: its windows are over, or too near to what has started."""
    asked = question.needs[need]
    if asked.windows[-1].closes_s + asked.late_s < (question.day.now_s or 0):
        return Reason.TOO_LATE
    over = {pin.need_id for pin in question.day.pins if pin.started}
    near = any(asked.id in series.need_ids and over & set(series.need_ids) for series in question.day.series)
    return Reason.SERIES_TOO_CLOSE if near else Reason.LINKED_GAP


def _counts(broken: I64) -> Counter[Reason]:
    """How many volunteers each rule stops."""
    kinds, counts = np.unique(broken, return_counts=True)
    stopped: Counter[Reason] = Counter()
    for bits, count in zip(kinds.tolist(), counts.tolist(), strict=True):
        for reason in rules_in(bits):
            stopped[reason] += count
    return stopped


def _tied(ways_in: WaysIn, need: int, role: int, able: Mask) -> Counter[Reason]:
    """How many of the able are kept away by needs that are served and tied to this one, by the first tie."""
    question = ways_in.question
    ties = ties_of(ways_in.plan.board, need)
    ask = next(ask for ask in question.asks_of(need) if ask.role == role)
    stopped: Counter[Reason] = Counter()
    left, moments = able, question.moments(need)
    for reason in ties.closed:
        moments = ties.open(moments, (reason,))
        could = comers(ways_in.idle, errands_of(question, need, ask, moments), left)
        stopped[reason] += int(np.count_nonzero(left & ~could))
        left = left & could
    stopped[Reason.LINKED_VOLUNTEER] += int(np.count_nonzero(left & ~ties.keep(left)))
    return +stopped
