"""Pins, links and series that are not kept."""

from matcher.check.violation import Fault
from models.plans import Plan
from models.units import HOUR_S
from tests.schedules import Job
from tests.unit.matcher.check.good_plan import (
    ANN_MORNING,
    ANN_TUESDAY,
    BEN,
    EVE,
    Good,
    delay,
)
from tests.unit.matcher.check.mutations.naming import Mutations, breaking, swapped, without

MUTATIONS: Mutations = {}
breaks = breaking(MUTATIONS)


@breaks(Fault.PIN_ORDER, Fault.LINK_GAP)
def pinned_visits_in_the_other_order(good: Good) -> Plan:
    return good.relaid(swapped(good, EVE, 0, 1))


@breaks(Fault.PIN_START)
def a_second_before_the_pinned_start(good: Good) -> Plan:
    return delay(good.plan, EVE, 1, by_s=-1)


@breaks(Fault.PIN_START, Fault.LINK_GAP)
def a_second_after_the_pinned_start_and_the_longest_gap(good: Good) -> Plan:
    return delay(good.plan, EVE, 1, by_s=1)


@breaks(Fault.LINK_GAP)
def less_than_the_shortest_gap(good: Good) -> Plan:
    return delay(good.plan, EVE, 0, by_s=HOUR_S + 1)


@breaks(Fault.LINK_VOLUNTEER)
def two_drivers_where_one_was_asked_for(good: Good) -> Plan:
    return good.relaid(without(good, BEN, 4) | {("second-driver", 0): [Job("ride")]})


@breaks(Fault.LINK_ALL_OR_NONE)
def the_second_half_of_a_chain_is_dropped(good: Good) -> Plan:
    return good.relaid({ANN_TUESDAY: []})


@breaks(Fault.LINK_ALL_OR_NONE)
def the_first_half_of_a_chain_is_dropped(good: Good) -> Plan:
    return good.relaid({ANN_MORNING: []})


@breaks(Fault.SERIES_TOO_CLOSE)
def two_of_a_series_on_one_day(good: Good) -> Plan:
    return good.relaid({ANN_TUESDAY: [], ("unlimited", 1): [Job("checkup-again")]})
