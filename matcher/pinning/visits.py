"""Pinned visits by named volunteers: what each may and can, and what their visits leave room for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from matcher.pinning.conflict import PinConflict, clock
from matcher.reach import errand_of, starts, stopped_alone
from matcher.rules import broken_rules
from matcher.survey import Survey
from matcher.surveying.quotas import WEEK_DAYS
from models.needs import Pin, TimeWindow
from models.reasons import Reason
from models.travel import way_s
from models.units import Seconds


def visit_conflicts(surveyed: Survey, pins: Mapping[str, Sequence[Pin]]) -> Iterator[PinConflict]:
    """Pins (by need id) of what has not started that break a rule or a limit, or leave no time for all."""
    visits: defaultdict[int, list[_Visit]] = defaultdict(list)
    vol_idx = {volunteer.id: idx for idx, volunteer in enumerate(surveyed.volunteers)}
    for need_idx, need in enumerate(surveyed.needs):
        if need.id not in pins:
            continue
        seats = {surveyed.asks[ask].role: ask for ask in surveyed.roles_of(need_idx)}
        for pin in pins[need.id]:
            if pin.volunteer_id is not None and pin.role in seats:
                visit = _Visit(surveyed, pin, need_idx, seats[pin.role], vol_idx[pin.volunteer_id])
                broken = [*visit.conflicts(), *_alone(visit, pins[need.id])]
                yield from broken
                if not broken:
                    visits[visit.vol].append(visit)
    for one_volunteer in visits.values():
        yield from _limits(surveyed, one_volunteer)
        yield from _orders(surveyed, one_volunteer)
        yield from _overlaps(surveyed, one_volunteer)


class _Visit:
    """A pinned visit by a named volunteer."""

    def __init__(self, surveyed: Survey, pin: Pin, need: int, ask: int, vol: int) -> None:
        self.pin, self.vol = pin, vol
        self.need = surveyed.needs[need]
        self.volunteer = surveyed.volunteers[vol]
        # By its own word: that a seat is pinned twice is said once, not as a rule that both break.
        self.ask = replace(surveyed.asks[ask], pinned_id=pin.volunteer_id)
        self.errand = errand_of(surveyed, need, picked_up=self.ask.picked_up)
        self._spans = surveyed.spans.take(surveyed.spans_of(np.array([vol])))
        could = starts(self._spans, self.errand)
        self.days: set[int] = set(could.day.tolist())

    def conflicts(self) -> Iterator[PinConflict]:
        """The rules that the volunteer breaks by taking the seat alone."""
        reasons = list(broken_rules(self.volunteer, self.ask))
        if not reasons and not self.days:
            reasons = list(stopped_alone(self._spans, 1, self.errand, could=0))
        for reason in reasons:
            message = f"volunteer {self.volunteer.id} cannot serve need {self.need.id}: {reason}"
            yield PinConflict(pin=self.pin, message=message, reason=reason)

    @property
    def fixed_s(self) -> Seconds | None:
        """The only moment at which the visit may start, None if there are several."""
        first, last = self.errand.windows[0], self.errand.windows[-1]
        return first.opens_s if first.opens_s == last.closes_s else None

    def earliest_s(self, not_before_s: Seconds) -> Seconds | None:
        """Earliest start of the visit in any shift that is not before, None if there is none."""
        windows = tuple(
            TimeWindow(opens_s=max(window.opens_s, not_before_s), closes_s=window.closes_s)
            for window in self.errand.windows
            if window.closes_s >= not_before_s
        )
        could = starts(self._spans, replace(self.errand, windows=windows))
        possible = could.earliest_s <= could.latest_s
        return Seconds(int(could.earliest_s[possible].min())) if possible.any() else None


def _alone(visit: _Visit, crew: Sequence[Pin]) -> Iterator[PinConflict]:
    """A minor beside whom every other seat is pinned to somebody else than the guardian."""
    others = {pin.role: pin.volunteer_id for pin in crew if pin.role != visit.pin.role}
    chosen = set(others.values())
    is_full = None not in chosen and len(others) == len(visit.need.crew) - 1
    if is_full and others and visit.volunteer.is_minor and visit.volunteer.guardian_id not in chosen:
        message = f"volunteer {visit.volunteer.id} cannot serve need {visit.need.id} without the guardian"
        yield PinConflict(pin=visit.pin, message=message, reason=Reason.MINOR_WITHOUT_ADULT)


def _limits(surveyed: Survey, visits: Sequence[_Visit]) -> Iterator[PinConflict]:
    """More pinned to one day or one week than what history has left of their limits."""
    quotas, vol = surveyed.quotas, visits[0].vol
    rows = range(int(surveyed.span_start[vol]), int(surveyed.span_start[vol + 1]))
    day_of = {row: int(surveyed.spans.day[row]) for row in rows}
    day_quotas = {int(quotas.of_day[row]): {day} for row, day in day_of.items()}
    weekday = surveyed.day.first_day.weekday()
    week_quotas: defaultdict[int, set[int]] = defaultdict(set)
    for row, day in day_of.items():
        if quotas.of_week[row] >= 0:
            monday = (weekday + day) // WEEK_DAYS * WEEK_DAYS - weekday
            week_quotas[int(quotas.of_week[row])] = set(range(monday, monday + WEEK_DAYS))
    said: set[Reason] = set()
    for quota, days in (*day_quotas.items(), *week_quotas.items()):
        within = [visit for visit in visits if visit.days <= days]
        service_s = sum(visit.errand.all_service_s for visit in within)
        for reason, given, most in (
            (Reason.OVER_TASKS, len(within), quotas.max_tasks[quota]),
            (Reason.OVER_SERVICE, service_s, quotas.max_service_s[quota]),
        ):
            if given > most and reason not in said:
                said.add(reason)
                who = visits[0].volunteer.id
                message = f"volunteer {who} is pinned beyond a limit: {given} of {most} ({reason})"
                yield PinConflict(pin=within[-1].pin, message=message, reason=reason)


def _orders(surveyed: Survey, visits: Sequence[_Visit]) -> Iterator[PinConflict]:
    """Visits in pinned order, each as early as the ones before allow."""
    ordered = sorted((v for v in visits if v.pin.order is not None), key=lambda v: v.pin.order or 0)
    earliest_s: list[Seconds] = []
    for number, visit in enumerate(ordered):
        before = [k for k in range(number) if ordered[k].pin.order != visit.pin.order]
        free_s = [
            earliest_s[k] + ordered[k].need.service_s + _way_s(surveyed, ordered[k], visit) for k in before
        ]
        start_s = visit.earliest_s(Seconds(max(free_s, default=0)))
        if start_s is None:
            after = ordered[before[-1]].need.id
            message = f"volunteer {visit.volunteer.id} cannot serve need {visit.need.id} after need {after}"
            yield PinConflict(pin=visit.pin, message=message)
            return
        earliest_s.append(start_s)


def _overlaps(surveyed: Survey, visits: Sequence[_Visit]) -> Iterator[PinConflict]:
    """Visits with fixed starts that leave no time for the first and the way to the second."""
    fixed = [(start_s, visit) for visit in visits if (start_s := visit.fixed_s) is not None]
    fixed.sort(key=lambda one: one[0])
    for (first_s, first), (second_s, second) in combinations(fixed, 2):
        if first_s + first.need.service_s + _way_s(surveyed, first, second) > second_s:
            message = (
                f"volunteer {first.volunteer.id} cannot start need {first.need.id} at {clock(first_s)} and "
                f"need {second.need.id} at {clock(second_s)}"
            )
            yield PinConflict(pin=second.pin, message=message)


def _way_s(surveyed: Survey, first: _Visit, second: _Visit) -> Seconds:
    """The least that lies between the two visits of one volunteer."""
    volunteer = first.volunteer
    if len(volunteer.shifts) > 1 and (volunteer.open_end or volunteer.end is not None):
        return Seconds(0)  # nobody counts the way from the end of one shift to the start of the next
    (x, y), (to_x, to_y) = first.errand.xy, second.errand.xy
    return way_s(surveyed.day.paces[volunteer.mode], to_x - x, to_y - y)
