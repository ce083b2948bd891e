"""What ties seats to each other: crews, gaps, one hand for several needs, and series."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from matcher.problem import I32, I64, NO_LIMIT
from matcher.survey import Survey
from matcher.surveying.groups import groups_of
from models.needs import Link, LinkKind, Series
from models.units import DAY_S


def link_columns(surveyed: Survey, visit_of: Callable[[int], int]) -> dict[str, I32 | I64]:
    """A crew starts together; between two crews the gap is that of each one's first visit.

    `visit_of` gives the task of a role. A gap to what has started is in the windows already.
    """
    links: list[tuple[int, int, int, int]] = []
    first_visit: dict[str, int] = {}
    for idx, need in enumerate(surveyed.needs):
        first, *others = (visit_of(role) for role in surveyed.roles_of(idx))
        first_visit[need.id] = first
        links += [(first, other, 0, 0) for other in others]
    started = {pin.need_id for pin in surveyed.day.pins if pin.started}
    gaps = {
        (first_visit[link.first_id], first_visit[link.second_id], int(link.min_s), _most_s(link))
        for link in surveyed.day.links
        if link.kind is LinkKind.GAP and not {link.first_id, link.second_id} & started
    }
    rows = np.array([*links, *sorted(gaps)], np.int64).reshape(-1, 4)
    return {
        "link_first": rows[:, 0].astype(np.int32),
        "link_second": rows[:, 1].astype(np.int32),
        "link_min_s": np.ascontiguousarray(rows[:, 2]),
        "link_max_s": np.ascontiguousarray(rows[:, 3]),
    }


def _most_s(link: Link) -> int:
    return NO_LIMIT if link.max_s is None else int(link.max_s)


def hands_of(surveyed: Survey) -> I32:
    """(R,) number of the hand that takes a role, where it takes several; else -1."""
    day = surveyed.day
    group_of = groups_of((need.id for need in day.needs), day.links, LinkKind.SAME_VOLUNTEER)
    roles: defaultdict[str, list[int]] = defaultdict(list)
    for idx, need in enumerate(surveyed.needs):
        if len(need.crew) == 1:
            roles[group_of[need.id]].append(int(surveyed.ask_start[idx]))
    hands = np.full(len(surveyed.asks), -1, np.int32)
    for number, one in enumerate(group for _, group in sorted(roles.items()) if len(group) > 1):
        hands[one] = number
    return hands


class SeriesRows:
    """The series that bind: those of whose needs at least two might come too near each other.

    Needs whose windows keep them apart anyway (every Tuesday) are left out; what a started one forbids is in
    the others' windows already. `beyond`: what the search cannot honour, by name.
    """

    def __init__(self, surveyed: Survey) -> None:
        unit_of = {
            surveyed.needs[need].id: unit
            for unit in range(surveyed.units)
            for need in surveyed.needs_of(unit)
        }
        days_of = (
            {need.id: _days(surveyed, idx) for idx, need in enumerate(surveyed.needs)}
            if surveyed.day.series
            else {}
        )
        self._units = surveyed.units
        self._spacing: list[int] = []
        self._series_of: dict[int, int] = {}
        self.beyond: list[str] = []
        for series in sorted(surveyed.day.series, key=lambda series: series.id):
            apart = max(1, series.spacing_days)
            bound = _close(series, days_of, apart)
            for need_id in bound:
                unit = unit_of[need_id]
                if len(surveyed.needs_of(unit)) > 1:
                    self.beyond.append(f"a series over needs that are served all or none (need {need_id})")
                elif self._series_of.setdefault(unit, len(self._spacing)) != len(self._spacing):
                    self.beyond.append(f"a need in two series (need {need_id})")
            if bound:
                self._spacing.append(apart)

    def columns(self) -> dict[str, I32 | I64]:
        """The columns of the Problem, by name."""
        of = np.full(self._units, -1, np.int32)
        for unit, number in self._series_of.items():
            of[unit] = number
        return {"need_series": of, "series_spacing": np.array(self._spacing, np.int64)}


def _days(surveyed: Survey, need_idx: int) -> set[int]:
    """The days on which the need may start."""
    windows = surveyed.asks[surveyed.ask_start[need_idx]].windows
    return {day for one in windows for day in range(one.opens_s // DAY_S, one.closes_s // DAY_S + 1)}


def _close(series: Series, days_of: dict[str, set[int]], apart: int) -> list[str]:
    """The needs of the series that might start less than so many days from another of it."""
    own = {need_id: days_of[need_id] for need_id in sorted(set(series.need_ids)) if need_id in days_of}
    on: defaultdict[int, set[str]] = defaultdict(set)
    for need_id, days in own.items():
        for day in days:
            on[day].add(need_id)
    return [
        need_id
        for need_id, days in own.items()
        if any(
            on.get(near, set()) - {need_id} for day in days for near in range(day - apart + 1, day + apart)
        )
    ]


def beyond_the_search(surveyed: Survey) -> Iterator[str]:
    """Links that the search cannot honour, by name and with the first example."""
    crews = {need.id: len(need.crew) for need in surveyed.day.needs}
    several = [
        (link.first_id, link.second_id)
        for link in surveyed.day.links
        if link.kind is LinkKind.SAME_VOLUNTEER and max(crews[link.first_id], crews[link.second_id]) > 1
    ]
    if several:
        yield f"needs that ask for the same volunteer and for several ({' and '.join(min(several))})"
