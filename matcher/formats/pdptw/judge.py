"""The evaluator for pickups and deliveries: re-derives ways, vehicles and feasibility from the file's text.

Two objectives, not to be mixed, by the same names in both formats: `distance`, the sum of ways alone, and
`fleet`, fewest vehicles, then ways. Ways are a distance in Li and Lim, minutes in Sartori and Buriol. Both
publish fleet; distance is the default, as wherever a family knows the two.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from matcher.formats.document import Route, Visit, read_claim
from matcher.formats.jsontext import exact
from matcher.formats.judging import (
    Seat,
    Stop,
    carrying,
    coverage,
    number,
    roster,
    stated_objective,
    walk,
)
from matcher.formats.pdptw.text import Fleet, Node
from matcher.formats.verdict import Objective, Verdict
from models.errors import Unsupported


def evaluate(fleet: Fleet, solution: Mapping[str, Any]) -> Verdict:
    """Ways, vehicles and broken rules: each node once, pickup before delivery in one route, loads, windows.

    Raises BadFormat, and Unsupported where the file asks for more than is judged.
    """
    if fleet.unknown:
        raise Unsupported(fleet.unknown)
    claim = read_claim(solution, fleet.format)
    seats: dict[Any, list[Seat]] = {}
    for pickup, delivery in fleet.requests:
        seats[pickup], seats[delivery] = [("pickup", None)], [("dropoff", None)]
    wrong = roster(claim, range(1, fleet.vehicles + 1), "vehicle")
    wrong += coverage(claim, seats, mandatory=True)[1]
    travel, vehicles = Fraction(0), 0
    for route in claim.routes:
        visits = [(visit, fleet.nodes[int(visit.need)]) for visit in route.visits if visit.need in seats]
        spent, broken = _judge_route(route, visits, fleet)
        travel += spent
        vehicles += bool(visits)
        wrong += broken
    length = number(travel)
    objectives: dict[str, Objective] = {
        "distance": length,
        "fleet": {"vehicles": vehicles, fleet.unit: length},
    }
    return Verdict(
        objectives=objectives,
        terms={fleet.unit: length, "vehicles": vehicles},
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )


def _judge_route(route: Route, visits: list[tuple[Visit, Node]], fleet: Fleet) -> tuple[Fraction, list[str]]:
    who = f"vehicle {route.volunteer}"
    walked = walk(
        who,
        [
            Stop.of(visit, node.number, service=node.service, opens=node.earliest, closes=node.latest)
            for visit, node in visits
        ],
        home=0,
        leaves=exact(fleet.depot.earliest),
        way=lambda a, b: exact(float(fleet.ways[a, b])),
        until=("the depot closes", exact(fleet.depot.latest)),
    )
    wrong = walked.wrong
    wrong += carrying(
        who, [(visit, node.pickup or node.number, abs(node.demand)) for visit, node in visits], fleet.capacity
    )
    return walked.travel, wrong
