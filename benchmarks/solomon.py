"""Solomon's instances, distance only: how far ours is from the best known in a few CPU seconds."""

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.gaps import PublicInstance
from benchmarks.instances import best_known
from benchmarks.machine_note import made_with
from benchmarks.result_lines import Line
from benchmarks.tables import Table, percent

SIZE = 100
INSTANCES = ("R101", "R111", "C101", "RC101", "R201", "RC208")
TARGET_PERCENT = 0.5
"""Mean gap at most, 10 CPU-s, one thread."""


def solomon_instances(folder: Path) -> list[PublicInstance]:
    """The six instances, from the folder of all instances."""
    values = best_known(folder / "vrptw", "distance_only")
    return [
        PublicInstance(
            family="solomon",
            name=name,
            path=folder / "vrptw" / "solomon_100" / f"{name}.txt",
            format="solomon",
            figure="distance",
            best_known=values[name],
            size=SIZE,
        )
        for name in INSTANCES
    ]


def solomon_tables(lines: Sequence[Line]) -> list[Table]:
    """One table for each budget, a row for each instance; means over the seeds."""
    return [
        _table(budget_s, [line for line in lines if line["budget_cpu_seconds"] == budget_s])
        for budget_s in sorted({line["budget_cpu_seconds"] for line in lines})
    ]


def _table(budget_s: float, lines: Sequence[Line]) -> Table:
    names = [name for name in INSTANCES if any(line["instance"] == name for line in lines)]
    of = {name: [line for line in lines if line["instance"] == name] for name in names}
    gaps = [fmean(line["gap_percent"] for line in of[name]) for name in names]
    mean = fmean(gaps)
    broken = sorted({line["instance"] for line in lines if not line["feasible"]})
    met = "met" if mean <= TARGET_PERCENT and not broken else "MISSED"
    return Table(
        title=f"Solomon, distance only, {budget_s:g} CPU-s, one thread",
        columns=("<instance", "distance", "best known", "gap %", "worst gap %", "CPU-s"),
        rows=(
            *(
                (
                    name,
                    f"{fmean(line['value'] for line in of[name]):,.2f}",
                    f"{of[name][0]['best_known']:,.2f}",
                    percent(gap),
                    percent(max(line["gap_percent"] for line in of[name])),
                    f"{fmean(line['cpu_seconds'] for line in of[name]):.1f}",
                )
                for name, gap in zip(names, gaps, strict=True)
            ),
            ("mean", "", "", percent(mean), "", ""),
        ),
        notes=(
            f"Target: mean gap at most {TARGET_PERCENT} % in 10 CPU-s on the six instances: {met}"
            + (f" ({len(names)} of {len(INSTANCES)} run)." if len(names) < len(INSTANCES) else "."),
            f"INFEASIBLE: {', '.join(broken)}." if broken else "Every solution passed Solomon's evaluator.",
            "A gap below nought is better than the value published; with those counted as nought the mean is "
            f"{percent(fmean(max(0.0, gap) for gap in gaps))} %. "
            f"Means over {len({line['seed'] for line in lines})} seed(s).",
            made_with(lines),
        ),
    )
