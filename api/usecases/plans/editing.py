"""A draft edited by a person: what each edit breaks or costs is said before anything is kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from api.context import Context
from api.documents import digest
from api.schemas.plans import AssignIn, EditIn, EditsIn, PinIn, UnassignIn
from api.usecases.planning import judge
from api.usecases.plans.asking import check_draft
from api.usecases.plans.broken import broken_rules
from api.usecases.plans.kept import Kept, columns_of, opened
from api.usecases.question.local_days import LocalDays
from matcher.check.plan import check_plan
from matcher.cost import plan_cost
from matcher.explain import explain_unmet
from matcher.survey import survey
from matcher.timetable import Timetable
from models.day import Day
from models.errors import Conflict, InvalidInput
from models.lifecycle import PLAN_STEPS, after
from models.needs import Pin
from models.plans import VISITS, Plan, Status, Unmet
from models.store import journal
from models.store.journal import Row
from models.store.tables.plans import plan as plan_table
from models.units import Seconds


class RulesBroken(Conflict):
    """The edits break rules that nobody may override; nothing was kept. `broken` lists each."""

    code = "rules_broken"

    def __init__(self, broken: Sequence[dict[str, Any]]) -> None:
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        super().__init__(f"{broken[0]['where']}: {broken[0]['message']}{more}")
        self.facts = {"broken": list(broken)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What edits make of a draft; `row` is None where it was not kept."""

    broken: Sequence[dict[str, Any]]
    cost_before: dict[str, int]
    cost_after: dict[str, int]
    row: Row | None = None


def edit(context: Context, id: str, body: EditsIn, *, version: int | None, preview: bool) -> Edited:
    """The draft with the edits, or for a preview what they would break and cost.

    Raises RulesBroken, NoDraft, StaleWrite, and InvalidInput where an edit names what the plan does not know.
    """
    if version is None and not preview:
        raise InvalidInput("If-Match: is missing; give the ETag of the draft that was edited")
    with context.reading() as tx:
        row = context.one(tx, plan_table, id)
        check_draft(row)
        kept = opened(tx, row)
    journal.check_version(plan_table, row, version)
    local = LocalDays(first_day=kept.day.first_day, days=kept.day.days, zone=context.house.zone)
    day, plan = edited(kept, body.edits, local)
    violations = check_plan(day, plan, digest(day))
    told = Edited(
        broken=broken_rules(violations), cost_before=asdict(kept.plan.cost), cost_after=asdict(plan.cost)
    )
    if preview:
        return told
    if violations:
        raise RulesBroken(told.broken)
    plan = _explained(day, plan)
    if wrong := judge(day, plan).violations:
        raise RulesBroken(broken_rules(wrong))
    with context.writing() as tx:
        values = {"state": after(PLAN_STEPS, "plan", id, row["state"], "edited")}
        values |= columns_of(tx, day, plan, context.now)
        changed = context.change(tx, plan_table, id, values, "edited", version=version, why=body.why)
    return replace(told, row=changed)


def edited(kept: Kept, edits: Sequence[EditIn], local: LocalDays) -> tuple[Day, Plan]:
    """The question with the pins that the edits make, and the plan with its seats and times as they say.

    Raises InvalidInput naming the edit.
    """
    table = Timetable(kept.day, kept.plan)
    pins = {(pin.need_id, pin.role): pin for pin in kept.day.pins}
    for number, one in enumerate(edits):
        try:
            _carry_out(kept.day, table, pins, one, local)
        except InvalidInput as error:
            raise InvalidInput(f"edits.{number}: {error}") from error
    day = replace(kept.day, pins=tuple(pins.values()))
    return day, _plan(day, kept.plan, table)


def _carry_out(
    day: Day, table: Timetable, pins: dict[tuple[str, int], Pin], one: EditIn, local: LocalDays
) -> None:
    need = next((need for need in day.needs if need.id == one.need_id), None)
    if need is None:
        raise InvalidInput(f"need_id={one.need_id!r}: the plan has no such need")
    if any(pin.started for (need_id, _), pin in pins.items() if need_id == need.id):
        raise InvalidInput(f"need {need.id} has begun: it stays as it is")
    if isinstance(one, UnassignIn):
        table.take_out(need.id)
        for role in range(len(need.crew)):
            pins.pop((need.id, role), None)
        return
    if one.role >= len(need.crew):
        raise InvalidInput(f"role={one.role}: need {need.id} asks for {len(need.crew)}")
    seat = need.id, one.role
    if isinstance(one, AssignIn):
        pins[seat] = _assign(day, table, one, local)
    elif isinstance(one, PinIn):
        taken = table.takes(*seat)
        if taken is None:
            raise InvalidInput(
                f"need {need.id}: nobody takes its seat {one.role}, so there is nothing to pin"
            )
        pins[seat] = Pin(need_id=need.id, role=one.role, volunteer_id=taken[0], start_s=taken[1])
    else:
        pins.pop(seat, None)


def _assign(day: Day, table: Timetable, one: AssignIn, local: LocalDays) -> Pin:
    """The seat given away. Another time is another time for the whole crew, which starts together."""
    if all(volunteer.id != one.volunteer_id for volunteer in day.volunteers):
        raise InvalidInput(f"volunteer_id={one.volunteer_id!r}: the plan has no such volunteer")
    table.take_out(one.need_id, one.role)
    start_s = table.start_of(one.need_id)
    if one.starts_at is not None:
        moment = one.starts_at if one.starts_at.tzinfo else one.starts_at.replace(tzinfo=local.zone)
        asked_s = local.seconds(moment)
        if not local.begins_at <= moment < local.ends_at:
            raise InvalidInput(f"starts_at={one.starts_at.isoformat()} is not on the days of the plan")
        if start_s is not None and start_s != asked_s:
            _move_others(day, table, one, Seconds(asked_s))
        start_s = Seconds(asked_s)
    table.put_in(one.need_id, one.role, one.volunteer_id, start_s)
    fixed_s = start_s if one.starts_at is not None else None
    return Pin(need_id=one.need_id, role=one.role, volunteer_id=one.volunteer_id, start_s=fixed_s)


def _move_others(day: Day, table: Timetable, one: AssignIn, start_s: Seconds) -> None:
    crew = next(len(need.crew) for need in day.needs if need.id == one.need_id)
    for role in range(crew):
        taken = table.takes(one.need_id, role)
        if taken is not None:
            table.take_out(one.need_id, role)
            table.put_in(one.need_id, role, taken[0], start_s)


def _plan(day: Day, before: Plan, table: Timetable) -> Plan:
    """The plan with these routes; reasons are those of before, where there are some."""
    routes = table.routes()
    taken = {(stop.need_id, stop.role) for route in routes for stop in route.stops if stop.part in VISITS}
    unmet = [
        need for need in day.needs if not all((need.id, role) in taken for role in range(len(need.crew)))
    ]
    known = {one.need_id: one for one in before.unmet}
    return replace(
        before,
        problem_digest=digest(day),
        routes=routes,
        unmet=tuple(known.get(need.id, Unmet(need_id=need.id)) for need in unmet),
        cost=plan_cost(day, routes, unmet),
        status=Status.PARTIAL if unmet else Status.FEASIBLE,
    )


def _explained(day: Day, plan: Plan) -> Plan:
    """The plan with the reasons that are true of it."""
    surveyed = survey(day)
    unmet_ids = {one.need_id for one in plan.unmet}
    unmet = [idx for idx, need in enumerate(surveyed.needs) if need.id in unmet_ids]
    return replace(plan, unmet=explain_unmet(surveyed, unmet, plan.routes))
