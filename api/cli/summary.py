"""A plan's summary: for people a page to enjoy, for programs the same figures as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from api.cli.words import REASONS, STATUSES, TERMS, count_words, duration_words, kind_words
from api.usecases.figures import Figures
from api.usecases.planning import Judgement
from matcher.check.violation import Violation
from models.day import Day
from models.plans import Cost, Plan, Status
from models.units import HOUR_S

RED = "#c0392b"
"""The vest."""

BAR_WIDTH = 24
EIGHTHS = " ▏▎▍▌▋▊▉"
MOST_REASONS = 6
MOST_VIOLATIONS = 20

FILES = {
    "plan.xlsx": "for the dispatcher: by volunteer, by community, unmet",
    "plan.png": "for the wall: the routes on the district",
    "route-sheets.pdf": "for the volunteers: a page each, in Chinese",
    "plan.geojson": "for any map program",
    "plan.json": "for programs, and for redvest check",
    "problem.json": "the question itself, with names and addresses",
    "volunteers.csv": "the volunteers",
    "needs.csv": "the needs",
}
"""What each file is for, in the order in which one opens them."""


def show_summary(
    console: Console,
    title: str,
    day: Day,
    plan: Plan,
    figures: Figures,
    judgement: Judgement,
    *,
    directory: Path,
    files: Sequence[str],
) -> None:
    """What the plan does, what it does not do and why, and what to open first."""
    date = f"{day.first_day:%A} {day.first_day.day} {day.first_day:%B %Y}"
    if day.days > 1:
        date += f" and {count_words(day.days - 1, 'day')} more"
    console.print()
    console.print(Text.assemble("  ", (" 红马甲 Redvest ", f"bold white on {RED}"), f"  {title}, {date}"))
    console.print()
    _served(console, figures)
    _people(console, figures)
    _cost(console, plan.cost)
    _unmet(console, figures, plan)
    _judged(console, figures, judgement)
    _files(console, directory, files)


def summary_document(
    plan: Plan, figures: Figures, judgement: Judgement, *, directory: Path, files: Sequence[str]
) -> dict[str, Any]:
    """The figures of the summary."""
    return {
        "status": plan.status.value,
        "problem_digest": plan.problem_digest,
        "needs": {"asked": figures.needs, "served": figures.served},
        "by_kind": [
            {"kind": kind.value, "asked": asked, "served": served} for kind, served, asked in figures.by_kind
        ],
        "volunteers": {"registered": figures.volunteers, "sent": figures.sent},
        "visits": figures.visits,
        "help_hours": round(figures.help_s / HOUR_S, 2),
        "travel_hours": round(figures.travel_s / HOUR_S, 2),
        "unmet_reasons": {reason.value: count for reason, count in figures.unmet_reasons},
        "cost": asdict(plan.cost) | {"total": plan.cost.total},
        "search": {
            "seconds": round(plan.seconds, 3),
            "cpu_seconds": round(plan.cpu_seconds, 3),
            "iterations": plan.iterations,
            "seed": plan.seed,
        },
        "violations": [violation_document(one) for one in judgement.violations],
        "directory": str(directory),
        "files": list(files),
    }


def violation_document(violation: Violation) -> dict[str, str]:
    return {"code": violation.code.value, "where": violation.where, "message": violation.message}


def show_violations(console: Console, violations: Sequence[Violation]) -> None:
    """A table of what is wrong with a plan."""
    table = Table("rule", "where", "what is wrong", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for one in violations[:MOST_VIOLATIONS]:
        table.add_row(Text(one.code.value, RED), Text(one.where), Text(one.message))
    console.print(Padding(table, (0, 2)))
    if len(violations) > MOST_VIOLATIONS:
        console.print(f"  ... and {len(violations) - MOST_VIOLATIONS:,} more; --json lists them all")


def _served(console: Console, figures: Figures) -> None:
    words = f"{figures.served:,} of {count_words(figures.needs, 'need')} served"
    if not figures.needs:
        words = "Nobody asks for anything"
    table = Table.grid(
        Column(), Column(justify="right"), Column(), Column(justify="right"), padding=(0, 2, 0, 0)
    )
    for kind, served, asked in figures.by_kind:
        share = served / asked
        table.add_row(
            kind_words(kind), f"{served:,} of {asked:,}", _bar(console, share), Text(_percent(share), "dim")
        )
    console.print(Text(f"  {words}", "bold"))
    console.print(Padding(table, (0, 2)))
    console.print()


def _people(console: Console, figures: Figures) -> None:
    people = count_words(figures.volunteers, "volunteer")
    if figures.visits:
        help_words = f"{duration_words(figures.help_s)} of help in {count_words(figures.visits, 'visit')}"
        console.print(f"  {figures.sent:,} of {people} sent out: {help_words}")
        way_words = duration_words(figures.travel_s / figures.visits)
        console.print(f"  {way_words} on the way for a visit, on average")
    else:
        console.print(f"  None of {people} sent out" if figures.volunteers else "  There is no volunteer")
    console.print()


def _cost(console: Console, cost: Cost) -> None:
    """The terms that are not zero, where travel is not the only one."""
    terms = {words: spent for name, words in TERMS.items() if (spent := getattr(cost, name))}
    if not terms.keys() - {TERMS["travel_s"]}:
        return
    console.print(Text(f"  A cost of {duration_words(cost.total)} of travel", "bold"))
    table = Table.grid(Column(justify="right"), Column(), padding=(0, 2, 0, 0))
    for words, spent in terms.items():
        table.add_row(duration_words(spent), words)
    console.print(Padding(table, (0, 2)))
    console.print()


def _unmet(console: Console, figures: Figures, plan: Plan) -> None:
    if plan.status is Status.STOPPED:
        console.print(f"  {STATUSES[plan.status]}", style=RED)
        console.print()
    if figures.served == figures.needs:
        return
    because = ", mostly because" if figures.unmet_reasons else ""
    words = f"{count_words(figures.needs - figures.served, 'need')} unmet{because}"
    console.print(Text(f"  {words}", "bold"))
    table = Table.grid(Column(justify="right"), Column(), Column(style="dim"), padding=(0, 2, 0, 0))
    for reason, count in figures.unmet_reasons[:MOST_REASONS]:
        table.add_row(f"{count:,}", REASONS[reason], reason.zh)
    if figures.volunteers and (left := sum(not one.reasons for one in plan.unmet)):
        table.add_row(f"{left:,}", "not looked into: stopped before", "未查明")
    console.print(Padding(table, (0, 2)))
    console.print()


def _judged(console: Console, figures: Figures, judgement: Judgement) -> None:
    if judgement.violations:
        console.print(Text(f"  The judge found {count_words(len(judgement.violations), 'violation')}:", RED))
        show_violations(console, judgement.violations)
    else:
        console.print("  The judge recomputed every time, way and sum: no rule is broken")
    console.print()


def _files(console: Console, directory: Path, files: Sequence[str]) -> None:
    console.print(Text(f"  Written to {directory}", "bold"), soft_wrap=True)
    table = Table.grid(Column(no_wrap=True), Column(style="dim"), padding=(0, 2, 0, 0))
    named = [name for name in FILES if name in files]
    for number, name in enumerate(named):
        table.add_row(Text(name, "bold" if number == 0 else ""), FILES[name])
    console.print(Padding(table, (0, 2)))
    console.print()
    if named:
        console.print(f"  Open {directory / named[0]} first. To change the plan, edit it, save it, and run:")
        console.print(f"  redvest plan --from {directory / named[0]}", style=RED, soft_wrap=True)


def _bar(console: Console, share: float) -> Text:
    """A bar of BAR_WIDTH, filled to the share, in eighths of a character where the terminal has them."""
    if not console.encoding.startswith("utf"):
        return Text(("#" * round(share * BAR_WIDTH)).ljust(BAR_WIDTH, "."), RED)
    eighths = round(share * BAR_WIDTH * 8)
    filled = "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()
    return Text(filled.ljust(BAR_WIDTH), RED)


def _percent(share: float) -> str:
    """Rounded down, so that 100 % is all."""
    return f"{int(share * 100)} %"
