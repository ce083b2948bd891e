"""Pickups and deliveries as a Problem: a request is a need of one role, its pickup and its visit."""

import numpy as np

from matcher.formats.assemble import Task, assemble, fleet_of, wish_of
from matcher.formats.format import Instance, TaskLabel
from matcher.formats.pdptw.text import Fleet, Node
from matcher.formats.scaling import down, scale_for, scaled_matrix, up
from matcher.problem import Weights
from matcher.travel.providers import Matrix
from models.plans import Part

DETOURS = 4
"""A request left out costs as much as so many of the longest detours, so that serving it always wins."""


def read(fleet: Fleet) -> Instance:
    """The instance, for both objectives: for fleet the search takes vehicles out of use.

    Ways of many decimals are rounded up to a millionth where int32 allows, so no route is feasible here that
    doubles forbid. Raises BadFormat.
    """
    longest_way = float(fleet.ways.max())
    scale = scale_for(_numbers(fleet), longest_way=longest_way)
    problem = assemble(
        fleet_of(
            fleet.vehicles,
            opens=up(fleet.depot.earliest, scale),
            closes=down(fleet.depot.latest, scale),
            capacity=fleet.capacity,
        ),
        [
            wish_of(
                f"{pickup}+{delivery}",
                _task(fleet.nodes[pickup], scale),
                _task(fleet.nodes[delivery], scale),
                able=range(fleet.vehicles) if fleet.nodes[pickup].demand <= fleet.capacity else (),
            )
            for pickup, delivery in fleet.requests
        ],
        travel=Matrix(scaled_matrix(fleet.ways, scale)[None]),
        weights=Weights(unmet=2 * DETOURS * up(longest_way, scale) + 1, travel=1),
        unsupported=fleet.unknown,
    )
    return Instance(
        format=fleet.format,
        problem=problem,
        scale=scale,
        volunteers=tuple(range(1, fleet.vehicles + 1)),
        tasks=tuple(
            TaskLabel(number, part)
            for request in fleet.requests
            for number, part in zip(request, (Part.PICKUP, Part.DROPOFF), strict=True)
        ),
    )


def _task(node: Node, scale: int) -> Task:
    return Task(
        place=node.number,
        service=up(node.service, scale),
        opens=up(node.earliest, scale),
        closes=down(node.latest, scale),
        load=node.demand,
    )


def _numbers(fleet: Fleet) -> set[float]:
    times = {time for node in fleet.nodes for time in (node.earliest, node.latest, node.service)}
    return times | set(np.unique(fleet.ways).tolist())
