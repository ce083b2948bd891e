"""The results of the peers as tables: each peer's runs beside ours at the same CPU seconds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.machine_note import made_with
from benchmarks.peers.cases import DISTRICT, GENERATED, SOLOMON
from benchmarks.peers.registry import OURS, PEERS, Peer
from benchmarks.peers.side_by_side import equal_budget_s
from benchmarks.result_lines import Line
from benchmarks.tables import Table

HEAD, TAIL = ("<instance", "<peer", "CPU-s"), ("ahead", "<always")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A figure of the evaluator, shown in `unit` with so many decimals."""

    name: str
    figure: str
    decimals: int = 0
    unit: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """What a family is about: `figure` decides who is ahead, greatest or least first."""

    family: str
    title: str
    columns: tuple[Column, ...]
    figure: str
    greatest: bool

    def ahead(self, theirs: Sequence[Line], ours: Sequence[Line]) -> tuple[str, str]:
        """How far our mean is ahead of theirs, and whether our worst seed is ahead of their best."""
        mine, others = (
            [float(line["terms"][self.figure]) for line in lines if line["feasible"]]
            for lines in (ours, theirs)
        )
        if not mine or not others or not fmean(others):
            return "", ""
        lead = fmean(mine) / fmean(others) - 1
        always = min(mine) > max(others) if self.greatest else max(mine) < min(others)
        return f"{lead if self.greatest else -lead:+.1%}", "yes" if always else "no"


SERVED = Column(name="served", figure="served")
PRIORITY = Column(name="priority", figure="priority")
TRAVEL = Column(name="travel h", figure="travel_s", decimals=1, unit=3600)

CONTESTED = (
    Contested(
        family=DISTRICT,
        title="District",
        columns=(SERVED, PRIORITY, TRAVEL),
        figure="priority",
        greatest=True,
    ),
    Contested(
        family=GENERATED,
        title="Days of the generator",
        columns=(SERVED, PRIORITY, TRAVEL),
        figure="priority",
        greatest=True,
    ),
    Contested(
        family=SOLOMON,
        title="Solomon, distance alone",
        columns=(
            Column(name="vehicles", figure="vehicles"),
            Column(name="distance", figure="distance", decimals=2),
        ),
        figure="distance",
        greatest=False,
    ),
)


def comparison(lines: Sequence[Line]) -> list[Table]:
    """A table for each family, a row for each instance, peer and budget; none where no peer has run."""
    return [table for one in CONTESTED for table in _tables(one, lines)]


def _tables(contested: Contested, lines: Sequence[Line]) -> Iterator[Table]:
    lines = [line for line in lines if line["family"] == contested.family]
    rows = tuple(
        row
        for instance in sorted({line["instance"] for line in lines})
        for peer in PEERS
        for row in _rows(contested, instance, peer, lines)
    )
    if not rows:
        return
    broken = sorted({f"{line['instance']} {line['solver']}" for line in lines if not line["feasible"]})
    seeds = len({line["seed"] for line in lines if line["solver"] == OURS})
    versions = sorted({f"{line['solver']} {line['version']}" for line in lines})
    yield Table(
        title=f"{contested.title}, at equal CPU seconds: theirs / ours",
        columns=(*HEAD, *(column.name for column in contested.columns), *TAIL),
        rows=rows,
        notes=(
            f"Means over the seeds where there are several (ours: {seeds}). Ahead: ours in "
            f"{contested.figure}. Always: the worst of our seeds is ahead of the best of theirs.",
            f"INFEASIBLE, and not counted as ahead or behind: {', '.join(broken)}."
            if broken
            else f"All {len(lines)} solutions are feasible.",
            f"Versions: {', '.join(versions)}. {made_with(lines)}",
        ),
    )


def _rows(
    contested: Contested, instance: str, peer: Peer, lines: Sequence[Line]
) -> Iterator[tuple[str, ...]]:
    here = [line for line in lines if line["instance"] == instance]
    of_peer = [line for line in here if line["solver"] == peer.name]
    for budget_s in sorted({line["budget_cpu_seconds"] for line in of_peer}):
        theirs = [line for line in of_peer if line["budget_cpu_seconds"] == budget_s]
        equal_s = {equal_budget_s(peer, line) for line in theirs}
        ours = [line for line in here if line["solver"] == OURS and line["budget_cpu_seconds"] in equal_s]
        yield (
            instance,
            peer.label,
            _pair(theirs, ours, lambda line: line["cpu_seconds"], decimals=1),
            *(_figures(theirs, ours, column) for column in contested.columns),
            *contested.ahead(theirs, ours),
        )


def _figures(theirs: Sequence[Line], ours: Sequence[Line], column: Column) -> str:
    return _pair(
        theirs, ours, lambda line: line["terms"][column.figure] / column.unit, decimals=column.decimals
    )


def _pair(
    theirs: Sequence[Line], ours: Sequence[Line], value: Callable[[Line], float], *, decimals: int
) -> str:
    """Both means; a dash where ours has not run."""
    return " / ".join(
        f"{fmean(map(value, lines)):.{decimals}f}" if lines else "-" for lines in (theirs, ours)
    )
