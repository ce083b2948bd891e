"""An edited plan.xlsx becomes a new plan in which little else has changed."""

from dataclasses import replace
from datetime import time

import openpyxl
import pytest

from api.documents import day_to_json, digest, plan_from_json, plan_to_json
from api.printouts.itinerary import make_itinerary
from api.printouts.workbook.book import plan_workbook
from api.printouts.workbook.by_volunteer import NEED, SHEET, START, VOLUNTEER
from api.usecases.changes import Cause, visits_of
from api.usecases.planning import Search, judge, plan_question
from api.usecases.published import load_published, under_way
from api.usecases.replanning import changes, load_edited, replan_around
from matcher.routing.search import Budget
from models.errors import BadTable, WrongProblem
from models.people import Limits
from models.units import HOUR_S, Seconds
from tests.builders import make_day, make_need, make_place, make_volunteer, make_window

ALL_DAY = make_window(9, 16)
SEARCH = Search(budget=Budget(iterations=200))


@pytest.fixture
def folder(tmp_path):
    """Three volunteers in a row; beside each of them live the needs that they serve."""
    day = make_day(
        [
            make_volunteer(f"v{number}", home=make_place(3000 * number, 0), limits=Limits(tasks=2))
            for number in range(3)
        ],
        [
            make_need(f"n{number}{letter}", place=make_place(3000 * number, metres), windows=(ALL_DAY,))
            for number in range(3)
            for letter, metres in (("a", 200), ("b", 400))
        ],
    )
    write(tmp_path, day, plan_question(day, SEARCH))
    return tmp_path


def write(folder, day, plan):
    (folder / "problem.json").write_text(day_to_json(day, personal=True), encoding="utf-8")
    (folder / "plan.json").write_text(plan_to_json(plan), encoding="utf-8")
    (folder / "plan.xlsx").write_bytes(plan_workbook(make_itinerary(day, plan), missing={}))


def edit(folder, need_id, **cells):
    """Changes cells in the row of a need; the row's number. Without cells the row is deleted."""
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    sheet = book[SHEET]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if NEED in [cell.value for cell in row])
    column = {cell.value: cell.column for cell in head}
    row = next(row[0].row for row in rows if row[column[NEED] - 1].value == need_id)
    if not cells:
        sheet.delete_rows(row)
    for header, value in cells.items():
        sheet.cell(row, column[header]).value = value
    book.save(folder / "plan.xlsx")
    return row


def test_who_is_named_goes_and_nobody_else_moves(folder):
    before = visits_of(plan_from_json((folder / "plan.json").read_text(encoding="utf-8")))
    row = edit(folder, "n0a", **{VOLUNTEER: "v1"})
    edited = load_edited(folder / "plan.xlsx")

    plan = replan_around(edited, SEARCH)

    after = visits_of(plan)
    assert after["n0a", 0][0] == "v1"
    assert {seat: after[seat] for seat in after if seat[0].startswith("n2")} == {
        seat: before[seat] for seat in before if seat[0].startswith("n2")
    }
    assert plan.problem_digest == digest(edited.day) != digest(edited.before)
    assert judge(edited.day, plan).violations == ()
    first, *_ = changes(edited, plan)
    assert (first.need_id, first.row, first.was, first.now) == (
        "n0a",
        row,
        before["n0a", 0],
        after["n0a", 0],
    )


def test_whom_the_edit_leaves_without_room_somebody_else_serves(folder):
    # v1 may do two tasks: with n0a one of their own needs goes to v0, who has room now.
    edit(folder, "n0a", **{VOLUNTEER: "v1"})
    edited = load_edited(folder / "plan.xlsx")

    plan = replan_around(edited, SEARCH)

    assert plan.unmet == ()
    assert sorted(who for who, _ in visits_of(plan).values()) == ["v0", "v0", "v1", "v1", "v2", "v2"]


def test_a_changed_time_is_kept_to_the_second(folder):
    edit(folder, "n2b", **{START: "14:30"})
    edited = load_edited(folder / "plan.xlsx")

    plan = replan_around(edited, SEARCH)

    assert visits_of(plan)["n2b", 0] == ("v2", 14 * 3600 + 1800)


def test_a_deleted_row_goes_back_to_the_search(folder):
    edit(folder, "n2b")
    edited = load_edited(folder / "plan.xlsx")

    plan = replan_around(edited, SEARCH)

    assert edited.edits.returned == ("n2b",)
    assert plan.unmet == ()
    first, *_ = changes(edited, plan)
    assert (first.need_id, first.cause) == ("n2b", Cause.RETURNED)


def test_a_need_given_back_and_planned_as_before_is_told(folder):
    edit(folder, "n2b")
    edited = load_edited(folder / "plan.xlsx")

    (change,) = changes(edited, edited.plan)

    assert (change.need_id, change.cause) == ("n2b", Cause.RETURNED)
    assert change.was == change.now is not None


def test_a_missing_workbook_is_told_before_what_lies_beside_it(tmp_path):
    with pytest.raises(FileNotFoundError) as missing:
        load_edited(tmp_path / "missing.xlsx")
    assert missing.value.filename.endswith("missing.xlsx")


