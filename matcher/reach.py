"""Who could serve a need alone on an empty day: shift, window, ways and the limits on them, on arrays.

An empty day is the least that is asked of a volunteer: ways keep the triangle inequality, so who cannot
serve a need alone cannot serve it between others. Breaks and ways to a depot are left out, so some of whom
it says that they could cannot.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.problem import I32, I64, NO_LIMIT
from matcher.survey import Survey
from matcher.surveying.spans import Spans
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
    day          (K,)   for which the work of the shift counts
    earliest_s   (W, K) per window
    latest_s     (W, K) below `earliest_s` where that window would not do
    way_s        (K,)   from the start place to the visit
    """

    vol: I32
    day: I64
    earliest_s: I64
    latest_s: I64
    way_s: I64

    def volunteers(self) -> I32:
        """Who could, ascending."""
        return self.vol[_firsts(self.vol)]


def errand_of(survey: Survey, need_idx: int, *, picked_up: bool = False) -> Errand:
    """The errand that each of the need's crew makes, but who has picked up what it fetches goes straight."""
    need = survey.needs[need_idx]
    pickup = None if picked_up else need.pickup
    return Errand(
        windows=survey.asks[survey.ask_start[need_idx]].windows,
        service_s=need.service_s,
        xy=_xy(survey, survey.visit_place[need_idx]),
        pickup_xy=None if pickup is None else _xy(survey, survey.pickup_place[need_idx]),
        pickup_service_s=0 if pickup is None else pickup.service_s,
    )


def _xy(survey: Survey, place: int) -> tuple[int, int]:
    x, y = survey.xy[place].tolist()
    return x, y


def starts(spans: Spans, errand: Errand) -> Starts:
    """In which of the shifts, sorted by volunteer, the errand could be done, and when."""
    # Most of a city's shifts are too far away, which is cheap to see.
    near = np.flatnonzero(_squared_m2(spans.start_x, spans.start_y, errand.xy) <= spans.radius2_m2)
    spans = spans.take(near)
    out_m2, between_m2, back_m2 = _legs_m2(spans, errand)
    out_s = ways_s(out_m2, spans.s_per_km, spans.fixed_s)
    between_s = (
        ways_s(between_m2, spans.s_per_km, spans.fixed_s) if errand.pickup_xy else np.zeros_like(out_s)
    )
    back_s = out_s if back_m2 is out_m2 else ways_s(back_m2, spans.s_per_km, spans.fixed_s)
    allowed = _keeps_limits(spans, errand) & (out_s + between_s + back_s <= spans.max_travel_s)
    if (spans.max_m < NO_LIMIT).any():
        lengths_m = [ceil_scaled_roots(leg, spans.detour_permille) for leg in (out_m2, between_m2, back_m2)]
        allowed &= lengths_m[0] + lengths_m[1] + lengths_m[2] <= spans.max_m

    arrives_s = spans.opens_s + out_s + errand.pickup_service_s + between_s
    last_start_s = spans.closes_s - errand.service_s - back_s
    opens_s, closes_s = _columns(errand.windows)
    earliest_s, latest_s = np.maximum(arrives_s, opens_s), np.minimum(last_start_s, closes_s)
    could = np.flatnonzero(allowed & (earliest_s <= latest_s).any(axis=0))
    return Starts(
        vol=spans.vol[could],
        day=spans.day[could],
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


def _legs_m2(spans: Spans, errand: Errand) -> tuple[I64, I64, I64]:
    """Out, on from what is fetched, and back; the same array twice where the way back is the way out."""
    (x, y), first_xy = errand.xy, errand.pickup_xy or errand.xy
    out = _squared_m2(spans.start_x, spans.start_y, first_xy)
    between = np.full(len(spans), (first_xy[0] - x) ** 2 + (first_xy[1] - y) ** 2)
    if errand.pickup_xy is None and np.array_equal(spans.start_place, spans.end_place):
        return out, between, out
    return out, between, np.where(spans.end_place < 0, 0, _squared_m2(spans.end_x, spans.end_y, errand.xy))


def _keeps_limits(spans: Spans, errand: Errand) -> Rows:
    return (spans.max_tasks >= 1) & (spans.max_service_s >= errand.all_service_s)


def _finds_time(spans: Spans, errand: Errand) -> Rows:
    """Whether shift and windows leave time for the service, were everything next door."""
    ready_s = spans.opens_s + errand.pickup_service_s
    last_start_s = spans.closes_s - errand.service_s
    opens_s, closes_s = _columns(errand.windows)
    finds: Rows = np.any(np.maximum(ready_s, opens_s) <= np.minimum(last_start_s, closes_s), axis=0)
    return finds


def _columns(windows: tuple[TimeWindow, ...]) -> tuple[I64, I64]:
    """(W, 1) when they open and close."""
    moments = np.array([(window.opens_s, window.closes_s) for window in windows], np.int64).reshape(-1, 2, 1)
    return moments[:, 0], moments[:, 1]


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
