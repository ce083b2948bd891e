"""The same goals over the last versions, side by side: a regression shows as a figure that became worse."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from benchmarks.quality.families import FAMILIES, Family
from benchmarks.quality.goal_tables import judged
from benchmarks.quality.measures import Goal
from benchmarks.result_lines import Line
from benchmarks.tables import Table, percent

SHOWN = 4
"""Editions side by side: more would not fit a page."""

WORSE_BY = 0.1
"""Percentage points by which a figure may move from one edition to the next before it is marked."""

MARK = " !"

Edition = tuple[str, str]
"""Version and commit."""


def edition_tables(history: Sequence[Line]) -> list[Table]:
    """A row for each goal, a column for each of the last editions, oldest first; none where there is but one.

    Of each run the last line within its edition counts. Figures of a row are of the instances that the newest
    edition in it has run too.
    """
    editions = _last_editions(history)
    if len(editions) < 2:
        return []
    rows = [
        (family.label, str(goal), *cells)
        for family in FAMILIES
        for goal in family.goals
        if any(cells := _cells(family, goal, history, editions))
    ]
    return [
        Table(
            title="The last versions side by side",
            columns=("<family", "<goal", *(f"{version} {commit[:7]}" for version, commit in editions)),
            rows=tuple(rows),
            notes=(
                f"In brackets the runs behind a figure.{MARK} marks a figure that is worse than the one "
                f"before it by more than {WORSE_BY:g} points.",
            ),
        )
    ]


def _last_editions(history: Sequence[Line]) -> list[Edition]:
    """By when they were last run, the newest last."""
    newest_first = dict.fromkeys((line["version"], line["commit"]) for line in reversed(history))
    return list(newest_first)[:SHOWN][::-1]


def _cells(family: Family, goal: Goal, history: Sequence[Line], editions: Sequence[Edition]) -> list[str]:
    by_edition = [list(_runs(family, history, edition)) for edition in editions]
    newest = next((runs for runs in reversed(by_edition) if runs), [])
    compared = {line["instance"] for line in newest}
    cells, before = [], None
    for runs in by_edition:
        shared = [line for line in runs if line["instance"] in compared]
        figure, _ = judged(goal, family, shared)
        if figure is None:
            cells.append("")
            continue
        change = 0.0 if before is None else figure - before
        worse = change < -WORSE_BY if goal.at_least else change > WORSE_BY
        cells.append(f"{percent(figure)} ({len(shared)}){MARK * worse}")
        before = figure
    return cells


def _runs(family: Family, history: Sequence[Line], edition: Edition) -> Iterator[Line]:
    def run(line: Line) -> tuple[str, int]:
        return line["instance"], line["seed"]

    lines = [
        line
        for line in history
        if line["family"] == family.name
        and line["chains"] == 1
        and line["budget_cpu_seconds"] == family.cpu_seconds
        and (line["version"], line["commit"]) == edition
    ]
    for _, same in groupby(sorted(lines, key=run), key=run):
        *_, last = same
        yield last
