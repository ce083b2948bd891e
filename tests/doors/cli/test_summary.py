"""The page of a plan, as a terminal of 80 columns shows it."""

import re
from dataclasses import fields, replace
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from api.cli.summary import FILES, show_summary, summary_document
from api.cli.words import REASONS, STATUSES, TERMS, duration_words
from api.usecases.figures import Figures
from api.usecases.planning import Judgement
from matcher.check.violation import Fault, Violation
from models.catalogue import NeedKind
from models.plans import Cost, Plan, Status, Unmet
from models.reasons import Reason
from tests.builders import make_day

FIGURES = Figures(
    needs=12,
    served=9,
    by_kind=((NeedKind.MEDICINE_DELIVERY, 8, 8), (NeedKind.LEGAL_ADVICE, 1, 4)),
    volunteers=3000,
    sent=5,
    visits=10,
    help_s=36_000,
    travel_s=6_000,
    unmet_reasons=tuple((reason, 1) for reason in Reason),
)
VIOLATION = Violation(code=Fault.STOP_TWICE, where="volunteer V1, shift 0", message="does the same already")


def plan(**changes):
    usual = {
        "problem_digest": "sha256:0",
        "routes": (),
        "unmet": (),
        "cost": Cost(unmet_priority=3, travel_s=6_000),
        "status": Status.PARTIAL,
    }
    return Plan(**(usual | changes))


def page(*, violations=(), file=None, figures=FIGURES, day=None, **changes):
    screen = Console(file=file or StringIO(), width=80, color_system=None)
    show_summary(
        screen,
        "the day's plan",
        day or make_day(),
        plan(**changes),
        figures,
        Judgement(violations=tuple(violations), reasons_confirmed=0),
        directory=Path("out/plan"),
        files=list(FILES),
    )
    return screen.file.getvalue()


def test_what_matters_stands_on_the_page():
    text = page()

    assert "Monday 23 November 2026" in text
    assert "9 of 12 needs served" in text
    assert "medicine delivery 送药" in text
    assert "25 %" in text
    assert "5 of 3,000 volunteers sent out: 10.0 h of help in 10 visits" in text
    assert "10 min on the way for a visit" in text
    assert "3 needs unmet" in text
    assert "no rule is broken" in text
    assert "Open out/plan/plan.xlsx first" in text
    assert "redvest plan --from out/plan/plan.xlsx" in text


def test_where_nobody_goes_the_page_says_so_in_words():
    nobody = replace(FIGURES, served=0, by_kind=(), sent=0, visits=0, help_s=0, travel_s=0)
    assert "None of 3,000 volunteers sent out\n" in page(figures=nobody)
    assert "There is no volunteer\n" in page(figures=replace(nobody, volunteers=0))
    text = page(figures=replace(nobody, needs=0, unmet_reasons=()))
    assert "Nobody asks for anything\n" in text
    assert "needs unmet" not in text


def test_no_line_is_wider_than_the_terminal():
    assert max(cell_len(line) for line in page(violations=[VIOLATION]).splitlines()) <= 80


def test_the_cost_is_told_by_term_where_travel_is_not_all_of_it():
    text = page(cost=Cost(unmet_priority=0, travel_s=7200, change_s=1800, late_s=600))
    assert "A cost of 2.7 h of travel" in text
    assert re.findall(r"^ +([\d.]+ \S+) +(\w.*?) *$", text.partition("of travel\n")[2], re.MULTILINE)[:3] == [
        ("2.0 h", "on the way"),
        ("10 min", "later than promised"),
        ("30 min", "somebody else than was told"),
    ]
    assert "waiting" not in text
    assert "A cost of" not in page()


def test_every_term_of_the_cost_has_words():
    assert {*TERMS, "unmet_priority"} == {field.name for field in fields(Cost)}


def test_of_several_days_the_first_is_told_and_how_many_more():
    assert "Monday 23 November 2026 and 2 days more" in page(day=make_day(days=3))


def test_violations_are_told_as_they_are():
    text = page(violations=[VIOLATION])

    assert "The judge found 1 violation:" in text
    assert "stop_twice" in text
    assert "no rule is broken" not in text


def test_a_search_that_was_stopped_is_said_to_be():
    assert STATUSES[Status.STOPPED] in page(status=Status.STOPPED)


def test_needs_that_were_not_looked_into_are_counted():
    text = page(unmet=(Unmet(need_id="n1"), Unmet(need_id="n2", reasons=((Reason.TOO_FAR, 3),))))
    assert re.search(r"1 +not looked into: stopped before", text)
    assert "looked into" not in page()


def test_without_a_reason_none_is_announced():
    text = page(figures=replace(FIGURES, unmet_reasons=()))
    assert "3 needs unmet\n" in text
    assert "because" not in text


def test_a_terminal_without_chinese_gets_bars_of_ascii():
    class Latin(StringIO):
        encoding = "latin-1"

    assert "########################" in page(file=Latin())


def test_the_same_figures_go_out_as_json():
    judgement = Judgement(violations=(VIOLATION,), reasons_confirmed=0)
    document = summary_document(plan(), FIGURES, judgement, directory=Path("out"), files=["plan.json"])

    assert document["needs"] == {"asked": 12, "served": 9}
    assert document["help_hours"] == 10.0
    assert (document["cost"]["travel_s"], document["cost"]["total"]) == (6_000, 6_000)
    assert document["violations"][0]["code"] == "stop_twice"


def test_every_reason_and_every_status_has_words():
    assert set(REASONS) == set(Reason)
    assert set(STATUSES) == set(Status)
    assert max(len(words) for words in REASONS.values()) < 50


@pytest.mark.parametrize(("seconds", "words"), [(40, "40 s"), (720, "12 min"), (12_600, "3.5 h")])
def test_durations_are_said_in_their_own_size(seconds, words):
    assert duration_words(seconds) == words
