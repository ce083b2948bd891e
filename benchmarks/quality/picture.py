"""The gaps of all families as one picture: a box for each, its goal, its mean, every run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from benchmarks.quality.families import FAMILIES, Family
from benchmarks.quality.goal_tables import judged, runs_of
from benchmarks.quality.measures import gaps_of
from benchmarks.result_lines import Line

PAPER, INK, GREY, RULE, BAND = "#ffffff", "#1c1c20", "#707076", "#d8d5cd", "#f6f4ef"
MET, MISSED, NO_GOAL = "#2f7f86", "#c8102e", "#8b8b92"

LINEAR_PERCENT = 1.0
"""Up to this gap the axis is linear, beyond it logarithmic: most gaps are small, a few are not."""

LINEAR_SCALE = 1.0
"""Room from nought to LINEAR_PERCENT, in decades."""

TICKS = (-20, -10, -5, -2, -1, -0.5, 0, 0.5, 1, 2, 5, 10, 20, 50)
ROW_INCHES, WIDTH_INCHES = 0.36, 9.6
JITTER = 0.13

STABLE: dict[Any, Any] = {"svg.hashsalt": "redvest", "font.family": "DejaVu Sans", "font.size": 9.0}
"""The same results give the same file."""


@dataclass(frozen=True, slots=True)
class _Row:
    family: Family
    gaps: list[float]
    runs: int
    met: list[bool]
    goal_percent: float | None

    @property
    def colour(self) -> str:
        return NO_GOAL if not self.met else MET if all(self.met) else MISSED


def draw_gaps(lines: Sequence[Line], path: Path) -> None:
    """Write the picture as SVG."""
    with mpl.rc_context(STABLE):
        gap_figure(lines).savefig(path, format="svg", metadata={"Date": None}, facecolor=PAPER)


def gap_figure(lines: Sequence[Line]) -> Figure:
    """The picture; families that have not been run are left out."""
    rows = [_row(family, runs) for family in FAMILIES if (runs := runs_of(family, lines))]
    with mpl.rc_context(STABLE):
        figure = Figure(figsize=(WIDTH_INCHES, 1.5 + ROW_INCHES * len(rows)), facecolor=PAPER)
        axes = figure.add_axes(_box(figure, len(rows)))
        _frame(axes, rows)
        for at, row in enumerate(rows):
            _draw(axes, at, row)
        _head(figure)
    return figure


def _row(family: Family, runs: Sequence[Line]) -> _Row:
    limits = [goal.limit for goal in family.goals if goal.says == "mean gap"]
    return _Row(
        family=family,
        gaps=gaps_of([line for line in runs if line["feasible"]], family.gap),
        runs=len(runs),
        met=[judged(goal, family, runs)[1] for goal in family.goals],
        goal_percent=limits[0] if limits else None,
    )


def _box(figure: Figure, rows: int) -> tuple[float, float, float, float]:
    """The axes within the figure: room for names at the left, for numbers at the right."""
    height = figure.get_figheight()
    return 0.26, 0.5 / height, 0.58, ROW_INCHES * rows / height


def _frame(axes: Axes, rows: Sequence[_Row]) -> None:
    gaps = [gap for row in rows for gap in row.gaps] or [0.0]
    axes.set_xscale("symlog", linthresh=LINEAR_PERCENT, linscale=LINEAR_SCALE)
    low, high = min(-0.5, 1.3 * min(gaps)), max(3.0, 1.3 * max(gaps))
    axes.set_xlim(low, high)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.xaxis.set_major_locator(FixedLocator([tick for tick in TICKS if low <= tick <= high]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _signed(f"{value:+g}")))
    axes.tick_params(axis="x", colors=GREY, length=0, pad=5)
    axes.set_yticks([])
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    for side in axes.spines.values():
        side.set_visible(False)
    for at in range(0, len(rows), 2):
        axes.axhspan(at - 0.5, at + 0.5, color=BAND, zorder=0, linewidth=0)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=2)


def _draw(axes: Axes, at: int, row: _Row) -> None:
    beside = axes.get_yaxis_transform()
    budget = f"{row.family.aims} · {row.family.cpu_seconds:g} s"
    axes.text(-0.015, at - 0.13, row.family.label, transform=beside, ha="right", va="center", color=INK)
    axes.text(-0.015, at + 0.24, budget, transform=beside, ha="right", va="center", color=GREY, fontsize=6.8)
    counted = f"{len(row.gaps)} of {row.runs}" if len(row.gaps) < row.runs else f"{row.runs}"
    mean = _signed(f"{round(fmean(row.gaps), 2) + 0.0:+.2f}") if row.gaps else "–"
    axes.text(1.125, at, mean, transform=beside, ha="right", va="center", color=row.colour, fontweight="bold")
    axes.text(1.25, at, counted, transform=beside, ha="right", va="center", color=GREY)
    if row.goal_percent is not None:
        axes.plot([row.goal_percent] * 2, [at - 0.36, at + 0.36], color=INK, linewidth=1.6, zorder=6)
    if not row.gaps:
        return
    axes.boxplot(
        row.gaps,
        positions=[at],
        orientation="horizontal",
        widths=0.5,
        whis=(0, 100),
        patch_artist=True,
        manage_ticks=False,
        zorder=3,
        boxprops={"facecolor": f"{row.colour}40", "edgecolor": row.colour, "linewidth": 1.0},
        medianprops={"color": row.colour, "linewidth": 2.0, "solid_capstyle": "butt"},
        whiskerprops={"color": row.colour, "linewidth": 1.0},
        capprops={"color": row.colour, "linewidth": 1.0},
    )
    # Runs that coincide are drawn apart, up and down in turn.
    heights = [at + JITTER * ((idx % 3) - 1) for idx in range(len(row.gaps))]
    axes.scatter(sorted(row.gaps), heights, s=9, color=row.colour, alpha=0.75, linewidths=0, zorder=4)
    axes.scatter(
        [fmean(row.gaps)], [at], s=34, marker="D", color=PAPER, edgecolors=INK, linewidths=1.1, zorder=7
    )


def _signed(number: str) -> str:
    """With the minus that is as wide as the plus; nought has neither."""
    return "0" if number in ("+0", "-0") else number.replace("-", "−")


def _head(figure: Figure) -> None:
    height = figure.get_figheight()
    title, below = 1 - 0.3 / height, 1 - 0.58 / height
    figure.text(0.02, title, "Gap to the best known", fontsize=14, fontweight="bold", color=INK, va="center")
    figure.text(
        0.02,
        below,
        "percent, one thread; left of nought is better than published; "
        "a district is measured to its single-need bound",
        fontsize=8,
        color=GREY,
        va="center",
    )
    above_axes = 1 - 0.86 / height
    figure.text(0.9125, above_axes, "mean %", ha="right", va="center", fontsize=8, color=GREY)
    figure.text(0.985, above_axes, "runs", ha="right", va="center", fontsize=8, color=GREY)
    goal = Line2D([], [], marker="|", color="none", markeredgecolor=INK, markersize=11, markeredgewidth=1.6)
    mean = Line2D([], [], marker="D", color="none", markerfacecolor=PAPER, markeredgecolor=INK)
    met, missed = (Patch(facecolor=f"{one}40", edgecolor=one) for one in (MET, MISSED))
    figure.legend(
        handles=[met, missed, mean, goal],
        labels=["goals met", "a goal missed", "mean", "goal for the mean"],
        loc="upper right",
        bbox_to_anchor=(0.99, 1 - 0.1 / height),
        ncols=4,
        frameon=False,
        fontsize=8,
        labelcolor=INK,
        handletextpad=0.5,
        columnspacing=1.4,
    )
