"""VROOM through pyvroom, at its highest exploration level. Skills, priorities and shipments are native.

VROOM is not anytime: it stops when it is done, or some seconds after its limit. The limit is wall time, so
run it alone. Higher priority wins, whatever pyvroom's docstring says.
"""

from datetime import timedelta

import vroom

from benchmarks.cpu_clock import CpuClock
from benchmarks.peers.answer import Answer, PeerStop
from benchmarks.peers.question import Question

EXPLORATION = 5
PICKUP, VISITS = "pickup", ("job", "delivery")


def solve(question: Question, *, cpu_seconds: float, seed: int | None) -> Answer:
    """The routes it ends with; it takes no seed. The registry says what it can express."""
    clock = CpuClock()
    problem = vroom.Input()
    for mode, matrix in question.travel.items():
        problem.set_durations_matrix(mode, matrix)
    problem.add_vehicle(
        [
            vroom.Vehicle(
                who,
                start=one.home,
                end=one.home,
                profile=one.mode,
                capacity=[one.capacity],
                skills=set(one.skills),
                time_window=one.shift,
                max_travel_time=one.max_travel,
            )
            for who, one in enumerate(question.helpers)
        ]
    )
    for idx, wish in enumerate(question.wishes):
        windows = [wish.window]
        if wish.fetch is None:
            problem.add_job(
                vroom.Job(
                    idx,
                    wish.place,
                    default_service=wish.service,
                    delivery=[wish.load],
                    pickup=[0],
                    skills={wish.skill},
                    priority=wish.priority,
                    time_windows=windows,
                )
            )
        else:
            problem.add_shipment(
                vroom.ShipmentStep(idx, wish.fetch.place, default_service=wish.fetch.service),
                vroom.ShipmentStep(idx, wish.place, default_service=wish.service, time_windows=windows),
                amount=vroom.Amount([wish.fetch.load]),
                skills={wish.skill},
                priority=wish.priority,
            )
    limit = timedelta(seconds=max(0.001, cpu_seconds - clock.cpu_s))
    steps = problem.solve(EXPLORATION, nb_threads=1, timeout=limit).routes
    answer: dict[int, list[PeerStop]] = {}
    for who, kind, wish_id in zip(steps["vehicle_id"], steps["type"], steps["id"], strict=True):
        if kind == PICKUP or kind in VISITS:
            answer.setdefault(int(who), []).append(PeerStop(int(wish_id), pickup=kind == PICKUP))
    return answer
