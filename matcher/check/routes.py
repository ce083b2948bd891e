"""What one outing must keep to: the shift, the ways between its stops, windows, service and load.

A rule that names no other source follows from what models.needs and models.people say of the value.
"""

from collections.abc import Iterator
from itertools import pairwise

from matcher.check.reading import Outing, Reading
from matcher.check.violation import Fault, Violation, clock
from matcher.check.ways import Ways
from models.needs import Need
from models.plans import Part
from models.reasons import Reason
from models.units import Metres, Seconds


def legs_s(outing: Outing, ways: Ways) -> list[Seconds]:
    """Time of every way of the outing, in order; the last leads to the end place unless the end is open."""
    mode = outing.volunteer.mode
    return [ways.seconds(mode, here, there) for here, there in pairwise(outing.places)]


def travelled_s(outing: Outing, ways: Ways) -> Seconds:
    return Seconds(sum(legs_s(outing, ways)))


def travelled_m(outing: Outing, ways: Ways) -> Metres:
    mode = outing.volunteer.mode
    return Metres(sum(ways.metres(mode, here, there) for here, there in pairwise(outing.places)))


def returns_s(outing: Outing, ways: Ways) -> Seconds:
    """When the volunteer is at the end place: where the end is open, when the last service ends."""
    if not outing.calls:
        return outing.route.leaves_s
    way_s = Seconds(0) if outing.volunteer.open_end else legs_s(outing, ways)[-1]
    return Seconds(outing.calls[-1].ends_s + way_s)


def check_routes(reading: Reading, ways: Ways) -> Iterator[Violation]:
    """Every rule of this file on every outing."""
    for outing in reading.outings:
        yield from _shift(outing, ways)
        yield from _arrivals(outing, ways)
        yield from _service(outing)
        yield from _windows(outing)
        yield from _capacity(outing)
        yield from _pickups(outing, reading)


def _shift(outing: Outing, ways: Ways) -> Iterator[Violation]:
    """Nobody gives more time than offered. Source: Regulations on Volunteer Service, Art. 3 (voluntary)."""
    shift, leaves = outing.shift, outing.route.leaves_s
    if leaves < shift.opens_s:
        message = f"leaves at {clock(leaves)}, the shift opens at {clock(shift.opens_s)}"
        yield Violation(code=Reason.OUT_OF_SHIFT, where=outing.where, message=message)
    back_s = returns_s(outing, ways)
    if back_s > shift.closes_s:
        message = f"is back at {clock(back_s)}, the shift closes at {clock(shift.closes_s)}"
        yield Violation(code=Reason.OUT_OF_SHIFT, where=outing.where, message=message)


def _arrivals(outing: Outing, ways: Ways) -> Iterator[Violation]:
    """No service starts before its volunteer has come from the place before."""
    free_s = outing.route.leaves_s
    for call, way_s in zip(outing.calls, legs_s(outing, ways), strict=False):
        arrives_s = Seconds(free_s + way_s)
        if call.stop.start_s < arrives_s:
            message = (
                f"starts at {clock(call.stop.start_s)}, but free at {clock(free_s)} with {way_s} s of way "
                f"arrives at {clock(arrives_s)}"
            )
            yield Violation(code=Fault.BEFORE_ARRIVAL, where=call.where, message=message)
        free_s = call.ends_s


def _service(outing: Outing) -> Iterator[Violation]:
    """A service takes the time that the need states."""
    for call in outing.calls:
        stated_s = call.stop.end_s - call.stop.start_s
        if stated_s != call.service_s:
            message = f"lasts {stated_s} s in the plan, {call.service_s} s in the need"
            yield Violation(code=Fault.WRONG_SERVICE, where=call.where, message=message)


def _windows(outing: Outing) -> Iterator[Violation]:
    """A visit starts within one of the need's windows; what is fetched before has none."""
    for call in outing.calls:
        start_s, windows = call.stop.start_s, call.need.windows
        if call.is_pickup or any(window.opens_s <= start_s <= window.closes_s for window in windows):
            continue
        spans = ", ".join(f"{clock(window.opens_s)} to {clock(window.closes_s)}" for window in windows)
        message = f"starts at {clock(start_s)}, the windows are {spans}"
        yield Violation(code=Fault.OUTSIDE_WINDOWS, where=call.where, message=message)


def _capacity(outing: Outing) -> Iterator[Violation]:
    """What is on board after a pickup fits."""
    load, capacity = 0, outing.volunteer.capacity
    for call in outing.calls:
        if call.is_pickup:
            load += _load(call.need)
            if load > capacity:
                message = f"{load} load units are on board, {capacity} fit"
                yield Violation(code=Reason.OVER_CAPACITY, where=call.where, message=message)
        elif call.stop.part is Part.DROPOFF:
            load -= _load(call.need)


def _load(need: Need) -> int:
    return need.pickup.load if need.pickup is not None else 0


def _pickups(outing: Outing, reading: Reading) -> Iterator[Violation]:
    """What is dropped off was picked up before in the same outing, by the same hands."""
    for call in outing.calls:
        if call.stop.part is not Part.DROPOFF:
            continue
        pickup = reading.pickups.get(call.need.id, {}).get(call.stop.role)
        if pickup is None:
            message = "nobody picks up what is dropped off"
        elif pickup.outing != call.outing:
            message = f"it is picked up by volunteer {pickup.volunteer.id} in shift {pickup.shift}"
        elif pickup.position > call.position:
            message = f"it is picked up later, at stop {pickup.position + 1}"
        else:
            continue
        yield Violation(code=Fault.NO_PICKUP_BEFORE, where=call.where, message=message)
