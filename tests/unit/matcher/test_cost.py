"""What a plan costs, term by term, from its routes alone."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from matcher.cost import PairPrices, plan_cost, scarcity_of
from models.catalogue import Speciality
from models.day import Day
from models.needs import Need, Role, Told
from models.people import Volunteer
from models.plans import Cost, Part, Route, Stop
from models.terms import Terms
from models.units import HOUR_S, Seconds
from tests.builders import make_day, make_need, make_volunteer, make_window

FREE = Terms(late=0, change_s=0, moved_s=0, continuity_s=0, preference_s=0)
"""No soft term costs anything."""


def stop(need_id: str, at_h: float, part: Part = Part.VISIT, role: int = 0, lasts_s: int = 1800) -> Stop:
    start_s = Seconds(round(at_h * HOUR_S))
    return Stop(need_id=need_id, part=part, role=role, start_s=start_s, end_s=Seconds(start_s + lasts_s))


def route(*stops: Stop, volunteer_id: str = "v1", travel_s: int = 1000, idle_s: int = 0) -> Route:
    """From its first stop to its last one, with all ways and idle time added to the ends."""
    return Route(
        volunteer_id=volunteer_id,
        shift=0,
        leaves_s=Seconds(stops[0].start_s - travel_s),
        returns_s=Seconds(stops[-1].end_s + idle_s),
        travel_s=Seconds(travel_s),
        stops=stops,
    )


def cost_of(day: Day, *routes: Route, **terms: int) -> Cost:
    return plan_cost(replace(day, terms=replace(FREE, **terms)), routes, [])


def day_of(
    *needs: Need,
    team: tuple[Volunteer, ...] = (make_volunteer("v1"), make_volunteer("v2")),
    **changes: object,
) -> Day:
    return make_day(list(team), list(needs), **changes)


def test_unmet_needs_cost_their_priority_and_ways_their_seconds():
    day = day_of(make_need("n1"), make_need("n2", priority=7))
    found = plan_cost(day, [route(stop("n1", 9))], [day.needs[1]])
    assert found == Cost(unmet_priority=7, travel_s=1000)


def test_a_plan_without_routes_costs_nothing():
    assert plan_cost(day_of(), [], []) == Cost(unmet_priority=0, travel_s=0)


def test_somebody_else_than_preferred_or_usual_costs_at_every_visit():
    need = make_need(preferred=frozenset({"v2"}), usual_carers=frozenset({"v1"}))
    day = day_of(need, make_need("n2"))
    one = cost_of(day, route(stop("n1", 9), stop("n2", 10)), preference_s=60, continuity_s=500)
    assert (one.preference_s, one.continuity_s) == (60, 0)
    other = cost_of(day, route(stop("n1", 9), volunteer_id="v2"), preference_s=60, continuity_s=500)
    assert (other.preference_s, other.continuity_s) == (0, 500)


def test_fetching_is_no_visit():
    day = day_of(make_need(preferred=frozenset({"v2"})))
    found = cost_of(day, route(stop("n1", 9, Part.PICKUP), stop("n1", 10, Part.DROPOFF)), preference_s=60)
    assert found.preference_s == 60


def test_lateness_is_paid_by_every_seat_and_once_more_by_the_latest():
    needs = [
        make_need("n1", windows=(make_window(9, 10),), crew=(Role(), Role())),
        make_need("n2", windows=(make_window(9, 10),)),
    ]
    routes = (
        route(stop("n1", 10.5), stop("n2", 12)),
        route(stop("n1", 10.5, role=1), volunteer_id="v2"),
    )
    assert cost_of(day_of(*needs), *routes, late=2, late_max=3).late_s == 2 * (1800 + 1800 + 7200) + 3 * 7200


def test_nobody_is_late_between_two_windows():
    need = make_need(windows=(make_window(9, 10), make_window(14, 15)))
    assert cost_of(day_of(need), route(stop("n1", 15)), late=2).late_s == 0


def test_waiting_is_what_is_neither_way_nor_stop():
    day = day_of(make_need("n1"), make_need("n2"))
    rest = Stop(part=Part.BREAK, start_s=Seconds(9.5 * HOUR_S), end_s=Seconds(9.75 * HOUR_S))
    found = cost_of(day, route(stop("n1", 9), rest, stop("n2", 10), idle_s=60), wait=4)
    assert found.wait_s == 4 * (900 + 60)


def test_changes_against_what_was_told_cost_by_seat_and_by_moment():
    told = (
        Told(need_id="n1", volunteer_id="v1", start_s=Seconds(9 * HOUR_S)),
        Told(need_id="n2", volunteer_id="v2", start_s=Seconds(10 * HOUR_S)),
    )
    day = day_of(make_need("n1"), make_need("n2"), make_need("n3"), told=told)
    kept = route(stop("n1", 9.5), stop("n2", 9.75), stop("n3", 11))
    terms = {"change_s": 700, "moved_s": 50, "moved_after_s": 1800}
    assert (cost_of(day, kept, **terms).change_s, cost_of(day, kept, **terms).moved_s) == (700, 0)
    later = route(stop("n1", 9.6), stop("n2", 9.4), stop("n3", 11))
    assert cost_of(day, later, **terms).moved_s == 100


def test_nobody_can_keep_what_was_told_of_who_has_left_but_for_the_time():
    day = day_of(make_need("n1"), told=(Told(need_id="n1", start_s=Seconds(9 * HOUR_S)),))
    found = cost_of(day, route(stop("n1", 11)), change_s=700, moved_s=50)
    assert (found.change_s, found.moved_s) == (0, 50)


def test_balance_costs_what_service_adds_to_the_square_of_all_hours():
    team = (make_volunteer("v1"), make_volunteer("v2", hours_given=8))
    day = day_of(make_need("n1"), make_need("n2"), team=team)
    eight = stop("n1", 8, lasts_s=8 * HOUR_S)
    assert cost_of(day, route(eight), balance_permille=1000).balance_s == 28_800
    assert cost_of(day, route(eight, volunteer_id="v2"), balance_permille=1000).balance_s == 3 * 28_800
    halves = (stop("n1", 8, lasts_s=4 * HOUR_S), stop("n2", 12, lasts_s=4 * HOUR_S))
    assert cost_of(day, route(*halves), balance_permille=500).balance_s == 14_400
    shared = (route(halves[0]), replace(route(halves[1]), shift=1))
    assert cost_of(day, *shared, balance_permille=500).balance_s == 14_400


def specialists() -> Day:
    """Two ask for medicine, one for lifting; one has both, three lift."""
    both = {Speciality.MEDICINE: 1, Speciality.LIFTING: 1}
    lifts = {Speciality.LIFTING: 2}
    team = (
        make_volunteer("v1", specialities=both),
        *(make_volunteer(id, specialities=lifts) for id in ("v2", "v3")),
        make_volunteer("v4", specialities={Speciality.LEGAL: 1}),
    )
    needs = [
        make_need("n1", crew=(Role(speciality=Speciality.MEDICINE), Role(speciality=Speciality.MEDICINE))),
        make_need("n2", crew=(Role(speciality=Speciality.LIFTING), Role())),
        make_need("n3", crew=(Role(speciality=Speciality.NURSING),)),
    ]
    return day_of(*needs, team=team, terms=replace(FREE, scarce_s=100))


def test_a_speciality_is_as_scarce_as_many_ask_for_it_but_no_more_than_one():
    assert scarcity_of(specialists()) == {
        Speciality.MEDICINE: 1,
        Speciality.LIFTING: Fraction(1, 3),
        Speciality.NURSING: 1,
    }


@pytest.mark.parametrize(
    ("need", "role", "prices"), [(0, 0, [0, 0, 0, 0]), (1, 0, [66, 0, 0, 0]), (1, 1, [100, 33, 33, 0])]
)
def test_a_volunteer_with_a_scarcer_speciality_than_asked_costs_the_difference(need, role, prices):
    day = specialists()
    everybody = np.arange(4, dtype=np.int32)
    by_term = PairPrices(day, day.volunteers).by_term(day.needs[need], role, everybody)
    assert {term: costs.tolist() for term, costs in by_term.items()} == {"scarce_s": prices}


def test_an_offer_costs_as_often_as_it_is_refused():
    day = day_of(make_need("n1"), make_need("n2"), team=(make_volunteer(refusal_permille=333),))
    assert cost_of(day, route(stop("n1", 9), stop("n2", 10)), refusal_s=100).refusal_s == 2 * 33


def test_the_total_is_the_sum_of_all_terms():
    need = make_need(windows=(make_window(9, 10),), preferred=frozenset({"v2"}))
    found = cost_of(day_of(need), route(stop("n1", 11), idle_s=10), late=1, wait=1, preference_s=5)
    assert found.total == 1000 + 3600 + 10 + 5