def test_an_unchanged_workbook_gives_the_same_plan(folder):
    edited = load_edited(folder / "plan.xlsx")
    plan = replan_around(edited, SEARCH)
    assert changes(edited, plan) == ()


def test_edits_are_kept_when_the_new_plan_is_edited_again(folder):
    edit(folder, "n0a", **{VOLUNTEER: "v1"})
    first = load_edited(folder / "plan.xlsx")
    write(folder, first.day, replan_around(first, SEARCH))
    edit(folder, "n2b", **{START: "14:30"})

    second = load_edited(folder / "plan.xlsx")

    assert {pin.need_id for pin in second.day.pins} == {"n0a", "n2b"}
    assert visits_of(replan_around(second, SEARCH))["n0a", 0][0] == "v1"


def test_a_volunteer_whom_nobody_knows_is_told_by_row(folder):
    row = edit(folder, "n0a", **{VOLUNTEER: "nobody"})
    with pytest.raises(BadTable, match=f"row {row}"):
        load_edited(folder / "plan.xlsx")


def test_a_plan_of_another_problem_beside_the_workbook_is_refused(folder):
    (folder / "problem.json").write_text(day_to_json(make_day()), encoding="utf-8")
    with pytest.raises(WrongProblem):
        load_edited(folder / "plan.xlsx")


def test_a_draft_is_edited_calmly_and_its_question_stays_without_a_published_plan(folder):
    edit(folder, "n0a", **{VOLUNTEER: "v1"})
    edited = load_edited(folder / "plan.xlsx")

    plan = replan_around(edited, SEARCH)

    assert edited.day.told == ()
    assert (plan.cost.change_s, plan.cost.moved_s) == (0, 0)


def test_in_the_course_of_the_day_what_has_begun_stays_and_changes_are_paid_for(folder):
    shown = load_published(folder / "plan.json")
    before = visits_of(shown.plan)
    begun = {seat: visit for seat, visit in before.items() if visit[1] <= 9.25 * HOUR_S}
    later = next(seat for seat in sorted(before) if seat not in begun)
    another = next(v for v in ("v0", "v1", "v2") if v != before[later][0])
    edit(folder, later[0], **{VOLUNTEER: another})
    edited = load_edited(folder / "plan.xlsx", now=time(9, 15))

    plan = replan_around(edited, SEARCH)

    after = visits_of(plan)
    assert begun
    assert {seat: after[seat] for seat in begun} == begun
    assert all(start_s >= 9.25 * HOUR_S for seat, (_, start_s) in after.items() if seat not in begun)
    assert after[later][0] == another
    assert plan.cost.change_s >= edited.day.terms.change_s
    assert judge(edited.day, plan).violations == ()


def test_who_falls_ill_is_replaced_and_nothing_that_has_begun_moves(folder):
    shown = load_published(folder / "plan.json")
    before = visits_of(shown.plan)
    ill = max(before.values(), key=lambda visit: visit[1])[0]
    now_s = Seconds(min(start_s for who, start_s in before.values() if who == ill) - 1)
    there = tuple(one for one in shown.day.volunteers if one.id != ill)
    day = under_way(replace(shown.day, volunteers=there), shown, now_s)

    plan = plan_question(day, SEARCH, start=shown.plan)

    after = visits_of(plan)
    assert all(who != ill for who, _ in after.values())
    assert all(after[seat] == visit for seat, visit in before.items() if visit[1] <= now_s)
    assert judge(day, plan).violations == ()


def test_a_search_that_starts_from_a_plan_is_never_worse(folder):
    shown = load_published(folder / "plan.json")
    nothing = Search(budget=Budget(iterations=0))

    plan = plan_question(shown.day, nothing, start=shown.plan)

    assert visits_of(plan) == visits_of(shown.plan)
    assert plan.cost.key <= shown.plan.cost.key


def test_a_plan_of_other_people_and_needs_is_no_hindrance(folder):
    shown = load_published(folder / "plan.json")
    other = make_day([make_volunteer("x")], [make_need("n0a", windows=(ALL_DAY,)), make_need("y")])
    plan = plan_question(other, SEARCH, start=shown.plan)
    assert judge(other, plan).violations == ()
    assert plan.unmet == ()


def test_changes_of_a_published_plan_cost_and_may_be_worth_it(folder):
    shown = load_published(folder / "plan.json")
    day = under_way(shown.day, shown, None)
    same = plan_question(day, SEARCH, start=shown.plan)
    assert visits_of(same) == visits_of(shown.plan)
    assert (same.cost.change_s, same.cost.moved_s) == (0, 0)
    urgent = make_need("urgent", place=make_place(0, 0), windows=(make_window(9, 9),), priority=9)
    fuller = under_way(replace(shown.day, needs=(*shown.day.needs, urgent)), shown, Seconds(0))
    plan = plan_question(fuller, SEARCH, start=shown.plan)
    assert "urgent" in {need_id for need_id, _ in visits_of(plan)}
    assert judge(fuller, plan).violations == ()
