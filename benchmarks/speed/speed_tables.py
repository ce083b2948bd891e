"""The results of the speed benchmark as tables, with what they are held to."""

from collections.abc import Iterator, Sequence
from statistics import fmean

from benchmarks.machine_note import made_with
from benchmarks.result_lines import Line
from benchmarks.speed.cases import (
    EXPONENT_GOAL,
    FIRST_PLAN_GOAL_S,
    GAP_PERCENT,
    MEMORY_GOAL_BYTES,
    NEEDS_A_VOLUNTEER,
    RATE_CASES,
)
from benchmarks.speed.growth import cpu_s_to_gap, exponent
from benchmarks.speed.running import GROWTH, RATE
from benchmarks.tables import Table

GIGA = 1000**3


def speed_tables(history: Sequence[Line]) -> list[Table]:
    """Iterations of the last two versions, and growth of the last; none of what has not been run."""
    rates = [line for line in history if line["kind"] == RATE]
    growth = _newest([line for line in history if line["kind"] == GROWTH])
    return [*_rate_tables(rates), *_growth_tables(growth)]


def _rate_tables(history: Sequence[Line]) -> Iterator[Table]:
    if not history:
        return
    newest = _newest(history)
    editions = list(dict.fromkeys((line["version"], line["commit"]) for line in reversed(history)))[:2]
    before = editions[1] if len(editions) == 2 else None
    rows = []
    for case in RATE_CASES:
        lines = [line for line in newest if line["case"] == case.label]
        if not lines:
            continue
        rate = fmean(line["iterations_a_cpu_second"] for line in lines)
        older = [
            line["iterations_a_cpu_second"]
            for line in history
            if line["case"] == case.label and (line["version"], line["commit"]) == before
        ]
        rows.append(
            (
                case.label,
                f"{case.needs:,}",
                f"{lines[0]['iterations']:,}",
                f"{rate:,.0f}",
                f"{rate / fmean(older) - 1:+.0%}" if older else "",
                f"{fmean(line['first_cpu_seconds'] for line in lines):.3f}",
                f"{max(line['peak_bytes'] for line in lines) / GIGA:.2f}",
            )
        )
    yield Table(
        title="Iterations at fixed iterations, one thread",
        columns=("<instance", "needs", "iterations", "a CPU-s", "change", "first plan CPU-s", "peak GB"),
        rows=tuple(rows),
        notes=(
            f"Change: since {before[0]} {before[1][:7]}." if before else "Nothing older to compare with.",
            made_with(newest),
        ),
    )


def _growth_tables(lines: Sequence[Line]) -> Iterator[Table]:
    if not lines:
        return
    sizes = sorted({line["needs"] for line in lines})
    of = {needs: [line for line in lines if line["needs"] == needs] for needs in sizes}
    to_gap_s = {needs: fmean(map(cpu_s_to_gap, of[needs])) for needs in sizes}
    notes = [made_with(lines)]
    if len(sizes) > 1:
        grows = exponent(to_gap_s)
        notes.insert(
            0,
            f"Time to a gap of {GAP_PERCENT:g} % grows with needs^{grows:.2f}; "
            f"goal: at most {EXPONENT_GOAL}: {_met(round(grows, 2) <= EXPONENT_GOAL)}.",
        )
    yield Table(
        title="Growth at one density, one thread",
        columns=(
            *("needs", "volunteers", "build CPU-s", "first plan CPU-s", "goal", "<met", "to the gap CPU-s"),
            *("served first", "served", "peak GB", "<under 4 GB"),
        ),
        rows=tuple(_growth_row(needs, of[needs], to_gap_s[needs]) for needs in sizes),
        notes=(
            *notes,
            "From the day in memory, the build included, to the first plan and to the gap: by the shortest "
            "search that comes so near to the best plan of its size.",
        ),
    )


def _growth_row(needs: int, lines: Sequence[Line], to_gap_s: float) -> tuple[str, ...]:
    first_s = fmean(line["first_cpu_seconds"] for line in lines)
    peak = max(line["peak_bytes"] for line in lines)
    goal_s = FIRST_PLAN_GOAL_S.get(needs)
    return (
        f"{needs:,}",
        f"{needs // NEEDS_A_VOLUNTEER:,}",
        f"{fmean(line['build_cpu_seconds'] for line in lines):.2f}",
        f"{first_s:.2f}",
        "" if goal_s is None else f"{goal_s:g}",
        "" if goal_s is None else _met(first_s <= goal_s),
        f"{to_gap_s:.2f}",
        f"{fmean(line['served_first'] for line in lines):,.0f}",
        f"{fmean(line['served'] for line in lines):,.0f}",
        f"{peak / GIGA:.2f}",
        _met(peak < MEMORY_GOAL_BYTES),
    )


def _newest(lines: Sequence[Line]) -> list[Line]:
    """The last line of each run, of the newest version alone."""
    last = {(line["case"], line["seed"]): line for line in lines}
    return [line for line in last.values() if line["version"] == lines[-1]["version"]]


def _met(held: bool) -> str:
    return "yes" if held else "NO"
