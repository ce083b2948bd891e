"""PyVRP's iterated local search, with optional clients and shipments that earn prizes.

A skill is a load dimension, if there is more than one: a wish asks for one unit of it, and whoever lacks the
skill carries none. The limit on travel is the limit on distance, with distance equal to travel time. Where
wishes may be left out the search starts from the empty solution, so that what it returns is feasible; from
its usual random start it may end with an infeasible one.
"""

import pyvrp

from benchmarks.cpu_clock import CpuClock
from benchmarks.peers.answer import Answer, PeerStop
from benchmarks.peers.question import Question, Wish

PRIZE = 2_000
"""What a point of priority is worth in travel: a wish that costs more is left out."""


def solve(question: Question, *, cpu_seconds: float, seed: int | None) -> Answer:
    """Best routes found. The registry says what it can express."""
    clock = CpuClock()
    client_wishes = [idx for idx, wish in enumerate(question.wishes) if wish.fetch is None]
    shipment_wishes = [idx for idx, wish in enumerate(question.wishes) if wish.fetch is not None]
    homes = list(dict.fromkeys(one.home for one in question.helpers))
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(float(x), float(y)) for x, y in question.points],
        clients=[_client(question, question.wishes[idx]) for idx in client_wishes],
        depots=[pyvrp.Depot(home) for home in homes],
        vehicle_types=_vehicle_types(question, homes),
        distance_matrices=list(question.travel.values()),
        duration_matrices=list(question.travel.values()),
        shipments=[_shipment(question, question.wishes[idx]) for idx in shipment_wishes],
    )

    def out_of_time(best_cost: int) -> bool:
        return clock.cpu_s >= cpu_seconds

    result = pyvrp.solve(
        data,
        out_of_time,
        seed=1 if seed is None else seed,
        collect_stats=False,
        initial_solution=None if question.must_serve else pyvrp.Solution(data, []),
    )
    left = [list(group) for group in question.alike]
    answer: dict[int, list[PeerStop]] = {}
    for route in result.best.routes():
        stops = []
        for activity in route.schedule():
            if activity.is_client():
                stops.append(PeerStop(client_wishes[activity.idx]))
            elif activity.is_pickup() or activity.is_delivery():
                stops.append(PeerStop(shipment_wishes[activity.idx], pickup=activity.is_pickup()))
        answer[left[route.vehicle_type()].pop()] = stops
    return answer


def _amount(question: Question, wish: Wish, load: int) -> list[int]:
    """One unit of the skill asked for, and the load."""
    return [int(skill == wish.skill) for skill in _skills(question)] + [load]


def _skills(question: Question) -> list[int]:
    """Those that divide the helpers."""
    return question.skills if len(question.skills) > 1 else []


def _client(question: Question, wish: Wish) -> pyvrp.Client:
    return pyvrp.Client(
        wish.place,
        delivery=_amount(question, wish, wish.load),
        service_duration=wish.service,
        tw_early=wish.window[0],
        tw_late=wish.window[1],
        prize=0 if question.must_serve else PRIZE * wish.priority,
        required=question.must_serve,
    )


def _shipment(question: Question, wish: Wish) -> pyvrp.Shipment:
    assert wish.fetch is not None
    return pyvrp.Shipment(
        wish.fetch.place,
        wish.place,
        pickup_service_duration=wish.fetch.service,
        delivery_tw_early=wish.window[0],
        delivery_tw_late=wish.window[1],
        delivery_service_duration=wish.service,
        amount=_amount(question, wish, wish.fetch.load),
        prize=0 if question.must_serve else PRIZE * wish.priority,
        required=question.must_serve,
    )


def _vehicle_types(question: Question, homes: list[int]) -> list[pyvrp.VehicleType]:
    """One type for each group of helpers who are alike."""
    enough = len(question.wishes)
    row = {home: depot for depot, home in enumerate(homes)}
    types = []
    for group in question.alike:
        one = question.helpers[group[0]]
        types.append(
            pyvrp.VehicleType(
                num_available=len(group),
                capacity=[enough if skill in one.skills else 0 for skill in _skills(question)]
                + [one.capacity],
                start_depot=row[one.home],
                end_depot=row[one.home],
                tw_early=one.shift[0],
                tw_late=one.shift[1],
                max_distance=one.max_travel,
                profile=question.modes.index(one.mode),
            )
        )
    return types
