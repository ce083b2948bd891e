"""Pins of one need against each other, its windows, and the hour it is."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from matcher.pinning.conflict import PinConflict, clock
from matcher.surveying.moments import allows, promised_windows
from models.needs import Need, Pin
from models.reasons import Reason
from models.units import Seconds


def seat_conflicts(need: Need, pins: Sequence[Pin], now_s: Seconds | None) -> Iterator[PinConflict]:
    """What cannot hold of the pins of a need; what has started is asked for no window and no hour."""
    has_started = any(pin.started for pin in pins)
    for pin in pins:
        if pin.picked_up and need.pickup is None:
            yield PinConflict(pin=pin, message=f"need {need.id} has nothing to pick up")
        if pin.start_s is None:
            continue
        if not has_started:
            yield from _start(need, pin, pin.start_s, now_s)
    for first, second in combinations(pins, 2):
        if first.role == second.role:
            yield PinConflict(pin=second, message=f"role {second.role} of need {need.id} is pinned twice")
        elif first.volunteer_id is not None and first.volunteer_id == second.volunteer_id:
            message = f"volunteer {second.volunteer_id} cannot take two roles of need {need.id}"
            yield PinConflict(pin=second, message=message)
        if None not in (first.start_s, second.start_s) and first.start_s != second.start_s:
            message = f"the crew of need {need.id} starts together, not at two times"
            yield PinConflict(pin=second, message=message)


def _start(need: Need, pin: Pin, start_s: Seconds, now_s: Seconds | None) -> Iterator[PinConflict]:
    """A pinned start of what has not started."""
    if not allows(promised_windows(need), start_s):
        spans = ", ".join(f"{clock(w.opens_s)} to {clock(w.closes_s)}" for w in need.windows)
        message = f"need {need.id} cannot start at {clock(start_s)}: its windows are {spans}"
        yield PinConflict(pin=pin, message=message, reason=Reason.OUT_OF_SHIFT)
    elif now_s is not None and start_s < now_s:
        message = f"need {need.id} cannot start at {clock(start_s)}: it is {clock(now_s)}"
        yield PinConflict(pin=pin, message=message, reason=Reason.OUT_OF_SHIFT)
