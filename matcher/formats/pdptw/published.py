"""Solutions of pickup and delivery instances as they are published, turned into solution documents."""

from collections.abc import Callable
from typing import Any

from matcher.formats.pdptw.text import Fleet
from matcher.formats.routelist import Halt, earliest_document, routes_listed
from models.plans import Part


def published(parse: Callable[[str], Fleet], text: str, solution_text: str) -> dict[str, Any] | None:
    """The document, with the earliest starts; None where the text is no list of routes. Raises BadFormat."""
    routes = routes_listed(solution_text)
    if not routes:
        return None
    fleet = parse(text)
    return earliest_document(
        fleet.format,
        routes,
        {
            node.number: Halt(
                ready=node.earliest,
                service=node.service,
                part=Part.PICKUP if node.delivery else Part.DROPOFF,
            )
            for node in fleet.nodes[1:]
        },
        leaves=fleet.depot.earliest,
        way=lambda a, b: float(fleet.ways[a, b]),
    )
