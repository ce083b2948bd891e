"""VROOM through pyvroom, at its highest exploration level. Skills, priorities and shipments are native.

VROOM is not anytime: it stops when it is done, or some seconds after its limit. The limit is wall time, so
run it alone. Higher priority wins, whatever pyvroom's docstring says.
"""

from datetime import timedelta

import vroom

from benchmarks.cpu_clock import CpuClock
from benchmarks.peers.answer import Answer, PeerStop
from benchmarks.peers.district import District

EXPLORATION = 5
PICKUP, VISITS = "pickup", ("job", "delivery")


def solve(district: District, *, cpu_seconds: float, seed: int | None) -> Answer:
    """The routes it ends with; it takes no seed. The registry says what it can express."""
    clock = CpuClock()
    problem = vroom.Input()
    for mode, matrix_s in district.travel_s.items():
        problem.set_durations_matrix(mode, matrix_s)
    problem.add_vehicle(
        [
            vroom.Vehicle(
                who,
                start=district.home(one),
                end=district.home(one),
                profile=one.mode,
                capacity=[one.capacity],
                skills=set(one.skills),
                time_window=one.shift,
                max_travel_time=one.max_travel_s,
            )
            for who, one in enumerate(district.volunteers)
        ]
    )
    for idx, need in enumerate(district.needs):
        windows = [need.window]
        if need.pickup is None:
            problem.add_job(
                vroom.Job(
                    idx,
                    district.place(need),
                    default_service=need.service_s,
                    delivery=[0],
                    pickup=[0],
                    skills={need.skill},
                    priority=need.priority,
                    time_windows=windows,
                )
            )
        else:
            problem.add_shipment(
                vroom.ShipmentStep(idx, district.place(need.pickup), default_service=need.pickup.service_s),
                vroom.ShipmentStep(
                    idx, district.place(need), default_service=need.service_s, time_windows=windows
                ),
                amount=vroom.Amount([need.pickup.load]),
                skills={need.skill},
                priority=need.priority,
            )
    limit = timedelta(seconds=max(0.001, cpu_seconds - clock.cpu_s))
    steps = problem.solve(EXPLORATION, nb_threads=1, timeout=limit).routes
    answer: dict[int, list[PeerStop]] = {}
    for who, kind, need_id in zip(steps["vehicle_id"], steps["type"], steps["id"], strict=True):
        if kind == PICKUP or kind in VISITS:
            answer.setdefault(int(who), []).append(PeerStop(int(need_id), pickup=kind == PICKUP))
    return answer
