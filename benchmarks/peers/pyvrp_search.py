"""PyVRP's iterated local search, with optional clients and shipments that earn prizes.

A skill is a load dimension: a need asks for one unit of it, and whoever lacks the skill carries none. The
limit on travel is the limit on distance, with distance equal to travel time. The search starts from the empty
solution, so that what it returns is feasible; from its usual random start it may end with an infeasible one.
"""

import pyvrp

from benchmarks.cpu_clock import CpuClock
from benchmarks.peers.answer import Answer, PeerStop
from benchmarks.peers.district import District
from matcher.formats.district.text import Wanted

PRIZE_S = 2_000
"""What a point of priority is worth in seconds of travel: a need that costs more is left out."""


def solve(district: District, *, cpu_seconds: float, seed: int | None) -> Answer:
    """Best routes found. The registry says what it can express."""
    clock = CpuClock()
    clients, client_needs = [], []
    shipments, shipment_needs = [], []
    for idx, need in enumerate(district.needs):
        if need.pickup is None:
            clients.append(_client(district, need))
            client_needs.append(idx)
        else:
            shipments.append(_shipment(district, need))
            shipment_needs.append(idx)
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(float(x), float(y)) for x, y in district.row_of],
        clients=clients,
        depots=[pyvrp.Depot(district.home(one)) for one in district.volunteers],
        vehicle_types=_vehicle_types(district),
        distance_matrices=list(district.travel_s.values()),
        duration_matrices=list(district.travel_s.values()),
        shipments=shipments,
    )

    def out_of_time(best_cost: int) -> bool:
        return clock.cpu_s >= cpu_seconds

    result = pyvrp.solve(
        data,
        out_of_time,
        seed=1 if seed is None else seed,
        collect_stats=False,
        initial_solution=pyvrp.Solution(data, []),
    )
    answer: dict[int, list[PeerStop]] = {}
    for route in result.best.routes():
        stops = []
        for activity in route.schedule():
            if activity.is_client():
                stops.append(PeerStop(client_needs[activity.idx]))
            elif activity.is_pickup() or activity.is_delivery():
                stops.append(PeerStop(shipment_needs[activity.idx], pickup=activity.is_pickup()))
        answer[route.vehicle_type()] = stops
    return answer


def _amount(district: District, need: Wanted, load: int) -> list[int]:
    """One unit of the skill asked for, and the load."""
    return [int(skill == need.skill) for skill in district.skills] + [load]


def _client(district: District, need: Wanted) -> pyvrp.Client:
    return pyvrp.Client(
        district.place(need),
        delivery=_amount(district, need, 0),
        service_duration=need.service_s,
        tw_early=need.window[0],
        tw_late=need.window[1],
        prize=PRIZE_S * need.priority,
        required=False,
    )


def _shipment(district: District, need: Wanted) -> pyvrp.Shipment:
    assert need.pickup is not None
    return pyvrp.Shipment(
        district.place(need.pickup),
        district.place(need),
        pickup_service_duration=need.pickup.service_s,
        delivery_tw_early=need.window[0],
        delivery_tw_late=need.window[1],
        delivery_service_duration=need.service_s,
        amount=_amount(district, need, need.pickup.load),
        prize=PRIZE_S * need.priority,
        required=False,
    )


def _vehicle_types(district: District) -> list[pyvrp.VehicleType]:
    """One type, of one vehicle, for each volunteer."""
    enough = len(district.needs)
    return [
        pyvrp.VehicleType(
            num_available=1,
            capacity=[enough if skill in one.skills else 0 for skill in district.skills] + [one.capacity],
            start_depot=who,
            end_depot=who,
            tw_early=one.shift[0],
            tw_late=one.shift[1],
            max_distance=one.max_travel_s,
            profile=district.modes.index(one.mode),
        )
        for who, one in enumerate(district.volunteers)
    ]
