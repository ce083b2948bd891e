"""What one outing must keep to: the shift, the ways between its stops, windows and service.

A rule that names no other source follows from what models.needs and models.people say of the value. What has
started is kept as it is (matcher.check.history): no rule of this file asks when or by what way it came.
"""

from collections.abc import Iterator
from itertools import pairwise

from matcher.check.reading import Outing, Reading
from matcher.check.stops import Call, Rest
from matcher.check.violation import Fault, Violation, clock
from matcher.check.ways import Ways
from models.needs import Need
from models.reasons import Reason
from models.units import Metres, Seconds


def legs_s(outing: Outing, ways: Ways) -> list[Seconds]:
    """Time of every way of the outing, in order; the last leads to the end place unless the end is open."""
    mode = outing.volunteer.mode
    return [ways.seconds(mode, here, there) for here, there in pairwise(outing.places)]


def legs_m(outing: Outing, ways: Ways) -> list[Metres]:
    """Length of the same ways."""
    mode = outing.volunteer.mode
    return [ways.metres(mode, here, there) for here, there in pairwise(outing.places)]


def travelled_s(outing: Outing, ways: Ways) -> Seconds:
    return Seconds(sum(legs_s(outing, ways)))


def returns_s(outing: Outing, ways: Ways) -> Seconds:
    """When the volunteer is at the end place: where the end is open, when the last stop ends."""
    if not outing.steps:
        return outing.route.leaves_s
    way_s = Seconds(0) if outing.volunteer.open_end else legs_s(outing, ways)[-1]
    return Seconds(outing.steps[-1].ends_s + way_s)


def check_routes(reading: Reading, ways: Ways) -> Iterator[Violation]:
    """Every rule of this file on every outing."""
    for outing in reading.outings:
        yield from _shift(outing, ways)
        yield from _arrivals(outing, ways)
        yield from _service(outing)
        yield from _windows(outing, reading)


def _shift(outing: Outing, ways: Ways) -> Iterator[Violation]:
    """Nobody gives more time than offered. Source: Regulations on Volunteer Service, Art. 3 (voluntary)."""
    shift, leaves = outing.shift, outing.route.leaves_s
    if not outing.begun and leaves < shift.opens_s:
        message = f"leaves at {clock(leaves)}, the shift opens at {clock(shift.opens_s)}"
        yield Violation(code=Reason.OUT_OF_SHIFT, where=outing.where, message=message)
    back_s = returns_s(outing, ways)
    if outing.ahead and back_s > shift.closes_s:
        message = f"is back at {clock(back_s)}, the shift closes at {clock(shift.closes_s)}"
        yield Violation(code=Reason.OUT_OF_SHIFT, where=outing.where, message=message)


def _arrivals(outing: Outing, ways: Ways) -> Iterator[Violation]:
    """Nothing starts before its volunteer has come from the place before."""
    free_s = outing.route.leaves_s
    if outing.begun and free_s > outing.steps[0].stop.start_s:
        message = f"leaves at {clock(free_s)}, but it has started at {clock(outing.steps[0].stop.start_s)}"
        yield Violation(code=Fault.BEFORE_ARRIVAL, where=outing.steps[0].where, message=message)
    if outing.resumes_s is not None:
        free_s = outing.resumes_s
    for step, way_s in zip(outing.ahead, legs_s(outing, ways)[outing.begun :], strict=False):
        arrives_s = Seconds(free_s + way_s)
        if step.stop.start_s < arrives_s and not (isinstance(step, Call) and step.started):
            message = (
                f"starts at {clock(step.stop.start_s)}, but free at {clock(free_s)} with {way_s} s of way "
                f"arrives at {clock(arrives_s)}"
            )
            yield Violation(code=Fault.BEFORE_ARRIVAL, where=step.where, message=message)
        free_s = step.ends_s


def _service(outing: Outing) -> Iterator[Violation]:
    """A service takes the time that the need states, a reload that of the depot. Breaks: see check.breaks."""
    for step in outing.steps:
        stated_s = step.stop.end_s - step.stop.start_s
        if stated_s != step.lasts_s and not isinstance(step, Rest):
            owner = "need" if isinstance(step, Call) else "depot"
            message = f"lasts {stated_s} s in the plan, {step.lasts_s} s in the {owner}"
            yield Violation(code=Fault.WRONG_SERVICE, where=step.where, message=message)


def _windows(outing: Outing, reading: Reading) -> Iterator[Violation]:
    """A visit starts within one of the need's windows, or after the last one by what the need allows.

    What is fetched before has none. Who joins a crew that has started comes when it has started.
    """
    for call in outing.calls:
        start_s, need = call.stop.start_s, call.need
        joins = any(one.started and one.stop.start_s == start_s for one in reading.crew(need))
        if call.is_pickup or joins or _allows(need, start_s):
            continue
        spans = ", ".join(f"{clock(window.opens_s)} to {clock(window.closes_s)}" for window in need.windows)
        late = f", and up to {need.late_s} s later" if need.late_s else ""
        message = f"starts at {clock(start_s)}, the windows are {spans}{late}"
        yield Violation(code=Fault.OUTSIDE_WINDOWS, where=call.where, message=message)


def _allows(need: Need, start_s: Seconds) -> bool:
    closes_s = need.windows[-1].closes_s
    in_window = any(window.opens_s <= start_s <= window.closes_s for window in need.windows)
    return in_window or closes_s < start_s <= closes_s + need.late_s
