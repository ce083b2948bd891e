"""The Solomon evaluator: re-derives distance, vehicles and feasibility from the file's text.

Distances are double-precision Euclid. Two objectives, not to be mixed: distance alone, and fewest vehicles,
then distance.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from matcher.formats.document import Visit, read_claim
from matcher.formats.jsontext import exact
from matcher.formats.judging import Stop, coverage, faults, overloaded, roster, stated_objective, walk_all
from matcher.formats.solomon.text import NAME, Node, distance, parse
from matcher.formats.verdict import Objective, Verdict


def evaluate(text: str, solution: Mapping[str, Any]) -> Verdict:
    """Distance, vehicles and broken rules: each customer once, capacity, windows, back by the due date.

    Raises BadFormat.
    """
    fleet = parse(text)
    claim = read_claim(solution, NAME)
    nodes: dict[Any, Node] = {customer.number: customer for customer in fleet.customers}
    by_place = {0: fleet.depot} | nodes
    wrong = roster(claim, range(1, fleet.vehicles + 1), "vehicle")
    wrong += coverage(claim, {number: [("visit", None)] for number in nodes}, mandatory=True)[1]

    def stop_of(visit: Visit) -> Stop:
        node = nodes[visit.need]
        return Stop.of(visit, node.number, service=node.service, opens=node.ready, closes=node.due)

    walks = walk_all(
        claim,
        "vehicle",
        stop_of,
        nodes,
        home=0,
        leaves=exact(fleet.depot.ready),
        way=lambda a, b: exact(distance(by_place[a], by_place[b])),
        until=("the depot closes", exact(fleet.depot.due)),
    )
    wrong += faults(walks)
    for walked in walks:
        load = sum(nodes[stop.place].demand for stop in walked.stops)
        wrong += overloaded(walked, load, fleet.capacity)
    vehicles = sum(bool(walked.stops) for walked in walks)
    length = float(sum((walked.travel for walked in walks), Fraction(0)))
    objectives: dict[str, Objective] = {
        "distance": length,
        "fleet": {"vehicles": vehicles, "distance": length},
    }
    return Verdict(
        objectives=objectives,
        terms={"distance": length, "vehicles": vehicles},
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )
