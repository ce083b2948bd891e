"""Who could serve a need alone on an empty day: shift, window, ways and the limits on them, on arrays.

An empty day is the least that is asked of a volunteer: ways keep the triangle inequality, so who cannot
serve a need alone cannot serve it between others.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.problem import I32, I64, NO_LIMIT
from matcher.survey import Spans, Survey
from matcher.travel.ways import ceil_scaled_roots, ways_s
from models.needs import TimeWindow
from models.reasons import Reason

Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A need as a way to go: perhaps something to fetch, then the visit."""

    windows: tuple[TimeWindow, ...]
    service_s: int
    xy: tuple[int, int]
    pickup_xy: tuple[int, int] | None = None
    pickup_service_s: int = 0

    @property
    def all_service_s(self) -> int:
        return self.service_s + self.pickup_service_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """The shifts in which an errand could be done, and when the visit could start in each, by window.

    vol          (K,)   volunteer idx, ascending; several rows where several shifts would do
    earliest_s   (W, K) per window
    latest_s     (W, K) below `earliest_s` where that window would not do
    way_s        (K,)   from the start place to the visit
    """

    vol: I32
    earliest_s: I64
    latest_s: I64
    way_s: I64

    def volunteers(self) -> I32:
        """Who could, ascending."""
        return self.vol[_firsts(self.vol)]


def errand_of(survey: Survey, need_idx: int) -> Errand:
    """The errand that each of the need's crew makes."""
    need = survey.needs[need_idx]
    x, y = survey.xy[survey.visit_place[need_idx]].tolist()
    pickup_xy = None
    if need.pickup is not None:
        pickup_x, pickup_y = survey.xy[survey.pickup_place[need_idx]].tolist()
        pickup_xy = (pickup_x, pickup_y)
    return Errand(
        windows=survey.asks[survey.ask_start[need_idx]].windows,
        service_s=need.service_s,
        xy=(x, y),
        pickup_xy=pickup_xy,
        pickup_service_s=need.pickup.service_s if need.pickup is not None else 0,
    )


def starts(spans: Spans, errand: Errand) -> Starts:
    """In which of the shifts, sorted by volunteer, the errand could be done, and when."""
    # Most of a city's shifts are too far away, which is cheap to see.
    near = _squared_m2(spans.start_x, spans.start_y, errand.xy) <= spans.radius2_m2
    spans = spans.take(np.flatnonzero(near))
    spans = spans.take(np.flatnonzero(_keeps_limits(spans, errand) & _finds_time(spans, errand)))

    first_xy = errand.pickup_xy or errand.xy
    legs_m2 = (
        _squared_m2(spans.start_x, spans.start_y, first_xy),
        np.full(len(spans), (first_xy[0] - errand.xy[0]) ** 2 + (first_xy[1] - errand.xy[1]) ** 2),
        np.where(spans.end_place < 0, 0, _squared_m2(spans.end_x, spans.end_y, errand.xy)),
    )
    out_s, between_s, back_s = (ways_s(leg_m2, spans.s_per_km, spans.fixed_s) for leg_m2 in legs_m2)
    allowed = out_s + between_s + back_s <= spans.max_travel_s
    if (spans.max_m < NO_LIMIT).any():
        lengths_m = [ceil_scaled_roots(leg_m2, spans.detour_permille) for leg_m2 in legs_m2]
        allowed &= lengths_m[0] + lengths_m[1] + lengths_m[2] <= spans.max_m

    arrives_s = spans.opens_s + out_s + errand.pickup_service_s + between_s
    last_start_s = spans.closes_s - errand.service_s - back_s
    earliest_s = np.stack([np.maximum(arrives_s, window.opens_s) for window in errand.windows])
    latest_s = np.stack([np.minimum(last_start_s, window.closes_s) for window in errand.windows])
    could = np.flatnonzero(allowed & (earliest_s <= latest_s).any(axis=0))
    return Starts(
        vol=spans.vol[could],
        earliest_s=earliest_s[:, could],
        latest_s=latest_s[:, could],
        way_s=(out_s + between_s)[could],
    )


def stopped_alone(spans: Spans, volunteers: int, errand: Errand, could: int) -> Counter[Reason]:
    """What stops those who could not, one reason each; `could` of the `volunteers`, whose shifts these are.

    TOO_FAR: shift and windows leave time for the service, but not for the ways, or these break a limit.
    """
    fit = _keeps_limits(spans, errand)
    tired = _count(spans.vol[spans.max_tasks < 1])
    overworked = _count(spans.vol[(spans.max_tasks >= 1) & ~fit])
    in_time = _count(spans.vol[fit & _finds_time(spans, errand)])
    counts = {
        Reason.OVER_TASKS: tired,
        Reason.OVER_SERVICE: overworked,
        Reason.OUT_OF_SHIFT: volunteers - tired - overworked - in_time,
        Reason.TOO_FAR: in_time - could,
    }
    return Counter({reason: count for reason, count in counts.items() if count})


def could_start_together(first: Starts, second: Starts) -> bool:
    """Whether two different volunteers could start the same visit at the same moment."""
    for window in range(len(first.earliest_s)):
        vol, earliest_s, latest_s = _open(first, window)
        others, opens_s, closes_s = _open(second, window)
        meeting = np.searchsorted(np.sort(opens_s), latest_s, "right")
        meeting -= np.searchsorted(np.sort(closes_s), earliest_s, "left")
        for row in np.flatnonzero(meeting):
            own = (others == vol[row]) & (opens_s <= latest_s[row]) & (closes_s >= earliest_s[row])
            if meeting[row] > np.count_nonzero(own):
                return True
    return False


def _open(starts: Starts, window: int) -> tuple[I32, I64, I64]:
    """Volunteer, earliest and latest start of the rows that the window lets start."""
    rows = starts.earliest_s[window] <= starts.latest_s[window]
    return starts.vol[rows], starts.earliest_s[window][rows], starts.latest_s[window][rows]


def _keeps_limits(spans: Spans, errand: Errand) -> Rows:
    return (spans.max_tasks >= 1) & (spans.max_service_s >= errand.all_service_s)


def _finds_time(spans: Spans, errand: Errand) -> Rows:
    """Whether shift and windows leave time for the service, were everything next door."""
    ready_s = spans.opens_s + errand.pickup_service_s
    last_start_s = spans.closes_s - errand.service_s
    finds = np.zeros(len(spans), bool)
    for window in errand.windows:
        finds |= np.maximum(ready_s, window.opens_s) <= np.minimum(last_start_s, window.closes_s)
    return finds


def _squared_m2(x: I64, y: I64, xy: tuple[int, int]) -> I64:
    dx, dy = x - xy[0], y - xy[1]
    return dx * dx + dy * dy


def _firsts(vol: I32) -> Rows:
    """The first row of each volunteer."""
    firsts = np.ones(len(vol), bool)
    np.not_equal(vol[1:], vol[:-1], out=firsts[1:])
    return firsts


def _count(vol: I32) -> int:
    return int(np.count_nonzero(_firsts(vol)))
