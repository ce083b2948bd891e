"""A day planned: the search's answer in the words of the question."""

from dataclasses import replace

import pytest

from matcher.check.plan import check_plan
from matcher.planning import plan_day
from matcher.routing.search import Budget, Progress
from models.day import Day, Depot
from models.errors import InvalidInput
from models.needs import Link, LinkKind, Pickup, Pin, Role, Told
from models.people import Break
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


NOON = Break(opens_s=Seconds(12 * HOUR_S), closes_s=Seconds(13 * HOUR_S), lasts_s=Seconds(1800))


def test_a_break_is_taken_where_one_is_and_takes_no_way():
    needs = [make_need("am"), make_need("pm", windows=(make_window(13, 16),))]
    (route,) = plan(make_day([make_volunteer(breaks=(NOON,))], needs)).routes
    assert [stop.part for stop in route.stops] == [Part.VISIT, Part.BREAK, Part.VISIT]
    rest = route.stops[1]
    assert (rest.need_id, rest.depot_id, rest.end_s - rest.start_s) == ("", "", 1800)
    assert NOON.opens_s <= rest.start_s <= NOON.closes_s
    assert route.travel_s == 2 * WAY_S


def test_a_reload_names_its_depot_and_is_made_no_sooner_than_needed():
    depots = (Depot(id="d", place=make_place(500, 0), service_s=Seconds(120)),)
    need = make_need(supplies={"box": 2}, place=make_place(1000, 0))
    found = plan(make_day([make_volunteer(supplies={"box": 1})], [need], depots=depots))
    (route,) = found.routes
    reload, visit = route.stops
    assert (reload.part, reload.depot_id, reload.need_id) == (Part.RELOAD, "d", "")
    assert reload.end_s == visit.start_s - WAY_S
    assert (route.leaves_s, route.travel_s) == (reload.start_s - WAY_S, 2 * WAY_S + 2 * WAY_S - 1)
    assert found.unmet == ()


def test_of_several_days_each_shift_has_its_route():
    volunteer = make_volunteer(shifts=(make_shift(8, 12), make_shift(32, 36)))
    needs = [make_need("today"), make_need("tomorrow", windows=(make_window(33, 36),))]
    routes = plan(make_day([volunteer], needs, days=2)).routes
    assert [(route.shift, route.stops[0].start_s) for route in routes] == [(0, 9 * HOUR_S), (1, 33 * HOUR_S)]


def started(need_id: str, start_h: float, volunteer_id: str = "v1") -> Pin:
    start_s = Seconds(round(start_h * HOUR_S))
    return Pin(need_id=need_id, volunteer_id=volunteer_id, start_s=start_s, started=True)


def test_what_has_started_stands_before_the_rest_of_the_route():
    needs = [make_need("done"), make_need("next", place=make_place(500, 0))]
    day = make_day(needs=needs, pins=(started("done", 9.25),), now_s=Seconds(round(9.5 * HOUR_S)))
    (route,) = plan(day).routes
    done, following = route.stops
    assert (done.need_id, done.start_s, done.end_s) == ("done", 9.25 * HOUR_S, 9.75 * HOUR_S)
    assert (following.need_id, following.start_s) == ("next", 9.75 * HOUR_S)
    assert (route.leaves_s, route.travel_s) == (9.25 * HOUR_S - WAY_S, 2 * WAY_S)


def test_who_has_nothing_left_to_do_goes_home_from_where_they_are():
    found = plan(make_day(pins=(started("n1", 9.25),), now_s=Seconds(10 * HOUR_S)))
    (route,) = found.routes
    assert [stop.need_id for stop in route.stops] == ["n1"]
    assert route.returns_s == 9.75 * HOUR_S + WAY_S
    assert (found.unmet, found.cost.travel_s) == ((), 2 * WAY_S)


def test_what_has_started_counts_as_served_from_the_first_report_on():
    seen: list[Progress] = []
    day = make_day(needs=[make_need("done"), make_need("next")], pins=(started("done", 9.25),))
    plan(day, progress=lambda now: seen.append(now) or True)
    assert {now.needs_served for now in seen} <= {1, 2}
    assert seen[-1].needs_served == 2


def test_what_is_on_board_is_delivered_without_being_fetched_again():
    need = make_need(pickup=Pickup(place=make_place(0, 900), service_s=Seconds(120)))
    pin = Pin(need_id="n1", volunteer_id="v1", picked_up=True)
    (route,) = plan(make_day(needs=[need], pins=(pin,), now_s=Seconds(10 * HOUR_S))).routes
    assert [(stop.part, stop.start_s) for stop in route.stops] == [(Part.DROPOFF, 10 * HOUR_S + WAY_S)]


