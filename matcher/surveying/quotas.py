"""What volunteers give at most: limits of the day and of the week, less what history has taken already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.history import Begun
from matcher.problem import I32, I64, NO_LIMIT
from models.people import Volunteer

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """Limits on what shifts do together, one row for each volunteer and day, then each volunteer and week.

    `of_day`, `of_week` shift -> its row; -1 where the volunteer has no limit of the week. Work counts for the
    day and the week (Monday to Sunday) in which its shift opens.
    """

    max_travel_s: I64
    max_m: I64
    max_tasks: I64
    max_service_s: I64
    of_day: I32
    of_week: I32


def quotas_of(
    volunteers: Sequence[Volunteer], vol: I32, day: I64, first_day: date, begun: Mapping[int, Begun]
) -> Quotas:
    """The quotas of shifts, sorted by volunteer and opening, of which `begun` (by row) have a history.

    What history has used up beyond a limit leaves 0.
    """
    of_day, day_vol = _runs(vol, day)
    monday_of = (first_day.weekday() + day) // WEEK_DAYS
    of_week, week_vol = _runs(vol, monday_of)
    limits = [volunteer.limits for volunteer in volunteers]
    max_week_s = _limits(one.week_service_s for one in limits)
    bound = max_week_s[week_vol] < NO_LIMIT
    week_row = np.where(bound, len(day_vol) + np.cumsum(bound) - 1, -1).astype(np.int32)
    week_vol, of_week = week_vol[bound], week_row[of_week]

    no_limit = np.full(len(week_vol), NO_LIMIT, np.int64)
    max_travel_s = np.append(_limits(one.travel_s for one in limits)[day_vol], no_limit)
    max_m = np.append(_limits(one.metres for one in limits)[day_vol], no_limit)
    max_tasks = np.append(_limits(one.tasks for one in limits)[day_vol], no_limit)
    max_service_s = np.append(_limits(one.service_s for one in limits)[day_vol], max_week_s[week_vol])
    for row, past in begun.items():
        today, week = of_day[row], of_week[row]
        _use(max_travel_s, today, past.travel_s)
        _use(max_m, today, past.metres)
        _use(max_tasks, today, len(past.stops))
        _use(max_service_s, today, past.service_s)
        if week >= 0:
            _use(max_service_s, week, past.service_s)
    return Quotas(
        max_travel_s=max_travel_s,
        max_m=max_m,
        max_tasks=max_tasks,
        max_service_s=max_service_s,
        of_day=of_day,
        of_week=of_week,
    )


def limit(given: int | None) -> int:
    """A limit as the arrays hold it."""
    return NO_LIMIT if given is None else given


def _limits(given: Iterable[int | None]) -> I64:
    return np.array([limit(one) for one in given], np.int64)


def _runs(vol: I32, span: NDArray[np.int64]) -> tuple[I32, I32]:
    """Row -> number of its run of equal volunteer and span; run -> volunteer."""
    first = np.ones(len(vol), bool)
    first[1:] = (vol[1:] != vol[:-1]) | (span[1:] != span[:-1])
    return (np.cumsum(first) - 1).astype(np.int32), vol[first]


def _use(limits: I64, row: int, used: int) -> None:
    if limits[row] < NO_LIMIT:
        limits[row] = max(0, limits[row] - used)
