"""A district's years in the service, against its goals."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.child import run_child
from benchmarks.machine_note import made_with
from benchmarks.ours import our_version
from benchmarks.result_lines import Line, ResultFile
from benchmarks.runs import Run, Say, done_or_run
from benchmarks.tables import Table

FILLING, MEASURING = "benchmarks.service.filling", "benchmarks.service.measuring"
KEY = ("database", "volunteers", "needs", "seed")
NEEDS = 1_000_000
REQUESTS = 300
"""Pages of each list."""

PAGE_GOAL_MS = 30.0
BEGUN_GOAL_S = 10.0
MEMORY_GOAL_BYTES = 2 * 1000**3


def run_service(
    *, volunteers: int, needs: int, seed: int, database: str, again: bool, results: ResultFile, say: Say
) -> int:
    """Run it unless it has been run; 1 where it failed, else 0. `database`: an empty one; "" for a file."""

    def make() -> Line:
        with tempfile.TemporaryDirectory() as folder:
            where = {"url": database or f"sqlite:///{folder}/redvest.db", "keys": str(Path(folder) / "keys")}
            filled = run_child(FILLING, {**where, "volunteers": volunteers, "needs": needs, "seed": seed})
            say(f"filled in {filled.answer['seconds']:.0f} s")
            return dict(run_child(MEASURING, {**where, "requests": REQUESTS, "seed": seed}).answer)

    kind = "PostgreSQL" if database else "SQLite"
    run = Run(
        label=f"{volunteers:,} volunteers, {needs:,} needs, {kind}",
        key=dict(zip(KEY, (kind, volunteers, needs, seed), strict=True)),
        version=our_version(),
        make=make,
        summary=_summary,
    )
    return int(done_or_run(run, results=results, again=again, say=say) is None)


def service_tables(lines: Sequence[Line]) -> list[Table]:
    """A table for each database that has been filled."""
    return [
        Table(
            title=f"{line['database']}: {line['volunteers']:,} volunteers, {line['needs']:,} past needs",
            columns=("<what", "half", "99 of 100", "goal", "<met"),
            rows=tuple(_rows(line)),
            notes=("A page has 50 rows; its time is that of one client on this machine.", made_with([line])),
        )
        for line in lines
    ]


def _rows(line: Line) -> list[tuple[str, ...]]:
    pages = [
        (
            name,
            f"{took['p50_ms']:.1f} ms",
            f"{took['p99_ms']:.1f} ms",
            f"{PAGE_GOAL_MS:.0f} ms",
            _met(took["p99_ms"] <= PAGE_GOAL_MS),
        )
        for name, took in line["pages"].items()
    ]
    begun_s = line["plan_begun_seconds"]
    memory = [
        (
            f"memory of the {name}",
            "",
            f"{peak / 1000**3:.2f} GB",
            f"{MEMORY_GOAL_BYTES / 1000**3:.0f} GB",
            _met(peak <= MEMORY_GOAL_BYTES),
        )
        for name, peak in line["peak_bytes"].items()
    ]
    begun = (
        "a day's plan is begun",
        "",
        f"{begun_s:.1f} s",
        f"{BEGUN_GOAL_S:.0f} s",
        _met(begun_s <= BEGUN_GOAL_S),
    )
    return [*pages, begun, *memory]


def _met(held: bool) -> str:
    return "yes" if held else "NO"


def _summary(line: Line) -> str:
    worst_ms = max(took["p99_ms"] for took in line["pages"].values())
    return f"pages within {worst_ms:.0f} ms, a plan begun after {line['plan_begun_seconds']:.1f} s"
