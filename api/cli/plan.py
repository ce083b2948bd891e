"""redvest plan: a day from two tables or a problem, from an edited plan, or in the course of the day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.cli.answering import SURVEYING, answer_step, search_step, tell
from api.cli.changes import change_documents, show_changes
from api.cli.options import (
    CpuSeconds,
    Day,
    HorizonIfAny,
    InIfAny,
    Json,
    KeepGood,
    Now,
    Outline,
    Seed,
    Threads,
    budget_of,
    seconds_option,
)
from api.cli.showing import bad_cell_documents, error_console, result_console, show_left_out, show_notes
from api.cli.steps import Steps
from api.cli.words import count_words
from api.documents import day_from_json
from api.tables.template import What
from api.usecases.changes import changes_between
from api.usecases.planning import Search, outline_at, plan_question
from api.usecases.published import Published, load_published, seconds_into, under_way
from api.usecases.reading import document_at
from api.usecases.replanning import changes, load_edited, replan_around
from api.usecases.saving import staged
from api.usecases.tables import LoadedDay, Reading, first_day_of, load_day
from models.datum import Datum
from models.district.cells import Ring
from models.errors import InvalidInput
from models.plans import Plan

EXAMPLE = "redvest plan --volunteers volunteers.xlsx --needs needs.xlsx --date 2026-11-24 --out out/tuesday"
EXAMPLE_AGAIN = "redvest plan --from out/tuesday/plan.xlsx"
EXAMPLE_NOW = "redvest plan --published out/tuesday/plan.json --now 10:30 --out out/tuesday-1030"

USUAL_S = 30.0
USUAL_AGAIN_S = 5.0
USUAL_OUT = Path("out/plan")


def plan(
    volunteers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Table of volunteers: CSV or XLSX, any header row.")
    ] = None,
    needs: Annotated[Path | None, typer.Option(metavar="FILE", help="Table of needs, likewise.")] = None,
    problem: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A problem.json instead of tables: also with depots, links and series."
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="An edited plan.xlsx, or a plan.json to search on from; problem.json lies beside it.",
        ),
    ] = None,
    published: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The plan.json that people have been told: changes cost. The problem.json beside it is "
            "planned where nothing else is given.",
        ),
    ] = None,
    now: Now = None,
    day: Day = None,
    days: HorizonIfAny = None,
    seconds: Annotated[float | None, seconds_option("30, from a plan 5")] = None,
    cpu_seconds: CpuSeconds = None,
    seed: Seed = 1,
    threads: Threads = 1,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of the files; those there are replaced.",
            show_default="out/plan, with --from its folder",
        ),
    ] = None,
    keep_good: KeepGood = False,
    datum: InIfAny = None,
    outline: Outline = None,
    json: Json = False,
) -> int:
    """Plan from tables of volunteers and needs, carry out the edits of a plan.xlsx, or plan on from now.

    With --now, what the published plan lets start by then stays as it is, and nothing else starts before.

    The date is that of the first need, where the table of needs is in the canonical form, else today.
    """
    tables = volunteers is not None or needs is not None
    of_tables = {"--date": day, "--days": days, "--datum": datum, "--keep-good": keep_good or None}
    _refuse_mixtures(volunteers, needs, problem, source, published, of_tables)
    again = source is not None or published is not None
    usual_s = USUAL_AGAIN_S if again else USUAL_S
    search = Search(budget=budget_of(seconds, cpu_seconds, usual_s=usual_s), seed=seed, threads=threads)
    ring = outline_at(outline)
    told = None if published is None else load_published(published)
    if source is not None and source.suffix.lower() == ".xlsx":
        return _plan_edited(source, told, now, search, out or source.parent, ring, json=json)
    start = told
    if source is not None:
        start = load_published(source)
        told = told or (start if now else None)
    if tables:
        assert volunteers is not None
        assert needs is not None
        first_day = day or (told.day.first_day if told else None) or first_day_of(needs, What.NEEDS)
        reading = Reading(
            first_day=first_day or date.today(),
            days=1 if days is None else days,
            datum=datum or Datum.WGS84,
            keep_good=keep_good,
        )
        with Steps(error_console(), quiet=json) as steps:
            loaded = _load_tables(steps, volunteers, needs, reading)
    elif problem is not None:
        loaded = LoadedDay(day=document_at(problem, day_from_json), bad=(), notices=())
    else:
        assert start is not None  # _refuse_mixtures has asked
        loaded = LoadedDay(day=start.day, bad=(), notices=())
    to = out or (source.parent if source else USUAL_OUT)
    return _plan_day(loaded, told, start, now, search, to, ring, json=json)


def _refuse_mixtures(
    volunteers: Path | None,
    needs: Path | None,
    problem: Path | None,
    source: Path | None,
    published: Path | None,
    of_tables: Mapping[str, object],
) -> None:
    """Raises InvalidInput where it is not clear what is to be planned. `of_tables`: what only they heed."""
    tables = {"--volunteers": volunteers, "--needs": needs}
    fixed = {"--problem": problem, "--from": source}
    for option, file in fixed.items():
        for other, given in {**tables, **fixed, **of_tables}.items():
            if file is not None and given is not None and other != option:
                raise InvalidInput(f"{_spelled(other, given)}: does not go together with {option} {file}")
    if (volunteers is None) != (needs is None) or not any((volunteers, problem, source, published)):
        raise InvalidInput(
            "plan wants --volunteers FILE and --needs FILE, --problem FILE, --from plan.xlsx, "
            "or --published plan.json"
        )
    for option, given in of_tables.items():
        if volunteers is None and given is not None:
            raise InvalidInput(
                f"{_spelled(option, given)}: goes with --volunteers and --needs, not with --published "
                f"{published} alone"
            )


def _spelled(option: str, given: object) -> str:
    """As it was typed; a flag has no value."""
    return option if given is True else f"{option} {given}"


def _load_tables(steps: Steps, volunteers: Path, needs: Path, reading: Reading) -> LoadedDay:
    with steps.step("tables", f"reading {volunteers.name} and {needs.name}") as step:
        loaded = load_day(volunteers, needs, reading)
        people = count_words(len(loaded.day.volunteers), "volunteer")
        when = (
            f"on {reading.first_day}"
            if reading.days == 1
            else f"in {reading.days} days from {reading.first_day}"
        )
        step.end(f"{people}, {count_words(len(loaded.day.needs), 'need')} {when}")
    return loaded


def _plan_day(
    loaded: LoadedDay,
    told: Published | None,
    start: Published | None,
    now: time | datetime | None,
    search: Search,
    out: Path,
    outline: Ring | None,
    *,
    json: bool,
) -> int:
    """A question planned, from a plan if there is one to start from; `told` is what people expect."""
    day = loaded.day
    now_s = None if now is None else seconds_into(day, now)
    if told is not None:
        day = under_way(day, told, now_s)
    elif now_s is not None:
        day = replace(day, now_s=now_s)
    known: Plan | None = start.plan if start else None
    with Steps(error_console(), quiet=json) as steps, staged(out) as stage:
        plan = search_step(steps, day, partial(plan_question, day, search, start=known), SURVEYING)
        answer = answer_step(steps, day, plan, stage, outline)
    if not json:
        show_left_out(loaded.bad)
    show_notes([*loaded.notices, *answer.notes])
    more = {"left_out": bad_cell_documents(loaded.bad), "notices": bad_cell_documents(loaded.notices)}
    before = told or start
    if before is not None:
        changed = changes_between(before.plan, plan, day)
        if not json:
            show_changes(result_console(), changed)
        more["changes"] = change_documents(changed)
    return tell(answer, "the day's plan", out, json=json, **more)


def _plan_edited(
    workbook: Path,
    told: Published | None,
    now: time | datetime | None,
    search: Search,
    out: Path,
    outline: Ring | None,
    *,
    json: bool,
) -> int:
    with Steps(error_console(), quiet=json) as steps:
        with steps.step("edits", f"reading {workbook.name}") as step:
            edited = load_edited(workbook, told, now)
            step.end(
                f"{count_words(len(edited.edits.pins), 'pin')}, "
                f"{count_words(len(edited.edits.returned), 'need')} given back"
            )
        with staged(out) as stage:
            plan = search_step(steps, edited.day, partial(replan_around, edited, search), SURVEYING)
            answer = answer_step(steps, edited.day, plan, stage, outline)
    show_notes([*edited.edits.notices, *answer.notes])
    changed = changes(edited, plan)
    if not json:
        show_changes(result_console(), changed)
    more = {"changes": change_documents(changed), "notices": bad_cell_documents(edited.edits.notices)}
    return tell(answer, "the edited plan", out, json=json, **more)
