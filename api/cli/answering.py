"""From a question to the page that a person reads: searched, judged, written, told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.cli.failing import DONE, NOTHING_FEASIBLE
from api.cli.interrupt import heard_ctrl_c
from api.cli.showing import print_json, result_console
from api.cli.steps import Steps
from api.cli.summary import show_summary, summary_document
from api.cli.watching import Watch, day_cost_words
from api.cli.words import count_words
from api.usecases.figures import Figures, figures_of
from api.usecases.planning import Judgement, Report, judge
from api.usecases.saving import write_plan
from matcher.watched import Watcher
from models.day import Day
from models.district.cells import Ring
from models.plans import Plan, Status

SURVEYING = "looking up who may serve whom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A planned day. `files` have been written; `notes` tell what a reader should know of them."""

    day: Day
    plan: Plan
    figures: Figures
    judgement: Judgement
    files: Sequence[str]
    notes: Sequence[str]

    @property
    def exit_code(self) -> int:
        """Whether something is feasible, and nothing is wrong with it."""
        failed = self.plan.status is Status.INFEASIBLE or self.judgement.violations
        return NOTHING_FEASIBLE if failed else DONE


def search_step(steps: Steps, day: Day, search: Callable[[Report, Watcher], Plan], words: str) -> Plan:
    """The best plan that the search finds for the day, on Ctrl-C the best so far."""
    with heard_ctrl_c() as ear, steps.step("plan", words) as step:
        watch = Watch(step, needs=len(day.needs), cost_words=day_cost_words, ear=ear)
        plan = search(watch, watch.explaining)
        served = f"{len(day.needs) - len(plan.unmet):,} of {count_words(len(day.needs), 'need')} served"
        step.end(f"{served}, best cost {day_cost_words(plan.cost.total)}")
    return plan


def answer_step(
    steps: Steps, day: Day, plan: Plan, stage: Path, outline: Ring | None, *, also: Sequence[str] = ()
) -> Answer:
    """Has the plan judged and writes its files into `stage`, where the files `also` lie already."""
    with steps.step("judge", "recomputing every time, way and sum") as step:
        judgement = judge(day, plan)
        step.end(count_words(len(judgement.violations), "violation"))
    notes: list[str] = []
    with steps.step("files", "map, route sheets, workbook") as step:
        files = write_plan(
            day,
            plan,
            stage,
            outline=outline,
            progress=lambda done, total: step.at(done / total, "map, route sheets, workbook"),
            warn=notes.append,
        )
        step.end(count_words(len(files), "file"))
    return Answer(
        day=day,
        plan=plan,
        figures=figures_of(day, plan),
        judgement=judgement,
        files=(*also, *files),
        notes=notes,
    )


def tell(answer: Answer, title: str, directory: Path, *, json: bool, **more: Any) -> int:
    """Prints the summary, or with `json` the same as one document with `more` in it; the exit code."""
    summary = (answer.plan, answer.figures, answer.judgement)
    if json:
        document = summary_document(*summary, directory=directory, files=answer.files)
        print_json(document | {"notes": list(answer.notes)} | more)
    else:
        show_summary(result_console(), title, answer.day, *summary, directory=directory, files=answer.files)
    return answer.exit_code
