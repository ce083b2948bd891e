"""A plan that a dispatcher has edited: its edits become pins, the rest moves as little as it can."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from errno import ENOENT
from os import strerror
from pathlib import Path

from api.documents import digest
from api.printouts.workbook.edits import Edits, read_edited_plan
from api.usecases.changes import Change, changes_between
from api.usecases.planning import Report, Search, plan_question
from api.usecases.published import Published, load_published, seconds_into, told_by, under_way
from api.usecases.reading import regular
from api.usecases.saving import PLAN
from matcher.cost import plan_cost
from matcher.watched import Watcher
from models.day import Day
from models.plans import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The question and the plan that were edited, the edits, and the question that they make."""

    before: Day
    plan: Plan
    edits: Edits
    day: Day


def load_edited(
    workbook: Path, published: Published | None = None, now: time | datetime | None = None
) -> Edited:
    """The workbook, with the plan.json and problem.json beside it.

    `published`: what people have been told; where it is not given and `now` is, the plan that was edited.
    Raises BadTable with every conflict by row, BadFormat, WrongProblem, InvalidInput, and OSError where a
    file is missing.
    """
    if not regular(workbook).exists():
        raise FileNotFoundError(ENOENT, strerror(ENOENT), str(workbook))
    shown = load_published(workbook.with_name(PLAN))
    day = shown.day
    if published is not None or now is not None:
        day = under_way(day, published or shown, None if now is None else seconds_into(day, now))
    edits = read_edited_plan(workbook, day, shown.plan)
    return Edited(before=day, plan=shown.plan, edits=edits, day=edits.applied_to(day))


def replan_around(
    edited: Edited, search: Search, progress: Report | None = None, explaining: Watcher | None = None
) -> Plan:
    """The plan of the edited day, never worse than the edited one, in which the rest stays where it pays."""
    return replan_calmly(edited.day, edited.plan, search, progress, explaining)


def replan_calmly(
    day: Day,
    start: Plan,
    search: Search,
    progress: Report | None = None,
    explaining: Watcher | None = None,
) -> Plan:
    """The plan of the day, never worse than the one to start from, in which the rest stays where it pays.

    Where nothing has been published, every change of that plan costs while the search goes on, but is no part
    of the question or of the plan's cost.
    """
    if day.told:
        return plan_question(day, search, progress, explaining, start=start)
    calm = replace(day.terms, moved_after_s=0)
    asked = replace(day, told=told_by(start, day), terms=calm)
    plan = plan_question(asked, search, progress, explaining, start=start)
    unmet = {one.need_id for one in plan.unmet}
    cost = plan_cost(day, plan.routes, [need for need in day.needs if need.id in unmet])
    return replace(plan, problem_digest=digest(day), cost=cost)


def changes(edited: Edited, plan: Plan) -> tuple[Change, ...]:
    """What the new plan does otherwise than the edited one, the edits of this workbook first."""
    new = ((row, pin) for row, pin in edited.edits.pins if pin not in edited.before.pins)
    return changes_between(
        edited.plan,
        plan,
        edited.day,
        rows={(pin.need_id, pin.role): row for row, pin in new},
        returned=edited.edits.returned,
    )
