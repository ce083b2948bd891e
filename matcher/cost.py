"""What a day costs: whole numbers, one unit, one place for each term."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np

from matcher.problem import EIGHT_HOURS, I32, I64, Weights
from models.catalogue import Speciality
from models.day import Day
from models.needs import Need
from models.people import Volunteer
from models.plans import VISITS, Cost, Route, Stop
from models.units import HOUR_S, Seconds

POINT_S = 3600
"""What a point of priority is worth in the annealing where it comes first: the scale on which the search's
temperatures were measured. The best plan puts priority first whatever the scale."""


def weights_of(day: Day) -> Weights:
    """What the search counts itself; the terms of a pair reach it as able pairs."""
    return Weights(
        unmet=POINT_S if day.prize_s is None else day.prize_s,
        travel=1,
        late_sum=day.terms.late,
        late_max=day.terms.late_max,
        wait=day.terms.wait,
        moved=day.terms.moved_s,
        balance_permille=day.terms.balance_permille,
        lexicographic=day.prize_s is None,
    )


def given_s(volunteer: Volunteer) -> Seconds:
    """Hours given before the day, to the nearest second."""
    return Seconds(round(volunteer.hours_given * HOUR_S))


class PairPrices:
    """What it costs that this volunteer and no other takes a seat, beside the way there."""

    def __init__(self, day: Day, volunteers: Sequence[Volunteer]) -> None:
        terms = day.terms
        self._terms = terms
        self._idx = {volunteer.id: idx for idx, volunteer in enumerate(volunteers)}
        self._told = {(told.need_id, told.role): told.volunteer_id for told in day.told}
        self._refusal_s = np.array(
            [terms.refusal_s * v.refusal_permille // 1000 for v in volunteers], np.int64
        )
        self._scarcity = scarcity_of(day) if terms.scarce_s else {}
        most = [
            max((self._scarcity.get(one, Fraction(0)) for one in volunteer.specialities), default=Fraction(0))
            for volunteer in volunteers
        ]
        self._levels = sorted(set(most))
        position = {level: idx for idx, level in enumerate(self._levels)}
        self._level = np.array([position[level] for level in most], np.intp)
        self._scarce_s: dict[Speciality | None, I64] = {}

    def by_term(self, need: Need, role: int, vols: I32) -> dict[str, I64]:
        """Cost of each volunteer idx in that seat, by term of Cost; terms without effect left out."""
        terms = self._terms
        costs: dict[str, I64] = {}
        if need.preferred and terms.preference_s:
            costs["preference_s"] = self._unless(need.preferred, terms.preference_s, vols)
        if need.usual_carers and terms.continuity_s:
            costs["continuity_s"] = self._unless(need.usual_carers, terms.continuity_s, vols)
        if (told := self._told.get((need.id, role))) is not None and terms.change_s:
            costs["change_s"] = self._unless({told}, terms.change_s, vols)
        if terms.scarce_s:
            costs["scarce_s"] = self._scarce(need.crew[role].speciality)[vols]
        if terms.refusal_s:
            costs["refusal_s"] = self._refusal_s[vols]
        return costs

    def _unless(self, spared: Iterable[str], price_s: int, vols: I32) -> I64:
        """The price for everybody but a few."""
        costs = np.full(len(vols), price_s, np.int64)
        for one in spared:
            if one in self._idx:
                costs[vols == self._idx[one]] = 0
        return costs

    def _scarce(self, asked: Speciality | None) -> I64:
        """(V,) what it costs to take each volunteer to where this speciality, or none, is asked for."""
        if asked not in self._scarce_s:
            needed = Fraction(0) if asked is None else self._scarcity.get(asked, Fraction(0))
            prices = [int(self._terms.scarce_s * max(Fraction(0), level - needed)) for level in self._levels]
            self._scarce_s[asked] = np.array(prices, np.int64)[self._level]
        return self._scarce_s[asked]


def scarcity_of(day: Day) -> dict[Speciality, Fraction]:
    """Seats of the day that ask for each speciality per volunteer who has it, at any level; at most 1."""
    asked = Counter(role.speciality for need in day.needs for role in need.crew)
    having = Counter(one for volunteer in day.volunteers for one in volunteer.specialities)
    return {
        speciality: min(Fraction(1), Fraction(seats, having[speciality]))
        if having[speciality]
        else Fraction(1)
        for speciality, seats in asked.items()
        if speciality is not None
    }


def plan_cost(day: Day, routes: Iterable[Route], unmet: Iterable[Need]) -> Cost:
    """The cost of a plan by term, from its routes alone; what has started counts as the rest does.

    Late is what starts after the close of the need's last window. A route waits where it is neither on a way
    nor at a stop, from leaving to returning.
    """
    terms = day.terms
    needs = {need.id: need for need in day.needs}
    prices = PairPrices(day, day.volunteers)
    vol_idx = {volunteer.id: idx for idx, volunteer in enumerate(day.volunteers)}
    told_s = {(told.need_id, told.role): told.start_s for told in day.told}
    sums: Counter[str] = Counter()
    service_s: defaultdict[str, int] = defaultdict(int)
    latest_s = 0
    for route in routes:
        sums["travel_s"] += route.travel_s
        at_stops_s = sum(stop.end_s - stop.start_s for stop in route.stops)
        sums["wait_s"] += terms.wait * (route.returns_s - route.leaves_s - route.travel_s - at_stops_s)
        vols = np.array([vol_idx[route.volunteer_id]], np.int32)
        for stop in route.stops:
            if stop.part in VISITS:
                need = needs[stop.need_id]
                for term, costs in prices.by_term(need, stop.role, vols).items():
                    sums[term] += int(costs[0])
                service_s[route.volunteer_id] += stop.end_s - stop.start_s
                late_s = max(0, stop.start_s - need.windows[-1].closes_s)
                sums["late_s"] += terms.late * late_s
                latest_s = max(latest_s, late_s)
                sums["moved_s"] += terms.moved_s * _is_moved(day, stop, told_s.get((need.id, stop.role)))
    sums["late_s"] += terms.late_max * latest_s
    sums["balance_s"] = sum(
        _balance_s(terms.balance_permille, volunteer, service_s[volunteer.id])
        for volunteer in day.volunteers
        if volunteer.id in service_s
    )
    return Cost(unmet_priority=sum(need.priority for need in unmet), **{"travel_s": 0, **sums})


def _is_moved(day: Day, stop: Stop, told_s: Seconds | None) -> bool:
    return told_s is not None and abs(stop.start_s - told_s) > day.terms.moved_after_s


def _balance_s(permille: int, volunteer: Volunteer, service_s: int) -> int:
    """What the service adds to the price of what was given before."""
    before_s = given_s(volunteer)

    def price_s(all_s: int) -> int:
        return permille * all_s * all_s // (1000 * EIGHT_HOURS)

    return price_s(before_s + service_s) - price_s(before_s)
