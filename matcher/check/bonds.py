"""What ties visits to each other or to a person's decision: pins, links and series.

All of them bind visits that are made; only an all-or-none link says that one must be made. Between needs
that have begun nothing is asked: what has happened is kept. The source of each rule is what models.needs
says of Pin, Link and Series.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from matcher.check.reading import Reading
from matcher.check.stops import Call
from matcher.check.violation import Fault, Violation, clock
from models.needs import Link, LinkKind, Need, Pin
from models.reasons import Reason


def check_bonds(reading: Reading) -> Iterator[Violation]:
    """Every pin, link and series of the day."""
    for pin in reading.day.pins:
        yield from _pin(pin, reading)
    yield from _pinned_order(reading)
    needs = {need.id: need for need in reading.day.needs}
    for link in reading.day.links:
        yield from _LINK_RULES[link.kind](link, needs[link.first_id], needs[link.second_id], reading)
    yield from _series(needs, reading)


def _pinned(pin: Pin, reading: Reading) -> Call | None:
    return reading.crews.get(pin.need_id, {}).get(pin.role)


def _pin(pin: Pin, reading: Reading) -> Iterator[Violation]:
    """A seat that a person has given to somebody, or a start that a person has fixed, stays so."""
    call = _pinned(pin, reading)
    if call is None:
        return
    if pin.volunteer_id is not None and call.volunteer.id != pin.volunteer_id:
        message = f"the role is pinned to volunteer {pin.volunteer_id}"
        yield Violation(code=Reason.PINNED_ELSEWHERE, where=call.where, message=message)
    if pin.start_s is not None and call.stop.start_s != pin.start_s:
        message = f"starts at {clock(call.stop.start_s)}, pinned to {clock(pin.start_s)}"
        yield Violation(code=Fault.PIN_START, where=call.where, message=message)


def _pinned_order(reading: Reading) -> Iterator[Violation]:
    """Of one volunteer's pinned visits, one of lower order comes before one of higher order."""
    ranked: defaultdict[str, list[tuple[tuple[int, int], int, Call]]] = defaultdict(list)
    for pin in reading.day.pins:
        call = _pinned(pin, reading)
        if pin.order is not None and call is not None and call.volunteer.id == pin.volunteer_id:
            ranked[call.volunteer.id].append(((call.shift, call.position), pin.order, call))
    for visits in ranked.values():
        visits.sort(key=lambda visit: visit[0])
        for (_, order, before), (_, next_order, call) in pairwise(visits):
            if order > next_order and not (before.started and call.started):
                message = f"order {next_order} comes after order {order}, need {before.need.id}"
                yield Violation(code=Fault.PIN_ORDER, where=call.where, message=message)


def _begun(need: Need, reading: Reading) -> bool:
    """Whether anybody of the crew has started, which fixes the start for all of it."""
    return any(call.started for call in reading.crew(need))


def _gap(link: Link, first: Need, second: Need, reading: Reading) -> Iterator[Violation]:
    """The second need starts min_s to max_s after the first, where both are served."""
    for earlier, later in zip(reading.crew(first)[:1], reading.crew(second)[:1], strict=False):
        gap_s = later.stop.start_s - earlier.stop.start_s
        fits = link.min_s <= gap_s and (link.max_s is None or gap_s <= link.max_s)
        if not fits and not (_begun(first, reading) and _begun(second, reading)):
            most = "any" if link.max_s is None else link.max_s
            message = f"starts {gap_s} s after need {first.id}, allowed is {link.min_s} to {most}"
            yield Violation(code=Fault.LINK_GAP, where=later.where, message=message)


def _same_volunteer(link: Link, first: Need, second: Need, reading: Reading) -> Iterator[Violation]:
    """Where both are served, the smaller crew is part of the larger."""
    crews = [{call.volunteer.id for call in reading.crew(need)} for need in (first, second)]
    smaller, larger = sorted(crews, key=len)
    if not smaller <= larger and not (_begun(first, reading) and _begun(second, reading)):
        message = f"{', '.join(sorted(crews[0]))} there, {', '.join(sorted(crews[1]))} here"
        where = f"need {second.id}, linked to need {first.id}"
        yield Violation(code=Fault.LINK_VOLUNTEER, where=where, message=message)


def _all_or_none(link: Link, first: Need, second: Need, reading: Reading) -> Iterator[Violation]:
    """Both are served, or neither, unless one has begun: then the other may fail all the same."""
    served, unmet = (first, second) if reading.serves(first) else (second, first)
    if reading.serves(served) and not reading.serves(unmet) and not _begun(served, reading):
        message = f"is not served, but need {served.id}, linked to it, is"
        yield Violation(code=Fault.LINK_ALL_OR_NONE, where=f"need {unmet.id}", message=message)


_LINK_RULES = {
    LinkKind.GAP: _gap,
    LinkKind.SAME_VOLUNTEER: _same_volunteer,
    LinkKind.ALL_OR_NONE: _all_or_none,
}


def _series(needs: dict[str, Need], reading: Reading) -> Iterator[Violation]:
    """At most one occurrence a day, and the next not before spacing_days later."""
    for series in reading.day.series:
        crews = [reading.crew(needs[need_id]) for need_id in series.need_ids]
        visits = sorted((crew[0] for crew in crews if crew), key=lambda call: call.stop.start_s)
        apart = max(1, series.spacing_days)
        for before, call in pairwise(visits):
            begun = _begun(before.need, reading) and _begun(call.need, reading)
            if call.day - before.day < apart and not begun:
                message = (
                    f"on day {call.day + 1}, need {before.need.id} of series {series.id} on day "
                    f"{before.day + 1}: at least {apart} days apart"
                )
                yield Violation(code=Fault.SERIES_TOO_CLOSE, where=call.where, message=message)
