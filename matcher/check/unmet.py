"""Whether what a plan states of its unmet needs is true.

Counts: recounted are the rules that a volunteer and a seat of the crew decide alone. Not recounted, only held
to the number of volunteers, are reasons that depend on time, way or other people.
Ways in: each is put into the plan and judged. That nobody could simply have come, and that of the rules that
a way in lifts none is needless, is tried for needs of one visit.
"""

from collections.abc import Iterable, Iterator

from matcher.check.barred import RECOUNTED, Barred, Bars
from matcher.check.inserting import Standing, faults_of, worth
from matcher.check.overlooked import Overlooked
from matcher.check.violation import Fault, Violation
from models.day import Day
from models.needs import Need
from models.plans import Plan, Unmet, WayIn
from models.reasons import Reason


def confirm_unmet(day: Day, plan: Plan) -> list[Violation]:
    """Reasons whose count cannot be, stated or kept quiet, and ways in that are none; `where` names the need.

    A true count is at least that of the volunteers whom the rule keeps from every seat of the crew on every
    day on which the need may start, and at most that of those whom it keeps from some seat on some day.
    Every volunteer counts under one reason or more, so all counts together are no fewer than they.
    """
    standing = Standing(day, plan)
    barred, overlooked = Barred(day), Overlooked(standing)
    found: list[Violation] = []
    for unmet in plan.unmet:
        need = standing.needs.get(unmet.need_id)
        if need is None:
            continue  # a matter of check_plan
        where = f"unmet need {need.id}"
        bars = barred.of(need)
        for code, messages in (
            (Fault.REASON_MISCOUNTED, _miscounted(unmet, bars)),
            (Fault.REASON_UNTRUE, _untrue(unmet, need, bars, standing, overlooked)),
        ):
            found += [Violation(code=code, where=where, message=message) for message in messages]
    return found


def _miscounted(unmet: Unmet, bars: Bars) -> Iterator[str]:
    stated, everybody = dict(unmet.reasons), len(bars.volunteers)
    if len(stated) < len(unmet.reasons):
        yield "states a reason twice"
    for reason, count in unmet.reasons:
        least, top = 0, everybody
        if reason in RECOUNTED:
            least, top = len(bars.always[reason]), len(bars.ever[reason])
        if not least <= count <= top:
            yield f"states that {reason} stops {count} volunteers, it stops {least} to {top}"
    for reason in RECOUNTED:
        if reason not in stated and bars.always[reason]:
            yield f"does not state that {reason} stops {len(bars.always[reason])} volunteers"
    accounted = sum(stated.values())
    if accounted < everybody:
        yield f"states reasons for {accounted} of {everybody} volunteers"


def _untrue(
    unmet: Unmet, need: Need, bars: Bars, standing: Standing, overlooked: Overlooked
) -> Iterator[str]:
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
    if head is Reason.OTHERS_WORTH_MORE and (way_in is None or not way_in.displaces):
        yield "says that others are worth more and not which"
    if head is Reason.ALREADY_DECIDED and (way_in is not None or not standing.decided):
        yield "says that people have decided otherwise, and " + (
            "how it could be served" if way_in is not None else "they have decided nothing"
        )
    if head not in (Reason.OVERLOOKED, Reason.NOT_WORTH_THE_WAY) and standing.day.prize_s is None:
        yield from _needless(need, max(rules, 1), bars, overlooked)


def _worth_less(way_in: WayIn, chain: Iterable[str], standing: Standing) -> Iterator[str]:
    lost, gained = worth(standing, way_in.displaces), worth(standing, chain)
    if standing.day.prize_s is None and lost < gained:
        yield f"says that others are worth more, but displaces a priority of {lost} for {gained}"


def _needless(need: Need, rules: int, bars: Bars, overlooked: Overlooked) -> Iterator[str]:
    """Whether somebody who breaks fewer rules could simply have come."""
    if not overlooked.is_tried(need):
        return
    for volunteer, broken in bars.breaking_fewer_than(rules):
        if overlooked.place_for(need, volunteer, broken) is not None:
            lifted = f", lifting {', '.join(sorted(broken))}" if broken else ""
            yield f"volunteer {volunteer.id} could serve it in the plan as it stands{lifted}"
            return
