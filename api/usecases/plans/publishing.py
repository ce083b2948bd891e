"""A plan published: people are told of it, and what they had been told otherwise is withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from api.context import Context
from api.usecases.offers.seats import settle_need
from api.usecases.plans.asking import check_draft
from api.usecases.plans.fitting import Changed, Taken, passed, seats_of, unfit
from api.usecases.plans.kept import Kept, opened
from api.usecases.plans.snapshot import Scope
from api.usecases.question.decided import ARRIVED
from api.usecases.question.local_days import LocalDays
from api.usecases.seating import Seating, check_free, seat
from api.usecases.visits.crews import back_to_queue
from api.usecases.visits.withdrawing import called_off
from models.errors import Conflict, InvalidInput
from models.lifecycle import KNOWN, PLAN_STEPS, PlanState, VisitState, after
from models.plans import Seat
from models.store import journal
from models.store.journal import Act, Row
from models.store.rows import rows_in
from models.store.tables.needs import need as need_table
from models.store.tables.people import volunteer as volunteer_table
from models.store.tables.plans import plan as plan_table
from models.store.tables.visits import visit as visit_table

BEGUN = "should have begun by now, and the plan has it otherwise"
DISPATCHED_SINCE = "has been made since the plan, which gives its seat to somebody else"


class PlanOutdated(Conflict):
    """The district has changed since the plan was made, which does not fit it. `changed` says where."""

    code = "plan_outdated"

    def __init__(self, id: str, changed: Changed) -> None:
        first = changed[0]
        more = f" (and {len(changed) - 1} more)" if len(changed) > 1 else ""
        told = f"{first['noun']} {first['id']} {first['message']}{more}"
        super().__init__(f"plan {id} does not fit any more: {told}")
        self.facts: Mapping[str, Any] = {"changed": changed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The row of the plan; ids of visits told, left and withdrawn; ids of the plans that it supersedes."""

    row: Row
    published: Sequence[str]
    kept: Sequence[str]
    withdrawn: Sequence[str]
    superseded: Sequence[str]


@dataclass(slots=True)
class _Visits:
    """What becomes of the visits that people know of; those made since, elsewhere, were not foreseen."""

    staying: list[Row] = field(default_factory=list)
    moved: list[Row] = field(default_factory=list)
    going: list[Row] = field(default_factory=list)
    begun: list[Row] = field(default_factory=list)
    unforeseen: list[Row] = field(default_factory=list)


def publish(context: Context, id: str, *, version: int | None, why: str) -> Published:
    """Raises PlanOutdated with every row that does not fit any more, NoDraft, StaleWrite, DoubleBooked."""
    if version is None:
        raise InvalidInput("If-Match: is missing; give the ETag of the draft that was looked at")
    with context.reading() as tx:  # documents never change: they need not be read under the locks
        row = context.one(tx, plan_table, id)
        check_draft(row)
        journal.check_version(plan_table, row, version)
        kept = opened(tx, row)
    with context.writing() as tx:
        values = {
            "state": after(PLAN_STEPS, "plan", id, row["state"], "published"),
            "published_at": context.now,
        }
        row = context.change(tx, plan_table, id, values, "published", version=version, why=why)
        return _published(context, tx, kept, row, context.act(why))


def discard(context: Context, id: str, *, version: int | None, why: str) -> Row:
    """A draft that nobody wants any more. Raises NoDraft, StaleWrite."""
    with context.writing() as tx:
        row = context.one(tx, plan_table, id)
        check_draft(row)
        values = {"state": after(PLAN_STEPS, "plan", id, row["state"], "discarded")}
        return context.change(tx, plan_table, id, values, "discarded", version=version, why=why)


def _published(context: Context, tx: Connection, kept: Kept, row: Row, act: Act) -> Published:
    local = LocalDays(first_day=kept.day.first_day, days=kept.day.days, zone=context.house.zone)
    seats = seats_of(kept)
    needs = journal.lock_all(tx, need_table, [need.id for need in kept.day.needs])
    visits = _visits(tx, needs)
    people = {who for who, _, _ in seats.values()} | {one["volunteer_id"] for one in visits}
    volunteers = journal.lock_all(tx, volunteer_table, people)

    sorted_out = _sorted_out(visits, kept, seats, local)
    holding = (*sorted_out.staying, *sorted_out.moved, *sorted_out.begun)
    known = {(one["need_id"], one["role"]) for one in holding}
    new = {key: taken for key, taken in seats.items() if key not in known}
    changed = unfit(tx, kept, needs=needs, volunteers=volunteers, zone=context.house.zone)
    changed += passed([(key, local.moment(start_s)) for key, (_, start_s, _) in new.items()], context.now)
    changed += [_told(one, DISPATCHED_SINCE) for one in sorted_out.unforeseen]
    changed += [_told(one, BEGUN) for one in sorted_out.going if one["starts_at"] <= context.now]
    if changed:
        raise PlanOutdated(row["id"], changed)

    pinned = {(pin.need_id, pin.role) for pin in kept.day.pins}
    called_off(tx, act, sorted_out.going, why="另有安排")
    moved = [_moved(tx, act, one, seats, local, row["id"]) for one in sorted_out.moved]
    for one in sorted_out.staying:
        if one["state"] == VisitState.PUBLISHED and (one["need_id"], one["role"]) in pinned:
            journal.change(tx, visit_table, one["id"], {"pinned": True}, act, "pinned")
    made = seat(tx, act, _seats(context, new, local, pinned, row["id"]), "published")
    for one in moved:
        check_free(tx, one["volunteer_id"], one["starts_at"], one["ends_at"], but_id=one["id"])
    _settle(tx, act, {id for id, _ in seats}, {one["need_id"] for one in sorted_out.going})
    return Published(
        row=row,
        published=[one["id"] for one in made],
        kept=[one["id"] for one in (*sorted_out.staying, *moved)],
        withdrawn=[one["id"] for one in sorted_out.going],
        superseded=_superseded(tx, act, row),
    )


