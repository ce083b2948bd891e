"""VROOM questions by hand, what a test does not mention is filled in; and their answers by our search."""

import json
from typing import Any

from matcher.formats.registry import named
from matcher.formats.unmet import unmet_reasons
from matcher.formats.verdict import Verdict
from matcher.formats.vroom import FORMAT
from matcher.routing.search import Budget, solve

Json = dict[str, Any]

WAYS = [[0, 100, 200, 300], [100, 0, 150, 250], [200, 150, 0, 120], [300, 250, 120, 0]]
"""Seconds between four places, the same both ways."""

WUHAN = (114.265, 30.55)


def job(id: int, place: int, **more: Any) -> Json:
    return {"id": id, "location_index": place, **more}


def shipment(id: int, pickup: int, delivery: int, **more: Any) -> Json:
    """Its steps bear the same id."""
    return {"pickup": job(id, pickup), "delivery": job(id, delivery), **more}


def vehicle(id: int = 1, **more: Any) -> Json:
    """From place 0 and back."""
    return {"id": id, "start_index": 0, "end_index": 0, **more}


def question(*jobs: Json, vehicles: Any = None, ways: Any = None, **more: Any) -> Json:
    return {
        "vehicles": [vehicle()] if vehicles is None else vehicles,
        "jobs": list(jobs),
        "matrices": {"car": {"durations": WAYS if ways is None else ways}},
        **more,
    }


def somewhere(east: int, north: int) -> list[float]:
    """Coordinates near WUHAN, in thousandths of a degree from there."""
    return [WUHAN[0] + east / 1000, WUHAN[1] + north / 1000]


def answer(asked: Json, iterations: int = 300) -> Json:
    """What our search writes, judged without violations."""
    text = json.dumps(asked)
    instance = named("vroom", text).read(text)
    result = solve(instance.problem, budget=Budget(iterations=iterations), start=instance.start)
    assert FORMAT.answer is not None
    found = FORMAT.answer.write(text, instance, result, unmet_reasons(instance.problem, result.unmet_needs))
    assert judged(asked, found).violations == ()
    return found


def judged(asked: Json, found: Json) -> Verdict:
    return FORMAT.evaluate(json.dumps(asked), found)


def steps(found: Json, route: int = 0) -> list[tuple[Any, ...]]:
    """Type, id, arrival and waiting time of each step."""
    return [
        (step["type"], step.get("id"), step["arrival"], step["waiting_time"])
        for step in found["routes"][route]["steps"]
    ]


def done(found: Json) -> set[tuple[str, int]]:
    """The tasks that some route does."""
    return {
        (step["type"], step["id"])
        for route in found["routes"]
        for step in route["steps"]
        if "id" in step and step["type"] != "break"
    }
