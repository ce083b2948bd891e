"""HHCRSP solution files as they are published, turned into solution documents.

    {"routes": [{"caregiver_id",
                 "locations": [{"patient", "service", "arrival_time", "departure_time"}]}]}

arrival_time is the start of the service; who stays at home has no locations. Source: iolab-uniud/hhcrsp.
"""

from typing import Any

from matcher.formats.hhcrsp.text import NAME
from matcher.formats.jsontext import an_object, each, field, load_object


def published(text: str, solution_text: str) -> dict[str, Any] | None:
    """The document; None where the text has another shape. `text` is not asked. Raises BadFormat."""
    if '"caregiver_id"' not in solution_text:
        return None
    return {
        "format": NAME,
        "status": "feasible",
        "objective": None,
        "routes": each(field(load_object(solution_text), "routes"), "routes", _route),
        "unmet": [],
    }


def _route(value: Any, path: str) -> dict[str, Any]:
    data = an_object(value, path)
    return {
        "volunteer": field(data, "caregiver_id", path),
        "visits": each(data.get("locations", []), f"{path}.locations", _visit),
    }


def _visit(value: Any, path: str) -> dict[str, Any]:
    data = an_object(value, path)
    return {
        "need": field(data, "patient", path),
        "part": "visit",
        "service": field(data, "service", path),
        "start": field(data, "arrival_time", path),
        "end": field(data, "departure_time", path),
    }
