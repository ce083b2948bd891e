"""A Solomon file as a question to the peers, for distance alone: ways in thousandths, rounded up."""

import numpy as np

from benchmarks.peers.question import Helper, Question, Wish
from matcher.formats.scaling import down, scaled_matrix, up
from matcher.formats.solomon.text import NAME, Node, parse

SCALE = 1000
"""Rounding up costs a route of eleven legs a hundredth at most, and keeps it feasible in doubles."""

ANY_SKILL = 0
CAR = "car"


def read_solomon(text: str) -> Question:
    """The instance in `text`: all vehicles alike, every customer to be served. Raises BadFormat."""
    fleet = parse(text)
    nodes = [fleet.depot, *fleet.customers]
    x, y = (np.array([getattr(node, axis) for node in nodes], dtype=np.float64) for axis in "xy")
    ways = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    opens, closes = up(fleet.depot.ready, SCALE), down(fleet.depot.due, SCALE)
    return Question(
        format=NAME,
        helpers=tuple(
            Helper(
                label=vehicle,
                home=0,
                mode=CAR,
                shift=(opens, closes),
                skills=frozenset({ANY_SKILL}),
                max_travel=closes - opens,
                capacity=fleet.capacity,
            )
            for vehicle in range(1, fleet.vehicles + 1)
        ),
        wishes=tuple(_wish(place, node) for place, node in enumerate(fleet.customers, start=1)),
        points=tuple((float(node.x), float(node.y)) for node in nodes),
        travel={CAR: scaled_matrix(ways, SCALE).astype(np.int64)},
        must_serve=True,
        scale=SCALE,
    )


def _wish(place: int, node: Node) -> Wish:
    return Wish(
        label=node.number,
        place=place,
        skill=ANY_SKILL,
        service=up(node.service, SCALE),
        window=(up(node.ready, SCALE), down(node.due, SCALE)),
        load=node.demand,
    )
