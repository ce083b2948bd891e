"""What is known of each instance, read from the best_known.csv of its family."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Figures = Mapping[str, float]
"""Name of a figure -> its value; names are those of the evaluator's terms where there is such a term."""

PEER, BOUND = "best_peer_priority", "bound_priority"
"""The figures known of a district: what the best peer listed serves, and what no plan can exceed."""

BOUND_ROW = "upper_bound_single_need"


class Known(Protocol):
    """Where the values of a family stand."""

    def figures(self, instances: Path) -> dict[str, Figures]:
        """Instance -> what is known of it; only those of which everything asked for is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Rows of instance, objective, value, source; `objectives`: figure -> how its rows' objective begins.

    `proven`: only values whose row calls them proven optimal.
    """

    folder: str
    objectives: Mapping[str, str]
    proven: bool = False

    def figures(self, instances: Path) -> dict[str, Figures]:
        found: dict[str, dict[str, float]] = {}
        for row in _rows(instances / self.folder):
            for figure, begins in self.objectives.items():
                told = row["objective"].startswith(begins)
                if told and ("proven optimal" in row["source"] or not self.proven):
                    found.setdefault(row["instance"], {})[figure] = float(row["value"])
        return {name: figures for name, figures in found.items() if figures.keys() == self.objectives.keys()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeersListed:
    """Rows of instance, solver, priority: the best run of any solver, and the single-need bound."""

    folder: str

    def figures(self, instances: Path) -> dict[str, Figures]:
        bounds: dict[str, float] = {}
        peers: dict[str, float] = {}
        for row in _rows(instances / self.folder):
            name, priority = row["instance"], float(row["priority"])
            if row["solver"] == BOUND_ROW:
                bounds[name] = priority
            else:
                peers[name] = max(priority, peers.get(name, 0.0))
        return {name: {PEER: peers[name], BOUND: bounds[name]} for name in bounds.keys() & peers.keys()}


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / "best_known.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
