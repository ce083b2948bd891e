"""Whom the judge finds barred, for all volunteers at once, is whom its rules stop pair by pair."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matcher.check.barred import RECOUNTED, Barred
from matcher.check.suitability import PAIR_RULES
from models.day import Day
from models.needs import Need, Pin
from models.people import Volunteer
from models.reasons import Reason
from models.units import DAY_S
from tests.builders import MONDAY, make_day, make_need, make_volunteer, make_window
from tests.unit.matcher.check.good_plan import make_good
from tests.unit.matcher.check.good_week import make_week

DAYS = {"good day": make_good().day, "good week": make_week().drawing.day}


def broken(day: Day, volunteer: Volunteer, need: Need) -> list[set[Reason]]:
    """By seat and day."""
    days = sorted({at // DAY_S for one in need.windows for at in range(one.opens_s, one.closes_s + 1, 3600)})
    pins = {pin.role: pin.volunteer_id for pin in day.pins if pin.need_id == need.id}
    found = []
    for number, role in enumerate(need.crew):
        for on in (day.first_day + timedelta(days=one) for one in days):
            reasons = {one for one, rule in PAIR_RULES.items() if rule(volunteer, need, role, on)}
            if pins.get(number, volunteer.id) not in (None, volunteer.id):
                reasons.add(Reason.PINNED_ELSEWHERE)
            found.append(reasons)
    return found


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_everybody_is_barred_by_the_rules_that_they_break(day):
    barred = Barred(day)
    rules = set(RECOUNTED) - {Reason.OVER_CAPACITY}
    for need in day.needs:
        bars = barred.of(need)
        pairs = [broken(day, volunteer, need) for volunteer in day.volunteers]
        for reason in rules:
            always = {at for at, seats in enumerate(pairs) if all(reason in seat for seat in seats)}
            ever = {at for at, seats in enumerate(pairs) if any(reason in seat for seat in seats)}
            assert (bars.always[reason], bars.ever[reason]) == (always, ever)


def test_a_need_that_asks_otherwise_than_the_one_before_is_judged_anew():
    team = [make_volunteer("v1", capacity=1, insured_until=MONDAY), make_volunteer("v2", seats=4)]
    plain = make_need("n1")
    needs = [
        plain,
        replace(plain, id="n2", supplies={"mask": 2}),
        replace(plain, id="n3", risky=True),
        replace(plain, id="n4", risky=True, windows=(make_window(33, 34),)),
        replace(plain, id="n5", seats=4),
        replace(plain, id="n6", refused=frozenset({"v2"})),
        replace(plain, id="n7"),
    ]
    day = make_day(team, needs, days=2, pins=(Pin(need_id="n7", volunteer_id="v1"),))
    barred = Barred(day)
    found = [{reason: set(who) for reason, who in barred.of(need).ever.items() if who} for need in needs]
    assert found == [
        {},
        {Reason.OVER_CAPACITY: {0}},
        {Reason.NOT_INSURED: {1}},
        {Reason.NOT_INSURED: {0, 1}},
        {Reason.TOO_FEW_SEATS: {0}},
        {Reason.REFUSED_BY_RECIPIENT: {1}},
        {Reason.PINNED_ELSEWHERE: {1}},
    ]
