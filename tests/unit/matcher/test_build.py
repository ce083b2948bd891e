"""A day becomes a problem: rows, able pairs, pins, links, and what is refused by name."""

from dataclasses import replace

import pytest

from matcher.build import build_problem
from matcher.problem import NO_LIMIT, Problem
from models.catalogue import Speciality, TravelMode
from models.day import Day
from models.errors import InvalidInput
from models.geo import Wgs84
from models.needs import Link, LinkKind, Pickup, Pin, Role, Series
from models.people import Limits
from models.units import HOUR_S, Metres, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window


def able(problem: Problem, need_id: str, role: int = 0) -> list[str]:
    row = problem.need_role_start[problem.need_ids.index(need_id)] + role
    vols = problem.able_vol[problem.able_start[row] : problem.able_start[row + 1]]
    return [problem.volunteer_ids[vol] for vol in vols]


def windows(problem: Problem, task: int) -> list[tuple[int, int]]:
    rows = slice(problem.window_start[task], problem.window_start[task + 1])
    return list(
        zip(problem.window_opens_s[rows].tolist(), problem.window_closes_s[rows].tolist(), strict=True)
    )


def test_rows_are_sorted_by_id_and_shifts_by_volunteer():
    night_owl = make_volunteer("b", shifts=(make_shift(8, 10), make_shift(12, 14)), mode=TravelMode.CAR)
    problem = build_problem(make_day([night_owl, make_volunteer("a")], [make_need("z"), make_need("y")]))
    assert problem.volunteer_ids == ("a", "b")
    assert problem.need_ids == ("y", "z")
    assert problem.shift_vol.tolist() == [0, 1, 1]
    assert problem.shift_opens_s.tolist() == [8 * HOUR_S, 8 * HOUR_S, 12 * HOUR_S]


def test_a_limit_of_the_week_binds_a_single_day_too():
    limits = Limits(travel_s=Seconds(3600), service_s=Seconds(9000), week_service_s=Seconds(7200))
    problem = build_problem(make_day([make_volunteer(limits=limits)]))
    assert problem.vol_max_travel_s.tolist() == [3600]
    assert problem.vol_max_service_s.tolist() == [7200]
    assert problem.vol_max_m.tolist() == problem.vol_max_tasks.tolist() == [NO_LIMIT]


def test_a_route_ends_at_home_elsewhere_or_nowhere():
    team = [
        make_volunteer("v1"),
        make_volunteer("v2", end=make_place(0, 900)),
        make_volunteer("v3", open_end=True),
    ]
    problem = build_problem(make_day(team))
    home, elsewhere, nowhere = problem.shift_end_place.tolist()
    assert home == problem.shift_start_place[0]
    assert problem.travel.xy[elsewhere].tolist() != problem.travel.xy[home].tolist()
    assert nowhere == -1


def test_what_is_fetched_is_a_task_before_the_visit_without_a_window_of_its_own():
    pickup = Pickup(place=make_place(0, 300), service_s=Seconds(120), load=2)
    problem = build_problem(make_day(needs=[make_need(pickup=pickup, windows=(make_window(9, 10),))]))
    assert problem.role_task_start.tolist() == [0, 2]
    assert problem.task_load.tolist() == [2, -2]
    assert problem.task_service_s.tolist() == [120, 1800]
    assert windows(problem, 0) == [(0, 10 * HOUR_S)]
    assert windows(problem, 1) == [(9 * HOUR_S, 10 * HOUR_S)]


def test_a_crew_of_two_starts_together():
    crew = (Role(speciality=Speciality.LIFTING), Role())
    team = [make_volunteer("v1"), make_volunteer("v2", specialities={Speciality.LIFTING: 1})]
    problem = build_problem(make_day(team, [make_need("n0"), make_need("n1", crew=crew)]))
    assert able(problem, "n1", role=0) == ["v2"]
    assert able(problem, "n1", role=1) == ["v1", "v2"]
    assert (problem.link_first.tolist(), problem.link_second.tolist()) == ([1], [2])
    assert (problem.link_min_s.tolist(), problem.link_max_s.tolist()) == ([0], [0])


def test_who_could_not_get_there_and_back_is_not_able():
    far = make_volunteer("far", home=make_place(20_000, 0))
    busy = make_volunteer("busy", shifts=(make_shift(14, 18),))
    tired = make_volunteer("tired", limits=Limits(metres=Metres(1000)))
    problem = build_problem(make_day([far, busy, tired, make_volunteer("near")], [make_need()]))
    assert able(problem, "n1") == ["near"]


