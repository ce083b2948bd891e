"""The Solomon evaluator: re-derives distance, vehicles and feasibility from the file's text.

Distances are double-precision Euclid. Two objectives, not to be mixed: distance alone, and fewest vehicles,
then distance.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from matcher.formats.document import Visit, read_claim
from matcher.formats.jsontext import exact
from matcher.formats.judging import TOLERANCE, Stop, coverage, plain, roster, stated_objective, walk
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
    travel, vehicles = Fraction(0), 0
    for route in claim.routes:
        who = f"vehicle {route.volunteer}"
        stops = [_stop(visit, nodes[visit.need]) for visit in route.visits if visit.need in nodes]
        walked = walk(
            who,
            stops,
            home=0,
            leaves=exact(fleet.depot.ready),
            way=lambda a, b: exact(distance(by_place[a], by_place[b])),
        )
        travel += walked.travel
        vehicles += bool(stops)
        wrong += walked.wrong
        load = sum(nodes[stop.place].demand for stop in stops)
        if load > fleet.capacity:
            wrong.append(f"{who}: carries {load}, the capacity is {fleet.capacity}")
        if walked.back > exact(fleet.depot.due) + TOLERANCE:
            wrong.append(f"{who}: back at {plain(walked.back)}, the depot closes at {fleet.depot.due}")
    length = float(travel)
    objectives: dict[str, Objective] = {
        "distance": length,
        "fleet": {"vehicles": vehicles, "distance": length},
    }
    return Verdict(
        objectives=objectives,
        terms={"distance": length, "vehicles": vehicles},
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )


def _stop(visit: Visit, node: Node) -> Stop:
    return Stop(
        visit=visit,
        place=node.number,
        service=exact(node.service),
        opens=exact(node.ready),
        closes=exact(node.due),
    )
