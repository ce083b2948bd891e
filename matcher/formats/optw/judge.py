"""The orienteering evaluator: re-derives profit, length and feasibility from the file's text."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from matcher.formats.document import Visit, read_claim
from matcher.formats.jsontext import exact
from matcher.formats.judging import Stop, coverage, faults, number, roster, stated_objective, walk_all
from matcher.formats.optw.text import NAME, Point, parse
from matcher.formats.verdict import Verdict


def evaluate(text: str, solution: Mapping[str, Any]) -> Verdict:
    """Profit (greatest is best) and broken rules: one route, a point once at most, windows, back in time.

    Raises BadFormat.
    """
    tour = parse(text)
    claim = read_claim(solution, NAME)
    points: dict[Any, Point] = {point.number: point for point in tour.points}
    by_place = {0: tour.start} | points
    wrong = roster(claim, (1,), "route")
    served, uncovered = coverage(claim, {number: [("visit", None)] for number in points}, mandatory=False)
    wrong += uncovered

    def stop_of(visit: Visit) -> Stop:
        point = points[visit.need]
        return Stop.of(visit, point.number, service=point.service, opens=point.opens, closes=point.closes)

    walks = walk_all(
        claim,
        "route",
        stop_of,
        points,
        home=0,
        leaves=exact(tour.start.opens),
        way=lambda a, b: tour.way(by_place[a], by_place[b]),
        until=("the time ends", exact(tour.start.closes)),
    )
    wrong += faults(walks)
    travel = sum((walked.travel for walked in walks), Fraction(0))
    objectives = {"profit": sum(points[number].profit for number in served)}
    return Verdict(
        objectives=objectives,
        terms=objectives | {"distance": number(travel), "served": len(served)},
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )
