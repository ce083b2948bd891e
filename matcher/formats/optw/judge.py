"""The orienteering evaluator: re-derives profit, length and feasibility from the file's text."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from matcher.formats.document import Visit, read_claim
from matcher.formats.jsontext import exact
from matcher.formats.judging import (
    TOLERANCE,
    Stop,
    coverage,
    number,
    plain,
    roster,
    stated_objective,
    walk,
)
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
    travel = Fraction(0)
    for route in claim.routes:
        who = f"route {route.volunteer}"
        stops = [_stop(visit, points[visit.need]) for visit in route.visits if visit.need in points]
        walked = walk(
            who,
            stops,
            home=0,
            leaves=exact(tour.start.opens),
            way=lambda a, b: tour.way(by_place[a], by_place[b]),
        )
        travel += walked.travel
        wrong += walked.wrong
        if walked.back > exact(tour.start.closes) + TOLERANCE:
            wrong.append(f"{who}: back at {plain(walked.back)}, the time ends at {tour.start.closes}")
    objectives = {"profit": sum(points[number].profit for number in served)}
    return Verdict(
        objectives=objectives,
        terms=objectives | {"distance": number(travel), "served": len(served)},
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )


def _stop(visit: Visit, point: Point) -> Stop:
    return Stop(
        visit=visit,
        place=point.number,
        service=exact(point.service),
        opens=exact(point.opens),
        closes=exact(point.closes),
    )
