"""An orienteering file as a Problem: a point is a need, its profit the priority; one volunteer, one route."""

import numpy as np

from matcher.formats.assemble import Task, Worker, assemble, wish_of
from matcher.formats.format import Instance, TaskLabel
from matcher.formats.optw.text import NAME, Tour, parse
from matcher.formats.scaling import down, up
from matcher.problem import I32, Weights
from matcher.travel.providers import MAX_WAY, Matrix
from models.errors import BadFormat

WAYS_A_POINT = 2
"""A point of the mean profit is worth so many mean ways in the annealing. On 24 instances, 1 CPU-s each, with
a half or 8 the gap to the optimum is much the same, with a tenth or 30 more than twice as large."""


def read(text: str) -> Instance:
    """The instance: profit first; of two routes of one profit the shorter leaves more time for others.

    Ways are cut to the file's decimals, so whole numbers hold them exactly. Raises BadFormat.
    """
    tour = parse(text)
    scale = 10**tour.decimals
    ways = _ways(tour, scale)
    problem = assemble(
        [Worker(id="1", home=0, opens=up(tour.start.opens, scale), closes=down(tour.start.closes, scale))],
        [
            wish_of(
                str(point.number),
                Task(
                    place=place,
                    service=up(point.service, scale),
                    opens=up(point.opens, scale),
                    closes=down(point.closes, scale),
                ),
                able=(0,),
                priority=point.profit,
            )
            for place, point in enumerate(tour.points, start=1)
        ],
        travel=Matrix(ways[None]),
        weights=Weights(unmet=_exchange(tour, ways), travel=1),
    )
    return Instance(
        format=NAME,
        problem=problem,
        scale=scale,
        volunteers=(1,),
        tasks=tuple(TaskLabel(point.number) for point in tour.points),
    )


def _ways(tour: Tour, scale: int) -> I32:
    points = [tour.start, *tour.points]
    ways = np.zeros((len(points), len(points)), dtype=np.int64)
    for a, here in enumerate(points):
        for b in range(a):
            ways[a, b] = ways[b, a] = tour.way(here, points[b]) * scale
    if ways.max() > MAX_WAY:
        raise BadFormat(f"a way of {ways.max() / scale:.0f} is too long to be planned")
    return ways.astype(np.int32)


def _exchange(tour: Tour, ways: I32) -> int:
    """What a point of profit is worth in travel while the search wanders."""
    pairs, profits = len(tour.points) * (len(tour.points) + 1), sum(point.profit for point in tour.points)
    if not profits:
        return 1
    mean_way, mean_profit = int(ways.sum(dtype=np.int64)) / pairs, profits / len(tour.points)
    return max(1, round(WAYS_A_POINT * mean_way / mean_profit))
