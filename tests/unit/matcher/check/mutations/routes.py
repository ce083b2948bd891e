"""Shifts, ways, windows and service that are not kept, and people who give more than they offered."""

from matcher.check.violation import Fault
from models.plans import Plan
from models.reasons import Reason
from models.units import HOUR_S, MINUTE_S
from tests.schedules import Outing
from tests.unit.matcher.check.good_plan import (
    ANN_AFTERNOON,
    ANN_MORNING,
    ANN_TUESDAY,
    BEN,
    DAN,
    EVE,
    Good,
    delay,
    edit_stop,
    hand,
    route_of,
    state,
)
from tests.unit.matcher.check.mutations.naming import Mutations, breaking

MUTATIONS: Mutations = {}
breaks = breaking(MUTATIONS)


# Somebody goes who gives a little less than the outings take; each outing alone would do.
for to, outings, reason in (
    ("less-travel_s", (ANN_MORNING, ANN_AFTERNOON), Reason.TOO_FAR),
    ("less-metres", (ANN_MORNING, ANN_AFTERNOON), Reason.TOO_FAR),
    ("less-tasks", (ANN_MORNING, ANN_AFTERNOON), Reason.OVER_TASKS),
    ("less-service_s", (ANN_MORNING, ANN_AFTERNOON), Reason.OVER_SERVICE),
    ("less-week_service_s", (ANN_MORNING, ANN_AFTERNOON, ANN_TUESDAY), Reason.OVER_SERVICE),
):

    def overworked(good: Good, to: str = to, outings: tuple[Outing, ...] = outings) -> Plan:
        plan = good.plan
        for outing in outings:
            plan = hand(plan, outing, to)
        return plan

    MUTATIONS[f"{to} is overworked"] = (frozenset({reason}), overworked)


@breaks(Reason.OUT_OF_SHIFT)
def leaving_before_the_shift_opens(good: Good) -> Plan:
    return state(good.plan, BEN, leaves_s=-1)


@breaks(Reason.OUT_OF_SHIFT)
def coming_back_after_the_shift_closes(good: Good) -> Plan:
    return hand(good.plan, ANN_MORNING, "hurried")


@breaks(Fault.BEFORE_ARRIVAL)
def leaving_too_late_for_the_first_stop(good: Good) -> Plan:
    return state(good.plan, DAN, leaves_s=1)


@breaks(Fault.BEFORE_ARRIVAL)
def starting_a_second_before_arrival(good: Good) -> Plan:
    return delay(good.plan, BEN, 3, by_s=-1)


@breaks(Fault.BEFORE_ARRIVAL)
def starting_before_the_service_before_has_ended(good: Good) -> Plan:
    return delay(good.plan, BEN, 1, by_s=-1)


@breaks(Fault.WRONG_SERVICE)
def a_service_cut_short(good: Good) -> Plan:
    end_s = route_of(good.plan, BEN).stops[4].end_s
    return edit_stop(good.plan, BEN, 4, end_s=end_s - 1)


@breaks(Fault.WRONG_SERVICE)
def a_pickup_that_lasts_as_long_as_the_visit(good: Good) -> Plan:
    pickup = route_of(good.plan, BEN).stops[1]
    return edit_stop(good.plan, BEN, 1, end_s=pickup.start_s + good.need("medicine-2").service_s)


@breaks(Fault.OUTSIDE_WINDOWS)
def starting_a_second_before_the_window(good: Good) -> Plan:
    return delay(state(good.plan, ANN_MORNING, leaves_s=-1), ANN_MORNING, 0, by_s=-1)


@breaks(Fault.OUTSIDE_WINDOWS, Fault.PIN_START)
def starting_between_two_windows(good: Good) -> Plan:
    return delay(good.plan, EVE, 1, by_s=-45 * MINUTE_S)


@breaks(Fault.OUTSIDE_WINDOWS, Fault.COST_MISSTATED)
def starting_a_second_after_the_last_window(good: Good) -> Plan:
    window_s = 2 * HOUR_S
    return delay(good.plan, ANN_MORNING, 0, by_s=window_s + 1)
