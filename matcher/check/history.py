"""What has happened, and that nothing else happens before now.

Source: what models.needs says of a started Pin, and models.day of Day.now_s. Started visits are in the plan
as they were; the rest of their shift begins where and when the last of them ends.
"""

from collections.abc import Iterator
from itertools import pairwise

from matcher.check.reading import Outing, Reading
from matcher.check.routes import legs_s
from matcher.check.stops import Call
from matcher.check.violation import Fault, Violation, clock
from matcher.check.ways import Ways
from models.needs import Pin
from models.units import Seconds


def free_s(outing: Outing, reading: Reading) -> Seconds:
    """Until when the volunteer is bound by what has started, in this shift or an earlier one, and by now."""
    calls = reading.history.get(outing.volunteer.id, ())
    ends_s = [call.ends_s for call in calls if call.shift <= outing.route.shift]
    return max([*ends_s, reading.day.now_s or Seconds(0)])


def check_history(reading: Reading, ways: Ways) -> Iterator[Violation]:
    """Every rule of this file on the whole plan."""
    for pin in reading.started.values():
        yield from _kept(pin, reading)
    for outing in reading.outings:
        yield from _in_front(outing)
        yield from _now(outing, reading, ways)
    for pickups in reading.pickups.values():
        for pickup in pickups.values():
            yield from _not_again(pickup, reading)


def _kept(pin: Pin, reading: Reading) -> Iterator[Violation]:
    """A visit that has started is in the plan, in the last shift that opens before it, else in the first."""
    assert pin.start_s is not None  # a started Pin has one
    call = reading.crews.get(pin.need_id, {}).get(pin.role)
    where = f"need {pin.need_id}, role {pin.role}"
    if call is None:
        message = f"volunteer {pin.volunteer_id} has started at {clock(pin.start_s)}, the plan leaves it out"
        yield Violation(code=Fault.STARTED_MISSING, where=where, message=message)
    elif call.started:
        opened = sum(shift.opens_s <= pin.start_s for shift in call.volunteer.shifts)
        if call.shift != max(0, opened - 1):
            message = f"has started at {clock(pin.start_s)}, in shift {max(0, opened - 1)}"
            yield Violation(code=Fault.STARTED_MISPLACED, where=call.where, message=message)


def _in_front(outing: Outing) -> Iterator[Violation]:
    """What has started comes first, in the order of its starts."""
    for step in outing.ahead:
        if isinstance(step, Call) and step.started:
            message = f"has started, but comes after stop {step.position}, which has not"
            yield Violation(code=Fault.STARTED_MISPLACED, where=step.where, message=message)
    for before, step in pairwise(outing.steps[: outing.begun]):
        if step.stop.start_s < before.stop.start_s:
            message = f"has started at {clock(step.stop.start_s)}, before the stop that comes before it"
            yield Violation(code=Fault.STARTED_MISPLACED, where=step.where, message=message)


def _now(outing: Outing, reading: Reading, ways: Ways) -> Iterator[Violation]:
    """Nobody leaves for what has not started before now, or before what has started is over."""
    if not outing.ahead:
        return
    leaves_s = outing.route.leaves_s
    if outing.begun:
        leaves_s = Seconds(outing.ahead[0].stop.start_s - legs_s(outing, ways)[outing.begun])
    # Within one outing the end of what has started is a matter of arrivals.
    bound_s = (reading.day.now_s or Seconds(0)) if outing.begun else free_s(outing, reading)
    if leaves_s < bound_s:
        message = f"leaves at {clock(leaves_s)} for stop {outing.begun + 1}, may not before {clock(bound_s)}"
        yield Violation(code=Fault.BEFORE_NOW, where=outing.where, message=message)


def _not_again(pickup: Call, reading: Reading) -> Iterator[Violation]:
    """What is on board, or has been brought already, is not fetched again."""
    if pickup.seat in reading.on_board or pickup.seat in reading.started:
        message = "what it fetches has been picked up already"
        yield Violation(code=Fault.PICKED_UP_AGAIN, where=pickup.where, message=message)
