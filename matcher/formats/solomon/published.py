"""Solomon solutions as they are published, turned into solution documents."""

from typing import Any

from matcher.formats.routelist import Halt, earliest_document, routes_listed
from matcher.formats.solomon.text import NAME, distance, parse


def published(text: str, solution_text: str) -> dict[str, Any] | None:
    """The document, with the earliest starts; None where the text is no list of routes. Raises BadFormat."""
    routes = routes_listed(solution_text)
    if not routes:
        return None
    fleet = parse(text)
    nodes = {node.number: node for node in (fleet.depot, *fleet.customers)}
    return earliest_document(
        NAME,
        routes,
        {one.number: Halt(ready=one.ready, service=one.service) for one in fleet.customers},
        leaves=fleet.depot.ready,
        way=lambda a, b: distance(nodes[a], nodes[b]),
    )
