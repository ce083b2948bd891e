"""redvest demo: a made-up district, its day planned, judged and printed."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

from api.cli.answering import SURVEYING, answer_step, search_step, tell
from api.cli.options import Folder, Json, Needs, Outline, Seed, Volunteers, budget_of, seconds_option
from api.cli.showing import error_console, show_notes
from api.cli.steps import Steps
from api.cli.words import count_words
from api.usecases.generating import make_district
from api.usecases.planning import Search, outline_at, plan_question
from api.usecases.saving import NEEDS, VOLUNTEERS, staged
from api.usecases.tables import save_needs, save_volunteers

EXAMPLE = "redvest demo --volunteers 300 --needs 100 --seconds 5 --out out/small"

DEMO_DAY = date(2026, 11, 24)
"""A Tuesday, always the same: a seed gives the same district whenever it is asked for."""

USUAL_S = 30.0


def demo(
    volunteers: Volunteers = 3000,
    needs: Needs = 1000,
    seconds: Annotated[float | None, seconds_option("30")] = None,
    seed: Seed = 1,
    out: Folder = Path("out/demo"),
    outline: Outline = None,
    json: Json = False,
) -> int:
    """Make up a day of the Hanyang district, plan it and write everything that goes out."""
    search = Search(budget=budget_of(seconds, None, usual_s=USUAL_S), seed=seed)
    ring = outline_at(outline)
    with Steps(error_console(), quiet=json) as steps:
        with steps.step("district", "making people and needs") as step:
            day = make_district(volunteers=volunteers, needs=needs, seed=seed, first_day=DEMO_DAY)
            people = count_words(len(day.volunteers), "volunteer")
            step.end(f"{people}, {count_words(len(day.needs), 'need')}")
        with staged(out) as stage:
            plan = search_step(steps, day, partial(plan_question, day, search), SURVEYING)
            save_volunteers(day.volunteers, stage / VOLUNTEERS, day.first_day)
            save_needs(day.needs, stage / NEEDS, day.first_day)
            answer = answer_step(steps, day, plan, stage, ring, also=(VOLUNTEERS, NEEDS))
    show_notes(answer.notes)
    return tell(answer, "a made-up day of Hanyang 汉阳区", out, json=json)
