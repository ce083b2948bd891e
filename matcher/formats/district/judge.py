"""The district evaluator: re-derives priority, travel and every rule from the file's text.

Any starts that keep the rules will do; the earliest schedule keeps them whenever some do.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt
from typing import Any

from matcher.formats.district.text import NAME, Point, Walker, Wanted, parse
from matcher.formats.document import Route, Visit, read_claim
from matcher.formats.judging import (
    Seat,
    Stop,
    carrying,
    coverage,
    different_volunteers,
    gap,
    number,
    plain,
    roster,
    stated_objective,
    visits_of,
    walk,
)
from matcher.formats.verdict import Objective, Verdict
from models.plans import Part


def evaluate(text: str, solution: Mapping[str, Any]) -> Verdict:
    """Priority served (greatest first), then travel seconds, and broken rules. Raises BadFormat."""
    district = parse(text)
    claim = read_claim(solution, NAME)
    needs: dict[Any, Wanted] = {need.id: need for need in district.needs}
    volunteers: dict[Any, Walker] = {volunteer.id: volunteer for volunteer in district.volunteers}
    doubles = [need.id for need in district.needs if need.crew == 2]
    wrong = roster(claim, volunteers, "volunteer")
    served, uncovered = coverage(claim, {id: _seats(need) for id, need in needs.items()}, mandatory=False)
    wrong += uncovered
    wrong += different_volunteers(claim, doubles)
    travel = Fraction(0)
    for route in claim.routes:
        if volunteer := volunteers.get(route.volunteer):
            spent, broken = _judge_route(route, volunteer, needs, district.k[volunteer.mode])
            travel += spent
            wrong += broken
    for id in doubles:
        halves = [visit for _, visit in visits_of(claim) if visit.need == id]
        if len(halves) == 2:
            wrong += gap(halves[0], halves[1], Fraction(0), Fraction(0))
    terms = {
        "priority": sum(needs[id].priority for id in served),
        "travel_s": number(travel),
        "served": len(served),
    }
    objective: Objective = {"priority": terms["priority"], "travel_s": terms["travel_s"]}
    objectives = {"priority": objective}
    return Verdict(
        objectives=objectives, terms=terms, violations=tuple(wrong + stated_objective(claim, objectives))
    )


def _judge_route(
    route: Route, volunteer: Walker, needs: Mapping[Any, Wanted], k: int
) -> tuple[Fraction, list[str]]:
    who = f"volunteer {volunteer.id}"
    visits = [visit for visit in route.visits if visit.need in needs]
    places = [volunteer.home, *(_place(visit, needs[visit.need]) for visit in visits)]
    walked = walk(
        who,
        [_stop(visit, needs[visit.need], place) for place, visit in enumerate(visits, start=1)],
        home=0,
        leaves=Fraction(volunteer.shift[0]),
        way=lambda a, b: Fraction(_way_s(places[a], places[b], k)),
        until=("the shift ends", Fraction(volunteer.shift[1])),
    )
    wrong = walked.wrong
    if walked.travel > volunteer.max_travel_s:
        wrong.append(
            f"{who}: travels {plain(walked.travel)} s, at most {volunteer.max_travel_s} s are allowed"
        )
    wrong += [
        f"{who}, {visit}: has not skill {needs[visit.need].skill}"
        for visit in visits
        if needs[visit.need].skill not in volunteer.skills
    ]
    moves = [(visit, visit.need, needs[visit.need].pickup) for visit in visits]
    wrong += carrying(
        who, [(visit, id, pickup.load) for visit, id, pickup in moves if pickup], volunteer.capacity
    )
    return walked.travel, wrong


def _seats(need: Wanted) -> list[Seat]:
    return [("pickup", None), ("dropoff", None)] if need.pickup else [("visit", None)] * need.crew


def _place(visit: Visit, need: Wanted) -> Point:
    return need.pickup.place if need.pickup and visit.part is Part.PICKUP else need.place


def _stop(visit: Visit, need: Wanted, place: int) -> Stop:
    if need.pickup and visit.part is Part.PICKUP:
        return Stop(
            visit=visit, place=place, service=Fraction(need.pickup.service_s), opens=Fraction(0), closes=None
        )
    opens, closes = need.window
    return Stop.of(visit, place, service=need.service_s, opens=opens, closes=closes)


def _way_s(a: Point, b: Point, k: int) -> int:
    """Smallest t >= 0 with (1000 t)^2 >= k^2 (dx^2 + dy^2): the file's travel rule, written a second time."""
    square = k * k * ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
    least = isqrt(square) // 1000
    while (1000 * least) ** 2 < square:
        least += 1
    return least
