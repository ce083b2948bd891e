"""The surveyed question as the explanation asks it, also with limits of the volunteers lifted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.explaining.lines import XY, Moments, has
from matcher.problem import I64
from matcher.rules import Ask
from matcher.survey import Survey
from matcher.surveying.groups import groups_of
from models.geo import Place, Wgs84
from models.needs import Link, LinkKind, Need
from models.people import Break, Volunteer
from models.plans import Stop
from models.reasons import Reason
from models.travel import Pace
from models.units import MAX_HORIZON_S, MAX_LOAD

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What is left of a shift: from where and when on, until when; its work counts for `day`."""

    shift: int
    day: int
    opens_s: int
    closes_s: int
    start_xy: XY


class Question:
    """Volunteers and needs by idx as in the survey. `lifted`: limits of OWN_LIMITS that bind nobody here."""

    def __init__(self, surveyed: Survey, lifted: frozenset[Reason] = frozenset()) -> None:
        self.surveyed, self.lifted, self.day = surveyed, lifted, surveyed.day
        self.needs: Sequence[Need] = surveyed.needs
        self.depots = {depot.id: depot for depot in surveyed.day.depots}
        self.need_idx = {need.id: idx for idx, need in enumerate(surveyed.needs)}
        self._grid = surveyed.day.grid()
        self._xy: dict[Wgs84, XY] = {}
        self._stocked: dict[frozenset[tuple[str, int]], Mask] = {}
        self._unit_start = surveyed.unit_start.tolist()
        self.unit_of = [unit for unit in range(len(self._unit_start) - 1) for _ in self.needs_of(unit)]
        self.volunteers: Sequence[Volunteer] = surveyed.volunteers
        if lifted:
            goods = {good: MAX_LOAD for need in self.needs for good in need.supplies}
            self.volunteers = [_without(lifted, volunteer, goods) for volunteer in surveyed.volunteers]

        ids = {volunteer.id: idx for idx, volunteer in enumerate(surveyed.volunteers)}
        self.guardians = np.array(
            [ids.get(one.guardian_id, -1) if one.is_minor else -1 for one in surveyed.volunteers], np.int64
        )

    def needs_of(self, unit: int) -> range:
        """The needs of a chain."""
        return range(self._unit_start[unit], self._unit_start[unit + 1])

    def priority_of(self, unit: int) -> int:
        """What it is worth to the search: what people have decided outweighs all else."""
        decided = self._all_priority if unit in self.promised else 0
        return decided + sum(self.needs[need].priority for need in self.needs_of(unit))

    @cached_property
    def promised(self) -> frozenset[int]:
        """Units of which people have decided something, or which have begun: they stay where they are."""
        chain_of = groups_of((need.id for need in self.day.needs), self.day.links, LinkKind.ALL_OR_NONE)
        decided = {
            chain_of[pin.need_id]
            for pin in self.day.pins
            if pin.volunteer_id is not None or pin.start_s is not None
        }
        return frozenset(
            self.unit_of[need] for need, asked in enumerate(self.needs) if chain_of[asked.id] in decided
        )

    @cached_property
    def _all_priority(self) -> int:
        return sum(need.priority for need in self.needs)

    def xy(self, place: Place) -> XY:
        if place.at not in self._xy:
            self._xy[place.at] = self._grid.xy(place.at)
        return self._xy[place.at]

    def pace_of(self, volunteer: Volunteer) -> Pace | None:
        """None where ways count nothing."""
        return None if Reason.TOO_FAR in self.lifted else self.day.paces[volunteer.mode]

    def shifts_of(self, vol: int) -> Iterator[Span]:
        """What is left of each shift of a volunteer. Nobody lifts the night of minors, or what has begun."""
        volunteer, spans = self.volunteers[vol], self.surveyed.spans
        rows = range(int(self.surveyed.span_start[vol]), int(self.surveyed.span_start[vol + 1]))
        begun = any((vol, shift) in self.surveyed.begun for shift in range(len(rows)))
        if Reason.OUT_OF_SHIFT in self.lifted and not volunteer.is_minor and not begun:
            opens_s = self.day.now_s or 0
            yield Span(
                shift=0, day=0, opens_s=opens_s, closes_s=MAX_HORIZON_S, start_xy=self.xy(volunteer.home)
            )
            return
        for shift, row in enumerate(rows):
            yield Span(
                shift=shift,
                day=int(spans.day[row]),
                opens_s=int(spans.opens_s[row]),
                closes_s=int(spans.closes_s[row]),
                start_xy=(int(spans.start_x[row]), int(spans.start_y[row])),
            )

    def left_after(self, volunteer: Volunteer, stops: Iterable[Stop]) -> dict[str, int]:
        """The goods that these visits, which are over, have left."""
        needs = {need.id: need for need in self.day.needs}
        left = dict(volunteer.supplies)
        for stop in stops:
            for good, amount in needs[stop.need_id].supplies.items():
                left[good] = max(0, left.get(good, 0) - amount)
        return left

    def asks_of(self, need: int) -> Sequence[Ask]:
        """What the seats that nobody has started on ask."""
        return [self.surveyed.asks[ask] for ask in self.surveyed.roles_of(need)]

    def moments(self, need: int) -> Moments:
        """When the need may start."""
        windows = self.asks_of(need)[0].windows
        return tuple((int(window.opens_s), int(window.closes_s)) for window in windows)

    def is_tied(self, need: int) -> bool:
        """Whether others depend on the moment at which the need is served."""
        return len(self.needs[need].crew) > 1 or need in self.links_of or need in self.series_of

    @cached_property
    def links_of(self) -> Mapping[int, Sequence[Link]]:
        """Gaps and same hands, by need idx. What ties it to what is over is in its moments already."""
        links: defaultdict[int, list[Link]] = defaultdict(list)
        for link in self.day.links:
            if link.kind is not LinkKind.ALL_OR_NONE:
                ends = (link.first_id, link.second_id)
                if all(one in self.need_idx for one in ends):
                    for need_id in ends:
                        links[self.need_idx[need_id]].append(link)
        return dict(links)

    @cached_property
    def lines_of(self) -> Mapping[int, range]:
        """By volunteer idx, which numbers their shifts have among all shifts."""
        numbers: dict[int, range] = {}
        first = 0
        for vol in range(len(self.volunteers)):
            numbers[vol] = range(first, first + len(list(self.shifts_of(vol))))
            first = numbers[vol].stop
        return numbers

    @cached_property
    def capacity(self) -> I64:
        """(V,) load units."""
        return np.array([volunteer.capacity for volunteer in self.volunteers], np.int64)

    def stocked(self, goods: Mapping[str, int]) -> Mask:
        """(V,) who carries these goods from the start."""
        key = frozenset(goods.items())
        if key not in self._stocked:
            self._stocked[key] = np.array([has(one.supplies, goods) for one in self.volunteers], bool)
        return self._stocked[key]

    @cached_property
    def begun_hands(self) -> Mapping[int, frozenset[int]]:
        """By need idx, who has started on a need that asks for the same hand."""
        vols = {volunteer.id: idx for idx, volunteer in enumerate(self.volunteers)}
        started = {
            pin.need_id: vols[pin.volunteer_id] for pin in self.day.pins if pin.started and pin.volunteer_id
        }
        hands: defaultdict[int, set[int]] = defaultdict(set)
        for link in self.day.links:
            for one, other in ((link.first_id, link.second_id), (link.second_id, link.first_id)):
                if link.kind is LinkKind.SAME_VOLUNTEER and one in self.need_idx and other in started:
                    hands[self.need_idx[one]].add(started[other])
        return {need: frozenset(vols) for need, vols in hands.items()}

    @cached_property
    def series_of(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """By need idx, the other needs of its series and how many days apart they are at least."""
        others: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for series in self.day.series:
            members = [self.need_idx[one] for one in series.need_ids if one in self.need_idx]
            for need in members:
                others[need] += [(one, max(series.spacing_days, 1)) for one in members if one != need]
        return dict(others)


def _without(lifted: frozenset[Reason], volunteer: Volunteer, goods: Mapping[str, int]) -> Volunteer:
    limits = volunteer.limits
    breaks: tuple[Break, ...] = volunteer.breaks
    if Reason.OVER_TASKS in lifted:
        limits = replace(limits, tasks=None)
    if Reason.OVER_SERVICE in lifted:
        limits = replace(limits, service_s=None, week_service_s=None)
    if Reason.TOO_FAR in lifted:
        limits = replace(limits, travel_s=None, metres=None)
    if Reason.BREAK_IN_THE_WAY in lifted:
        breaks = ()
    return replace(
        volunteer,
        limits=limits,
        breaks=breaks,
        capacity=MAX_LOAD if Reason.OVER_CAPACITY in lifted else volunteer.capacity,
        supplies=dict(goods) if Reason.NO_SUPPLIES in lifted else volunteer.supplies,
    )
