"""The TRSP evaluator: re-derives duration and feasibility from the file's text.

A route lasts from leaving home, as late as the first stop's start allows, to being home again. Tools are kept
and spare parts used up; after a stop at the main depot there is as much of everything as one likes.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from matcher.formats.document import SERVING, Route, Visit, read_claim
from matcher.formats.jsontext import exact
from matcher.formats.judging import Stop, coverage, number, roster, stated_objective, walk
from matcher.formats.trsp.text import NAME, Node, distance, parse
from matcher.formats.verdict import Verdict
from models.plans import Part


def evaluate(text: str, solution: Mapping[str, Any]) -> Verdict:
    """Total duration (least is best) and broken rules: each request once, by one who has skill, tools, parts.

    Raises BadFormat.
    """
    crew = parse(text)
    claim = read_claim(solution, NAME, parts=(*SERVING, Part.RELOAD))
    technicians: dict[Any, Node] = {one.number: one for one in crew.technicians}
    requests: dict[Any, Node] = {one.number: one for one in crew.requests}
    wrong = roster(claim, technicians, "technician")
    wrong += coverage(claim, {number: [("visit", None)] for number in requests}, mandatory=True)[1]
    duration, travel, out = Fraction(0), Fraction(0), 0
    for route in claim.routes:
        if technician := technicians.get(route.volunteer):
            lasts, ways, broken = _judge_route(route, technician, requests, crew.depot)
            duration += lasts
            travel += ways
            out += bool(route.visits)
            wrong += broken
    objectives = {"duration": number(duration)}
    return Verdict(
        objectives=objectives,
        terms=objectives | {"distance": number(travel), "technicians": out},
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )


def _judge_route(
    route: Route, technician: Node, requests: Mapping[Any, Node], depot: Node
) -> tuple[Fraction, Fraction, list[str]]:
    """Duration, travel, what is wrong."""
    who = f"technician {technician.number}"
    depots: dict[Any, Node] = {depot.number: depot}
    places = {technician.number: technician, **depots, **requests}
    halts, wrong = [], []
    for visit in route.visits:
        node = (requests if visit.serves else depots).get(visit.need)
        if node is not None:
            halts.append((visit, node))
        elif not visit.serves:
            wrong.append(f"{who}, {visit}: is not in the instance")

    def way(a: int, b: int) -> Fraction:
        return exact(distance(places[a], places[b]))

    walked = walk(
        who,
        [
            Stop.of(visit, node.number, service=node.service, opens=node.opens, closes=node.closes)
            for visit, node in halts
        ],
        home=technician.number,
        leaves=exact(technician.opens),
        way=way,
        until=("the day ends", exact(technician.closes)),
    )
    wrong += walked.wrong + _equipped(who, technician, halts)
    if not halts:
        return Fraction(0), Fraction(0), wrong
    first, node = halts[0]
    return walked.back - first.start + way(technician.number, node.number), walked.travel, wrong


def _equipped(who: str, technician: Node, halts: Iterable[tuple[Visit, Node]]) -> list[str]:
    """Skills all along; tools and spare parts until everything is at hand."""
    wrong: list[str] = []
    stock, loaded = list(technician.parts), False
    for visit, node in halts:
        loaded = loaded or not visit.serves
        wrong += [f"{who}, {visit}: has not skill {one}" for one in sorted(node.skills - technician.skills)]
        if not loaded:
            wrong += [f"{who}, {visit}: has not tool {one}" for one in sorted(node.tools - technician.tools)]
            for kind, amount in enumerate(node.parts):
                stock[kind] -= amount
                if amount and stock[kind] < 0:
                    wrong.append(f"{who}, {visit}: lacks {-stock[kind]} of spare part {kind}")
    return wrong
