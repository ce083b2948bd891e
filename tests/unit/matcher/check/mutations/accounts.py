"""Figures of the plan that are not true."""

from dataclasses import replace

from matcher.check.violation import Fault
from models.plans import Plan, Status, Unmet
from tests.unit.matcher.check.good_plan import (
    BEN,
    EVE,
    Good,
    state,
)
from tests.unit.matcher.check.mutations.naming import Mutations, breaking

MUTATIONS: Mutations = {}
breaks = breaking(MUTATIONS)


@breaks(Fault.TRAVEL_MISSTATED)
def a_second_of_travel_less_than_there_is(good: Good) -> Plan:
    return state(good.plan, BEN, travel_s=-1)


@breaks(Fault.RETURN_MISSTATED)
def a_return_a_second_early(good: Good) -> Plan:
    return state(good.plan, BEN, returns_s=-1)


@breaks(Fault.RETURN_MISSTATED)
def a_return_home_from_an_open_end(good: Good) -> Plan:
    return state(good.plan, EVE, returns_s=600)


@breaks(Fault.UNMET_UNKNOWN)
def an_unmet_need_that_does_not_exist(good: Good) -> Plan:
    return replace(good.plan, unmet=(*good.plan.unmet, Unmet(need_id="no-such-need")))


@breaks(Fault.UNMET_TWICE)
def an_unmet_need_listed_twice(good: Good) -> Plan:
    return replace(good.plan, unmet=(*good.plan.unmet, good.plan.unmet[0]))


@breaks(Fault.UNMET_BUT_SERVED)
def a_served_need_listed_as_unmet(good: Good) -> Plan:
    return replace(good.plan, unmet=(*good.plan.unmet, Unmet(need_id="ride")))


@breaks(Fault.UNMET_NOT_LISTED)
def an_unmet_need_kept_quiet(good: Good) -> Plan:
    return replace(good.plan, unmet=good.plan.unmet[1:])


@breaks(Fault.COST_MISSTATED)
def a_cost_of_one_second_less_travel(good: Good) -> Plan:
    return replace(good.plan, cost=replace(good.plan.cost, travel_s=good.plan.cost.travel_s - 1))


@breaks(Fault.COST_MISSTATED)
def a_cost_without_the_missed_preference(good: Good) -> Plan:
    return replace(good.plan, cost=replace(good.plan.cost, preference_s=0))


@breaks(Fault.COST_MISSTATED)
def a_cost_without_the_unmet_needs(good: Good) -> Plan:
    return replace(good.plan, cost=replace(good.plan.cost, unmet_priority=0))


@breaks(Fault.STATUS_MISSTATED)
def unmet_needs_in_a_plan_called_feasible(good: Good) -> Plan:
    return replace(good.plan, status=Status.FEASIBLE)


@breaks(Fault.STATUS_MISSTATED)
def routes_in_a_plan_called_infeasible(good: Good) -> Plan:
    return replace(good.plan, status=Status.INFEASIBLE)
