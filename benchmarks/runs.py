"""What every benchmark does with a run: skip it where it has been done, else make it, keep it and tell."""

from collections.abc import Callable, Mapping

from benchmarks.child import RunFailed, run_child
from benchmarks.result_lines import Line, ResultFile
from benchmarks.stamp import stamp
from matcher.formats.registry import named
from matcher.formats.verdict import Verdict

Say = Callable[[str], None]


def done_or_run(
    label: str,
    key: Mapping[str, object],
    make: Callable[[], Line],
    *,
    results: ResultFile,
    again: bool,
    summary: Callable[[Line], str],
    say: Say,
) -> Line | None:
    """The line of the run with this key, found or made and kept; None where the run failed."""
    known = results.find(**key)
    if known is not None and not again:
        say(f"{label}: done before, {summary(known)}")
        return known
    say(f"{label} ...")
    try:
        line = {**key, **make(), **stamp()}
    except RunFailed as failure:
        say(f"{label}: FAILED, {failure}")
        return None
    results.append(line)
    say(f"{label}: {summary(line)}")
    return line


def judged_run(
    module: str, request: Mapping[str, object], *, format_name: str, text: str
) -> tuple[Line, Verdict]:
    """What the child used and whether its solution is feasible; and the verdict of the format's evaluator.

    The child's answer has cpu_seconds and seconds, from the question to the answer, and a solution.
    `process_cpu_seconds` adds the start of the child and its imports. Raises RunFailed.
    """
    child = run_child(module, request)
    verdict = named(format_name, text).evaluate(text, child.answer["solution"])
    line: Line = {
        "cpu_seconds": round(child.answer["cpu_seconds"], 3),
        "seconds": round(child.answer["seconds"], 3),
        "process_cpu_seconds": round(child.cpu_seconds, 3),
        "feasible": not verdict.violations,
        "violations": list(verdict.violations[:3]),
    }
    return line, verdict


def broken(line: Line) -> str:
    """A few words where the line's solution breaks a rule, else nothing."""
    return "" if line["feasible"] else f", INFEASIBLE: {line['violations'][0]}"
