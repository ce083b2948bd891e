"""TRSP solutions as they are published, turned into solution documents.

    <1,64,100,126|2,152,27,127||...>

A route is a technician, requests, and the technician's number plus that of all technicians and requests: home
again. Plus that of the technicians once more: a stop at the main depot. Source: vpillac/vroom.
"""

import re
from collections.abc import Sequence
from typing import Any

from matcher.formats.trsp.text import NAME, Crew, Node, distance, parse
from models.errors import BadFormat
from models.plans import Part

_ROUTES = re.compile(r"\s*<([\d,|\s]*)>\s*")


def published(text: str, solution_text: str) -> dict[str, Any] | None:
    """The document, each route leaving as late as is useful; None where the text is no list of routes.

    Raises BadFormat.
    """
    listed = _ROUTES.fullmatch(solution_text)
    if listed is None:
        return None
    crew = parse(text)
    return {
        "format": NAME,
        "status": "feasible",
        "objective": None,
        "routes": [_route(route.split(","), crew) for route in listed.group(1).split("|") if route.strip()],
        "unmet": [],
    }


def _route(words: Sequence[str], crew: Crew) -> dict[str, Any]:
    people, requests = len(crew.technicians), len(crew.requests)
    numbers = [_number(word) for word in words]
    who = numbers[0]
    if not 1 <= who <= people:
        raise BadFormat(f"a route begins with {who}, which is not a technician of the instance")
    home_again, reload = who + people + requests, who + 2 * people + requests
    if numbers[-1] != home_again or len(numbers) == 1:
        raise BadFormat(f"the route of technician {who} ends with {numbers[-1]}, wanted {home_again}")
    nodes = {reload: crew.depot} | {one.number: one for one in crew.requests}
    for number in numbers[1:-1]:
        if number not in nodes:
            raise BadFormat(f"the route of technician {who}: {number} is not a request of the instance")
    technician, stops = crew.technicians[who - 1], [nodes[number] for number in numbers[1:-1]]
    starts, _ = _walk(technician, stops, float(technician.opens) + _useful_delay(technician, stops))
    return {
        "volunteer": who,
        "visits": [_visit(stop, start) for stop, start in zip(stops, starts[:-1], strict=True)],
    }


def _visit(stop: Node, start: float) -> dict[str, Any]:
    what = {"need": stop.number, "part": str(Part.VISIT)}
    if stop.number == 0:
        what = {"depot": stop.number, "part": str(Part.RELOAD)}
    return what | {"start": start, "end": start + stop.service}


def _walk(technician: Node, stops: Sequence[Node], leaves: float) -> tuple[list[float], list[float]]:
    """Earliest start at each stop and at home again, and how long is waited before each."""
    starts: list[float] = []
    waits: list[float] = []
    here, free = technician, leaves
    for stop in (*stops, technician):
        ready = free + distance(here, stop)
        starts.append(ready if stop is technician else max(ready, float(stop.opens)))
        waits.append(starts[-1] - ready)
        here, free = stop, starts[-1] + stop.service
    return starts, waits


def _useful_delay(technician: Node, stops: Sequence[Node]) -> float:
    """How much later to leave: all that is waited, as far as no window closes before.

    Source: Savelsbergh (1992), ORSA Journal on Computing 4: 146-154.
    """
    starts, waits = _walk(technician, stops, float(technician.opens))
    waited, slack = 0.0, float("inf")
    for stop, start, wait in zip((*stops, technician), starts, waits, strict=True):
        waited += wait
        slack = min(slack, float(stop.closes) - start + waited)
    return max(0.0, min(waited, slack))


def _number(word: str) -> int:
    if not word.strip().isdecimal() or len(word) > 9:
        raise BadFormat(f"{word[:20]!r} is not a number of the instance")
    return int(word)
