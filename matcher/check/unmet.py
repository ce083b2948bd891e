"""Whether what a plan states of its unmet needs is true.

Counts: recounted are the rules that a volunteer and a seat of the crew decide alone. Not recounted, only held
to the number of volunteers, are reasons that depend on time, way or other people.
Ways in: each is put into the plan and judged. That nobody could simply have come, and that of the rules that
a way in lifts none is needless, is tried for needs of one visit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.check.inserting import Standing, faults_of, worth
from matcher.check.overlooked import place_for
from matcher.check.suitability import PAIR_RULES, PairRule
from matcher.check.violation import Fault, Violation
from models.day import Day
from models.needs import Need, Role
from models.people import Volunteer
from models.plans import Plan, Unmet, WayIn
from models.reasons import Reason
from models.units import DAY_S


def confirm_unmet(day: Day, plan: Plan) -> list[Violation]:
    """Reasons whose count cannot be, stated or kept quiet, and ways in that are none; `where` names the need.

    A true count is at least that of the volunteers whom the rule keeps from every seat of the crew on every
    day on which the need may start, and at most that of those whom it keeps from some seat on some day.
    Every volunteer counts under one reason or more, so all counts together are no fewer than they.
    """
    standing = Standing(day, plan)
    found: list[Violation] = []
    for unmet in plan.unmet:
        need = standing.needs.get(unmet.need_id)
        if need is None:
            continue  # a matter of check_plan
        where = f"unmet need {need.id}"
        verdicts = _verdicts(need, day)
        for code, messages in (
            (Fault.REASON_MISCOUNTED, _miscounted(unmet, verdicts)),
            (Fault.REASON_UNTRUE, _untrue(unmet, need, verdicts, standing)),
        ):
            found += [Violation(code=code, where=where, message=message) for message in messages]
    return found


def _capacity(volunteer: Volunteer, need: Need, role: Role, on: date) -> str | None:
    """What is fetched and supplied can be carried. check_plan sees it on the way, with all else on board."""
    load = sum(need.supplies.values()) + (need.pickup.load if need.pickup is not None else 0)
    return None if load <= volunteer.capacity else "what is fetched does not fit"


_RULES: dict[Reason, PairRule] = {**PAIR_RULES, Reason.OVER_CAPACITY: _capacity}
del _RULES[Reason.MINOR_AT_NIGHT_OR_RISK]  # the risk is a matter of the pair, the night is not

RECOUNTED = (*_RULES, Reason.PINNED_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The rules that a volunteer breaks in every seat on every day, and in some seat on some day."""

    volunteer: Volunteer
    always: set[Reason]
    ever: set[Reason]


def _verdicts(need: Need, day: Day) -> list[_Verdict]:
    """Of every volunteer."""
    pinned = {pin.role: pin.volunteer_id for pin in day.pins if pin.need_id == need.id}
    seats = [
        (role, on, pinned.get(number)) for number, role in enumerate(need.crew) for on in _dates(need, day)
    ]
    rules = list(_RULES.items())
    found = []
    for volunteer in day.volunteers:
        broken = []
        for role, on, pinned_id in seats:
            here = {reason for reason, rule in rules if rule(volunteer, need, role, on) is not None}
            if pinned_id not in (None, volunteer.id):
                here.add(Reason.PINNED_ELSEWHERE)
            broken.append(here)
        found.append(_Verdict(volunteer, set.intersection(*broken), set.union(*broken)))
    return found


def _miscounted(unmet: Unmet, verdicts: Sequence[_Verdict]) -> Iterator[str]:
    stated = dict(unmet.reasons)
    if len(stated) < len(unmet.reasons):
        yield "states a reason twice"
    fewest = Counter(reason for one in verdicts for reason in one.always)
    most = Counter(reason for one in verdicts for reason in one.ever)
    for reason, count in unmet.reasons:
        least, top = (fewest[reason], most[reason]) if reason in RECOUNTED else (0, len(verdicts))
        if not least <= count <= top:
            yield f"states that {reason} stops {count} volunteers, it stops {least} to {top}"
    for reason in RECOUNTED:
        if reason not in stated and fewest[reason]:
            yield f"does not state that {reason} stops {fewest[reason]} volunteers"
    accounted = sum(stated.values())
    if accounted < len(verdicts):
        yield f"states reasons for {accounted} of {len(verdicts)} volunteers"


def _untrue(unmet: Unmet, need: Need, verdicts: Sequence[_Verdict], standing: Standing) -> Iterator[str]:
    """What is untrue of the way in, or of there being none better."""
    if not unmet.reasons:
        return
    head, way_in = unmet.reasons[0][0], unmet.way_in
    rules = 0
    if way_in is not None:
        rules = len(way_in.rules)
        yield from faults_of(standing, unmet, way_in)
        if rules and not way_in.volunteers:
            yield "lifts rules for nobody"
        if not rules and head is Reason.OTHERS_WORTH_MORE:
            yield from _worth_less(way_in, standing.chain(need.id), standing)
    elif head is Reason.OVERLOOKED:
        yield "says that it was overlooked and not where it could have been put"
    if head not in (Reason.OVERLOOKED, Reason.NOT_WORTH_THE_WAY) and standing.day.prize_s is None:
        yield from _needless(need, max(rules, 1), verdicts, standing)


def _worth_less(way_in: WayIn, chain: Iterable[str], standing: Standing) -> Iterator[str]:
    lost, gained = worth(standing, way_in.displaces), worth(standing, chain)
    if standing.day.prize_s is None and lost < gained:
        yield f"says that others are worth more, but displaces a priority of {lost} for {gained}"


def _needless(need: Need, rules: int, verdicts: Sequence[_Verdict], standing: Standing) -> Iterator[str]:
    """Whether somebody who breaks fewer rules could simply have come."""
    for one in verdicts:
        if len(one.ever) < rules and place_for(standing, need, one.volunteer, one.ever) is not None:
            lifted = f", lifting {', '.join(sorted(one.ever))}" if one.ever else ""
            yield f"volunteer {one.volunteer.id} could serve it in the plan as it stands{lifted}"
            return


def _dates(need: Need, day: Day) -> list[date]:
    """The days on which the need may start."""
    days = {
        number
        for window in need.windows
        for number in range(window.opens_s // DAY_S, window.closes_s // DAY_S + 1)
    }
    return [day.first_day + timedelta(days=number) for number in sorted(days)]
