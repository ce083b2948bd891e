"""The examples of VROOM's documentation (docs/API.md), with what it answers where no road is asked for."""

from tests.unit.matcher.formats.vroom.asking import Json

_DEPOT = [2.35044, 48.71764]


def _task(id: int, at: list[float], **more: object) -> Json:
    return {"id": id, "service": 300, "location": at, **more}


def _van(id: int, skill: int) -> Json:
    return {
        "id": id,
        "start": _DEPOT,
        "end": _DEPOT,
        "capacity": [4],
        "skills": [skill, 14],
        "time_window": [28800, 43200],
        "breaks": [{"id": id, "service": 300, "time_windows": [[36000, 37800]]}],
    }


def with_a_routing_engine() -> Json:
    """Two vehicles, four jobs and a shipment around Paris."""
    return {
        "vehicles": [_van(1, 1), _van(2, 2)],
        "jobs": [
            _task(1, [1.98935, 48.701], delivery=[1], skills=[1], time_windows=[[32400, 36000]]),
            _task(2, [2.03655, 48.61128], delivery=[1], skills=[1]),
            _task(5, [2.28325, 48.5958], delivery=[1], skills=[14]),
            _task(6, [2.89357, 48.90736], delivery=[1], skills=[14]),
        ],
        "shipments": [
            {
                "amount": [1],
                "skills": [2],
                "pickup": _task(4, [2.41808, 49.22619]),
                "delivery": _task(3, [2.39719, 49.07611]),
            }
        ],
    }


def with_a_matrix() -> Json:
    return {
        "vehicles": [{"id": 0, "start_index": 0, "end_index": 3}],
        "jobs": [{"id": 1414, "location_index": 1}, {"id": 1515, "location_index": 2}],
        "matrix": [[0, 2104, 197, 1299], [2103, 0, 2255, 3152], [197, 2256, 0, 1102], [1299, 3153, 1102, 0]],
    }


def _step(type: str, arrival: int, **more: object) -> Json:
    still = {"setup": 0, "service": 0, "waiting_time": 0, "violations": []}
    return {"type": type, "arrival": arrival, "duration": arrival, **still, **more}


def answer_with_a_matrix() -> Json:
    sums = {"cost": 5461, "setup": 0, "service": 0, "duration": 5461, "waiting_time": 0, "priority": 0}
    return {
        "code": 0,
        "summary": {**sums, "routes": 1, "unassigned": 0, "violations": []},
        "unassigned": [],
        "routes": [
            {
                "vehicle": 0,
                **sums,
                "steps": [
                    _step("start", 0),
                    _step("job", 2104, id=1414, job=1414),
                    _step("job", 4359, id=1515, job=1515),
                    _step("end", 5461),
                ],
                "violations": [],
            }
        ],
    }
