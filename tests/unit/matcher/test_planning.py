"""A day planned: the search's answer in the words of the question."""

import pytest

from matcher.planning import plan_day
from matcher.routing.search import Budget, Progress
from models.day import Day
from models.errors import InvalidInput, Unsupported
from models.needs import Pickup, Pin, Role
from models.plans import Cost, Part, Plan, Route, Status, Stop
from models.reasons import Reason
from models.units import HOUR_S, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window

WAY_S = 488  # ceil(0.975 s a metre x 500 m): from home to the builders' need


def plan(day: Day, **settings: object) -> Plan:
    return plan_day(day, budget=Budget(iterations=100), **settings)  # type: ignore[arg-type]


def test_a_route_leaves_so_that_nobody_waits_at_the_first_door():
    start_s = 9 * HOUR_S
    assert plan(make_day()).routes == (
        Route(
            volunteer_id="v1",
            shift=0,
            leaves_s=Seconds(start_s - WAY_S),
            returns_s=Seconds(start_s + 1800 + WAY_S),
            travel_s=Seconds(2 * WAY_S),
            stops=(
                Stop(need_id="n1", part=Part.VISIT, start_s=Seconds(start_s), end_s=Seconds(start_s + 1800)),
            ),
        ),
    )


def test_nobody_leaves_before_the_shift_opens():
    (route,) = plan(make_day([make_volunteer(shifts=(make_shift(9.5, 12),))])).routes
    assert route.leaves_s == 9.5 * HOUR_S
    assert route.stops[0].start_s == 9.5 * HOUR_S + WAY_S


def test_what_is_fetched_is_not_carried_about_longer_than_needed():
    pickup = Pickup(place=make_place(500, 0), service_s=Seconds(120))
    (route,) = plan(make_day(needs=[make_need(pickup=pickup, place=make_place(1000, 0))])).routes
    fetch, visit = route.stops
    assert (fetch.part, visit.part, visit.start_s) == (Part.PICKUP, Part.DROPOFF, 9 * HOUR_S)
    assert (fetch.start_s, fetch.end_s) == (visit.start_s - WAY_S - 120, visit.start_s - WAY_S)
    assert route.leaves_s == fetch.start_s - WAY_S


def test_a_route_with_an_open_end_ends_where_the_last_visit_does():
    (route,) = plan(make_day([make_volunteer(open_end=True)])).routes
    assert (route.returns_s, route.travel_s) == (9 * HOUR_S + 1800, WAY_S)


def test_each_shift_has_a_route_of_its_own():
    volunteer = make_volunteer(shifts=(make_shift(8, 10), make_shift(14, 16)))
    needs = [make_need("am"), make_need("pm", windows=(make_window(14, 16),))]
    routes = plan(make_day([volunteer], needs)).routes
    assert [(route.shift, route.stops[0].need_id) for route in routes] == [(0, "am"), (1, "pm")]


def test_a_crew_of_two_is_two_people_at_one_time():
    team = [make_volunteer("a"), make_volunteer("b", home=make_place(2000, 0))]
    routes = plan(make_day(team, [make_need(crew=(Role(), Role()))])).routes
    assert {route.volunteer_id for route in routes} == {"a", "b"}
    assert {route.stops[0].role for route in routes} == {0, 1}
    assert len({route.stops[0].start_s for route in routes}) == 1


def test_cost_counts_unmet_priority_travel_and_visits_by_somebody_not_preferred():
    needs = [
        make_need("n1", preferred=frozenset({"gone"})),
        make_need("n2", priority=7, windows=(make_window(20, 21),)),
    ]
    found = plan(make_day([make_volunteer(), make_volunteer("gone", shifts=())], needs))
    assert found.cost == Cost(unmet_priority=7, travel_s=2 * WAY_S, preference_s=600)
    assert found.status is Status.PARTIAL
    assert [(unmet.need_id, unmet.reasons) for unmet in found.unmet] == [("n2", ((Reason.OUT_OF_SHIFT, 2),))]


def test_a_pinned_need_goes_before_one_of_higher_priority():
    one_hour = [make_volunteer(shifts=(make_shift(9, 10),))]
    needs = [make_need("urgent", priority=9), make_need("promised")]
    day = make_day(one_hour, needs, pins=(Pin(need_id="promised", volunteer_id="v1"),))
    assert [unmet.need_id for unmet in plan(day).unmet] == ["urgent"]
    assert plan(day).cost.unmet_priority == 9


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (make_day(), Status.FEASIBLE),
        (make_day(needs=[]), Status.OPTIMAL),
        (make_day([], []), Status.OPTIMAL),
        (make_day([]), Status.INFEASIBLE),
        (make_day([make_volunteer(shifts=())]), Status.INFEASIBLE),
        (make_day(needs=[make_need("n1"), make_need("n2", first_visit_flagged=True)]), Status.PARTIAL),
    ],
)
def test_the_status_says_how_far_the_plan_goes(day, status):
    assert plan(day).status is status


@pytest.mark.parametrize("day", [make_day(needs=[]), make_day([])])
def test_where_nothing_can_be_decided_no_time_is_spent(day):
    assert plan_day(day, budget=Budget(seconds=60)).seconds < 1


def test_a_search_that_is_stopped_says_so():
    seen: list[Progress] = []

    def stop(now: Progress) -> bool:
        seen.append(now)
        return False

    assert plan_day(make_day(), budget=Budget(seconds=60), progress=stop).status is Status.STOPPED
    assert len(seen) == 1


def test_the_plan_names_its_question_and_its_seed():
    found = plan(make_day(), digest="sha256:abc", seed=7)
    assert (found.problem_digest, found.seed, found.iterations) == ("sha256:abc", 7, 100)


def test_pins_that_conflict_are_refused_before_anything_is_planned():
    with pytest.raises(InvalidInput, match="pins conflict: need n1 cannot start at 23:00"):
        plan(make_day(pins=(Pin(need_id="n1", start_s=Seconds(23 * HOUR_S)),)))


def test_what_the_search_cannot_honour_is_refused():
    with pytest.raises(Unsupported, match="a plan of 2 days"):
        plan(make_day(days=2))
