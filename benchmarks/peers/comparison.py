"""The results of the peers as one table: each peer's runs beside ours at the same CPU seconds."""

from collections.abc import Iterator, Sequence
from statistics import fmean

from benchmarks.machine_note import made_with
from benchmarks.peers.registry import OURS, PEERS, Peer
from benchmarks.peers.side_by_side import equal_budget_s
from benchmarks.result_lines import Line
from benchmarks.tables import Table

COLUMNS = ("<instance", "<peer", "CPU-s", "served", "priority", "travel h", "ahead", "<always")


def comparison(lines: Sequence[Line]) -> list[Table]:
    """One table, a row for each instance, peer and budget; none where no peer has run."""
    rows = [
        row
        for instance in sorted({line["instance"] for line in lines})
        for peer in PEERS
        for row in _rows(instance, peer, lines)
    ]
    if not rows:
        return []
    broken = sorted({f"{line['instance']} {line['solver']}" for line in lines if not line["feasible"]})
    seeds = len({line["seed"] for line in lines if line["solver"] == OURS})
    versions = sorted({f"{line['solver']} {line['version']}" for line in lines})
    return [
        Table(
            title="District, at equal CPU seconds: theirs / ours",
            columns=COLUMNS,
            rows=tuple(rows),
            notes=(
                f"Means over the seeds where there are several (ours: {seeds}). Ahead: ours in priority. "
                "Always: the worst of our seeds serves more priority than the best of theirs.",
                f"INFEASIBLE: {', '.join(broken)}."
                if broken
                else f"All {len(lines)} solutions are feasible.",
                f"Versions: {', '.join(versions)}. {made_with(lines)}",
            ),
        )
    ]


def _rows(instance: str, peer: Peer, lines: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    here = [line for line in lines if line["instance"] == instance]
    of_peer = [line for line in here if line["solver"] == peer.name]
    for budget_s in sorted({line["budget_cpu_seconds"] for line in of_peer}):
        theirs = [line for line in of_peer if line["budget_cpu_seconds"] == budget_s]
        equal_s = {equal_budget_s(peer, line) for line in theirs}
        ours = [line for line in here if line["solver"] == OURS and line["budget_cpu_seconds"] in equal_s]
        yield (
            instance,
            peer.label,
            _pair("cpu_seconds", theirs, ours, decimals=1),
            _pair("served", theirs, ours),
            _pair("priority", theirs, ours),
            _pair("travel_s", theirs, ours, decimals=1, unit=3600),
            *_ahead(theirs, ours),
        )


def _pair(
    field: str, theirs: Sequence[Line], ours: Sequence[Line], *, decimals: int = 0, unit: int = 1
) -> str:
    """Both means of a field; a dash where ours has not run."""
    return " / ".join(
        f"{fmean(line[field] for line in lines) / unit:.{decimals}f}" if lines else "-"
        for lines in (theirs, ours)
    )


def _ahead(theirs: Sequence[Line], ours: Sequence[Line]) -> tuple[str, str]:
    """How far our mean priority is ahead of theirs, and whether every seed of ours is."""
    most = max(line["priority"] for line in theirs)
    if not ours or most == 0:
        return "", ""
    ahead = fmean(line["priority"] for line in ours) / fmean(line["priority"] for line in theirs) - 1
    return f"{ahead:+.1%}", "yes" if min(line["priority"] for line in ours) > most else "no"
