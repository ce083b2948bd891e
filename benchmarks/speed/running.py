"""The runs of the speed benchmark."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks import ours
from benchmarks.child import run_child
from benchmarks.result_lines import Line, ResultFile
from benchmarks.runs import Run, Say, done_or_run
from benchmarks.speed.cases import (
    NEEDS_A_VOLUNTEER,
    RATE_CASES,
    REFERENCE_CPU_S_A_NEED,
    RUNGS,
    SIZES,
    RateCase,
)
from benchmarks.speed.growth import cpu_s_to_gap
from models.bounds import within

RATE_MODULE, GROWTH_MODULE = "benchmarks.speed.iterate_one", "benchmarks.speed.grow_one"
KEY = ("kind", "case", "seed")
RATE, GROWTH = "rate", "growth"


def plan_speed(instances: Path, *, sizes: Sequence[int], seeds: Sequence[int]) -> list[Run]:
    """Every run: fixed iterations on public instances, then generated days of these sizes.

    Raises InvalidInput where an instance is not there or a size has nobody in it.
    """
    for needs in sizes:
        within("needs of a generated day", needs, NEEDS_A_VOLUNTEER, max(SIZES))
    return [
        run
        for seed in seeds
        for run in (
            *(_rate_run(case, case.path(instances), seed) for case in RATE_CASES),
            *(_growth_run(needs, seed) for needs in sizes),
        )
    ]


def run_speed(runs: Sequence[Run], *, again: bool, results: ResultFile, say: Say) -> int:
    """Run what has not been run; how many failed."""
    return sum(done_or_run(run, results=results, again=again, say=say) is None for run in runs)


def _rate_run(case: RateCase, path: Path, seed: int) -> Run:
    def make() -> Line:
        request = {
            "format": case.format,
            "text": path.read_text(encoding="utf-8"),
            "objective": case.objective,
            "iterations": case.iterations,
            "seed": seed,
        }
        child = run_child(RATE_MODULE, request)
        searching_s = child.answer["cpu_seconds"] - child.answer["first_cpu_seconds"]
        return {
            "needs": case.needs,
            "iterations": child.answer["iterations"],
            "first_cpu_seconds": round(child.answer["first_cpu_seconds"], 4),
            "cpu_seconds": round(child.answer["cpu_seconds"], 4),
            "iterations_a_cpu_second": round(child.answer["iterations"] / searching_s),
            "peak_bytes": child.peak_bytes,
        }

    return Run(
        label=f"{case.label}, {case.iterations:,} iterations, seed {seed}",
        key=dict(zip(KEY, (RATE, case.label, seed), strict=True)),
        version=ours.our_version(),
        make=make,
        summary=lambda line: f"{line['iterations_a_cpu_second']:,} iterations a CPU second",
    )


def _growth_run(needs: int, seed: int) -> Run:
    def make() -> Line:
        request = {
            "needs": needs,
            "seed": seed,
            "reference_cpu_seconds": REFERENCE_CPU_S_A_NEED * needs,
            "rungs": RUNGS,
        }
        child = run_child(GROWTH_MODULE, request)
        return {
            "needs": needs,
            **child.answer,
            "peak_bytes": child.peak_bytes,
            "process_cpu_seconds": round(child.cpu_seconds, 2),
        }

    def summary(line: Line) -> str:
        return (
            f"first plan in {line['first_cpu_seconds']:.2f} CPU-s, good in {cpu_s_to_gap(line):.2f}, "
            f"{line['peak_bytes'] / 1000**3:.2f} GB"
        )

    return Run(
        label=f"{needs:,} needs, seed {seed}",
        key=dict(zip(KEY, (GROWTH, f"{needs} needs", seed), strict=True)),
        version=ours.our_version(),
        make=make,
        summary=summary,
    )
