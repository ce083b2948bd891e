"""Crews that are not whole, together or fit for it, and what is fetched for nobody."""

from dataclasses import replace

from matcher.check.violation import Fault
from models.plans import Plan
from models.reasons import Reason
from tests.schedules import Job
from tests.unit.matcher.check.good_plan import (
    BEN,
    CAT_AFTERNOON,
    CAT_EVENING,
    CAT_MORNING,
    DAN,
    MIA_EVENING,
    Good,
    add_stop,
    delay,
    route_of,
)
from tests.unit.matcher.check.mutations.naming import Mutations, breaking, swapped, without

MUTATIONS: Mutations = {}
breaks = breaking(MUTATIONS)


@breaks(Fault.NO_PICKUP_BEFORE)
def dropping_off_before_picking_up(good: Good) -> Plan:
    return good.relaid(swapped(good, BEN, 0, 2))


@breaks(Fault.NO_PICKUP_BEFORE)
def dropping_off_what_nobody_picked_up(good: Good) -> Plan:
    return good.relaid(without(good, BEN, 1))


@breaks(Fault.NO_PICKUP_BEFORE)
def dropping_off_what_somebody_else_picked_up(good: Good) -> Plan:
    return good.relaid(without(good, BEN, 1) | {("second-driver", 0): [good.orders[BEN][1]]})


@breaks(Fault.SERVED_IN_PART)
def picking_up_for_nobody(good: Good) -> Plan:
    return good.relaid(without(good, BEN, 3))


@breaks(Fault.SERVED_IN_PART, Reason.CREW_TOO_SMALL)
def one_of_a_crew_of_two_stays_at_home(good: Good) -> Plan:
    return good.relaid({DAN: []})


@breaks(Fault.CREW_NOT_TOGETHER)
def one_of_a_crew_comes_a_second_later(good: Good) -> Plan:
    return delay(good.plan, DAN, 0, by_s=1)


@breaks(Fault.CREW_NOT_DIFFERENT, Fault.BEFORE_ARRIVAL)
def one_volunteer_in_both_seats_of_a_crew(good: Good) -> Plan:
    (lift,) = route_of(good.plan, DAN).stops
    alone = good.relaid({DAN: []})
    cost = replace(alone.cost, unmet_priority=good.plan.cost.unmet_priority)
    return add_stop(replace(alone, unmet=good.plan.unmet, cost=cost), CAT_MORNING, lift)


@breaks(Reason.CREW_TOO_SMALL)
def alone_to_a_flagged_first_visit(good: Good) -> Plan:
    return good.relaid({("kay", 0): [Job("first-visit")]})


@breaks(Reason.MINOR_WITHOUT_ADULT)
def a_minor_beside_somebody_who_is_not_the_guardian(good: Good) -> Plan:
    return good.relaid({CAT_AFTERNOON: [], ("kay", 0): [Job("story", role=0)]})


@breaks(Reason.MINOR_AT_NIGHT_OR_RISK)
def a_minor_at_night(good: Good) -> Plan:
    return good.relaid({CAT_EVENING: [Job("night-watch")], MIA_EVENING: [Job("night-watch", role=1)]})
