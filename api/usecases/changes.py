"""What a plan does otherwise than the one before it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.catalogue import Labelled
from models.day import Day
from models.plans import VISITS, Plan, Seat
from models.reasons import Reason
from models.units import Seconds

Visit = tuple[str, Seconds]
"""Volunteer id and start."""


class Cause(Labelled):
    """What led to a change, as far as it can be told without guessing."""

    ROW = "row", "按表格中的修改"
    RETURNED = "returned", "需求已退回重排"
    NOT_ASKED = "not_asked", "不再需要"
    UNMET = "unmet", "现无人可去"
    NEW = "new", "新增需求"  # the earlier plan did not know the need
    ROOM = "room", "现有人可去"  # it was unmet, and is served now
    GONE = "gone", "原定志愿者不能来"  # who was to come is not among the volunteers any more
    LIST = "list", "志愿者的行程有变"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A seat that somebody else takes, or at another time; None where nobody takes it.

    `row`: where the workbook asks for it. `unmet`: why nobody takes it.
    """

    need_id: str
    role: int
    was: Visit | None
    now: Visit | None
    cause: Cause
    row: int | None = None
    unmet: Reason | None = None


def visits_of(plan: Plan) -> dict[Seat, Visit]:
    """Who takes each seat, and when."""
    return {
        (stop.need_id, stop.role): (route.volunteer_id, stop.start_s)
        for route in plan.routes
        for stop in route.stops
        if stop.part in VISITS
    }


def changes_between(
    before: Plan,
    after: Plan,
    day: Day,
    *,
    rows: Mapping[Seat, int] | None = None,
    returned: Collection[str] = (),
) -> tuple[Change, ...]:
    """What the plan `after`, which answers the day, does otherwise: edits first, then by need.

    `rows`: where a workbook asks for something; `returned`: needs of which a row was deleted. What was edited
    is told even where the new plan does with it what the old one did.
    """
    rows = rows or {}
    was, now = visits_of(before), visits_of(after)
    known = {need_id for need_id, _ in was} | {one.need_id for one in before.unmet}
    asked = {(need.id, role) for need in day.needs for role in range(len(need.crew))}
    there = {volunteer.id for volunteer in day.volunteers}
    unmet = {one.need_id: one.reasons[0][0] for one in after.unmet if one.reasons}

    def cause(seat: Seat) -> Cause:
        if seat not in asked:
            return Cause.NOT_ASKED
        if seat not in now:
            return Cause.UNMET
        if seat in rows:
            return Cause.ROW
        if seat[0] in returned:
            return Cause.RETURNED
        if seat not in was:
            return Cause.ROOM if seat[0] in known else Cause.NEW
        return Cause.LIST if was[seat][0] in there else Cause.GONE

    changed = [
        Change(
            need_id=seat[0],
            role=seat[1],
            was=was.get(seat),
            now=now.get(seat),
            cause=cause(seat),
            row=rows.get(seat),
            unmet=unmet.get(seat[0]) if seat not in now else None,
        )
        for seat in sorted(was.keys() | now.keys() | rows.keys())
        if was.get(seat) != now.get(seat) or seat in rows or seat[0] in returned
    ]
    return tuple(sorted(changed, key=lambda change: (change.row is None, change.need_id not in returned)))
