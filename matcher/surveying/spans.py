"""Shifts as arrays: from where, until when, how fast and how much, from now on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.history import Begun
from matcher.problem import I32, I64
from matcher.surveying.quotas import Quotas
from models.day import Day
from models.people import NIGHT_CLOSES_S, NIGHT_OPENS_S, Volunteer
from models.travel import MAX_EXTENT_M
from models.units import DAY_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Shifts as arrays, one row each, sorted by volunteer, then by opening.

    A row is what is left of its shift: after what has started in it, from Day.now_s on, and of a minor's
    between night and night. `closes_s` lies before `opens_s` where nothing is left.
    `day` is that for which its work counts. The limits are those of that day and its week that are left;
    NO_LIMIT where there is none. `end_place` -1: the route ends where its last visit does. `radius2_m2`: no
    visit farther from the start than its root, as the crow flies, fits the shift and the limits on ways.
    """

    vol: I32
    day: I64
    start_place: I32
    end_place: I32
    start_x: I64
    start_y: I64
    end_x: I64
    end_y: I64
    opens_s: I64
    closes_s: I64
    s_per_km: I64
    detour_permille: I64
    fixed_s: I64
    max_travel_s: I64
    max_m: I64
    max_tasks: I64
    max_service_s: I64
    radius2_m2: I64

    def __len__(self) -> int:
        return len(self.vol)

    def take(self, rows: NDArray[np.integer]) -> Self:
        """The same of some rows only."""
        return type(self)(**{name: getattr(self, name)[rows] for name in _COLUMNS})


_COLUMNS = tuple(one.name for one in fields(Spans))


def spans_of(
    day: Day,
    volunteers: Sequence[Volunteer],
    *,
    vol: I32,
    work_day: I64,
    quotas: Quotas,
    begun: Mapping[int, Begun],
    xy: NDArray[np.int32],
    start_place: I32,
    end_place: I32,
) -> Spans:
    """The shifts of the volunteers, in their order, of which `begun` (by row) have a history."""
    paces = [day.paces[volunteer.mode] for volunteer in volunteers]
    s_per_km = np.array([pace.s_per_km for pace in paces], np.int64)[vol]
    detour_permille = np.array([pace.detour_permille for pace in paces], np.int64)[vol]
    opens_s, closes_s = _left(day, volunteers, begun)
    max_travel_s, max_m = quotas.max_travel_s[quotas.of_day], quotas.max_m[quotas.of_day]

    # Who ends where they start goes every metre out and back again.
    ways = np.where(end_place == start_place, 2, 1)
    by_time_m = np.minimum(max_travel_s, np.maximum(0, closes_s - opens_s)) * 1000 // (ways * s_per_km)
    by_length_m = np.minimum(max_m, round(4 * MAX_EXTENT_M)) * 1000 // (ways * detour_permille)
    radius_m = np.minimum(by_time_m, by_length_m) + 1

    # Place -1 is the last point, which an open end never asks for.
    start_xy, end_xy = xy[start_place].astype(np.int64), xy[end_place].astype(np.int64)
    of_week = np.where(quotas.of_week >= 0, quotas.of_week, quotas.of_day)
    return Spans(
        vol=vol,
        day=work_day,
        start_place=start_place,
        end_place=end_place,
        start_x=start_xy[:, 0],
        start_y=start_xy[:, 1],
        end_x=end_xy[:, 0],
        end_y=end_xy[:, 1],
        opens_s=opens_s,
        closes_s=closes_s,
        s_per_km=s_per_km,
        detour_permille=detour_permille,
        fixed_s=np.array([pace.fixed_s for pace in paces], np.int64)[vol],
        max_travel_s=max_travel_s,
        max_m=max_m,
        max_tasks=quotas.max_tasks[quotas.of_day],
        max_service_s=np.minimum(quotas.max_service_s[quotas.of_day], quotas.max_service_s[of_week]),
        radius2_m2=radius_m * radius_m,
    )


def _left(day: Day, volunteers: Sequence[Volunteer], begun: Mapping[int, Begun]) -> tuple[I64, I64]:
    """Opening and closing of what is left of each shift."""
    now_s = day.now_s or 0
    opens_s: list[int] = []
    closes_s: list[int] = []
    for volunteer in volunteers:
        busy_until_s = now_s
        for shift in volunteer.shifts:
            past = begun.get(len(opens_s))
            if past is not None:
                busy_until_s = max(busy_until_s, past.resumes_s)
            first_s, last_s = int(shift.opens_s), int(shift.closes_s)
            if volunteer.is_minor:
                first_s, last_s = _daytime(first_s, last_s)
            first_s = max(first_s, busy_until_s)
            opens_s.append(first_s)
            closes_s.append(last_s if first_s < last_s else first_s - 1)
    return np.array(opens_s, np.int64), np.array(closes_s, np.int64)


def _daytime(opens_s: int, closes_s: int) -> tuple[int, int]:
    """The longest part of a shift that lies between night and night; where there is none, it ends first."""
    midnights_s = range(opens_s - opens_s % DAY_S, closes_s, DAY_S)
    parts = [
        (max(opens_s, midnight_s + NIGHT_CLOSES_S), min(closes_s, midnight_s + NIGHT_OPENS_S))
        for midnight_s in midnights_s
    ]
    return max(parts, key=lambda part: part[1] - part[0])
