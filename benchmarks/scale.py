"""A whole city's volunteers: how long they take to make, to write and to read back, and how much memory."""

from collections.abc import Sequence

from benchmarks.child import run_child
from benchmarks.machine_note import made_with
from benchmarks.ours import our_version
from benchmarks.result_lines import Line, ResultFile
from benchmarks.runs import Run, Say, done_or_run
from benchmarks.tables import Table

MODULE = "benchmarks.city"
KEY = ("volunteers", "seed")
VOLUNTEERS = 454_300
"""Registered volunteers of the reference district, Hanyang."""

GENERATE_TARGET_S = 60.0
FILES_TARGET_S = 30.0
MEMORY_TARGET_BYTES = 3 * 1000**3


def run_scale(volunteers: int, *, seed: int, again: bool, results: ResultFile, say: Say) -> int:
    """Run it unless it has been run; 1 where it failed or what was read is not what was written, else 0."""

    def make() -> Line:
        child = run_child(MODULE, {"volunteers": volunteers, "seed": seed})
        steps = {
            f"{step}_{unit}": round(child.answer[step][unit], 2)
            for step in ("generate", "write", "read")
            for unit in ("seconds", "cpu_seconds")
        }
        return {
            **steps,
            "file_bytes": child.answer["file_bytes"],
            "peak_bytes": child.peak_bytes,
            "same": child.answer["same"],
        }

    run = Run(
        label=f"{volunteers:,} volunteers, seed {seed}",
        key=dict(zip(KEY, (volunteers, seed), strict=True)),
        version=our_version(),
        make=make,
        summary=_summary,
    )
    line = done_or_run(run, results=results, again=again, say=say)
    return int(line is None or not line["same"])


def scale_tables(lines: Sequence[Line]) -> list[Table]:
    """One table, a row for each number of volunteers; none where nothing has been run."""
    if not lines:
        return []
    return [
        Table(
            title="Scale: volunteers generated, written to CSV, read back",
            columns=("volunteers", "<step", "seconds", "CPU-s", "target", "<met"),
            rows=tuple(
                row for line in sorted(lines, key=lambda line: line["volunteers"]) for row in _rows(line)
            ),
            notes=(
                "What was read equals what was written."
                if all(line["same"] for line in lines)
                else "BROKEN: what was read is not what was written.",
                "One process for all steps, so that its peak of memory holds both copies.",
                made_with(lines),
            ),
        )
    ]


def _rows(line: Line) -> list[tuple[str, ...]]:
    count = f"{line['volunteers']:,}"
    files_s = line["write_seconds"] + line["read_seconds"]
    files_cpu_s = line["write_cpu_seconds"] + line["read_cpu_seconds"]
    return [
        (
            count,
            "generate",
            f"{line['generate_seconds']:.1f}",
            f"{line['generate_cpu_seconds']:.1f}",
            f"{GENERATE_TARGET_S:.0f} s",
            _met(line["generate_seconds"] <= GENERATE_TARGET_S),
        ),
        (
            count,
            "write and read back",
            f"{files_s:.1f}",
            f"{files_cpu_s:.1f}",
            f"{FILES_TARGET_S:.0f} s",
            _met(files_s <= FILES_TARGET_S),
        ),
        (
            count,
            f"memory at most {line['peak_bytes'] / 1000**3:.2f} GB",
            "",
            "",
            f"{MEMORY_TARGET_BYTES / 1000**3:.0f} GB",
            _met(line["peak_bytes"] <= MEMORY_TARGET_BYTES),
        ),
    ]


def _met(held: bool) -> str:
    return "yes" if held else "NO"


def _summary(line: Line) -> str:
    return (
        f"generated in {line['generate_seconds']:.1f} s, written in {line['write_seconds']:.1f} s, "
        f"read back in {line['read_seconds']:.1f} s, {line['peak_bytes'] / 1000**3:.2f} GB"
        f"{'' if line['same'] else ', NOT WHAT WAS WRITTEN'}"
    )
