"""Solomon solutions as they are published, lists of routes without times, turned into solution documents.

    Route 1 : 2 21 73 41 56 4

Source: the SINTEF TOP pages of best known solutions.
"""

import re
from typing import Any

from matcher.formats.solomon.text import NAME, distance, parse
from models.errors import BadFormat

_ROUTE = re.compile(r"\s*Route\s*#?\s*(\d+)\s*:(.*)", re.IGNORECASE)


def published(text: str, solution_text: str) -> dict[str, Any] | None:
    """The document, with the earliest starts; None where the text is no list of routes. Raises BadFormat."""
    lines = solution_text.splitlines()
    routes = [
        (at, found.group(2).split()) for at, line in enumerate(lines, 1) if (found := _ROUTE.match(line))
    ]
    if not routes:
        return None
    fleet = parse(text)
    nodes = {customer.number: customer for customer in fleet.customers}
    document_routes = []
    for vehicle, (at, words) in enumerate(routes, start=1):
        node, free = fleet.depot, float(fleet.depot.ready)
        visits = []
        for word in words:
            if not word.isdecimal() or len(word) > 9 or int(word) not in nodes:
                raise BadFormat(f"line {at}: {word[:20]!r} is not a customer of the instance")
            before, node = node, nodes[int(word)]
            start = max(float(node.ready), free + distance(before, node))
            free = start + node.service
            visits.append({"need": node.number, "part": "visit", "start": start, "end": free})
        document_routes.append({"volunteer": vehicle, "visits": visits})
    return {
        "format": NAME,
        "status": "feasible",
        "objective": None,
        "routes": document_routes,
        "unmet": [],
    }
