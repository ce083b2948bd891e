"""What a plan costs, term by term, from the question and the plan alone.

Each visit of a plan counts, also one that has started. Source: what models.terms says of each price and
models.plans of each part of a Cost.
"""

from collections import Counter, defaultdict
from fractions import Fraction

from matcher.check.reading import Outing, Reading
from matcher.check.routes import returns_s, travelled_s
from matcher.check.stops import Call
from matcher.check.ways import Ways
from models.catalogue import Speciality
from models.day import Day
from models.needs import Need
from models.people import Volunteer
from models.plans import Cost
from models.units import HOUR_S

EIGHT_HOURS_S = 8 * HOUR_S


def true_cost(reading: Reading, ways: Ways) -> Cost:
    """The cost of the plan as it is, whatever it states."""
    day, terms = reading.day, reading.day.terms
    visits = [call for outing in reading.outings for call in outing.calls if not call.is_pickup]
    late_s = [_late_s(call) for call in visits]
    return Cost(
        unmet_priority=sum(need.priority for need in day.needs if not reading.serves(need)),
        travel_s=sum(travelled_s(outing, ways) for outing in reading.outings),
        preference_s=terms.preference_s * sum(_misses(call.need.preferred, call) for call in visits),
        continuity_s=terms.continuity_s * sum(_misses(call.need.usual_carers, call) for call in visits),
        late_s=terms.late * sum(late_s) + terms.late_max * max(late_s, default=0),
        wait_s=terms.wait * sum(_waited_s(outing, ways) for outing in reading.outings),
        change_s=terms.change_s * _changed(day, visits),
        moved_s=terms.moved_s * _moved(day, visits),
        balance_s=_balance_s(day, visits),
        scarce_s=_scarce_s(day, visits),
        refusal_s=sum(terms.refusal_s * call.volunteer.refusal_permille // 1000 for call in visits),
    )


def _misses(liked: frozenset[str], call: Call) -> bool:
    """Whether somebody else comes than one of those, where there are any."""
    return bool(liked) and call.volunteer.id not in liked


def _late_s(call: Call) -> int:
    """After the close of the need's last window: the promise that no other window can keep any more."""
    return max(0, call.stop.start_s - call.need.windows[-1].closes_s)


def _waited_s(outing: Outing, ways: Ways) -> int:
    """From leaving to returning, what is neither a way nor a stop."""
    away_s = returns_s(outing, ways) - outing.route.leaves_s
    return away_s - travelled_s(outing, ways) - sum(step.lasts_s for step in outing.steps)


def _changed(day: Day, visits: list[Call]) -> int:
    """Seats that go to another volunteer than told. The last word counts where a seat was told twice."""
    told = {(one.need_id, one.role): one.volunteer_id for one in day.told}
    return sum(told.get(call.seat) not in (None, call.volunteer.id) for call in visits)


def _moved(day: Day, visits: list[Call]) -> int:
    """Seats that start farther from the moment told than is free."""
    told = {(one.need_id, one.role): one.start_s for one in day.told}
    free_s = day.terms.moved_after_s
    return sum(abs(call.stop.start_s - told.get(call.seat, call.stop.start_s)) > free_s for call in visits)


def _balance_s(day: Day, visits: list[Call]) -> int:
    """Each volunteer's price of all service, less that of the hours given before the plan."""
    service_s: defaultdict[str, int] = defaultdict(int)
    for call in visits:
        service_s[call.volunteer.id] += call.lasts_s
    total = 0
    for volunteer in day.volunteers:
        before_s = round(volunteer.hours_given * HOUR_S)
        total += _unfair_s(day, before_s + service_s[volunteer.id]) - _unfair_s(day, before_s)
    return total


def _unfair_s(day: Day, service_s: int) -> int:
    return day.terms.balance_permille * service_s**2 // (1000 * EIGHT_HOURS_S)


def _scarce_s(day: Day, visits: list[Call]) -> int:
    """What of scarcer specialities than asked for is taken from those who might need them."""
    if not day.terms.scarce_s:
        return 0
    scarcity = _scarcity(day)

    def price_s(volunteer: Volunteer, need: Need, role: int) -> int:
        asked = need.crew[role].speciality
        wanted = scarcity[asked] if asked is not None else Fraction(0)
        taken = max((scarcity[one] for one in volunteer.specialities), default=Fraction(0))
        return int(day.terms.scarce_s * max(Fraction(0), taken - wanted))

    return sum(price_s(call.volunteer, call.need, call.stop.role) for call in visits)


def _scarcity(day: Day) -> dict[Speciality, Fraction]:
    """Seats that ask for each speciality by volunteers who have it, at any level; at most 1."""
    asked = Counter(role.speciality for need in day.needs for role in need.crew)
    having = Counter(one for volunteer in day.volunteers for one in volunteer.specialities)
    return {
        one: min(Fraction(1), Fraction(asked[one], having[one]))
        if having[one]
        else Fraction(bool(asked[one]))
        for one in Speciality
    }
