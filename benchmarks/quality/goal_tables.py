"""The results against the goals, and how the gaps lie."""

from collections.abc import Sequence
from statistics import fmean, median

from benchmarks.machine_note import made_with
from benchmarks.quality.families import FAMILIES, Family
from benchmarks.quality.measures import AT_BEST_PERCENT, Goal, gaps_of
from benchmarks.quality.panel import PANEL_SIZE
from benchmarks.result_lines import Line
from benchmarks.tables import Table, percent

GOAL_COLUMNS = ("<family", "<objective", "CPU-s", "runs", "<goal", "reached", "<met")
GAP_COLUMNS = (
    *("<family", "instances", "best %", "median %", "mean %", "mean, cut %", "worst %"),
    *("at best known", "compared"),
)


def runs_of(family: Family, lines: Sequence[Line], chains: int = 1) -> list[Line]:
    """The runs of the family that its goals are about: its budget, and the newest version that has any."""
    found = [line for line in lines if line["family"] == family.name and line["chains"] == chains]
    if chains == 1:
        found = [line for line in found if line["budget_cpu_seconds"] == family.cpu_seconds]
    return [line for line in found if line["version"] == found[-1]["version"]]


def goal_tables(lines: Sequence[Line]) -> list[Table]:
    """A row for each goal, and a row of gaps for each family; none where nothing has been run."""
    groups = [(family, runs) for family in FAMILIES if (runs := runs_of(family, lines))]
    if not groups:
        return []
    used = [line for _, runs in groups for line in runs]
    broken = sorted({f"{line['family']} {line['instance']}" for line in used if not line["feasible"]})
    goals = [row for family, runs in groups for row in _goal_rows(family, runs)]
    met = [row[-1] for row in goals]
    return [
        Table(
            title=f"Goals: {met.count(YES)} of {met.count(YES) + met.count(NO)} met",
            columns=GOAL_COLUMNS,
            rows=tuple(goals),
            notes=(
                f"INFEASIBLE, so that no goal of the family is met: {', '.join(broken)}."
                if broken
                else f"All {len(used)} solutions passed the evaluator of their format.",
                f"One thread. At most {PANEL_SIZE} instances a family where only the panel has been run. "
                f"Seeds: {', '.join(sorted({str(line['seed']) for line in used}))}.",
                made_with(used),
            ),
        ),
        Table(
            title="Gaps to the best known",
            columns=GAP_COLUMNS,
            rows=tuple(_gap_row(family, runs) for family, runs in groups),
            notes=(
                "Below nought: better than what is published; cut: with such gaps counted as nought. Of a "
                "fleet only runs with as many vehicles as the best known are compared; a district is set "
                "against its single-need bound, which no plan reaches. At best known: within "
                f"{AT_BEST_PERCENT} % or below.",
            ),
        ),
    ]


YES, NO, OPEN = "yes", "NO", ""


def judged(goal: Goal, family: Family, runs: Sequence[Line]) -> tuple[float | None, bool]:
    """The goal's figure, and whether it is met: by feasible runs, and only if all are."""
    feasible = [line for line in runs if line["feasible"]]
    figure = goal.figure(feasible, family.gap) if feasible else None
    return figure, figure is not None and goal.is_met(figure) and len(feasible) == len(runs)


def _goal_rows(family: Family, runs: Sequence[Line]) -> list[tuple[str, ...]]:
    head = (family.label, family.aims, f"{family.cpu_seconds:g}", f"{len(runs)}")
    rows: list[tuple[str, ...]] = []
    for goal in family.goals:
        figure, met = judged(goal, family, runs)
        reached = "-" if figure is None else f"{percent(figure)} %"
        rows.append((*head, str(goal), reached, YES if met else NO))
    return rows or [(*head, "", "", OPEN)]


def _gap_row(family: Family, runs: Sequence[Line]) -> tuple[str, ...]:
    gaps = gaps_of([line for line in runs if line["feasible"]], family.gap)
    instances = f"{len({line['instance'] for line in runs})}"
    if not gaps:
        return family.label, instances, *("-",) * 6, f"0 of {len(runs)}"
    at_best = sum(gap <= AT_BEST_PERCENT for gap in gaps)
    cut = [max(0.0, gap) for gap in gaps]
    figures = (min(gaps), median(gaps), fmean(gaps), fmean(cut), max(gaps))
    return (
        family.label,
        instances,
        *(percent(figure) for figure in figures),
        f"{at_best}",
        f"{len(gaps)} of {len(runs)}",
    )