def test_above_the_cap_the_nearest_are_kept_and_a_pinned_one_whatever_the_way():
    team = [make_volunteer(f"v{k}", home=make_place(100 * k, 0)) for k in range(6)]
    needs = [make_need("at-home", place=make_place()), make_need("pinned", place=make_place())]
    day = make_day(team, needs, pins=(Pin(need_id="pinned", volunteer_id="v5"),))
    problem = build_problem(day, most_able=3)
    assert able(problem, "at-home") == ["v0", "v1", "v2"]
    assert able(problem, "pinned") == ["v5"]


def test_a_visit_by_somebody_not_preferred_has_a_price():
    day = make_day(
        [make_volunteer("a"), make_volunteer("b")],
        [make_need("n1", preferred=frozenset({"b"})), make_need("n2")],
        preference_s=900,
    )
    assert build_problem(day).able_cost.tolist() == [900, 0, 0, 0]


def test_a_pinned_start_is_the_only_window_left_for_the_whole_crew():
    two_windows = (make_window(9, 10), make_window(14, 15))
    need = make_need(crew=(Role(), Role()), windows=two_windows)
    team = [make_volunteer("a"), make_volunteer("b")]
    problem = build_problem(
        make_day(team, [need], pins=(Pin(need_id="n1", role=1, start_s=Seconds(14 * HOUR_S)),))
    )
    assert [windows(problem, task) for task in (0, 1)] == [[(14 * HOUR_S, 14 * HOUR_S)]] * 2


def test_pinned_orders_become_ranks_within_a_volunteer():
    needs = [make_need(f"n{k}", service_s=Seconds(60)) for k in range(4)]
    orders = {"n0": 30, "n1": 10, "n2": 10}
    pins = tuple(Pin(need_id=n, volunteer_id="v1", order=order) for n, order in orders.items())
    assert build_problem(make_day(needs=needs, pins=pins)).task_rank.tolist() == [1, 0, 0, -1]


def test_a_pinned_need_outweighs_all_that_nobody_has_decided():
    needs = [make_need("n0", priority=5), make_need("n1", priority=7), make_need("n2", priority=1)]
    day = make_day(needs=needs, pins=(Pin(need_id="n2", volunteer_id="v1"),))
    priority = build_problem(day).need_priority
    assert priority[:2].tolist() == [5, 7]
    assert priority[2] > 5 + 7


def test_pins_that_conflict_are_refused_by_name():
    day = make_day(pins=(Pin(need_id="n1", start_s=Seconds(0)),))
    with pytest.raises(InvalidInput, match=r"need n1 cannot start at 00:00: its windows are 09:00 to 12:00"):
        build_problem(day)


def test_a_place_too_far_away_names_whose_it_is():
    astray = replace(make_place(), at=Wgs84(116.4, 39.9))
    with pytest.raises(InvalidInput, match=r"volunteer lost: 116.4, 39.9 lies \d+ km away"):
        build_problem(make_day([make_volunteer("lost", home=astray), make_volunteer()]))


def test_a_mode_without_a_pace_is_refused():
    day = make_day([make_volunteer(mode=TravelMode.BUS)], paces={})
    with pytest.raises(InvalidInput, match="volunteer v1: no pace is given for mode bus"):
        build_problem(day)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"days": 3}, "a plan of 3 days"),
        (
            {"links": (Link(kind=LinkKind.GAP, first_id="n1", second_id="n2"),)},
            "a gap between needs (n1 and n2)",
        ),
        (
            {"links": (Link(kind=LinkKind.SAME_VOLUNTEER, first_id="n2", second_id="n1"),)},
            "needs that ask for the same volunteer (n2 and n1)",
        ),
        (
            {"links": (Link(kind=LinkKind.ALL_OR_NONE, first_id="n1", second_id="n2"),)},
            "needs that are served all or none (n1 and n2)",
        ),
        ({"series": (Series(id="s1", need_ids=("n1", "n2")),)}, "series of needs (s1)"),
        ({"needs": (make_need("n1", crew=(Role(),) * 3), make_need("n2"))}, "crews of more than 2 (need n1)"),
    ],
)
def test_what_the_search_cannot_honour_is_named(changes, name):
    day = make_day(needs=[make_need("n1"), make_need("n2")])
    assert build_problem(replace(day, **changes)).unsupported == (name,)


def test_limits_on_a_week_are_named_where_there_are_several_days():
    weekly = make_volunteer(limits=Limits(week_service_s=Seconds(7200)))
    assert len(build_problem(make_day([weekly])).unsupported) == 0
    assert build_problem(make_day([weekly], days=2)).unsupported[1].endswith("(volunteer v1)")


@pytest.mark.parametrize("day", [make_day([], []), make_day([]), make_day(needs=[])])
def test_a_day_without_people_or_needs_is_a_problem_all_the_same(day: Day):
    problem = build_problem(day)
    assert (problem.volunteers, problem.needs) == (len(day.volunteers), len(day.needs))
    assert len(problem.able_vol) == 0
