"""One sentence on what the results below a table were made with."""

from collections.abc import Sequence

from benchmarks.result_lines import Line


def made_with(lines: Sequence[Line]) -> str:
    """Commits, machines and dates of the lines, each once."""
    commits = sorted({f"{line['commit']}{' with changes' * line['dirty']}" for line in lines})
    machines = sorted({_machine(line) for line in lines})
    dates = sorted({line["date"] for line in lines})
    days = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    return f"Commit {', '.join(commits)}; {'; '.join(machines)}; {days}."


def _machine(line: Line) -> str:
    machine = line["machine"]
    return f"{machine['cpu']}, {machine['cores']} cores, Python {machine['python']}"
