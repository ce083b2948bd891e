"""Solutions as they are published, lists of routes without times, turned into solution documents.

    Route 1 : 2 21 73 41 56 4

Source: the SINTEF TOP pages of best known solutions.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.formats.columns import Line
from matcher.formats.jsontext import Number
from models.errors import BadFormat
from models.plans import Part

_ROUTE = re.compile(r"\s*Route\s*#?\s*(\d+)\s*:(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """What a node of the instance asks of a route that comes by."""

    ready: Number
    service: Number
    part: Part = Part.VISIT


def routes_listed(solution_text: str) -> list[Line]:
    """The nodes of each route, as words; no line where the text is no list of routes."""
    return [
        Line(at, found.group(2).split())
        for at, line in enumerate(solution_text.splitlines(), 1)
        if (found := _ROUTE.match(line))
    ]


def earliest_document(
    format_name: str,
    routes: Sequence[Line],
    halts: Mapping[int, Halt],
    *,
    leaves: Number,
    way: Callable[[int, int], float],
) -> dict[str, Any]:
    """The document of the routes, with the earliest starts from node 0 on. Raises BadFormat."""
    document_routes = []
    for vehicle, line in enumerate(routes, start=1):
        here, free = 0, float(leaves)
        visits = []
        for word in line.words:
            if not word.isdecimal() or len(word) > 9 or int(word) not in halts:
                raise BadFormat(f"line {line.at}: {word[:20]!r} is not a customer of the instance")
            before, here = here, int(word)
            halt = halts[here]
            start = max(float(halt.ready), free + way(before, here))
            free = start + halt.service
            visits.append({"need": here, "part": halt.part.value, "start": start, "end": free})
        document_routes.append({"volunteer": vehicle, "visits": visits})
    return {
        "format": format_name,
        "status": "feasible",
        "objective": None,
        "routes": document_routes,
        "unmet": [],
    }
