"""The evaluator for Bredstrom and Ronnqvist: re-derives travel and feasibility from the file's text."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from matcher.formats.bredstrom.text import FORBIDDEN, NAME, parse
from matcher.formats.document import Visit, read_claim
from matcher.formats.jsontext import exact
from matcher.formats.judging import (
    Stop,
    coverage,
    faults,
    gap,
    number,
    roster,
    stated_objective,
    visits_of,
    walk_all,
)
from matcher.formats.verdict import Verdict
from models.errors import Unsupported


def evaluate(text: str, solution: Mapping[str, Any]) -> Verdict:
    """Travel in minutes and broken rules: each visit once, hard windows, pairs, back by the horizon.

    Raises BadFormat, and Unsupported where the file asks for more than is judged.
    """
    day = parse(text)
    if day.unknown:
        raise Unsupported(day.unknown)
    claim = read_claim(solution, NAME)
    wrong = roster(claim, day.workers, "worker")
    wrong += coverage(claim, {visit: [("visit", None)] for visit in day.visits}, mandatory=True)[1]

    def stop_of(visit: Visit) -> Stop:
        place = int(visit.need)
        opens, closes = day.windows[place]
        return Stop.of(visit, place, service=day.durations[place], opens=opens, closes=closes)

    walks = walk_all(
        claim,
        "worker",
        stop_of,
        day.visits,
        home=0,
        leaves=exact(day.windows[0][0]),
        way=lambda a, b: exact(float(day.ways[a, b])),
        until=("the day ends", exact(day.horizon)),
    )
    wrong += faults(walks)
    for walked in walks:
        places = [0, *(one.place for one in walked.stops), 0] if walked.stops else []
        wrong += [
            f"{walked.who}: the way from {a} to {b} is forbidden"
            for a, b in pairwise(places)
            if day.ways[a, b] >= FORBIDDEN
        ]
    done = {visit.need: (route.volunteer, visit) for route, visit in visits_of(claim)}
    for first, second in day.pairs:
        if first in done and second in done:
            (one, visit), (other, twin) = done[first], done[second]
            wrong += gap(visit, twin, Fraction(0), Fraction(0))
            wrong += [f"worker {one} takes both {visit} and {twin} of a pair"] * (one == other)
    objectives = {"travel": number(sum((walked.travel for walked in walks), Fraction(0)))}
    return Verdict(
        objectives=objectives,
        terms=objectives,
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )
