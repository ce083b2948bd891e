"""OR-Tools' routing library: local cheapest insertion, then guided local search.

A dropped wish costs DROPPED for each point of its priority; where all must be served none can be dropped. A
wish for two people is two copies, neither of which starts before the other, the penalty due once unless both
are served; a copy served alone is dropped afterwards and the time it frees is not filled again. Waiting costs
nothing: only travel is a cost and has a limit.

The library's own limit counts wall time. So it is a guard only, and the search is cancelled at the first step
after the CPU seconds are used: it overruns its budget by one step, or by its first solution where the budget
is too small for that.
"""

from itertools import chain

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.cpu_clock import CpuClock
from benchmarks.peers.answer import Answer, PeerStop, without_lone_helpers
from benchmarks.peers.question import Question, Wish

DROPPED = 100_000
WALL_GUARD = 3.0
"""The limit on wall time, as a multiple of the budget: reached only where the machine is busy otherwise."""


class _Nodes:
    """Nodes of the model: the homes first, then each stop of each copy of each wish."""

    def __init__(self, question: Question) -> None:
        self.places = [one.home for one in question.helpers]
        self.service = [0] * len(question.helpers)
        self.load = [0] * len(question.helpers)
        self.stops: list[PeerStop | None] = [None] * len(question.helpers)
        self.copies = [
            [self._copy(idx, wish) for _ in range(wish.crew)] for idx, wish in enumerate(question.wishes)
        ]

    def _copy(self, idx: int, wish: Wish) -> tuple[int | None, int]:
        """Nodes of the pickup, if there is one, and of the visit."""
        pickup = None
        if wish.fetch is not None:
            pickup = self._add(
                PeerStop(idx, pickup=True), wish.fetch.place, wish.fetch.service, wish.fetch.load
            )
        # What is on board from the start takes the same room as what stays on board to the end.
        load = wish.load if wish.fetch is None else -wish.fetch.load
        return pickup, self._add(PeerStop(idx), wish.place, wish.service, load)

    def _add(self, stop: PeerStop, place: int, service: int, load: int) -> int:
        self.stops.append(stop)
        self.places.append(place)
        self.service.append(service)
        self.load.append(load)
        return len(self.places) - 1


def solve(question: Question, *, cpu_seconds: float, seed: int | None) -> Answer:
    """Best routes found; the library takes no seed."""
    clock = CpuClock()
    nodes = _Nodes(question)
    homes = list(range(len(question.helpers)))
    manager = pywrapcp.RoutingIndexManager(len(nodes.places), len(homes), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    _add_helpers(question, nodes, routing)
    for wish, copies in zip(question.wishes, nodes.copies, strict=True):
        _add_wish(question, wish, copies, manager, routing)

    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.LOCAL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(round(1000 * WALL_GUARD * cpu_seconds))

    def cancel_when_used() -> None:
        if clock.cpu_s >= cpu_seconds:
            routing.CancelSearch()

    routing.AddAtSolutionCallback(cancel_when_used, True)
    solution = routing.SolveWithParameters(parameters)
    if solution is None:
        return {}
    answer = {who: _route(solution, who, nodes, manager, routing) for who in homes}
    return without_lone_helpers(question, answer)


def _add_helpers(question: Question, nodes: _Nodes, routing: pywrapcp.RoutingModel) -> None:
    places = np.ix_(nodes.places, nodes.places)
    services = np.array(nodes.service)[:, None]
    ways, times = {}, {}
    for mode, way in question.travel.items():
        ways[mode] = routing.RegisterTransitMatrix(way[places].tolist())
        # Service precedes the way on: the time at a stop is the start of its service.
        times[mode] = routing.RegisterTransitMatrix((services + way[places]).tolist())
    modes = [one.mode for one in question.helpers]
    horizon = max((one.shift[1] for one in question.helpers), default=0)
    for who, mode in enumerate(modes):
        routing.SetArcCostEvaluatorOfVehicle(ways[mode], who)
    routing.AddDimensionWithVehicleTransits([times[mode] for mode in modes], horizon, horizon, False, "time")
    routing.AddDimensionWithVehicleTransitAndCapacity(
        [ways[mode] for mode in modes], 0, [one.max_travel for one in question.helpers], True, "travel"
    )
    routing.AddDimensionWithVehicleCapacity(
        routing.RegisterUnaryTransitVector(nodes.load),
        0,
        [one.capacity for one in question.helpers],
        True,
        "load",
    )
    time = routing.GetDimensionOrDie("time")
    for who, one in enumerate(question.helpers):
        time.CumulVar(routing.Start(who)).SetRange(*one.shift)
        time.CumulVar(routing.End(who)).SetRange(*one.shift)


def _add_wish(
    question: Question,
    wish: Wish,
    copies: list[tuple[int | None, int]],
    manager: pywrapcp.RoutingIndexManager,
    routing: pywrapcp.RoutingModel,
) -> None:
    solver = routing.solver()
    time = routing.GetDimensionOrDie("time")
    # SetAllowedVehiclesForIndex raises TypeError in 9.15, so the variable's domain says who may come;
    # -1 is the vehicle of a stop that is not made.
    able = [-1, *question.able(wish)]
    for node in chain.from_iterable(copies):
        if node is not None:
            routing.VehicleVar(manager.NodeToIndex(node)).SetValues(able)
    visits = [manager.NodeToIndex(visit) for _, visit in copies]
    for (pickup_node, _), visit in zip(copies, visits, strict=True):
        time.CumulVar(visit).SetRange(*wish.window)
        if pickup_node is not None:
            pickup = manager.NodeToIndex(pickup_node)
            routing.AddPickupAndDelivery(pickup, visit)
            solver.Add(routing.VehicleVar(pickup) == routing.VehicleVar(visit))
            solver.Add(time.CumulVar(pickup) <= time.CumulVar(visit))
            routing.AddDisjunction([pickup], 0)
    if not question.must_serve:
        penalty = DROPPED * wish.priority
        routing.AddDisjunction(visits, penalty, wish.crew, pywrapcp.RoutingModel.PENALIZE_ONCE)
    for other in visits[1:]:
        # Equal variables would say the same, but then the first solution takes minutes.
        time.AddNodePrecedence(visits[0], other, 0)
        time.AddNodePrecedence(other, visits[0], 0)


def _route(
    solution: pywrapcp.Assignment,
    who: int,
    nodes: _Nodes,
    manager: pywrapcp.RoutingIndexManager,
    routing: pywrapcp.RoutingModel,
) -> list[PeerStop]:
    stops = []
    index = solution.Value(routing.NextVar(routing.Start(who)))
    while not routing.IsEnd(index):
        stop = nodes.stops[manager.IndexToNode(index)]
        if stop is not None:
            stops.append(stop)
        index = solution.Value(routing.NextVar(index))
    return stops
