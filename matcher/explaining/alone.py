"""What keeps volunteers away who have nothing else to do: shift, ways, limits, breaks and goods."""

from collections.abc import Sequence

import numpy as np

from matcher.explaining.broken import BIT
from matcher.explaining.entering import Table, fits_in
from matcher.explaining.errands import Errand, Mask, legs_of, stocked_of, total
from matcher.explaining.gaps import Gaps
from matcher.problem import I64
from matcher.travel.ways import ceil_scaled_roots
from models.reasons import Reason

# The first is what is named where one shift breaks one limit and another shift another.
_BY_ROW = (Reason.TOO_FAR, Reason.OUT_OF_SHIFT, Reason.OVER_SERVICE, Reason.OVER_TASKS)


def own_limits(idle: Table, errands: Sequence[Errand]) -> I64:
    """(V,) the limits, as bits, that keep each volunteer from the errand on an empty day; 0 if none does.

    Of several shifts the one that breaks the fewest is told. OUT_OF_SHIFT: no time for the service, were
    everything next door. TOO_FAR: time for the service, but not for the ways, or these break a limit.
    """
    volunteers = len(idle.board.question.volunteers)
    least = np.full(volunteers, BIT[Reason.OUT_OF_SHIFT], np.int64)
    gaps = idle.gaps
    if len(gaps):
        broken = _broken(gaps, errands[0])
        order = np.lexsort((_rank(broken), np.bitwise_count(broken), gaps.vol))
        vols, firsts = np.unique(gaps.vol[order], return_index=True)
        least[vols] = broken[order][firsts]
    everybody = np.ones(volunteers, bool)
    could = fits_in(idle, errands, everybody).volunteers()
    stocked = stocked_of(idle.board.question, errands[0].visit.goods)
    lacks = np.zeros(volunteers, bool) if stocked is None else ~stocked
    other = np.where(lacks, BIT[Reason.NO_SUPPLIES], BIT[Reason.BREAK_IN_THE_WAY])
    other[idle.board.question.capacity < errands[0].load] = BIT[Reason.OVER_CAPACITY]
    least = np.where(least == 0, other, least)
    least[could] = 0
    return least


def _broken(gaps: Gaps, errand: Errand) -> I64:
    """For each place, the bits of the limits that the errand breaks."""
    legs_m2 = legs_of(gaps, errand)
    ways_s = [gaps.ways_s(leg_m2) for leg_m2 in legs_m2]
    metres = total([ceil_scaled_roots(leg_m2, gaps.detour_permille) for leg_m2 in legs_m2])
    finds_time = _finds_time(gaps, errand, np.zeros(len(gaps), np.int64), np.zeros(len(gaps), np.int64))
    in_time = _finds_time(gaps, errand, total(ways_s[:-1]), ways_s[-1])
    too_far = (total(ways_s) > gaps.spare_travel_s) | (metres > gaps.spare_m) | (finds_time & ~in_time)
    verdicts = (too_far, ~finds_time, gaps.spare_service_s < errand.service_s, gaps.spare_tasks < 1)
    broken = np.zeros(len(gaps), np.int64)
    for reason, verdict in zip(_BY_ROW, verdicts, strict=True):
        broken |= np.where(verdict, BIT[reason], 0)
    return broken


def _finds_time(gaps: Gaps, errand: Errand, out_s: I64, back_s: I64) -> Mask:
    finds = np.zeros(len(gaps), bool)
    for opens_s, closes_s in errand.visit.moments:
        earliest_s = np.maximum(gaps.opens_s + errand.before_s + out_s, opens_s)
        finds |= earliest_s <= np.minimum(gaps.closes_s - errand.visit.service_s - back_s, closes_s)
    return finds


def _rank(broken: I64) -> I64:
    """The sooner a limit stands in _BY_ROW, the less."""
    return total([np.where(broken & BIT[reason], 1 << place, 0) for place, reason in enumerate(_BY_ROW)])
