"""Whether the reasons that a plan states for its unmet needs are true.

Looked into are the rules that a volunteer and a seat of the crew decide alone. Not looked into are reasons
that depend on time, way or other people: OUT_OF_SHIFT, TOO_FAR, OVER_TASKS, OVER_SERVICE, CREW_TOO_SMALL,
OTHERS_WORTH_MORE, MINOR_WITHOUT_ADULT and MINOR_AT_NIGHT_OR_RISK.
"""

from datetime import date, timedelta

from matcher.check.suitability import PAIR_RULES, PairRule
from matcher.check.violation import Fault, Violation
from models.day import Day
from models.needs import Need, Pin, Role
from models.people import Volunteer
from models.plans import Plan
from models.reasons import Reason
from models.units import DAY_S


def confirm_unmet(day: Day, plan: Plan) -> list[Violation]:
    """Stated reasons whose count cannot be; nothing where all are true or not looked into.

    A true count is at least that of the volunteers whom the rule keeps from every seat of the crew on every
    day on which the need may start, and at most that of those whom it keeps from some seat on some day.
    """
    needs = {need.id: need for need in day.needs}
    found: list[Violation] = []
    for unmet in plan.unmet:
        need = needs.get(unmet.need_id)
        if need is None:
            continue  # a matter of check_plan
        for reason, count in unmet.reasons:
            bounds = _bounds(reason, need, day)
            if bounds is not None and not bounds[0] <= count <= bounds[1]:
                message = (
                    f"states that {reason} stops {count} volunteers, it stops {bounds[0]} to {bounds[1]}"
                )
                where = f"unmet need {need.id}"
                found.append(Violation(code=Fault.REASON_MISCOUNTED, where=where, message=message))
    return found


def _capacity(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """What is fetched can be carried in one go. check_plan sees it on the way, with all else on board."""
    fits = need.pickup is None or need.pickup.load <= volunteer.capacity
    return None if fits else "what is fetched does not fit"


_RULES: dict[Reason, PairRule] = {**PAIR_RULES, Reason.OVER_CAPACITY: _capacity}
del _RULES[Reason.MINOR_AT_NIGHT_OR_RISK]  # the risk is a matter of the pair, the night is not


def _bounds(reason: Reason, need: Need, day: Day) -> tuple[int, int] | None:
    """The fewest and the most volunteers that the rule may be said to stop; None if it is not looked into."""
    if reason is Reason.PINNED_ELSEWHERE:
        pins = [pin for pin in day.pins if pin.need_id == need.id and pin.volunteer_id is not None]
        verdicts = [_pinned_elsewhere(volunteer, need, pins) for volunteer in day.volunteers]
    elif reason in _RULES:
        rule, dates = _RULES[reason], _dates(need, day)
        verdicts = [
            [rule(volunteer, need, role, on) is not None for role in need.crew for on in dates]
            for volunteer in day.volunteers
        ]
    else:
        return None
    return sum(map(all, verdicts)), sum(map(any, verdicts))


def _pinned_elsewhere(volunteer: Volunteer, need: Need, pins: list[Pin]) -> list[bool]:
    """By seat, whether a person has given it to somebody else."""
    taken = {pin.role for pin in pins if pin.volunteer_id != volunteer.id}
    return [role in taken for role in range(len(need.crew))]


def _dates(need: Need, day: Day) -> list[date]:
    """The days on which the need may start."""
    days = {
        number
        for window in need.windows
        for number in range(window.opens_s // DAY_S, window.closes_s // DAY_S + 1)
    }
    return [day.first_day + timedelta(days=number) for number in sorted(days)]
