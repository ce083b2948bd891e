"""Two chains beside one: the same search on two threads must not be worse than one chain with a bit more."""

from collections.abc import Sequence
from statistics import fmean

from benchmarks.machine_note import made_with
from benchmarks.quality.families import FAMILIES, Family
from benchmarks.quality.goal_tables import runs_of
from benchmarks.quality.measures import VEHICLES, gaps_of
from benchmarks.quality.running import SHARE_OF_TWO
from benchmarks.result_lines import Line
from benchmarks.tables import Table, percent

Pair = tuple[Line, Line]
"""The run of one chain, the run of two: the same instance and seed, both feasible."""


def chain_tables(lines: Sequence[Line]) -> list[Table]:
    """A row for each family; none where two chains have not been run."""
    groups = [(family, pairs) for family in FAMILIES if (pairs := _pairs(family, lines))]
    if not groups:
        return []
    apart = [one for family, pairs in groups for one in _gaps_apart(family, pairs)]
    more = sum(_vehicles_apart(pair) for _, pairs in groups for pair in pairs)
    verdict = "no worse" if round(fmean(apart), 2) <= 0 and more <= 0 else "WORSE"
    used = [line for _, pairs in groups for pair in pairs for line in pair]
    return [
        Table(
            title=f"Two chains of b CPU-s beside one of {SHARE_OF_TWO:g} b: two are {verdict}",
            columns=("<family", "runs", "one: CPU-s", "mean %", "two: CPU-s", "mean %", "vehicles", "wall s"),
            rows=(
                *(_row(family, pairs) for family, pairs in groups),
                ("all", "", "", "", "", f"{fmean(apart):+.3f}", f"{more:+g}", ""),
            ),
            notes=(
                "Mean gaps over the runs that can be compared in both; vehicles: how many more all runs of "
                "two chains use; the last row is the mean of all differences, two less one. Wall seconds "
                "are those of two chains.",
                made_with(used),
            ),
        )
    ]


def _pairs(family: Family, lines: Sequence[Line]) -> list[Pair]:
    one, two = (
        {
            (line["instance"], line["seed"]): line
            for line in runs_of(family, lines, chains)
            if line["feasible"]
        }
        for chains in (1, 2)
    )
    return [(one[key], two[key]) for key in one.keys() & two.keys()]


def _gaps_apart(family: Family, pairs: Sequence[Pair]) -> list[float]:
    """Gap of two chains less gap of one, of the pairs in which both can be compared."""
    return [gaps[1] - gaps[0] for pair in pairs if len(gaps := gaps_of(pair, family.gap)) == 2]


def _vehicles_apart(pair: Pair) -> float:
    one, two = pair
    if VEHICLES not in one["best_known"]:
        return 0.0
    return float(two["terms"][VEHICLES] - one["terms"][VEHICLES])


def _row(family: Family, pairs: Sequence[Pair]) -> tuple[str, ...]:
    compared = [gaps for pair in pairs if len(gaps := gaps_of(pair, family.gap)) == 2]
    means = [percent(fmean(column)) for column in zip(*compared, strict=True)] or ["-", "-"]
    fleet = f"{sum(map(_vehicles_apart, pairs)):+g}" if VEHICLES in pairs[0][0]["best_known"] else ""
    return (
        family.label,
        f"{len(pairs)}",
        f"{fmean(one['cpu_seconds'] for one, _ in pairs):.1f}",
        means[0],
        f"{fmean(two['cpu_seconds'] for _, two in pairs):.1f}",
        means[1],
        fleet,
        f"{fmean(two['seconds'] for _, two in pairs):.1f}",
    )
