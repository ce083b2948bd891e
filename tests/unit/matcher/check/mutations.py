"""Ways to spoil the good plan, by name: the codes the judge must answer with, no more and no fewer."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from matcher.check.violation import Fault
from models.plans import Part, Plan, Route, Status, Stop, Unmet
from models.reasons import Reason
from models.units import HOUR_S, MINUTE_S, Seconds
from tests.schedules import Job, Outing
from tests.unit.matcher.check.good_plan import (
    ANN_AFTERNOON,
    ANN_MORNING,
    ANN_TUESDAY,
    BEN,
    CAT_AFTERNOON,
    CAT_EVENING,
    CAT_MORNING,
    DAN,
    EVE,
    MIA_AFTERNOON,
    MIA_EVENING,
    Good,
    add_route,
    add_stop,
    delay,
    edit_stop,
    hand,
    route_of,
    state,
)

Code = Reason | Fault

MUTATIONS: dict[str, tuple[frozenset[Code], Callable[[Good], Plan]]] = {}


def breaks(*codes: Code) -> Callable[[Callable[[Good], Plan]], Callable[[Good], Plan]]:
    """Registers a mutation under its own name."""

    def register(mutation: Callable[[Good], Plan]) -> Callable[[Good], Plan]:
        MUTATIONS[mutation.__name__.replace("_", " ")] = (frozenset(codes), mutation)
        return mutation

    return register


def swapped(good: Good, outing: Outing, first: int, second: int) -> dict[Outing, list[Job]]:
    jobs = list(good.orders[outing])
    jobs[first], jobs[second] = jobs[second], jobs[first]
    return {outing: jobs}


def without(good: Good, outing: Outing, position: int) -> dict[Outing, list[Job]]:
    return {outing: [job for idx, job in enumerate(good.orders[outing]) if idx != position]}


def idle_route(volunteer_id: str, shift: int = 0, stops: Iterable[Stop] = ()) -> Route:
    ten = Seconds(10 * HOUR_S)
    return Route(
        volunteer_id=volunteer_id,
        shift=shift,
        leaves_s=ten,
        returns_s=ten,
        travel_s=Seconds(0),
        stops=tuple(stops),
    )


def unread(need_id: str, part: Part = Part.VISIT, role: int = 0) -> Stop:
    """A stop that the judge sets aside, so that its times do not matter."""
    return Stop(need_id=need_id, part=part, role=role, start_s=Seconds(0), end_s=Seconds(0))


# Somebody goes who lacks one thing; the route is else that of the good plan.
for to, outing, reason in (
    ("no-medicine", ANN_MORNING, Reason.NO_SPECIALITY),
    ("beginner", ANN_MORNING, Reason.LEVEL_TOO_LOW),
    ("no-licence", ANN_MORNING, Reason.MISSING_QUALIFICATION),
    ("licence-until-sunday", ANN_MORNING, Reason.MISSING_QUALIFICATION),
    ("licence-until-monday", ANN_TUESDAY, Reason.MISSING_QUALIFICATION),
    ("uninsured", DAN, Reason.NOT_INSURED),
    ("insured-until-sunday", DAN, Reason.NOT_INSURED),
    ("unvetted", ANN_AFTERNOON, Reason.NOT_VETTED),
    ("vetted-until-sunday", ANN_AFTERNOON, Reason.NOT_VETTED),
    ("aged-61", ANN_MORNING, Reason.OUTSIDE_AGE_RANGE),
    ("aged-24", ANN_MORNING, Reason.OUTSIDE_AGE_RANGE),
    ("age-not-given", ANN_MORNING, Reason.OUTSIDE_AGE_RANGE),
    ("male", ANN_MORNING, Reason.WRONG_SEX),
    ("sex-not-given", ANN_MORNING, Reason.WRONG_SEX),
    ("no-dialect", ANN_MORNING, Reason.NO_SHARED_LANGUAGE),
    ("unwelcome", ANN_MORNING, Reason.REFUSED_BY_RECIPIENT),
    ("unwilling", ANN_MORNING, Reason.REFUSED_BY_VOLUNTEER),
    ("no-seat", BEN, Reason.TOO_FEW_SEATS),
    ("small-bag", BEN, Reason.OVER_CAPACITY),
    ("strong-boy", DAN, Reason.MINOR_AT_NIGHT_OR_RISK),
    ("unguarded", MIA_AFTERNOON, Reason.MINOR_WITHOUT_ADULT),
    ("eve-double", EVE, Reason.PINNED_ELSEWHERE),
):

    def sent(good: Good, to: str = to, outing: Outing = outing) -> Plan:
        return hand(good.plan, outing, to)

    MUTATIONS[f"{to} is sent"] = (frozenset({reason}), sent)


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


@breaks(Fault.UNKNOWN_VOLUNTEER)
def a_route_of_nobody(good: Good) -> Plan:
    return add_route(good.plan, idle_route("nobody", stops=[unread("ride")]))


@breaks(Fault.UNKNOWN_SHIFT)
def a_shift_that_the_volunteer_does_not_have(good: Good) -> Plan:
    return add_route(good.plan, idle_route("kay", 1, [unread("ride")]))


@breaks(Fault.UNKNOWN_SHIFT)
def a_shift_below_zero(good: Good) -> Plan:
    return add_route(good.plan, idle_route("kay", -1, [unread("ride")]))


@breaks(Fault.SHIFT_TWICE, Fault.EMPTY_ROUTE)
def a_second_route_in_one_shift(good: Good) -> Plan:
    return add_route(good.plan, idle_route("ann"))


@breaks(Fault.EMPTY_ROUTE)
def a_route_without_a_stop(good: Good) -> Plan:
    return add_route(good.plan, idle_route("kay"))


@breaks(Fault.UNKNOWN_NEED)
def a_stop_for_no_need(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("no-such-need"))


@breaks(Fault.UNKNOWN_ROLE)
def a_third_seat_in_a_crew_of_two(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("lift", role=2))


@breaks(Fault.UNKNOWN_ROLE)
def a_seat_below_zero(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("lift", role=-1))


@breaks(Fault.WRONG_PART)
def a_pickup_where_nothing_is_fetched(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("ride", Part.PICKUP))


@breaks(Fault.WRONG_PART)
def a_plain_visit_where_something_is_dropped_off(good: Good) -> Plan:
    return add_stop(good.plan, BEN, unread("medicine-1", Part.VISIT))


@breaks(Fault.OUTSIDE_HORIZON)
def a_stop_before_the_first_day(good: Good) -> Plan:
    return add_stop(good.plan, BEN, replace(unread("first-visit"), start_s=Seconds(-1)))


@breaks(Fault.OUTSIDE_HORIZON)
def a_stop_in_a_thousand_years(good: Good) -> Plan:
    return add_stop(good.plan, BEN, replace(unread("first-visit"), start_s=Seconds(10**12)))


@breaks(Fault.STOP_TWICE)
def a_visit_made_twice(good: Good) -> Plan:
    (story,) = route_of(good.plan, CAT_AFTERNOON).stops
    again = replace(story, start_s=story.end_s, end_s=story.end_s + 1800)
    return state(add_stop(good.plan, CAT_AFTERNOON, again), CAT_AFTERNOON, returns_s=1800)


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


@breaks(Reason.MINOR_WITHOUT_ADULT)
def two_minors_who_guard_each_other(good: Good) -> Plan:
    return good.relaid(
        {
            CAT_AFTERNOON: [],
            MIA_AFTERNOON: [],
            ("sister", 0): [Job("story", role=0)],
            ("brother", 0): [Job("story", role=1)],
        }
    )


@breaks(Reason.MINOR_AT_NIGHT_OR_RISK)
def a_minor_at_night(good: Good) -> Plan:
    return good.relaid({CAT_EVENING: [Job("night-watch")], MIA_EVENING: [Job("night-watch", role=1)]})


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
