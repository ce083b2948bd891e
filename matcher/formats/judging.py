"""What every evaluator asks of a solution: known routes, needs served once and whole, times that can be kept.

Numbers are exact fractions of what the texts print, so no verdict hangs on a rounding.
"""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from matcher.formats.document import Claim, Label, Route, Visit
from matcher.formats.jsontext import Number, exact
from matcher.formats.verdict import Objective
from models.plans import Part

TOLERANCE = Fraction(1, 1_000_000)
"""Published solutions and other solvers print doubles; a difference this small is their rounding."""

OBJECTIVE_TOLERANCE = 0.01
"""Objectives are published with two or three decimals."""

Seat = tuple[str, Label | None]
"""A part and the service it gives."""


def roster(claim: Claim, known: Collection[Label], noun: str) -> list[str]:
    """Each route belongs to a known volunteer, and each volunteer has one."""
    counts = Counter(route.volunteer for route in claim.routes)
    unknown = [f"{noun} {one} is not in the instance" for one in counts if one not in known]
    return unknown + [f"{noun} {one} has {n} routes" for one, n in counts.items() if n > 1]


def coverage(
    claim: Claim, needs: Mapping[Label, Sequence[Seat]], *, mandatory: bool
) -> tuple[set[Label], list[str]]:
    """The needs served whole, and what is wrong with the others.

    `needs` gives the stops each need asks for. A need left out is listed as unmet, and where `mandatory`
    that breaks a rule too.
    """
    visits = [visit for _, visit in visits_of(claim)]
    wrong = [f"need {visit.need} is not in the instance" for visit in visits if visit.need not in needs]
    done: dict[Label, Counter[Seat]] = {need: Counter() for need in needs}
    for visit in visits:
        if visit.need in done:
            done[visit.need][visit.part.value, visit.service] += 1
    unmet = Counter(claim.unmet)
    wrong += [f"unmet need {need} is not in the instance" for need in unmet if need not in needs]
    wrong += [f"unmet need {need} is listed {n} times" for need, n in unmet.items() if n > 1]
    served = set()
    for need, seats in needs.items():
        if not done[need]:
            if mandatory:
                wrong.append(f"need {need} is not served")
            elif need not in unmet:
                wrong.append(f"need {need} is neither served nor listed as unmet")
            continue
        if need in unmet:
            wrong.append(f"need {need} is in a route and listed as unmet")
        asked = Counter(seats)
        if done[need] == asked:
            served.add(need)
        else:
            wrong += [f"need {need}: {_seat(seat)} is missing" for seat in asked - done[need]]
            wrong += [f"need {need}: {_seat(seat)} is one too many" for seat in done[need] - asked]
    return served, wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A visit together with what the instance says of it; `closes` None: any start from `opens` on."""

    visit: Visit
    place: int
    service: Fraction
    opens: Fraction
    closes: Fraction | None

    @classmethod
    def of(cls, visit: Visit, place: int, *, service: Number, opens: Number, closes: Number) -> "Stop":
        """With the numbers as the file prints them."""
        return cls(visit=visit, place=place, service=exact(service), opens=exact(opens), closes=exact(closes))


@dataclass(frozen=True, slots=True)
class Walked:
    """A route once walked: its stops, travel, when it is back, and what cannot be kept."""

    who: str
    stops: list[Stop]
    travel: Fraction
    back: Fraction
    wrong: list[str]


def walk(
    who: str,
    stops: list[Stop],
    *,
    home: int,
    leaves: Fraction,
    way: Callable[[int, int], Fraction],
    until: tuple[str, Fraction] | None = None,
) -> Walked:
    """Go the route from `home` at `leaves` and back, with the starts that the document gives.

    `until`: what ends when one has to be back, in words, and when that is.
    """
    wrong: list[str] = []
    travel, at, free = Fraction(0), home, leaves
    for stop in stops:
        visit, leg = stop.visit, way(at, stop.place)
        if visit.start < free + leg - TOLERANCE:
            wrong.append(
                f"{who}, {visit}: starts at {plain(visit.start)}, cannot be there before {plain(free + leg)}"
            )
        if visit.start < stop.opens - TOLERANCE:
            wrong.append(
                f"{who}, {visit}: starts at {plain(visit.start)}, the window opens at {plain(stop.opens)}"
            )
        if stop.closes is not None and visit.start > stop.closes + TOLERANCE:
            wrong.append(
                f"{who}, {visit}: starts at {plain(visit.start)}, the window closes at {plain(stop.closes)}"
            )
        if abs(visit.end - visit.start - stop.service) > TOLERANCE:
            lasts = plain(visit.end - visit.start)
            wrong.append(f"{who}, {visit}: lasts {lasts}, the service takes {plain(stop.service)}")
        travel, at, free = travel + leg, stop.place, visit.start + stop.service
    leg = way(at, home) if stops else Fraction(0)
    back = free + leg
    if stops and until is not None and back > until[1] + TOLERANCE:
        wrong.append(f"{who}: back at {plain(back)}, {until[0]} at {plain(until[1])}")
    return Walked(who, stops, travel + leg, back, wrong)


def walk_all(
    claim: Claim,
    noun: str,
    stop_of: Callable[[Visit], Stop],
    known: Container[Label],
    *,
    home: int,
    leaves: Fraction,
    way: Callable[[int, int], Fraction],
    until: tuple[str, Fraction] | None = None,
) -> list[Walked]:
    """Every route, as `walk` does; of its visits those of needs that are `known`."""
    return [
        walk(
            f"{noun} {route.volunteer}",
            [stop_of(visit) for visit in route.visits if visit.need in known],
            home=home,
            leaves=leaves,
            way=way,
            until=until,
        )
        for route in claim.routes
    ]


def overloaded(walked: Walked, load: int, capacity: int) -> list[str]:
    """Where all that a route brings is on board from the start."""
    return [f"{walked.who}: carries {load}, the capacity is {capacity}"] if load > capacity else []


def faults(walks: Iterable[Walked]) -> list[str]:
    """What cannot be kept in any of the routes."""
    return [fault for walked in walks for fault in walked.wrong]


def different_volunteers(claim: Claim, needs: Collection[Label]) -> list[str]:
    """Who serves a need of several seats takes one of them."""
    counts = Counter((route.volunteer, visit.need) for route, visit in visits_of(claim))
    return [
        f"need {need}: {volunteer} takes {n} of its seats"
        for (volunteer, need), n in counts.items()
        if n > 1 and need in needs
    ]


def carrying(who: str, moves: Iterable[tuple[Visit, Label, int]], capacity: int) -> list[str]:
    """What a route fetches it brings, and never has more on board than `capacity`.

    `moves` are its pickups and dropoffs in order, each with the request it belongs to and the load of that.
    """
    wrong: list[str] = []
    carried, fetched = 0, set()
    for visit, request, load in moves:
        if visit.part is Part.PICKUP:
            fetched.add(request)
            carried += load
            if carried > capacity:
                wrong.append(f"{who}, {visit}: carries {carried}, the capacity is {capacity}")
        elif request in fetched:
            carried -= load
        else:
            wrong.append(f"{who}, {visit}: nothing was fetched before")
    return wrong


def gap(first: Visit, second: Visit, low: Fraction, high: Fraction) -> list[str]:
    """The second starts `low` to `high` after the first."""
    between = second.start - first.start
    if low - TOLERANCE <= between <= high + TOLERANCE:
        return []
    if low == high == 0:
        return [f"{first} and {second} start at {plain(first.start)} and {plain(second.start)}, not together"]
    return [f"{second} starts {plain(between)} after {first}, wanted {plain(low)} to {plain(high)}"]


def stated_objective(claim: Claim, objectives: Mapping[str, Objective]) -> list[str]:
    """The objective that the document states, if any, is one that its routes have."""
    if claim.objective is None or any(_same(claim.objective, one) for one in objectives.values()):
        return []
    found = " or ".join(_written(one) for one in objectives.values())
    return [f"the objective is stated as {_written(claim.objective)}, the routes give {found}"]


def visits_of(claim: Claim) -> list[tuple[Route, Visit]]:
    """The stops that serve a need, each with its route."""
    return [(route, visit) for route in claim.routes for visit in route.visits if visit.serves]


def plain(number: Fraction) -> str:
    return f"{float(number):.6f}".rstrip("0").rstrip(".")


def number(value: Fraction) -> Number:
    """As a document writes it: whole where it is whole."""
    return int(value) if value.denominator == 1 else float(value)


def _same(a: Objective, b: Objective) -> bool:
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, Mapping) or isinstance(b, Mapping):
        return False
    return abs(exact(a) - exact(b)) <= OBJECTIVE_TOLERANCE


def _written(objective: Objective) -> str:
    if isinstance(objective, Mapping):
        return ", ".join(f"{key} {plain(exact(part))}" for key, part in objective.items())
    return plain(exact(objective))


def _seat(seat: Seat) -> str:
    part, service = seat
    return part if service is None else f"{part} of service {service}"
