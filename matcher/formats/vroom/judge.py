"""The VROOM evaluator: re-derives every rule, time and cost from the file's text.

Times are whole seconds where a vehicle goes at the pace of its profile. Otherwise VROOM rounds hundredths of
a second down to seconds, and a way as written may be a second off.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from matcher.formats.jsontext import Number
from matcher.formats.verdict import Verdict
from matcher.formats.vroom.claim import FIGURES, Claim, Stated, read_claim
from matcher.formats.vroom.question import Amount, Kind, Question
from matcher.formats.vroom.text import parse
from matcher.formats.vroom.trip import Trip

OBJECTIVE = "priority"


def evaluate(text: str, solution: Mapping[str, Any]) -> Verdict:
    """Priority and number of tasks served (greatest first), then cost, and broken rules. Raises BadFormat."""
    question = parse(text)
    claim = read_claim(solution)
    vehicles = {vehicle.id: vehicle for vehicle in question.vehicles}
    counts = Counter(route.vehicle for route in claim.routes)
    wrong = [f"vehicle {one} is not in the instance" for one in counts if one not in vehicles]
    wrong += [f"vehicle {one} has {n} routes" for one, n in counts.items() if n > 1]
    wrong += _coverage(question, claim)
    trips = []
    for route in claim.routes:
        if route.vehicle in vehicles:
            trip = Trip(question, vehicles[route.vehicle], route)
            wrong += trip.wrong
            wrong += _stated(f"vehicle {route.vehicle}", route.stated, [trip])
            trips.append(trip)
    wrong += _stated("summary", claim.stated, trips)
    terms = _sums(trips) | {
        "assigned": sum(len(trip.done) for trip in trips),
        "unassigned": len(claim.unassigned),
    }
    objective = {key: terms[key] for key in ("priority", "assigned", "cost")}
    return Verdict(objectives={OBJECTIVE: objective}, terms=terms, violations=tuple(wrong))


def _coverage(question: Question, claim: Claim) -> list[str]:
    """Each task is done once, or listed as unassigned once."""
    done = Counter(
        step.name
        for route in claim.routes
        for step in route.steps
        if step.name and step.kind is not Kind.BREAK
    )
    left = Counter(claim.unassigned)
    known = question.named.keys()
    wrong = [f"unassigned {kind} {id} is not in the instance" for kind, id in left if (kind, id) not in known]
    for name in sorted(known):
        words = f"{name[0]} {name[1]}"
        if done[name] + left[name] == 0:
            wrong.append(f"{words} is neither done nor listed as unassigned")
        elif done[name] and left[name]:
            wrong.append(f"{words} is done and listed as unassigned")
        elif done[name] + left[name] > 1:
            wrong.append(f"{words} is {'done' if done[name] else 'listed'} {done[name] + left[name]} times")
    return wrong


def _stated(who: str, stated: Stated, trips: Sequence[Trip]) -> list[str]:
    """Figures that are not what the routes come to."""
    sums, off_by = _sums(trips), sum(trip.off_by for trip in trips)
    cost_off_by = sum(trip.cost_off_by for trip in trips)
    wrong = [
        f"{who}: {key} is stated as {stated.figures[key]}, the steps make {found}"
        for key, found in sums.items()
        if key in stated.figures
        and abs(stated.figures[key] - found) > (cost_off_by if key == "cost" else off_by)
    ]
    for key, amount in stated.amounts.items():
        carried: Amount = tuple(map(sum, zip(*(trip.carried[key] for trip in trips), strict=True)))
        if amount != (carried or (0,) * len(amount)):
            wrong.append(f"{who}: {key} is stated as {list(amount)}, the steps make {list(carried)}")
    return wrong


def _sums(trips: Sequence[Trip]) -> dict[str, Number]:
    """By VROOM's names; `distance` only where every route knows it."""
    keys = [key for key in FIGURES if all(key in trip.figures for trip in trips)]
    return {key: sum(trip.figures[key] for trip in trips) for key in keys}
