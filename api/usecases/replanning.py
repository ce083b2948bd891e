"""A plan that a dispatcher has edited: its edits become pins, the rest moves as little as it can."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from errno import ENOENT
from os import strerror
from pathlib import Path

from api.documents import day_from_json, digest, plan_from_json
from api.printouts.workbook.edits import Edits, Seat, read_edited_plan
from api.usecases.planning import Report, Search, plan_question
from api.usecases.reading import document_at, regular
from api.usecases.saving import PLAN, PROBLEM
from matcher.able import AbleVolunteers
from matcher.explain import explain_unmet
from matcher.survey import survey
from models.day import Day
from models.errors import WrongProblem
from models.needs import Pin
from models.plans import Part, Plan, Unmet
from models.reasons import Reason
from models.units import Seconds

Visit = tuple[str, Seconds]
"""Volunteer id and start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The question and the plan that were edited, the edits, and the question that they make."""

    before: Day
    plan: Plan
    edits: Edits
    day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A seat that somebody else takes, or at another time; None where nobody takes it.

    `row`: where the workbook asks for it. `returned`: its row was deleted. `unmet`: why nobody takes it.
    """

    need_id: str
    role: int
    was: Visit | None
    now: Visit | None
    row: int | None
    returned: bool
    unmet: Reason | None


def load_edited(workbook: Path) -> Edited:
    """The workbook, with the plan.json and problem.json beside it.

    Raises BadTable with every conflict by row, BadFormat, WrongProblem, and OSError where a file is missing.
    """
    if not regular(workbook).exists():
        raise FileNotFoundError(ENOENT, strerror(ENOENT), str(workbook))
    day = document_at(workbook.with_name(PROBLEM), day_from_json)
    plan = document_at(workbook.with_name(PLAN), plan_from_json)
    if plan.problem_digest != digest(day):
        raise WrongProblem(named=plan.problem_digest, given=digest(day))
    edits = read_edited_plan(workbook, day, plan)
    return Edited(before=day, plan=plan, edits=edits, day=edits.applied_to(day))


def replan_around(edited: Edited, search: Search, progress: Report | None = None) -> Plan:
    """The plan of the edited day in which all who have nothing to do with the edits keep their visits."""
    pins = _held(edited)
    plan = plan_question(replace(edited.day, pins=pins), search, progress)
    return replace(plan, problem_digest=digest(edited.day), unmet=_explained(edited.day, plan.unmet))


def does_all_edits(edited: Edited, plan: Plan) -> bool:
    """Where it does not, those who were held may stand in the way: all should be planned anew."""
    return not _undone(edited, plan)


def better_of(edited: Edited, around: Plan, anew: Plan) -> Plan:
    """The one that does more of the edits, then leaves less priority unmet; else the calmer one."""

    def key(plan: Plan) -> tuple[int, int]:
        return _undone(edited, plan), plan.cost.unmet_priority

    return min(around, anew, key=key)


def changes(edited: Edited, plan: Plan) -> tuple[Change, ...]:
    """What the new plan does otherwise, edits first, then by need.

    What was edited is told even where the new plan does with it what the old one did.
    """
    was, now = visits_of(edited.plan), visits_of(plan)
    rows = {(pin.need_id, pin.role): row for row, pin in _new_pins(edited)}
    unmet = {one.need_id: one.reasons[0][0] for one in plan.unmet if one.reasons}
    found = [
        Change(
            need_id=need_id,
            role=role,
            was=was.get((need_id, role)),
            now=now.get((need_id, role)),
            row=rows.get((need_id, role)),
            returned=need_id in edited.edits.returned,
            unmet=unmet.get(need_id) if (need_id, role) not in now else None,
        )
        for need_id, role in sorted(was.keys() | now.keys() | rows.keys())
        if was.get((need_id, role)) != now.get((need_id, role))
        or (need_id, role) in rows
        or need_id in edited.edits.returned
    ]
    return tuple(sorted(found, key=lambda change: (change.row is None, not change.returned)))


def visits_of(plan: Plan) -> dict[Seat, Visit]:
    """Who takes each seat, and when."""
    return {
        (stop.need_id, stop.role): (route.volunteer_id, stop.start_s)
        for route in plan.routes
        for stop in route.stops
        if stop.part is not Part.PICKUP
    }


def _new_pins(edited: Edited) -> Iterator[tuple[int, Pin]]:
    """The decisions of this workbook, with their rows, without those that were there before."""
    return ((row, pin) for row, pin in edited.edits.pins if pin not in edited.before.pins)


def _held(edited: Edited) -> tuple[Pin, ...]:
    """The pins of the day, and one for every visit of those who have nothing to do with the edits.

    To do with them have the volunteers who are named, who lose something, and who are in a crew with these.
    """
    visits = visits_of(edited.plan)
    now = {(pin.need_id, pin.role): pin for pin in edited.day.pins}
    let_go = {(pin.need_id, pin.role) for pin in edited.before.pins if pin not in edited.day.pins}
    needs = {need_id for need_id, _ in let_go} | set(edited.edits.returned)
    touched: set[str | None] = set()
    for _, pin in _new_pins(edited):
        needs.add(pin.need_id)
        touched.add(pin.volunteer_id)
    touched |= {volunteer_id for (need_id, _), (volunteer_id, _) in visits.items() if need_id in needs}

    for seat, (volunteer_id, start_s) in visits.items():
        if volunteer_id not in touched:
            # With fixed starts every held visit can be inserted whatever the others do; with orders the
            # search may fail to put a day back together that it has seen.
            pin = now.get(seat) or Pin(need_id=seat[0], role=seat[1])
            now[seat] = replace(pin, volunteer_id=volunteer_id, start_s=start_s)
    return tuple(now.values())


def _undone(edited: Edited, plan: Plan) -> int:
    """How many needs with a pin the plan leaves unmet."""
    pinned = {pin.need_id for pin in edited.day.pins}
    return sum(one.need_id in pinned for one in plan.unmet)


def _explained(day: Day, unmet: tuple[Unmet, ...]) -> tuple[Unmet, ...]:
    """The same needs with the reasons that hold without the pins of those who were held."""
    surveyed = survey(day)
    need_idx = {need.id: idx for idx, need in enumerate(surveyed.needs)}
    able = AbleVolunteers(surveyed.volunteers)
    return explain_unmet(surveyed, able, [need_idx[one.need_id] for one in unmet])
