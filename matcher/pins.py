"""What people have decided, checked before anything is planned: every pin that cannot hold, and why."""

from collections import defaultdict
from collections.abc import Iterator

from matcher.pinning.conflict import PinConflict, clock
from matcher.pinning.seats import seat_conflicts
from matcher.pinning.ties import tie_conflicts
from matcher.pinning.visits import visit_conflicts
from matcher.survey import Survey, survey
from models.day import Day
from models.needs import Pin

__all__ = ["PinConflict", "conflicts_of", "pin_conflicts"]


def pin_conflicts(day: Day) -> list[PinConflict]:
    """Every pin of the day that breaks a rule or contradicts a link, a series or another pin, in order.

    Pins that pass may still not fit together with all others; the search then leaves a need unmet.
    Raises InvalidInput where a place is too far off.
    """
    return conflicts_of(survey(day)) if day.pins else []


def conflicts_of(surveyed: Survey) -> list[PinConflict]:
    """The same for a question that is surveyed already."""
    day = surveyed.day
    if not day.pins:
        return []
    pins: defaultdict[str, list[Pin]] = defaultdict(list)
    for pin in day.pins:
        pins[pin.need_id].append(pin)
    needs = {need.id: need for need in day.needs}
    found = [conflict for id in sorted(pins) for conflict in seat_conflicts(needs[id], pins[id], day.now_s)]
    found += _nowhere(day)
    found += _to_two(day)
    found += visit_conflicts(surveyed, pins)
    found += tie_conflicts(day, pins)
    place = {pin: number for number, pin in enumerate(day.pins)}
    return sorted(found, key=lambda conflict: place[conflict.pin])


def _nowhere(day: Day) -> Iterator[PinConflict]:
    """What has started belongs to a shift."""
    idle = {volunteer.id for volunteer in day.volunteers if not volunteer.shifts}
    for pin in day.pins:
        if pin.started and pin.volunteer_id in idle:
            message = (
                f"volunteer {pin.volunteer_id} has no shift in which need {pin.need_id} could have started"
            )
            yield PinConflict(pin=pin, message=message)


def _to_two(day: Day) -> Iterator[PinConflict]:
    """What has started and starts later than now is on the way: nobody is on the way to two."""
    if day.now_s is None:
        return
    bound: dict[str | None, Pin] = {}
    for pin in day.pins:
        if pin.started and pin.start_s is not None and pin.start_s > day.now_s:
            first = bound.setdefault(pin.volunteer_id, pin)
            if first is not pin:
                message = (
                    f"volunteer {pin.volunteer_id} cannot be on the way to need {first.need_id} and to need "
                    f"{pin.need_id} at once: it is {clock(day.now_s)}"
                )
                yield PinConflict(pin=pin, message=message)
