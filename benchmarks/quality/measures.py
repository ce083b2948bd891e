"""How a run is measured against what is known, and what a family of runs is held to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.quality.best_known import BOUND, PEER
from benchmarks.result_lines import Line

AT_BEST_PERCENT = 0.01
"""Published values have two or three decimals: a gap up to this is theirs."""

VEHICLES = "vehicles"

Gap = Callable[[Line], float | None]
"""A feasible run -> how far it is from the best known, percent; None where the two cannot be compared."""


def least(figure: str) -> Gap:
    """Of a figure that is to be small."""
    return lambda line: 100 * (line["terms"][figure] / line["best_known"][figure] - 1)


def most(figure: str) -> Gap:
    """Of a figure that is to be great."""
    return lambda line: 100 * (1 - line["terms"][figure] / line["best_known"][figure])


def at_equal_fleet(figure: str) -> Gap:
    """Of a figure that counts only where as many vehicles are used as in the best known."""
    of_figure = least(figure)
    return lambda line: of_figure(line) if _vehicles_above(line) == 0 else None


def below_bound() -> Gap:
    """Of the priority served, to the bound of single needs, which nothing reaches."""
    return lambda line: 100 * (1 - line["terms"]["priority"] / line["best_known"][BOUND])


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a family is held to: a figure of its feasible runs, and its limit.

    `figure` is None where no run can be measured. `strictly`: the limit itself is not enough.
    """

    says: str
    figure: Callable[[Sequence[Line], Gap], float | None]
    limit: float
    at_least: bool = False
    strictly: bool = False

    def __str__(self) -> str:
        sign = {(False, False): "≤", (True, False): "≥", (False, True): "<", (True, True): ">"}
        return f"{self.says} {sign[self.at_least, self.strictly]} {self.limit:g} %"

    def is_met(self, figure: float) -> bool:
        """Whether the figure keeps the limit, both rounded as they are printed."""
        excess = round(figure, 2) - self.limit
        return (excess >= 0 if self.at_least else excess <= 0) and not (self.strictly and excess == 0)


def mean_gap(at_most: float) -> Goal:
    """Over the runs that can be compared: with a fleet to be equalled, those that equal it."""
    return Goal(says="mean gap", figure=lambda lines, gap: _mean(gaps_of(lines, gap)), limit=at_most)


def at_best(at_least: float) -> Goal:
    """Share of the runs that reach the best known."""
    return Goal(
        says="runs at best known",
        figure=lambda lines, gap: 100 * fmean(one <= AT_BEST_PERCENT for one in gaps_of(lines, gap)),
        limit=at_least,
        at_least=True,
    )


def cumulated_fleet(at_most: float) -> Goal:
    """Vehicles of all runs, above those of the best known."""
    return Goal(
        says="cumulated fleet above",
        figure=lambda lines, gap: (
            100 * sum(map(_vehicles_above, lines)) / sum(line["best_known"][VEHICLES] for line in lines)
        ),
        limit=at_most,
    )


def best_fleet(at_least: float) -> Goal:
    """Share of the runs that need no more vehicles than the best known."""
    return Goal(
        says="runs with the best fleet",
        figure=lambda lines, gap: 100 * fmean(_vehicles_above(line) <= 0 for line in lines),
        limit=at_least,
        at_least=True,
    )


def above_peers() -> Goal:
    """The run that is least ahead of the best peer is ahead."""
    return Goal(
        says="least ahead of best peer",
        figure=lambda lines, gap: min(map(_ahead_percent, lines)),
        limit=0.0,
        at_least=True,
        strictly=True,
    )


def ahead_of_peers(at_least: float) -> Goal:
    """On average, over the best peer listed for each instance."""
    return Goal(
        says="ahead of best peer",
        figure=lambda lines, gap: fmean(map(_ahead_percent, lines)),
        limit=at_least,
        at_least=True,
    )


def way_to_bound(at_least: float) -> Goal:
    """On average, how much of the way from the best peer to the bound is gone."""
    return Goal(
        says="way from best peer to bound",
        figure=lambda lines, gap: fmean(
            100
            * (line["terms"]["priority"] - line["best_known"][PEER])
            / (line["best_known"][BOUND] - line["best_known"][PEER])
            for line in lines
        ),
        limit=at_least,
        at_least=True,
    )


def gaps_of(lines: Sequence[Line], gap: Gap) -> list[float]:
    """The gaps of the runs that can be compared."""
    return [one for line in lines if (one := gap(line)) is not None]


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _vehicles_above(line: Line) -> float:
    return float(line["terms"][VEHICLES] - line["best_known"][VEHICLES])


def _ahead_percent(line: Line) -> float:
    return 100 * float(line["terms"]["priority"] / line["best_known"][PEER] - 1)
