"""Small VROOM questions of every kind that both engines take alike, by chance but by a seed."""

import random
from typing import Any

Json = dict[str, Any]

PLACES = 40


def by_chance(seed: int, *, tasks: int = 14, vehicles: int = 3) -> Json:
    """Homes, open ends, skills, loads of two kinds, priorities, windows, shipments, breaks and limits.

    Each setup is at a place of its own, and breaks may begin at any hour: where a setup can be left out, or a
    break must be taken on the way, VROOM has ways that our search has not.
    """
    chance = random.Random(seed)
    points = [(chance.randint(0, 3000), chance.randint(0, 3000)) for _ in range(PLACES)]
    durations = [[int(((a - c) ** 2 + (b - d) ** 2) ** 0.5) for c, d in points] for a, b in points]
    places = list(range(PLACES))
    chance.shuffle(places)
    jobs, shipments = [], []
    for id in range(1, tasks + 1):
        shared = {"priority": chance.choice([0, 0, 1, 5, 10])}
        if chance.random() < 0.5:
            shared["skills"] = [chance.choice([1, 2, 3])]
        if chance.random() < 0.7:
            amounts = {key: _amount(chance, 2) for key in ("delivery", "pickup")}
            setup = {"setup": chance.choice([0, 120])}
            jobs.append(_task(chance, id, places.pop()) | shared | amounts | setup)
        else:
            steps = {key: _task(chance, id, places.pop()) for key in ("pickup", "delivery")}
            shipments.append({"amount": _amount(chance, 3)} | steps | shared)
    return {
        "vehicles": [_vehicle(chance, id, places) for id in range(1, vehicles + 1)],
        "jobs": jobs,
        "shipments": shipments,
        "matrices": {"car": {"durations": durations, "distances": durations}},
    }


def at_few_places(asked: Json, places: int = 4) -> Json:
    """The same question with all tasks at a few places, each with a setup of its own: many are left out."""

    def moved(task: Json) -> Json:
        place = task["location_index"] % places
        return task | {"location_index": place, "setup": 60 * place}

    return asked | {
        "jobs": [moved(one) for one in asked["jobs"]],
        "shipments": [
            one | {key: moved(one[key]) for key in ("pickup", "delivery")} for one in asked["shipments"]
        ],
    }


def _task(chance: random.Random, id: int, place: int) -> Json:
    task: Json = {"id": id, "location_index": place, "service": chance.randint(60, 900)}
    if chance.random() < 0.5:
        opens = chance.randint(0, 6000)
        task["time_windows"] = [[opens, opens + chance.randint(600, 3000)]]
    return task


def _vehicle(chance: random.Random, id: int, places: list[int]) -> Json:
    vehicle: Json = {
        "id": id,
        "capacity": [8, 9],
        "skills": sorted(chance.sample([1, 2, 3], 2)),
        "time_window": [0, chance.choice([8_000, 10_000, 14_000])],
        "speed_factor": chance.choice([1, 1, 1.25]),
    }
    ends = chance.choice([("start",), ("end",), ("start", "end")])
    vehicle |= {f"{end}_index": places.pop() for end in ends}
    if chance.random() < 0.5:
        vehicle["breaks"] = [{"id": 1, "service": 600}]
    if chance.random() < 0.3:
        vehicle["max_tasks"] = chance.randint(3, 6)
    if chance.random() < 0.3:
        vehicle["max_travel_time"] = chance.randint(3_000, 8_000)
    return vehicle


def _amount(chance: random.Random, most: int) -> list[int]:
    return [chance.randint(0, most), chance.randint(0, most)]
