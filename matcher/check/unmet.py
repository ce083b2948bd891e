"""Whether the reasons that a plan states for its unmet needs are true.

Recounted are the rules that a volunteer and a seat of the crew decide alone. Not recounted, only held to the
number of volunteers, are reasons that depend on time, way or other people: OUT_OF_SHIFT, TOO_FAR,
OVER_TASKS, OVER_SERVICE, CREW_TOO_SMALL, OTHERS_WORTH_MORE, MINOR_WITHOUT_ADULT and MINOR_AT_NIGHT_OR_RISK.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from matcher.check.suitability import PAIR_RULES, PairRule
from matcher.check.violation import Fault, Violation
from models.day import Day
from models.needs import Need, Role
from models.people import Volunteer
from models.plans import Plan, Unmet
from models.reasons import Reason
from models.units import DAY_S


def confirm_unmet(day: Day, plan: Plan) -> list[Violation]:
    """Reasons whose count cannot be, stated or kept quiet; `where` names the need.

    A true count is at least that of the volunteers whom the rule keeps from every seat of the crew on every
    day on which the need may start, and at most that of those whom it keeps from some seat on some day.
    Every volunteer counts under one reason or more, so all counts together are no fewer than they.
    """
    needs = {need.id: need for need in day.needs}
    found: list[Violation] = []
    for unmet in plan.unmet:
        need = needs.get(unmet.need_id)
        if need is None:
            continue  # a matter of check_plan
        found += [
            Violation(code=Fault.REASON_MISCOUNTED, where=f"unmet need {need.id}", message=message)
            for message in _faults(unmet, need, day)
        ]
    return found


def _faults(unmet: Unmet, need: Need, day: Day) -> Iterator[str]:
    stated = dict(unmet.reasons)
    if len(stated) < len(unmet.reasons):
        yield "states a reason twice"
    for reason, count in unmet.reasons:
        fewest, most = _bounds(reason, need, day)
        if not fewest <= count <= most:
            yield f"states that {reason} stops {count} volunteers, it stops {fewest} to {most}"
    for reason in (*_RULES, Reason.PINNED_ELSEWHERE):
        if reason not in stated and (fewest := _bounds(reason, need, day)[0]):
            yield f"does not state that {reason} stops {fewest} volunteers"
    accounted = sum(stated.values())
    if accounted < len(day.volunteers):
        yield f"states reasons for {accounted} of {len(day.volunteers)} volunteers"


def _capacity(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """What is fetched can be carried in one go. check_plan sees it on the way, with all else on board."""
    fits = need.pickup is None or need.pickup.load <= volunteer.capacity
    return None if fits else "what is fetched does not fit"


_RULES: dict[Reason, PairRule] = {**PAIR_RULES, Reason.OVER_CAPACITY: _capacity}
del _RULES[Reason.MINOR_AT_NIGHT_OR_RISK]  # the risk is a matter of the pair, the night is not


def _bounds(reason: Reason, need: Need, day: Day) -> tuple[int, int]:
    """The fewest and the most volunteers that the rule may be said to stop."""
    if reason is Reason.PINNED_ELSEWHERE:
        return _pinned_elsewhere(need, day)
    if reason not in _RULES:
        return 0, len(day.volunteers)
    rule = _RULES[reason]
    always, never = list(day.volunteers), list(day.volunteers)
    for on in _dates(need, day):
        for role in need.crew:
            always = [volunteer for volunteer in always if rule(volunteer, need, role, on) is not None]
            never = [volunteer for volunteer in never if rule(volunteer, need, role, on) is None]
    return len(always), len(day.volunteers) - len(never)


def _pinned_elsewhere(need: Need, day: Day) -> tuple[int, int]:
    """How many find every seat given to somebody else, and how many find one."""
    pinned = {pin.role: pin.volunteer_id for pin in day.pins if pin.need_id == need.id}
    seats = [pinned.get(role) for role in range(len(need.crew))]
    if not any(seats):
        return 0, 0
    verdicts = [[seat not in (None, volunteer.id) for seat in seats] for volunteer in day.volunteers]
    return sum(map(all, verdicts)), sum(map(any, verdicts))


def _dates(need: Need, day: Day) -> list[date]:
    """The days on which the need may start."""
    days = {
        number
        for window in need.windows
        for number in range(window.opens_s // DAY_S, window.closes_s // DAY_S + 1)
    }
    return [day.first_day + timedelta(days=number) for number in sorted(days)]
