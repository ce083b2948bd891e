"""What keeps volunteers away who have nothing else to do: shift, ways, limits, breaks and goods."""

from collections.abc import Sequence

import numpy as np

from matcher.explaining.broken import BIT
from matcher.explaining.entering import Table
from matcher.explaining.errands import Errand
from matcher.explaining.fitting import Trip, comers_of, trip_of
from matcher.explaining.gaps import Gaps
from matcher.explaining.question import Mask
from matcher.problem import I64
from models.reasons import Reason

# The first is what is named where one shift breaks one limit and another shift another.
_BY_ROW = (Reason.TOO_FAR, Reason.OUT_OF_SHIFT, Reason.OVER_SERVICE, Reason.OVER_TASKS)
_SETS = sorted(range(1 << len(_BY_ROW)), key=lambda one: (one.bit_count(), one))
"""Of those limits, as places in _BY_ROW; fewer come first."""

_RANK = np.argsort(_SETS)
_BITS = np.array(
    [sum(BIT[reason] for place, reason in enumerate(_BY_ROW) if one >> place & 1) for one in _SETS], np.int64
)
"""By rank."""


def own_limits(idle: Table, errands: Sequence[Errand], among: Mask) -> I64:
    """(V,) the limits, as bits, that keep those `among` from the errand on an empty day; 0 where none does.

    Of several shifts the one that breaks the fewest is told. OUT_OF_SHIFT: no time for the service, were
    everything next door. TOO_FAR: time for the service, but not for the ways, or these break a limit.
    """
    question = idle.board.question
    visit = errands[0].visit
    gaps = idle.gaps.take(np.flatnonzero(among[idle.gaps.vol]))
    trip = trip_of(gaps, errands[0])
    least = np.where(among, BIT[Reason.OUT_OF_SHIFT], 0)
    if len(gaps):
        firsts = np.flatnonzero(np.diff(gaps.vol, prepend=-1))
        ranks = np.minimum.reduceat(_RANK[_broken(gaps, errands[0], trip)], firsts)
        least[gaps.vol[firsts]] = _BITS[ranks]
    other = np.full(len(least), BIT[Reason.BREAK_IN_THE_WAY])
    if visit.goods:
        other[~question.stocked(visit.goods)] = BIT[Reason.NO_SUPPLIES]
    other[question.capacity < errands[0].load] = BIT[Reason.OVER_CAPACITY]
    least = np.where(among & (least == 0), other, least)
    least[comers_of(question, gaps, errands, trip)] = 0
    return least


def _broken(gaps: Gaps, errand: Errand, trip: Trip) -> I64:
    """For each place, the limits that the errand breaks, as places in _BY_ROW."""
    finds_time = _finds_time(gaps, errand, 0, 0)
    in_time = _finds_time(gaps, errand, trip.there_s, trip.on_s)
    too_far = (trip.travel_s > gaps.spare_travel_s) | (finds_time & ~in_time)
    if trip.metres is not None:
        too_far |= trip.metres > gaps.spare_m
    verdicts = (too_far, ~finds_time, gaps.spare_service_s < errand.service_s, gaps.spare_tasks < 1)
    broken = np.zeros(len(gaps), np.int64)
    for place, verdict in enumerate(verdicts):
        broken |= verdict.astype(np.int64) << place
    return broken


def _finds_time(gaps: Gaps, errand: Errand, there_s: I64 | int, on_s: I64 | int) -> Mask:
    finds = np.zeros(len(gaps), bool)
    for opens_s, closes_s in errand.visit.moments:
        earliest_s = np.maximum(gaps.opens_s + errand.before_s + there_s, opens_s)
        finds |= earliest_s <= np.minimum(gaps.closes_s - errand.visit.service_s - on_s, closes_s)
    return finds
