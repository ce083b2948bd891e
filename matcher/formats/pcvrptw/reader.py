"""A prize-collecting file as a Problem: a customer is a need whose priority is its prize."""

import numpy as np

from matcher.formats.assemble import Task, assemble, fleet_of, wish_of
from matcher.formats.format import Instance, TaskLabel
from matcher.formats.pcvrptw.text import NAME, Fleet, parse
from matcher.formats.scaling import down, up
from matcher.problem import I32, Weights
from matcher.travel.providers import Matrix

SCALE = 10
"""Ways are cut to one decimal, so tenths hold them exactly; the published value counts tenths too."""


def read(text: str) -> Instance:
    """The instance; cost is the published value: tenths of distance and of prizes lost. Raises BadFormat."""
    fleet = parse(text)
    problem = assemble(
        fleet_of(
            fleet.vehicles,
            opens=up(fleet.depot.opens, SCALE),
            closes=down(fleet.depot.closes, SCALE),
            capacity=fleet.capacity,
        ),
        [
            wish_of(
                str(customer.number),
                Task(
                    place=place,
                    service=up(fleet.service, SCALE),
                    opens=up(customer.opens, SCALE),
                    closes=down(customer.closes, SCALE),
                    brought=customer.demand,
                ),
                able=range(fleet.vehicles) if customer.demand <= fleet.capacity else (),
                priority=customer.prize,
            )
            for place, customer in enumerate(fleet.customers, start=1)
        ],
        travel=Matrix(_ways(fleet)[None]),
        weights=Weights(unmet=SCALE, travel=1, lexicographic=False),
        unsupported=fleet.unknown,
    )
    return Instance(
        format=NAME,
        problem=problem,
        scale=SCALE,
        volunteers=tuple(range(1, fleet.vehicles + 1)),
        tasks=tuple(TaskLabel(customer.number) for customer in fleet.customers),
    )


def _ways(fleet: Fleet) -> I32:
    x, y = (
        np.array([getattr(node, axis) for node in (fleet.depot, *fleet.customers)], dtype=np.int64)
        for axis in "xy"
    )
    squares = SCALE**2 * ((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    # The largest coordinates keep this below 2**52, where a root in doubles is never cut to a wrong number.
    ways: I32 = np.sqrt(squares).astype(np.int32)
    return ways
