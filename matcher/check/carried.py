"""What a volunteer carries: what is fetched before it is dropped off, supplies, and how much fits.

A rule that names no other source follows from what models.needs and models.people say of the value.
"""

from collections.abc import Iterator, Sequence

from matcher.check.reading import Outing, Reading
from matcher.check.stops import Call, Reload, Step
from matcher.check.violation import Fault, Violation
from models.needs import Need
from models.plans import Part
from models.reasons import Reason


def check_carried(reading: Reading) -> Iterator[Violation]:
    """Every rule of this file on every outing."""
    for outing in reading.outings:
        yield from _capacity(outing, reading)
        yield from _supplies(outing)
        yield from _pickups(outing, reading)


def _capacity(outing: Outing, reading: Reading) -> Iterator[Violation]:
    """What is on board fits: on leaving, after every reload, after every pickup; each good counts one.

    Supplies are on board from the start, or the last reload, to their visit. What has been picked up before
    is on board from the start.
    """
    steps, capacity = outing.ahead, outing.volunteer.capacity
    dropped = [step for step in steps if isinstance(step, Call) and step.stop.part is Part.DROPOFF]
    fetched = sum(_fetched(call.need) for call in dropped if call.seat in reading.on_board)
    load = fetched + _brought(steps)
    if load > capacity:
        message = f"{load} load units are on board from the start, {capacity} fit"
        yield Violation(code=Reason.OVER_CAPACITY, where=outing.where, message=message)
    for number, step in enumerate(steps):
        if isinstance(step, Call) and step.is_pickup:
            change = 0 if step.seat in reading.on_board else _fetched(step.need)
            fetched, load = fetched + change, load + change
        elif isinstance(step, Call):
            change = _fetched(step.need)
            fetched, load = fetched - change, load - change - sum(step.need.supplies.values())
        elif isinstance(step, Reload):
            load = fetched + _brought(steps[number + 1 :])
        else:
            continue
        if load > capacity and (isinstance(step, Reload) or step.is_pickup):
            message = f"{load} load units are on board, {capacity} fit"
            yield Violation(code=Reason.OVER_CAPACITY, where=step.where, message=message)


def _fetched(need: Need) -> int:
    return need.pickup.load if need.pickup is not None else 0


def _brought(steps: Sequence[Step]) -> int:
    """Supplies that the visits before the next reload use up."""
    brought = 0
    for step in steps:
        if isinstance(step, Reload):
            break
        if isinstance(step, Call) and not step.is_pickup:
            brought += sum(step.need.supplies.values())
    return brought


def _supplies(outing: Outing) -> Iterator[Violation]:
    """Before the first reload nobody uses up more than they have; what has started took what it took."""
    left = dict(outing.volunteer.supplies)
    for number, step in enumerate(outing.steps):
        if isinstance(step, Reload):
            return
        if not isinstance(step, Call) or step.is_pickup:
            continue
        for good, amount in sorted(step.need.supplies.items()):
            held = left.get(good, 0)
            left[good] = max(0, held - amount)
            if amount > held and number >= outing.begun:
                had = outing.volunteer.supplies.get(good, 0)
                message = f"uses up {amount} of {good}, {held} of {had} are left and no depot comes before"
                yield Violation(code=Reason.NO_SUPPLIES, where=step.where, message=message)


def _pickups(outing: Outing, reading: Reading) -> Iterator[Violation]:
    """What is dropped off was picked up before in the same outing, by the same hands."""
    for call in outing.calls:
        if call.stop.part is not Part.DROPOFF or call.started or call.seat in reading.on_board:
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
