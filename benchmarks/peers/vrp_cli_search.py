"""vrp-cli through its Python module, in its pragmatic format: skills, values, pickups and windows are native.

Objectives: the greatest value, then the fewest unassigned, then the least cost. The limit on travel is the
limit on distance, with distance equal to travel time. One pool of one thread.

It is not anytime: its limit is whole seconds of wall time, so run it alone, and it goes over it.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

import vrp_cli

from benchmarks.cpu_clock import CpuClock
from benchmarks.peers.answer import Answer, PeerStop
from benchmarks.peers.question import Helper, Question, Wish

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PICKUP, VISITS = "pickup", ("service", "delivery")


def solve(question: Question, *, cpu_seconds: float, seed: int | None) -> Answer:
    """The routes it ends with; it takes no seed. The registry says what it can express."""
    clock = CpuClock()
    problem = json.dumps(_problem(question))
    matrices = [_matrix(mode, matrix.ravel().tolist()) for mode, matrix in question.travel.items()]
    config = {
        "termination": {"maxTime": max(1, ceil(cpu_seconds - clock.cpu_s))},
        "environment": {
            "parallelism": {"numThreadPools": 1, "threadsPerPool": 1},
            "logging": {"enabled": False},
        },
    }
    solution = json.loads(vrp_cli.solve_pragmatic(problem, matrices, json.dumps(config)))
    return {int(tour["vehicleId"]): _stops(tour) for tour in solution["tours"]}


def _problem(question: Question) -> dict[str, Any]:
    return {
        "plan": {"jobs": [_job(question, idx, wish) for idx, wish in enumerate(question.wishes)]},
        "fleet": {
            "vehicles": [_vehicles(question.helpers[group[0]], group) for group in question.alike],
            "profiles": [{"name": mode} for mode in question.modes],
        },
        "objectives": [
            *([] if question.must_serve else [[{"type": "maximize-value"}]]),
            [{"type": "minimize-unassigned"}],
            [{"type": "minimize-cost"}],
        ],
    }


def _job(question: Question, idx: int, wish: Wish) -> dict[str, Any]:
    visit = {"places": [_place(wish.place, wish.service) | {"times": [list(map(_moment, wish.window))]}]}
    job: dict[str, Any] = {"id": f"{idx}", "skills": {"allOf": [f"{wish.skill}"]}}
    if not question.must_serve:
        job["value"] = wish.priority
    if wish.fetch is not None:
        load = [wish.fetch.load]
        fetched = {"places": [_place(wish.fetch.place, wish.fetch.service)], "demand": load}
        return job | {"pickups": [fetched], "deliveries": [visit | {"demand": load}]}
    if wish.load:
        return job | {"deliveries": [visit | {"demand": [wish.load]}]}
    return job | {"services": [visit]}


def _vehicles(helper: Helper, group: Sequence[int]) -> dict[str, Any]:
    home = {"index": helper.home}
    return {
        "typeId": f"{group[0]}",
        "vehicleIds": [f"{who}" for who in group],
        "profile": {"matrix": helper.mode},
        "costs": {"fixed": 0, "distance": 1, "time": 0},
        "shifts": [
            {
                "start": {"earliest": _moment(helper.shift[0]), "location": home},
                "end": {"latest": _moment(helper.shift[1]), "location": home},
            }
        ],
        "capacity": [helper.capacity],
        "skills": [f"{skill}" for skill in sorted(helper.skills)],
        "limits": {"maxDistance": helper.max_travel},
    }


def _matrix(mode: str, ways: list[int]) -> str:
    return json.dumps({"profile": mode, "travelTimes": ways, "distances": ways})


def _place(place: int, service: int) -> dict[str, Any]:
    return {"location": {"index": place}, "duration": service}


def _moment(seconds: int) -> str:
    return (EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _stops(tour: dict[str, Any]) -> list[PeerStop]:
    """Stops of the tour in order; a stop of the tour may be several of ours at one place."""
    return [
        PeerStop(int(activity["jobId"]), pickup=activity["type"] == PICKUP)
        for stop in tour["stops"]
        for activity in stop["activities"]
        if activity["type"] == PICKUP or activity["type"] in VISITS
    ]
