"""Home health care instances: gap of the total cost to the best known, by family and size."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.gaps import PublicInstance
from benchmarks.instances import best_known, files_by_name
from benchmarks.machine_note import made_with
from benchmarks.result_lines import Line
from benchmarks.tables import Table, percent
from models.errors import InvalidInput

FAMILIES = ("mankowska", "kummer", "italian")
AT_BEST_PERCENT = 0.01
"""Published values have two or three decimals."""

MOST_SIZES = 8


def hhcrsp_instances(folder: Path, families: Sequence[str], limit: int | None) -> list[PublicInstance]:
    """The instances of the families that have a best known value, small ones first, `limit` of each at most.

    Where a limit leaves some out, those that remain are spread over the sizes. Raises InvalidInput on an
    unknown family.
    """
    for family in families:
        if family not in FAMILIES:
            raise InvalidInput(f"unknown family {family!r}; there are: {', '.join(FAMILIES)}")
    values = best_known(folder / "hhcrsp", "total_cost")
    return [one for family in families for one in _spread(list(_family(folder, family, values)), limit)]


def _family(folder: Path, family: str, values: dict[str, float]) -> Iterator[PublicInstance]:
    files = files_by_name(folder / "hhcrsp" / family, ".json")
    sizes = {
        name: len(json.loads(path.read_text(encoding="utf-8"))["patients"]) for name, path in files.items()
    }
    for name in sorted(files, key=lambda name: (sizes[name], name)):
        if name in values:
            yield PublicInstance(
                family=family,
                name=name,
                path=files[name],
                format="hhcrsp",
                figure="cost",
                best_known=values[name],
                size=sizes[name],
            )


def _spread(instances: list[PublicInstance], limit: int | None) -> list[PublicInstance]:
    if limit is None or limit >= len(instances):
        return instances
    return [instances[idx * len(instances) // limit] for idx in range(limit)]


def hhcrsp_tables(lines: Sequence[Line]) -> list[Table]:
    """One table for each budget, a row for each family and size."""
    return [
        _table(budget_s, [line for line in lines if line["budget_cpu_seconds"] == budget_s])
        for budget_s in sorted({line["budget_cpu_seconds"] for line in lines})
    ]


def _table(budget_s: float, lines: Sequence[Line]) -> Table:
    broken = sorted({line["instance"] for line in lines if not line["feasible"]})
    return Table(
        title=f"Home health care, total cost, {budget_s:g} CPU-s, one thread",
        columns=("<family", "patients", "instances", "mean gap %", "worst gap %", "at best known", "CPU-s"),
        rows=tuple(
            _row(family, group)
            for family in FAMILIES
            for group in _by_size([line for line in lines if line["family"] == family])
        ),
        notes=(
            f"INFEASIBLE: {', '.join(broken)}." if broken else "Every solution passed the HHCRSP evaluator.",
            f"Means over {len({line['seed'] for line in lines})} seed(s). At best known: within "
            f"{AT_BEST_PERCENT} % of it or below.",
            made_with(lines),
        ),
    )


def _by_size(lines: Sequence[Line]) -> list[list[Line]]:
    """Groups of equal size; a single one where nearly every instance has a size of its own."""
    sizes = sorted({line["size"] for line in lines})
    if len(sizes) > MOST_SIZES:
        return [list(lines)]
    return [[line for line in lines if line["size"] == size] for size in sizes]


def _row(family: str, lines: Sequence[Line]) -> tuple[str, ...]:
    sizes = sorted({line["size"] for line in lines})
    gaps = {
        name: fmean(line["gap_percent"] for line in lines if line["instance"] == name)
        for name in {line["instance"] for line in lines}
    }
    return (
        family,
        f"{sizes[0]}" if len(sizes) == 1 else f"{sizes[0]} to {sizes[-1]}",
        f"{len(gaps)}",
        percent(fmean(gaps.values())),
        percent(max(gaps.values())),
        f"{sum(gap <= AT_BEST_PERCENT for gap in gaps.values())}",
        f"{fmean(line['cpu_seconds'] for line in lines):.1f}",
    )
