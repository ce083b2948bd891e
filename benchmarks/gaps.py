"""Ours on public instances, each solution verified, against the best value known."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ours
from benchmarks.result_lines import Line, ResultFile
from benchmarks.runs import Say, broken, done_or_run, judged_run

KEY = ("family", "instance", "seed", "budget_cpu_seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicInstance:
    """`figure` is the name of the evaluator's figure that `best_known` is a value of; `size` counts needs."""

    family: str
    name: str
    path: Path
    format: str
    figure: str
    best_known: float
    size: int


def run_gaps(
    instances: Iterable[PublicInstance],
    *,
    cpu_seconds: float,
    seeds: tuple[int, ...],
    again: bool,
    results: ResultFile,
    say: Say,
) -> int:
    """Run what has not been run, each result kept as it comes; how many runs failed or broke a rule."""
    bad = 0
    for instance in instances:
        for seed in seeds:
            line = _line(instance, cpu_seconds, seed, again, results, say)
            bad += line is None or not line["feasible"]
    return bad


def _line(
    instance: PublicInstance, cpu_seconds: float, seed: int, again: bool, results: ResultFile, say: Say
) -> Line | None:
    def make() -> Line:
        text = instance.path.read_text(encoding="utf-8")
        request = ours.our_request(instance.format, text, cpu_seconds=cpu_seconds, seed=seed)
        line, verdict = judged_run(ours.MODULE, request, format_name=instance.format, text=text)
        value = verdict.terms[instance.figure]
        return {
            "version": ours.our_version(),
            "size": instance.size,
            "value": value,
            "best_known": instance.best_known,
            "gap_percent": round(100 * (value / instance.best_known - 1), 4),
            **line,
        }

    key = dict(zip(KEY, (instance.family, instance.name, seed, cpu_seconds), strict=True))
    label = f"{instance.family} {instance.name}, {cpu_seconds:g} CPU-s, seed {seed}"
    return done_or_run(label, key, make, results=results, again=again, summary=_summary, say=say)


def _summary(line: Line) -> str:
    return (
        f"{line['value']:,.2f}, best known {line['best_known']:,.2f}, gap {line['gap_percent']:+.2f} % "
        f"in {line['cpu_seconds']:.1f} CPU-s{broken(line)}"
    )
