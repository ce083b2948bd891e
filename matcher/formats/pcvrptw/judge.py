"""The prize-collecting evaluator: re-derives the published value and feasibility from the file's text."""

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt
from typing import Any

from matcher.formats.document import Visit, read_claim
from matcher.formats.jsontext import exact
from matcher.formats.judging import (
    Stop,
    coverage,
    faults,
    number,
    overloaded,
    roster,
    stated_objective,
    walk_all,
)
from matcher.formats.pcvrptw.text import DEPOT, NAME, Node, parse
from matcher.formats.verdict import Verdict
from models.errors import Unsupported


def evaluate(text: str, solution: Mapping[str, Any]) -> Verdict:
    """Ten times distance and prizes lost (least is best), and broken rules.

    A customer once at most, capacity, windows, back by the depot's close. Raises BadFormat, and Unsupported
    where the file asks for more than is judged.
    """
    fleet = parse(text)
    if fleet.unknown:
        raise Unsupported(fleet.unknown)
    claim = read_claim(solution, NAME)
    nodes: dict[Any, Node] = {customer.number: customer for customer in fleet.customers}
    by_place = {DEPOT: fleet.depot} | nodes
    wrong = roster(claim, range(1, fleet.vehicles + 1), "vehicle")
    served, uncovered = coverage(claim, {number: [("visit", None)] for number in nodes}, mandatory=False)
    wrong += uncovered

    def stop_of(visit: Visit) -> Stop:
        node = nodes[visit.need]
        return Stop.of(visit, node.number, service=fleet.service, opens=node.opens, closes=node.closes)

    walks = walk_all(
        claim,
        "vehicle",
        stop_of,
        nodes,
        home=DEPOT,
        leaves=exact(fleet.depot.opens),
        way=lambda a, b: _way(by_place[a], by_place[b]),
        until=("the depot closes", exact(fleet.depot.closes)),
    )
    wrong += faults(walks)
    for walked in walks:
        load = sum(nodes[stop.place].demand for stop in walked.stops)
        wrong += overloaded(walked, load, fleet.capacity)
    vehicles = sum(bool(walked.stops) for walked in walks)
    travel = sum((walked.travel for walked in walks), Fraction(0))
    lost = sum(node.prize for node in nodes.values() if node.number not in served)
    objectives = {"cost": number(10 * (travel + lost))}
    return Verdict(
        objectives=objectives,
        terms=objectives
        | {"distance": number(travel), "prizes_lost": lost, "served": len(served), "vehicles": vehicles},
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )


def _way(a: Node, b: Node) -> Fraction:
    """Euclid, cut to one decimal."""
    return Fraction(isqrt(100 * ((a.x - b.x) ** 2 + (a.y - b.y) ** 2)), 10)
