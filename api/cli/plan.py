"""redvest plan: a day from two tables, or from a plan that was edited."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.cli.answering import SURVEYING, answer_step, search_step, tell
from api.cli.changes import change_documents, show_changes
from api.cli.options import (
    CpuSeconds,
    Day,
    In,
    Json,
    KeepGood,
    Outline,
    Seed,
    Threads,
    budget_of,
    seconds_option,
)
from api.cli.showing import bad_cell_documents, error_console, result_console, show_left_out, show_notes
from api.cli.steps import Steps
from api.cli.words import count_words
from api.tables.template import What
from api.usecases.planning import Search, outline_at, plan_question
from api.usecases.replanning import better_of, changes, does_all_edits, load_edited, replan_around
from api.usecases.saving import staged
from api.usecases.tables import Reading, first_day_of, load_day
from models.datum import Datum
from models.district.cells import Ring
from models.errors import InvalidInput
from models.plans import Status

EXAMPLE = "redvest plan --volunteers volunteers.xlsx --needs needs.xlsx --date 2026-11-24 --out out/tuesday"
EXAMPLE_AGAIN = "redvest plan --from out/tuesday/plan.xlsx"

USUAL_S = 30.0
USUAL_AGAIN_S = 5.0
USUAL_OUT = Path("out/plan")


def plan(
    volunteers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Table of volunteers: CSV or XLSX, any header row.")
    ] = None,
    needs: Annotated[Path | None, typer.Option(metavar="FILE", help="Table of needs, likewise.")] = None,
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="XLSX", help="An edited plan.xlsx, its plan.json and problem.json beside it."
        ),
    ] = None,
    day: Day = None,
    seconds: Annotated[float | None, seconds_option("30, with --from 5")] = None,
    cpu_seconds: CpuSeconds = None,
    seed: Seed = 1,
    threads: Threads = 1,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder of the files; those there are replaced.", show_default="out/plan"
        ),
    ] = None,
    keep_good: KeepGood = False,
    datum: In = Datum.WGS84,
    outline: Outline = None,
    json: Json = False,
) -> int:
    """Plan a day from tables of volunteers and needs, or carry out the edits of a plan.xlsx.

    The date is that of the first need, where the table of needs is in the canonical form, else today.
    """
    if workbook is not None:
        for option, given in (("--volunteers", volunteers), ("--needs", needs), ("--date", day)):
            if given is not None:
                raise InvalidInput(f"{option} {given}: does not go together with --from {workbook}")
    elif volunteers is None or needs is None:
        raise InvalidInput("plan wants --volunteers FILE and --needs FILE, or --from plan.xlsx")
    usual_s = USUAL_S if workbook is None else USUAL_AGAIN_S
    search = Search(budget=budget_of(seconds, cpu_seconds, usual_s=usual_s), seed=seed, threads=threads)
    ring = outline_at(outline)
    if workbook is not None:
        return _plan_again(workbook, search, out or workbook.parent, ring, json=json)
    assert volunteers is not None
    assert needs is not None
    reading = Reading(
        first_day=day or first_day_of(needs, What.NEEDS) or date.today(), datum=datum, keep_good=keep_good
    )
    return _plan_tables(volunteers, needs, reading, search, out or USUAL_OUT, ring, json=json)


def _plan_tables(
    volunteers: Path,
    needs: Path,
    reading: Reading,
    search: Search,
    out: Path,
    outline: Ring | None,
    *,
    json: bool,
) -> int:
    with Steps(error_console(), quiet=json) as steps:
        with steps.step("tables", f"reading {volunteers.name} and {needs.name}") as step:
            loaded = load_day(volunteers, needs, reading)
            people = count_words(len(loaded.day.volunteers), "volunteer")
            step.end(f"{people}, {count_words(len(loaded.day.needs), 'need')} on {reading.first_day}")
        with staged(out) as stage:
            plan = search_step(steps, loaded.day, partial(plan_question, loaded.day, search), SURVEYING)
            answer = answer_step(steps, loaded.day, plan, stage, outline)
    if not json:
        show_left_out(loaded.bad)
    show_notes([*loaded.notices, *answer.notes])
    read = {
        "left_out": bad_cell_documents(loaded.bad),
        "notices": bad_cell_documents(loaded.notices),
    }
    return tell(answer, "the day's plan", out, json=json, **read)


def _plan_again(workbook: Path, search: Search, out: Path, outline: Ring | None, *, json: bool) -> int:
    with Steps(error_console(), quiet=json) as steps:
        with steps.step("edits", f"reading {workbook.name}") as step:
            edited = load_edited(workbook)
            step.end(
                f"{count_words(len(edited.edits.pins), 'pin')}, "
                f"{count_words(len(edited.edits.returned), 'need')} given back"
            )
        with staged(out) as stage:
            day = edited.day
            plan = search_step(steps, day, partial(replan_around, edited, search), SURVEYING)
            if not does_all_edits(edited, plan) and plan.status is not Status.STOPPED:
                anew = search_step(
                    steps, day, partial(plan_question, day, search), "planning everything anew"
                )
                plan = better_of(edited, plan, anew)
            answer = answer_step(steps, day, plan, stage, outline)
    show_notes([*edited.edits.notices, *answer.notes])
    changed = changes(edited, plan)
    if not json:
        show_changes(result_console(), changed)
    more = {"changes": change_documents(changed), "notices": bad_cell_documents(edited.edits.notices)}
    return tell(answer, "the edited plan", out, json=json, **more)
