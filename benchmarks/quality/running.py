"""The runs of the quality benchmark: planned, told with what they will take, then made one by one."""

from collections.abc import Iterator, Sequence

from benchmarks import ours
from benchmarks.quality.panel import PublicInstance
from benchmarks.result_lines import Line, ResultFile
from benchmarks.runs import Run, Say, broken, done_or_run, is_done, judged_run

KEY = ("family", "instance", "seed", "budget_cpu_seconds", "chains")

SHARE_OF_TWO = 1.67
"""Two chains of b CPU seconds each stand beside one chain of so many b."""


def chains_budget_s(cpu_seconds: float, chains: int) -> float:
    """CPU seconds of all chains together that stand beside one chain with `cpu_seconds`."""
    return cpu_seconds if chains == 1 else round(chains * cpu_seconds / SHARE_OF_TWO, 2)


def plan_runs(
    instances: Sequence[PublicInstance], *, seeds: Sequence[int], chains: Sequence[int]
) -> list[Run]:
    """Every run, one seed after the other, so that what is broken off has whole seeds."""
    return [_run(one, seed, count) for seed in seeds for one in instances for count in chains]


def planned_cpu_s(runs: Sequence[Run]) -> float:
    """What the runs may use."""
    return sum(float(str(run.key["budget_cpu_seconds"])) for run in runs)


def run_quality(runs: Sequence[Run], *, again: bool, results: ResultFile, say: Say) -> int:
    """Make what has not been made, each result kept as it comes; how many failed or broke a rule.

    The plan comes first: how many runs, and how much CPU time.
    """
    left = [run for run in runs if not is_done(run, results, again=again)]
    planned_s = planned_cpu_s(left)
    say(
        f"{len(left)} of {len(runs)} runs to make, {hours(planned_s)} of CPU time; "
        "Ctrl-C keeps what is done, and the next call goes on from there"
    )
    bad, used_s = 0, 0.0
    for at, run in enumerate(left, start=1):
        say(f"[{at}/{len(left)}, {hours(used_s)} of {hours(planned_s)}]")
        line = done_or_run(run, results=results, again=again, say=say)
        bad += line is None or not line["feasible"]
        used_s += float(str(run.key["budget_cpu_seconds"]))
    return bad


def hours(seconds: float) -> str:
    """Hours and minutes, as 2:05 h."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d} h"


def _run(instance: PublicInstance, seed: int, chains: int) -> Run:
    family = instance.family
    cpu_seconds = chains_budget_s(family.cpu_seconds, chains)
    key = dict(zip(KEY, (family.name, instance.name, seed, cpu_seconds, chains), strict=True))

    def make() -> Line:
        text = instance.path.read_text(encoding="utf-8")
        request = ours.our_request(
            family.format,
            text,
            cpu_seconds=cpu_seconds,
            seed=seed,
            objective=family.objective,
            chains=chains,
        )
        line, verdict = judged_run(ours.MODULE, request, format_name=family.format, text=text)
        return {"terms": dict(verdict.terms), "best_known": dict(instance.best_known), **line}

    def summary(line: Line) -> str:
        gap = family.gap(line)
        figures = ", ".join(f"{name} {line['terms'][name]:,g}" for name in _figures(instance, line))
        apart = "" if gap is None else f", gap {gap:+.2f} %"
        return f"{figures}{apart} in {line['cpu_seconds']:.1f} CPU-s{broken(line)}"

    return Run(
        label=f"{family.name} {instance.name}, {cpu_seconds:g} CPU-s"
        + (f" in {chains} chains" if chains > 1 else "")
        + f", seed {seed}",
        key=key,
        version=ours.our_version(),
        make=make,
        summary=summary,
    )


def _figures(instance: PublicInstance, line: Line) -> Iterator[str]:
    """The figures that are known of the instance, else all that the evaluator gives."""
    known = [name for name in instance.best_known if name in line["terms"]]
    yield from known or line["terms"]
