"""A Solomon file as a Problem: a customer is a need, all vehicles are alike."""

import numpy as np

from matcher.formats.assemble import Task, assemble, fleet_of, wish_of
from matcher.formats.format import Instance, TaskLabel
from matcher.formats.scaling import down, largest_scale, scaled_matrix, up
from matcher.formats.solomon.text import NAME, parse
from matcher.problem import Weights
from matcher.travel.providers import Matrix

DETOURS = 4
"""A customer left out costs as much as so many of the longest detours, so that serving it always wins."""


def read(text: str) -> Instance:
    """The instance, for both objectives: for fleet the search takes vehicles out of use.

    Ways are rounded up to a millionth where int32 allows, so no route is feasible here that doubles forbid.
    Raises BadFormat.
    """
    fleet = parse(text)
    places = [fleet.depot, *fleet.customers]
    x, y = (np.array([getattr(place, axis) for place in places], dtype=np.float64) for axis in "xy")
    distances = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    scale = largest_scale(float(distances.max()))
    ways = scaled_matrix(distances, scale)
    problem = assemble(
        fleet_of(
            fleet.vehicles,
            opens=up(fleet.depot.ready, scale),
            closes=down(fleet.depot.due, scale),
            capacity=fleet.capacity,
        ),
        [
            wish_of(
                str(customer.number),
                Task(
                    place=place,
                    service=up(customer.service, scale),
                    opens=up(customer.ready, scale),
                    closes=down(customer.due, scale),
                    brought=customer.demand,
                ),
                able=range(fleet.vehicles) if customer.demand <= fleet.capacity else (),
            )
            for place, customer in enumerate(fleet.customers, start=1)
        ],
        travel=Matrix(ways[None]),
        weights=Weights(unmet=2 * DETOURS * int(ways.max()) + 1, travel=1),
    )
    return Instance(
        format=NAME,
        problem=problem,
        scale=scale,
        volunteers=tuple(range(1, fleet.vehicles + 1)),
        tasks=tuple(TaskLabel(customer.number) for customer in fleet.customers),
    )
