"""Whether the plan's own figures are true: routes, unmet needs, cost and status."""

from collections.abc import Iterator
from dataclasses import fields

from matcher.check.costs import true_cost
from matcher.check.reading import Reading
from matcher.check.routes import returns_s, travelled_s
from matcher.check.violation import Fault, Violation, clock
from matcher.check.ways import Ways
from models.plans import Cost, Plan, Status

ALL_SERVED = {Status.OPTIMAL, Status.FEASIBLE, Status.STOPPED}
SOME_UNMET = {Status.PARTIAL, Status.STOPPED}
NOTHING_SERVED = {Status.PARTIAL, Status.STOPPED, Status.INFEASIBLE, Status.REFUSED}


def check_accounts(plan: Plan, reading: Reading, ways: Ways) -> Iterator[Violation]:
    """Every figure of the plan, recomputed. Source: Regulations on Volunteer Service, Art. 19 (truthful)."""
    yield from _routes(reading, ways)
    yield from _unmet(plan, reading)
    yield from _cost(plan.cost, true_cost(reading, ways))
    yield from _status(plan, reading)


def _routes(reading: Reading, ways: Ways) -> Iterator[Violation]:
    for outing in reading.outings:
        travel_s, back_s = travelled_s(outing, ways), returns_s(outing, ways)
        if outing.route.travel_s != travel_s:
            message = f"states {outing.route.travel_s} s of travel, its ways take {travel_s} s"
            yield Violation(code=Fault.TRAVEL_MISSTATED, where=outing.where, message=message)
        if outing.route.returns_s != back_s:
            message = f"states a return at {clock(outing.route.returns_s)}, it is at {clock(back_s)}"
            yield Violation(code=Fault.RETURN_MISSTATED, where=outing.where, message=message)


def _unmet(plan: Plan, reading: Reading) -> Iterator[Violation]:
    """Each need is served, or listed once as unmet."""
    needs = {need.id: need for need in reading.day.needs}
    listed: set[str] = set()
    for unmet in plan.unmet:
        where = f"unmet need {unmet.need_id}"
        if unmet.need_id not in needs:
            yield Violation(code=Fault.UNMET_UNKNOWN, where=where, message="no need has this id")
        elif unmet.need_id in listed:
            yield Violation(code=Fault.UNMET_TWICE, where=where, message="is listed twice")
        elif reading.serves(needs[unmet.need_id]):
            by = ", ".join(call.volunteer.id for call in reading.crew(needs[unmet.need_id]))
            yield Violation(code=Fault.UNMET_BUT_SERVED, where=where, message=f"is served by {by}")
        listed.add(unmet.need_id)
    for need in reading.day.needs:
        if need.id not in listed and not reading.serves(need):
            message = "is neither served nor listed as unmet"
            yield Violation(code=Fault.UNMET_NOT_LISTED, where=f"need {need.id}", message=message)


def _cost(stated: Cost, true: Cost) -> Iterator[Violation]:
    for name in (one.name for one in fields(Cost)):
        if getattr(stated, name) != getattr(true, name):
            message = f"states {name}={getattr(stated, name)}, it is {getattr(true, name)}"
            yield Violation(code=Fault.COST_MISSTATED, where="cost", message=message)


def _status(plan: Plan, reading: Reading) -> Iterator[Violation]:
    """PARTIAL says that needs are unmet, FEASIBLE and OPTIMAL that none is; STOPPED says neither."""
    unmet = sum(not reading.serves(need) for need in reading.day.needs)
    allowed = ALL_SERVED if not unmet else SOME_UNMET if plan.routes else NOTHING_SERVED
    if plan.status not in allowed:
        message = f"states {plan.status} with {unmet} needs unmet and {len(plan.routes)} routes"
        yield Violation(code=Fault.STATUS_MISSTATED, where="status", message=message)
