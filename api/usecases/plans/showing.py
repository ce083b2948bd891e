"""Plans as people read them: who goes where and when, what stays unmet and why, what changes for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from api.context import Context
from api.printouts.itinerary import make_itinerary
from api.usecases.changes import Change, changes_between
from api.usecases.plans.kept import Kept, opened, text_of
from api.usecases.plans.naming import named
from api.usecases.question.local_days import LocalDays
from models.day import Day
from models.lifecycle import PlanState
from models.needs import Need, Told
from models.plans import VISITS, Cost, Part, Plan, Route, Status, Stop, Unmet
from models.store.journal import Row
from models.store.paging import Page, page
from models.store.tables.plans import plan as plan_table
from models.units import Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan with the names of those in it."""

    row: Row
    day: Day
    plan: Plan
    local: LocalDays

    @property
    def needs(self) -> Mapping[str, Need]:
        return {need.id: need for need in self.day.needs}

    def at(self, seconds: int) -> datetime:
        return self.local.moment(seconds).astimezone(self.local.zone)


def listed(
    context: Context,
    *,
    state: PlanState | None,
    first_day: date | None,
    limit: int,
    after: str | None,
) -> Page:
    """The newest first."""
    query = context.rows(plan_table)
    if state is not None:
        query = query.where(plan_table.c.state == state)
    if first_day is not None:
        query = query.where(plan_table.c.first_day == first_day)
    with context.reading() as tx:
        return page(tx, query, [plan_table.c.id], limit=limit, after=after, newest_first=True)


def read(context: Context, id: str) -> Row:
    with context.reading() as tx:
        return context.one(tx, plan_table, id)


def history(context: Context, id: str) -> Sequence[Row]:
    with context.reading() as tx:
        return context.history(tx, plan_table, id)


def document(context: Context, id: str, column: str) -> str:
    """The canonical JSON of the question (`problem_digest`) or of the answer (`answer_digest`)."""
    with context.reading() as tx:
        return text_of(tx, context.one(tx, plan_table, id)[column])


def shown(context: Context, id: str) -> Shown:
    with context.reading() as tx:
        kept = opened(tx, context.one(tx, plan_table, id))
        day = named(tx, kept.day, context.house.seal)
    local = LocalDays(first_day=day.first_day, days=day.days, zone=context.house.zone)
    return Shown(row=kept.row, day=day, plan=kept.plan, local=local)


def visits(context: Context, id: str) -> list[dict[str, Any]]:
    """Every visit, by volunteer and time."""
    one = shown(context, id)
    pins = {(pin.need_id, pin.role): pin for pin in one.day.pins}
    found = []
    for tour in make_itinerary(one.day, one.plan).tours:
        for call in tour.calls:
            if call.stop.part not in VISITS or call.need is None:
                continue
            pin = pins.get((call.need.id, call.stop.role))
            found.append(
                {
                    "need_id": call.need.id,
                    "role": call.stop.role,
                    **_described(call.need),
                    "volunteer_id": tour.volunteer.id,
                    "volunteer_name": tour.volunteer.name,
                    "leave_at": one.at(call.leave_s),
                    "starts_at": one.at(call.stop.start_s),
                    "ends_at": one.at(call.stop.end_s),
                    "partners": [partner.name for partner in call.partners],
                    "pinned": pin is not None,
                    "begun": pin is not None and pin.started,
                }
            )
    return found


def unmet(context: Context, id: str) -> list[dict[str, Any]]:
    """What nobody serves, the most urgent first."""
    one = shown(context, id)
    needs = one.needs
    rows = [
        {
            "need_id": missing.need_id,
            **_described(needs[missing.need_id]),
            "priority": needs[missing.need_id].priority,
            "reasons": [
                {"code": reason.value, "zh": reason.zh, "volunteers": count}
                for reason, count in missing.reasons
            ],
            "way_in": _way_in(missing),
            "stopped_by": missing.stopped_by,
        }
        for missing in one.plan.unmet
    ]
    return sorted(rows, key=lambda row: (-row["priority"], row["need_id"]))


def changes(context: Context, id: str) -> list[dict[str, Any]]:
    """What people would be told otherwise than they have been when the plan was made, and why."""
    with context.reading() as tx:
        row = context.one(tx, plan_table, id)
        base_row = tx.execute(select(plan_table).where(plan_table.c.id == row["base_id"])).mappings().first()
        base = None if base_row is None else opened(tx, dict(base_row))
    one = shown(context, id)
    names = {volunteer.id: volunteer.name for volunteer in one.day.volunteers}
    needs = one.needs

    def seat(visit: tuple[str, Seconds] | None) -> dict[str, Any] | None:
        if visit is None:
            return None
        name = names.get(visit[0], "")
        return {"volunteer_id": visit[0], "volunteer_name": name, "starts_at": one.at(visit[1])}

    return [
        {
            "need_id": change.need_id,
            "role": change.role,
            "recipient_name": needs[change.need_id].recipient_name if change.need_id in needs else "",
            "was": seat(change.was),
            "now": seat(change.now),
            "cause": change.cause.value,
            "cause_zh": change.cause.zh,
            "unmet": change.unmet and change.unmet.value,
            "unmet_zh": change.unmet and change.unmet.zh,
        }
        for change in _changes(one, base)
    ]


def _changes(one: Shown, base: Kept | None) -> Sequence[Change]:
    unmet_before = () if base is None else base.plan.unmet
    return changes_between(_as_plan(one.day.told, unmet_before), one.plan, one.day)


def _as_plan(told: Sequence[Told], unmet_before: Sequence[Unmet]) -> Plan:
    """What people have been told, as the plan that says so."""
    routes = tuple(
        Route(
            volunteer_id=one.volunteer_id or "",
            shift=0,
            leaves_s=one.start_s,
            returns_s=one.start_s,
            travel_s=Seconds(0),
            stops=(
                Stop(
                    need_id=one.need_id,
                    part=Part.VISIT,
                    role=one.role,
                    start_s=one.start_s,
                    end_s=one.start_s,
                ),
            ),
        )
        for one in told
    )
    return Plan(
        problem_digest="",
        routes=routes,
        unmet=tuple(unmet_before),
        cost=Cost(unmet_priority=0, travel_s=0),
        status=Status.FEASIBLE,
    )


def _described(need: Need) -> dict[str, Any]:
    return {
        "kind": need.kind.value,
        "kind_zh": need.kind.zh,
        "recipient_name": need.recipient_name,
        "community": need.place.community,
    }


def _way_in(missing: Unmet) -> dict[str, Any] | None:
    way = missing.way_in
    if way is None:
        return None
    return {
        "rules": [rule.value for rule in way.rules],
        "rules_zh": [rule.zh for rule in way.rules],
        "volunteers": way.volunteers,
        "displaces": list(way.displaces),
    }
