"""What people have decided, checked before anything is planned: every pin that cannot hold, and why."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from matcher.reach import errand_of, starts, stopped_alone
from matcher.rules import broken_rules
from matcher.survey import Survey, limit, service_limit, survey
from models.day import Day
from models.needs import Need, Pin, TimeWindow
from models.reasons import Reason
from models.travel import way_s
from models.units import HOUR_S, MINUTE_S, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class PinConflict:
    """A pin that cannot hold. `reason` is the rule it breaks, None where it contradicts another pin."""

    pin: Pin
    message: str
    reason: Reason | None = None


def pin_conflicts(day: Day) -> list[PinConflict]:
    """Every pin of the day that breaks a rule or contradicts another, in the order of the day's pins.

    Pins that pass may still not fit together with all others; the search then leaves a need unmet.
    Raises InvalidInput where a place is too far off.
    """
    return conflicts_of(survey(day))


def conflicts_of(surveyed: Survey) -> list[PinConflict]:
    """The same for a question that is surveyed already."""
    day = surveyed.day
    found = [conflict for need, pins in _by_need(surveyed) for conflict in _of_need(need, pins)]
    visits: defaultdict[int, list[_Visit]] = defaultdict(list)
    vol_idx = {volunteer.id: idx for idx, volunteer in enumerate(surveyed.volunteers)}
    need_idx = {need.id: idx for idx, need in enumerate(surveyed.needs)}
    for pin in day.pins:
        if pin.volunteer_id is not None:
            visit = _Visit(surveyed, pin, need=need_idx[pin.need_id], vol=vol_idx[pin.volunteer_id])
            broken = visit.conflicts()
            found += broken
            if not broken:
                visits[visit.vol].append(visit)
    for one_volunteer in visits.values():
        found += _together(surveyed, one_volunteer)
    place = {pin: number for number, pin in enumerate(day.pins)}
    return sorted(found, key=lambda conflict: place[conflict.pin])


def _by_need(surveyed: Survey) -> Iterator[tuple[Need, list[Pin]]]:
    pins: defaultdict[str, list[Pin]] = defaultdict(list)
    for pin in surveyed.day.pins:
        pins[pin.need_id].append(pin)
    return ((need, pins[need.id]) for need in surveyed.needs if need.id in pins)


def _of_need(need: Need, pins: list[Pin]) -> Iterator[PinConflict]:
    """Pins of one need against each other and against its windows."""
    for pin in pins:
        start_s = pin.start_s
        if start_s is not None and not any(w.opens_s <= start_s <= w.closes_s for w in need.windows):
            spans = ", ".join(f"{_clock(w.opens_s)} to {_clock(w.closes_s)}" for w in need.windows)
            yield PinConflict(
                pin=pin,
                message=f"need {need.id} cannot start at {_clock(start_s)}: its windows are {spans}",
                reason=Reason.OUT_OF_SHIFT,
            )
    for first, second in combinations(pins, 2):
        if first.role == second.role:
            yield PinConflict(pin=second, message=f"role {second.role} of need {need.id} is pinned twice")
        elif first.volunteer_id is not None and first.volunteer_id == second.volunteer_id:
            message = f"volunteer {second.volunteer_id} cannot take two roles of need {need.id}"
            yield PinConflict(pin=second, message=message)
        if None not in (first.start_s, second.start_s) and first.start_s != second.start_s:
            message = f"the crew of need {need.id} starts together, not at two times"
            yield PinConflict(pin=second, message=message)


class _Visit:
    """A pinned visit by a named volunteer."""

    def __init__(self, surveyed: Survey, pin: Pin, *, need: int, vol: int) -> None:
        self.pin, self.vol = pin, vol
        self.need = surveyed.needs[need]
        self.volunteer = surveyed.volunteers[vol]
        # By its own word: that a seat is pinned twice is said once, not as a rule that both break.
        self.ask = replace(surveyed.asks[surveyed.ask_start[need] + pin.role], pinned_id=pin.volunteer_id)
        self.errand = errand_of(surveyed, need)
        self._spans = surveyed.spans.take(surveyed.spans_of(np.array([vol])))

    def conflicts(self) -> list[PinConflict]:
        """The rules that the volunteer breaks by taking the role alone."""
        reasons = list(broken_rules(self.volunteer, self.ask))
        if not reasons and self.earliest_s(Seconds(0)) is None:
            reasons = list(stopped_alone(self._spans, 1, self.errand, could=0))
        return [
            PinConflict(
                pin=self.pin,
                message=f"volunteer {self.volunteer.id} cannot serve need {self.need.id}: {reason}",
                reason=reason,
            )
            for reason in reasons
        ]

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
        if not windows:
            return None
        could = starts(self._spans, replace(self.errand, windows=windows))
        possible = could.earliest_s <= could.latest_s
        return Seconds(int(could.earliest_s[possible].min())) if possible.any() else None


def _together(surveyed: Survey, visits: list[_Visit]) -> Iterator[PinConflict]:
    """Pins of one volunteer against each other: limits, orders, and starts that overlap."""
    limits = visits[0].volunteer.limits
    service_s = sum(visit.errand.all_service_s for visit in visits)
    for reason, given, most in (
        (Reason.OVER_TASKS, len(visits), limit(limits.tasks)),
        (Reason.OVER_SERVICE, service_s, service_limit(limits)),
    ):
        if given > most:
            message = (
                f"volunteer {visits[0].volunteer.id} is pinned beyond a limit: {given} of {most} ({reason})"
            )
            yield PinConflict(pin=visits[-1].pin, message=message, reason=reason)
    yield from _orders(surveyed, visits)
    yield from _overlaps(surveyed, visits)


def _orders(surveyed: Survey, visits: list[_Visit]) -> Iterator[PinConflict]:
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


def _overlaps(surveyed: Survey, visits: list[_Visit]) -> Iterator[PinConflict]:
    """Visits with fixed starts that leave no time for the first and the way to the second."""
    fixed = [(start_s, visit) for visit in visits if (start_s := visit.fixed_s) is not None]
    fixed.sort(key=lambda one: one[0])
    for (first_s, first), (second_s, second) in combinations(fixed, 2):
        if first_s + first.need.service_s + _way_s(surveyed, first, second) > second_s:
            message = (
                f"volunteer {first.volunteer.id} cannot start need {first.need.id} at {_clock(first_s)} and "
                f"need {second.need.id} at {_clock(second_s)}"
            )
            yield PinConflict(pin=second.pin, message=message)


def _way_s(surveyed: Survey, first: _Visit, second: _Visit) -> Seconds:
    """The least that lies between the two visits of one volunteer."""
    volunteer = first.volunteer
    if len(volunteer.shifts) > 1 and (volunteer.open_end or volunteer.end is not None):
        return Seconds(
            0
        )  # between two shifts nobody counts the way from the end of one to the start of the next
    (x, y), (to_x, to_y) = first.errand.xy, second.errand.xy
    return way_s(surveyed.day.paces[volunteer.mode], to_x - x, to_y - y)


def _clock(moment_s: Seconds) -> str:
    return f"{moment_s // HOUR_S:02}:{moment_s % HOUR_S // MINUTE_S:02}"