@pytest.mark.parametrize(
    ("capacity", "parts"),
    [(3, [Part.RELOAD, Part.VISIT, Part.DROPOFF]), (2, [Part.DROPOFF, Part.RELOAD, Part.VISIT])],
)
def test_what_is_on_board_takes_room_at_the_depot_until_it_is_delivered(capacity, parts):
    # the masks are for next door, the parcel is for somebody far away
    parcel = make_need(
        "parcel", place=make_place(3000, 0), pickup=Pickup(place=make_place(), service_s=Seconds(0))
    )
    masks = make_need("masks", place=make_place(200, 0), supplies={"mask": 2})
    day = make_day(
        [make_volunteer(capacity=capacity, open_end=True)],
        [parcel, masks],
        pins=(Pin(need_id="parcel", volunteer_id="v1", picked_up=True),),
        depots=(Depot(id="d", place=make_place(100, 0), service_s=Seconds(60)),),
    )
    found = plan(day)
    assert [stop.part for stop in found.routes[0].stops] == parts
    assert check_plan(day, found, found.problem_digest) == []


def test_a_chain_that_cannot_be_served_whole_is_unmet_whole():
    needs = [make_need("consult"), make_need("deliver", windows=(make_window(20, 21),)), make_need("other")]
    link = Link(kind=LinkKind.ALL_OR_NONE, first_id="deliver", second_id="consult")
    found = plan(make_day(needs=needs, links=(link,)))
    assert sorted(one.need_id for one in found.unmet) == ["consult", "deliver"]
    assert found.cost.unmet_priority == 2


def test_the_cost_counts_changes_of_a_published_plan():
    told = (Told(need_id="n1", volunteer_id="v2", start_s=Seconds(20 * HOUR_S)),)
    far = make_volunteer("v2", home=make_place(90_000, 0))
    found = plan(make_day([make_volunteer(), far], told=told))
    assert (found.cost.change_s, found.cost.moved_s) == (1800, 900)


def test_who_ends_the_look_into_unmet_needs_gets_the_plan_without_their_reasons():
    lone = [make_need(f"n{number:02}", first_visit_flagged=True) for number in range(30)]
    heard: list[tuple[int, int]] = []

    def watcher(done: int, unmet: int) -> bool:
        heard.append((done, unmet))
        return done < 20

    found = plan(make_day(needs=lone), explaining=watcher)
    assert heard == [(0, 30), (20, 30)]
    assert [one.need_id for one in found.unmet] == [need.id for need in lone]
    assert [bool(one.reasons) for one in found.unmet] == [True] * 20 + [False] * 10
    assert found.status is Status.PARTIAL  # that nobody could serve those is not known
    assert plan(make_day(needs=lone)).status is Status.INFEASIBLE


def far_apart() -> Day:
    """Two volunteers, each beside two needs."""
    return make_day(
        [make_volunteer("a"), make_volunteer("b", home=make_place(5000, 0))],
        [
            make_need(f"{side}{number}", place=make_place(5000 * at + 100 * number, 0))
            for at, side in enumerate("ab")
            for number in (1, 2)
        ],
    )


def test_a_search_goes_on_from_a_plan():
    day = far_apart()
    best = plan(day)
    again = plan_day(day, budget=Budget(iterations=0), start=best)
    assert again.routes == best.routes
    assert again.cost == best.cost


def test_of_the_plan_to_start_from_only_what_still_holds_is_taken():
    day = far_apart()
    best = plan(day)
    fewer = replace(day, volunteers=day.volunteers[:1], needs=day.needs[1:])
    again = plan_day(fewer, budget=Budget(iterations=0), start=best)
    assert {stop.need_id for route in again.routes for stop in route.stops} >= {"a2"}
    assert {route.volunteer_id for route in again.routes} == {"a"}


def test_a_plan_that_names_a_seat_twice_is_no_hindrance():
    day = far_apart()
    best = plan(day)
    twice = replace(best, routes=(best.routes[0], replace(best.routes[0], volunteer_id="b"), *best.routes))
    assert plan_day(day, budget=Budget(iterations=100), start=twice).unmet == ()


def alike() -> Day:
    """Three volunteers of one house and twice the needs they have time for: many plans are worth the same."""
    needs = [
        make_need(f"n{number}", place=make_place(500, 100 * (number % 2)), windows=(make_window(9, 10),))
        for number in range(18)
    ]
    return make_day(
        [make_volunteer(id) for id in "abc"],
        [
            *needs,
            make_need("lift", crew=(Role(), Role())),
            make_need("later", windows=(make_window(10, 12),)),
        ],
        links=(Link(kind=LinkKind.ALL_OR_NONE, first_id="later", second_id="lift"),),
    )


@pytest.mark.parametrize(
    "rearranged",
    [lambda row: row[::-1], lambda row: row[1:] + row[:1], lambda row: row[1::2] + row[::2]],
    ids=["backwards", "turned", "every other first"],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_people_and_needs_are_named_changes_nothing(seed, rearranged):
    # github.com/VROOM-Project/vroom/issues/671: there the order of vehicles changes what is served
    day = alike()
    other_day = replace(day, volunteers=rearranged(day.volunteers), needs=rearranged(day.needs))
    one, other = plan(day, seed=seed), plan(other_day, seed=seed)
    assert len(one.unmet) > 0
    assert replace(other, seconds=one.seconds, cpu_seconds=one.cpu_seconds) == one
