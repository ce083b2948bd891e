"""What every benchmark does with a run: skip it where it has been done, else make it, keep it and tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.child import RunFailed, run_child
from benchmarks.result_lines import Line, ResultFile
from benchmarks.stamp import stamp
from matcher.formats.registry import named
from matcher.formats.verdict import Verdict

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: the fields that tell it from others, who solves, and how its line is made.

    `version` is the solver's. `summary` says in a few words what a line holds.
    """

    label: str
    key: Mapping[str, object]
    version: str
    make: Callable[[], Line]
    summary: Callable[[Line], str]


def is_done(run: Run, results: ResultFile, *, again: bool) -> bool:
    """Whether this version has made the run; where it is to be made `again`, whether this very code has."""
    known = results.find(**run.key)
    if known is None or known["version"] != run.version:
        return False
    if not again:
        return True
    here = stamp()
    return bool(known["commit"] == here["commit"]) and not known["dirty"] and not here["dirty"]


def done_or_run(run: Run, *, results: ResultFile, again: bool, say: Say) -> Line | None:
    """The line of the run, found or made and kept; None where the run failed."""
    if is_done(run, results, again=again):
        known = results.find(**run.key)
        assert known is not None
        say(f"{run.label}: done before, {run.summary(known)}")
        return known
    say(f"{run.label} ...")
    try:
        line = {**run.key, "version": run.version, **run.make(), **stamp()}
    except RunFailed as failure:
        say(f"{run.label}: FAILED, {failure}")
        return None
    results.append(line)
    say(f"{run.label}: {run.summary(line)}")
    return line


def judged_run(
    module: str, request: Mapping[str, object], *, format_name: str, text: str
) -> tuple[Line, Verdict]:
    """What the child used and whether its solution is feasible; and the verdict of the format's evaluator.

    The child's answer has cpu_seconds and seconds, from the question to the answer, a solution, and
    iterations where the solver counts them. `process_cpu_seconds` adds the start of the child and its
    imports. Raises RunFailed.
    """
    child = run_child(module, request)
    verdict = named(format_name, text).evaluate(text, child.answer["solution"])
    line: Line = {
        "cpu_seconds": round(child.answer["cpu_seconds"], 3),
        "seconds": round(child.answer["seconds"], 3),
        "process_cpu_seconds": round(child.cpu_seconds, 3),
        "peak_bytes": child.peak_bytes,
        "feasible": not verdict.violations,
        "violations": list(verdict.violations[:3]),
    }
    if "iterations" in child.answer:
        line["iterations"] = child.answer["iterations"]
    return line, verdict


def broken(line: Line) -> str:
    """A few words where the line's solution breaks a rule, else nothing."""
    return "" if line["feasible"] else f", INFEASIBLE: {line['violations'][0]}"
