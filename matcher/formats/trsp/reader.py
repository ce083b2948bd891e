"""A TRSP file as a Problem: a request is a need, tools are goods that are kept, spare parts goods used up."""

import numpy as np

from matcher.formats.assemble import Task, Worker, assemble, wish_of
from matcher.formats.format import Instance, TaskLabel
from matcher.formats.scaling import down, largest_scale, scaled_matrix, up
from matcher.formats.trsp.text import NAME, Crew, Node, parse
from matcher.problem import Weights
from matcher.travel.providers import Matrix

DEPOT = 0
"""Place of the depot, and the number that the file gives it."""


def read(text: str) -> Instance:
    """The instance; the objective is what all routes last together, so ways and waiting weigh the same.

    Service is part of that too, but the same in every plan that serves all. Ways are rounded up to a
    millionth where int32 allows, so no route is feasible here that doubles forbid.

    Raises BadFormat.
    """
    crew = parse(text)
    places = [crew.depot, *crew.technicians, *crew.requests]
    x, y = (np.array([getattr(place, axis) for place in places], dtype=np.float64) for axis in "xy")
    distances = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    scale = largest_scale(float(distances.max()))
    longest_day = max((one.closes - one.opens for one in crew.technicians), default=0)
    problem = assemble(
        [
            Worker(
                id=str(technician.number),
                home=technician.number,
                opens=up(technician.opens, scale),
                closes=down(technician.closes, scale),
                stock=_goods(technician, crew),
            )
            for technician in crew.technicians
        ],
        [
            wish_of(
                str(request.number),
                Task(
                    place=request.number,
                    service=up(request.service, scale),
                    opens=up(request.opens, scale),
                    closes=down(request.closes, scale),
                    goods=_goods(request, crew),
                ),
                able=[idx for idx, one in enumerate(crew.technicians) if request.skills <= one.skills],
            )
            for request in crew.requests
        ],
        travel=Matrix(scaled_matrix(distances, scale)[None]),
        # A request left out costs more than the longest route, so that serving it always wins.
        weights=Weights(unmet=up(longest_day, scale) + 1, travel=1, wait=1),
        kept=[True] * crew.tools + [False] * crew.parts,
        depots=[DEPOT],
        unsupported=_unsupported(crew),
    )
    return Instance(
        format=NAME,
        problem=problem,
        scale=scale,
        volunteers=tuple(technician.number for technician in crew.technicians),
        tasks=tuple(TaskLabel(request.number) for request in crew.requests),
        depots=(DEPOT,),
    )


def _goods(node: Node, crew: Crew) -> tuple[int, ...]:
    """Tools, then spare parts."""
    return (*(int(tool in node.tools) for tool in range(crew.tools)), *node.parts)


def _unsupported(crew: Crew) -> tuple[str, ...]:
    """A depot that closes while somebody works; those of the published files never do."""
    opens = min((one.opens for one in crew.technicians), default=crew.depot.opens)
    closes = max((one.closes for one in crew.technicians), default=crew.depot.closes)
    always = crew.depot.opens <= opens and closes <= crew.depot.closes
    return () if always else ("a main depot that is not open all day",)