def _visits(tx: Connection, need_ids: Mapping[str, Row]) -> list[Row]:
    query = select(visit_table).where(visit_table.c.state.in_(sorted(KNOWN)))
    return rows_in(tx, query, visit_table.c.need_id, need_ids)


def _sorted_out(visits: Sequence[Row], kept: Kept, seats: Mapping[Seat, Taken], local: LocalDays) -> _Visits:
    """Who comes, and at about the time that they have been told, is not asked again.

    What has been dispatched since the plan was made, of a need that the plan leaves unmet, is left alone.
    """
    told = {(one.need_id, one.role): one.volunteer_id for one in kept.day.told}
    found = _Visits()
    for one in visits:
        key = one["need_id"], one["role"]
        taken = seats.get(key)
        foreseen = key in told and told[key] in (None, one["volunteer_id"])
        if one["state"] in ARRIVED:
            found.begun.append(one)
        elif taken is not None and taken[0] == one["volunteer_id"]:
            off_s = abs(local.seconds(one["starts_at"]) - taken[1])
            if off_s <= kept.day.terms.moved_after_s:
                (found.moved if off_s else found.staying).append(one)
            else:
                found.going.append(one)
        elif foreseen:
            found.going.append(one)
        elif taken is not None:
            found.unforeseen.append(one)
    return found


def _told(one: Row, message: str) -> dict[str, Any]:
    ids = {name: one[name] for name in ("id", "need_id", "volunteer_id")}
    return {"noun": "visit", **ids, "message": message}


def _moved(
    tx: Connection, act: Act, one: Row, seats: Mapping[Seat, Taken], local: LocalDays, plan_id: str
) -> Row:
    _, start_s, end_s = seats[one["need_id"], one["role"]]
    times = {"starts_at": local.moment(start_s), "ends_at": local.moment(end_s), "plan_id": plan_id}
    return journal.change(tx, visit_table, one["id"], times, act, "moved", version=one["version"])


def _seats(
    context: Context,
    new: Mapping[Seat, Taken],
    local: LocalDays,
    pinned: set[Seat],
    plan_id: str,
) -> list[Seating]:
    return [
        Seating(
            id=context.new_id(),
            need_id=key[0],
            role=key[1],
            volunteer_id=who,
            starts_at=local.moment(start_s),
            ends_at=local.moment(end_s),
            state=VisitState.PUBLISHED,
            plan_id=plan_id,
            pinned=key in pinned,
        )
        for key, (who, start_s, end_s) in sorted(new.items())
    ]


def _settle(tx: Connection, act: Act, served: set[str], withdrawn: set[str]) -> None:
    """Needs that are served now are assigned, those that nobody serves any more are back in the queue."""
    for id in sorted(served | withdrawn):
        if id in served:
            settle_need(tx, act, id)
        else:
            back_to_queue(tx, act, journal.locked(tx, need_table, id))


def _superseded(tx: Connection, act: Act, row: Row) -> list[str]:
    """Earlier plans of the same days and the same part of the district are not the published one any more."""
    scope = Scope(community_id=row["community_id"], subdistrict_id=row["subdistrict_id"])
    query = select(plan_table.c.id, plan_table.c.state).where(
        scope.is_of(plan_table),
        plan_table.c.state == PlanState.PUBLISHED,
        plan_table.c.first_day == row["first_day"],
        plan_table.c.days == row["days"],
        plan_table.c.id != row["id"],
    )
    earlier = tx.execute(query.order_by(plan_table.c.id)).all()
    for id, state in earlier:
        values = {"state": after(PLAN_STEPS, "plan", id, state, "superseded")}
        journal.change(tx, plan_table, id, values, act, "superseded")
    return [id for id, _ in earlier]
