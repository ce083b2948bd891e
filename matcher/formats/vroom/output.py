"""A plan as VROOM writes it, with the reasons of what is left out beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from matcher.formats.format import Instance
from matcher.formats.vroom.polyline import encoded
from matcher.formats.vroom.question import HOUR_COST, Question, Spot, Task, Vehicle
from matcher.formats.vroom.setups import folded_setups
from matcher.formats.vroom.steps import Row, rows_of
from matcher.formats.vroom.text import parse
from matcher.routing.result import Result

Json = dict[str, Any]

INPUT_ERROR = 2
"""VROOM's code for a question that it does not answer."""

SUMS = ("cost", "setup", "service", "duration", "waiting_time", "priority")


def write(text: str, instance: Instance, result: Result, reasons: Mapping[int, Sequence[str]]) -> Json:
    """VROOM's solution. Ours alone: `reasons` of what is unassigned, and `ignored_keys` if there are any."""
    question = parse(text)
    folded = folded_setups(question)
    ways = [rows_of(question, instance, found, folded) for found in result.routes]
    routes = [
        _route(question, question.vehicles[found.shift], rows, instance.scale)
        for found, rows in zip(result.routes, ways, strict=True)
    ]
    unassigned = [
        {
            "id": task.id,
            **_place(task.spot),
            "type": str(task.kind),
            **_described(task.description),
            "reasons": list(reasons.get(need, ())),
        }
        for need in result.unmet_needs
        for task in question.wanted[need].tasks
    ]
    summary: Json = {"routes": len(routes), "unassigned": len(unassigned)}
    summary |= {key: sum(route[key] for route in routes) for key in SUMS}
    summary |= _amounts(question, [row for rows in ways for row in rows])
    if all(map(question.knows_metres, question.vehicles)):
        summary["distance"] = sum(route["distance"] for route in routes)
    summary["violations"] = []
    summary["computing_times"] = {"loading": 0, "solving": round(result.seconds * 1000), "routing": 0}
    answer = {"code": 0, "summary": summary, "unassigned": unassigned, "routes": routes}
    return answer | ({"ignored_keys": list(question.ignored)} if question.ignored else {})


def refuse(features: Sequence[str]) -> Json:
    """The answer to a question that asks for what cannot be honoured."""
    return {"code": INPUT_ERROR, "error": f"cannot be honoured: {'; '.join(features)}"}


def _route(question: Question, vehicle: Vehicle, rows: Sequence[Row], scale: int) -> Json:
    steps = _steps(question, vehicle, rows, scale)
    setup, service = sum(row.setup for row in rows), sum(row.service for row in rows)
    # A fixed cost and one of metres are beyond what is searched for.
    paid = vehicle.costs.per_hour * sum(row.way for row in rows)
    paid += vehicle.costs.per_task_hour * (setup + service) * scale
    route: Json = {
        "vehicle": vehicle.id,
        "cost": paid // (HOUR_COST * scale),
        **_described(vehicle.description),
        **_amounts(question, rows),
        "setup": setup,
        "service": service,
        "duration": steps[-1]["duration"],
        "waiting_time": sum(step["waiting_time"] for step in steps),
        "priority": sum(row.priority for row in rows),
        "steps": steps,
        "violations": [],
    }
    if question.knows_metres(vehicle):
        route["distance"] = steps[-1]["distance"]
    if question.geometry:
        route["geometry"] = encoded([row.spot.at for row in rows if row.spot and row.spot.at])
    return route


def _steps(question: Question, vehicle: Vehicle, rows: Sequence[Row], scale: int) -> list[Json]:
    tasks = [row.what for row in rows if isinstance(row.what, Task)]
    load = [sum(task.from_start[at] for task in tasks) for at in range(question.loads)]
    steps: list[Json] = []
    duration = metres = 0
    left = rows[0].arrival // scale
    for row in rows:
        arrival, metres = row.arrival // scale, metres + row.metres
        duration, waits = duration + arrival - left, row.starts // scale - arrival
        left = arrival + waits + row.setup + row.service
        step: Json = {"type": str(row.kind)}
        if row.what is not None:
            step |= _described(row.what.description)
        if row.spot is not None:
            step |= _place(row.spot)
        if row.what is not None:
            step["id"] = row.what.id
        step |= {"setup": row.setup, "service": row.service, "waiting_time": waits}
        if isinstance(row.what, Task):
            step["job"] = row.what.id
            changes = zip(load, row.what.pickup, row.what.delivery, strict=True)
            load = [now + up - down for now, up, down in changes]
        if question.loads:
            step["load"] = list(load)
        step |= {"arrival": arrival, "duration": duration, "violations": []}
        if question.knows_metres(vehicle):
            step["distance"] = metres
        steps.append(step)
    return steps


def _amounts(question: Question, rows: Sequence[Row]) -> Json:
    """What is delivered and picked up, where the vehicles have capacities; `amount` is the old word."""
    if not question.loads:
        return {}
    tasks = [row.what for row in rows if isinstance(row.what, Task)]
    delivery, pickup = (
        [sum(one[at] for one in amounts) for at in range(question.loads)]
        for amounts in ([task.delivery for task in tasks], [task.pickup for task in tasks])
    )
    return {"delivery": delivery, "amount": delivery, "pickup": pickup}


def _place(spot: Spot) -> Json:
    at = {"location": [spot.at.lon_deg, spot.at.lat_deg]} if spot.at else {}
    return at | ({"location_index": spot.index} if spot.index is not None else {})


def _described(description: str) -> Json:
    return {"description": description} if description else {}
