"""Who serves a need together: the whole crew, at one moment, each fit for the seat; minors in good hands.

What has started is kept whatever the rules say.
A rule that names no other source follows from what models.needs says of a need and its crew.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from matcher.check.reading import Reading
from matcher.check.stops import Call
from matcher.check.suitability import PAIR_RULES
from matcher.check.violation import Fault, Violation, clock
from models.needs import Need
from models.people import NIGHT_CLOSES_S, NIGHT_OPENS_S
from models.reasons import Reason
from models.units import DAY_S


def check_crews(reading: Reading) -> Iterator[Violation]:
    """Every rule of this file on every need that somebody goes to, but for what has started already."""
    for need in reading.day.needs:
        crew = reading.crew(need)
        new = [call for call in crew if not call.started]
        yield from _whole(need, crew, reading)
        if new:
            yield from _together(need, crew)
            yield from _different(need, crew)
            yield from _first_visit(need, crew)
        for call in new:
            yield from _suitable(call, reading)
            yield from _guardian(call, crew)
        for call in (*new, *reading.pickups.get(need.id, {}).values()):
            yield from _night(call)


def _whole(need: Need, crew: list[Call], reading: Reading) -> Iterator[Violation]:
    """A need is served whole or not at all; fetching for a seat that nobody takes serves nobody.

    Where a part of the crew has started, the others may stay away, but all of them.
    """
    fetched = reading.pickups.get(need.id, {}).keys() - reading.crews.get(need.id, {}).keys()
    in_part = not reading.serves(need) and not all(call.started for call in crew)
    if in_part or fetched:
        message = f"{len(crew)} of {len(need.crew)} roles visit"
        if fetched:
            message += f", and role {min(fetched)} picks up without a visit"
        yield Violation(code=Fault.SERVED_IN_PART, where=f"need {need.id}", message=message)


def _together(need: Need, crew: list[Call]) -> Iterator[Violation]:
    """The crew starts in the same second."""
    if len({call.stop.start_s for call in crew}) > 1:
        starts = ", ".join(f"role {call.stop.role} at {clock(call.stop.start_s)}" for call in crew)
        message = f"the crew starts apart: {starts}"
        yield Violation(code=Fault.CREW_NOT_TOGETHER, where=f"need {need.id}", message=message)


def _different(need: Need, crew: list[Call]) -> Iterator[Violation]:
    """Nobody takes two seats."""
    for volunteer_id, seats in sorted(Counter(call.volunteer.id for call in crew).items()):
        if seats > 1:
            message = f"volunteer {volunteer_id} takes {seats} roles of the crew"
            yield Violation(code=Fault.CREW_NOT_DIFFERENT, where=f"need {need.id}", message=message)


def _first_visit(need: Need, crew: list[Call]) -> Iterator[Violation]:
    """Nobody goes alone to the first visit of a flagged recipient. Source: house rule of this product."""
    if need.first_visit_flagged and len(crew) < 2:
        message = f"the first visit to recipient {need.recipient_id or 'unnamed'} asks for two, one goes"
        yield Violation(code=Reason.CREW_TOO_SMALL, where=f"need {need.id}", message=message)


def _suitable(call: Call, reading: Reading) -> Iterator[Violation]:
    """Each of the crew is fit for the seat on the day of the visit."""
    on = reading.day.first_day + timedelta(days=call.day)
    for reason, rule in PAIR_RULES.items():
        message = rule(call.volunteer, call.need, call.need.crew[call.stop.role], on)
        if message is not None:
            yield Violation(code=reason, where=call.where, message=message)


def _guardian(call: Call, crew: list[Call]) -> Iterator[Violation]:
    """A minor goes only where the named guardian, an adult, takes another seat of the same crew.

    Source: Civil Code, Art. 19 and 34; Regulations, Art. 15; the guardian there in person: house rule.
    """
    if not call.volunteer.is_minor:
        return
    guardian_id = call.volunteer.guardian_id
    adults = {other.volunteer.id for other in crew if not other.volunteer.is_minor}
    if guardian_id not in adults:
        message = (
            f"the volunteer is {call.volunteer.age}, guardian {guardian_id or 'not named'} is not of the crew"
        )
        yield Violation(code=Reason.MINOR_WITHOUT_ADULT, where=call.where, message=message)


def _night(call: Call) -> Iterator[Violation]:
    """No minor serves or fetches at night, not even in part. Source: models.people.NIGHT_OPENS_S."""
    starts_s = call.stop.start_s % DAY_S
    by_day = NIGHT_CLOSES_S <= starts_s < NIGHT_OPENS_S and starts_s + call.lasts_s <= NIGHT_OPENS_S
    if call.volunteer.is_minor and not by_day:
        span = f"{clock(call.stop.start_s)} to {clock(call.ends_s)}"
        message = (
            f"the volunteer is {call.volunteer.age}, the {call.stop.part} lasts from {span}, into the night"
        )
        yield Violation(code=Reason.MINOR_AT_NIGHT_OR_RISK, where=call.where, message=message)
