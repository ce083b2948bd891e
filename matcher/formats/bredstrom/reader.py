"""A case of Bredstrom and Ronnqvist as a Problem: a visit is a need, a pair is one of two roles."""

import numpy as np

from matcher.formats.assemble import Seat, Task, Wish, Worker, assemble
from matcher.formats.bredstrom.text import FORBIDDEN, NAME, Day, parse
from matcher.formats.format import Instance, TaskLabel
from matcher.formats.scaling import down, scale_for, scaled_matrix, up
from matcher.problem import Weights
from matcher.travel.providers import Matrix

DETOURS = 4
"""A visit left out costs as much as so many of the longest detours, so that serving it always wins."""


def read(text: str) -> Instance:
    """The instance; the objective is travel. Raises BadFormat."""
    day = parse(text)
    open_ways = day.ways[(day.ways < FORBIDDEN) & ~np.eye(len(day.ways), dtype=bool)]
    longest_way = float(open_ways.max(initial=0))
    # Nobody who takes a way longer than the day is back in time.
    closed_way = max(float(FORBIDDEN), float(day.horizon) + 1)
    ways = np.where(day.ways < FORBIDDEN, day.ways, closed_way)
    np.fill_diagonal(ways, 0)
    scale = scale_for(_numbers(day), longest_way=closed_way)
    alone = set(day.visits) - {visit for pair in day.pairs for visit in pair}
    groups: list[tuple[int, ...]] = sorted([*day.pairs, *((visit,) for visit in alone)])
    problem = assemble(
        [
            Worker(
                id=str(worker), home=0, opens=up(day.windows[0][0], scale), closes=down(day.horizon, scale)
            )
            for worker in day.workers
        ],
        [_wish(day, group, scale) for group in groups],
        travel=Matrix(scaled_matrix(ways, scale)[None]),
        weights=Weights(unmet=2 * DETOURS * up(longest_way, scale) + 1, travel=1),
        unsupported=day.unknown,
    )
    return Instance(
        format=NAME,
        problem=problem,
        scale=scale,
        volunteers=tuple(day.workers),
        tasks=tuple(TaskLabel(visit) for group in groups for visit in group),
    )


def _wish(day: Day, group: tuple[int, ...], scale: int) -> Wish:
    return Wish(
        id="+".join(map(str, group)),
        seats=tuple(
            Seat(
                tasks=(
                    Task(
                        place=visit,
                        service=up(day.durations[visit], scale),
                        opens=up(day.windows[visit][0], scale),
                        closes=down(day.windows[visit][1], scale),
                    ),
                ),
                able=range(day.staff),
            )
            for visit in group
        ),
        priority=len(group),
        gap=(0, 0) if len(group) == 2 else None,
    )


def _numbers(day: Day) -> set[float]:
    windows = {end for window in day.windows for end in window}
    return windows | set(day.durations) | {day.horizon} | set(np.unique(day.ways).tolist())
