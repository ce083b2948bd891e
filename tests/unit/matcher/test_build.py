"""A day becomes a problem: rows, able pairs, loads, prices, pins, and what is refused by name.

What ties needs to each other is in tests.unit.matcher.building.test_ties, what has started in test_history.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from matcher.build import build_problem
from matcher.problem import NO_LIMIT, Problem, Weights
from models.catalogue import Speciality, TravelMode
from models.day import Day, Depot
from models.errors import InvalidInput
from models.geo import Wgs84
from models.needs import Pickup, Pin, Role, Told
from models.people import Break, Limits
from models.terms import Terms
from models.units import HOUR_S, Metres, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer, make_window


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


def test_limits_count_by_day_and_by_week_from_monday_on():
    """Shifts on Saturday twice, Sunday and Monday: three days, two weeks."""
    limits = Limits(travel_s=Seconds(3600), service_s=Seconds(9000), week_service_s=Seconds(7200))
    shifts = (make_shift(8, 10), make_shift(14, 16), make_shift(24 + 8, 24 + 10), make_shift(48 + 8, 48 + 10))
    saturday = MONDAY + timedelta(days=5)
    team = [make_volunteer("free", shifts=shifts), make_volunteer("limited", shifts=shifts, limits=limits)]
    problem = build_problem(make_day(team, first_day=saturday, days=3))
    assert problem.shift_quota.tolist() == [0, 0, 1, 2, 3, 3, 4, 5]
    assert problem.shift_second_quota.tolist() == [-1, -1, -1, -1, 6, 6, 6, 7]
    assert problem.quota_max_travel.tolist() == [NO_LIMIT] * 3 + [3600] * 3 + [NO_LIMIT] * 2
    assert problem.quota_max_service.tolist() == [NO_LIMIT] * 3 + [9000] * 3 + [7200] * 2
    assert set(problem.quota_max_m.tolist()) == set(problem.quota_max_tasks.tolist()) == {NO_LIMIT}


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
    assert problem.task_load.tolist() == [[2], [-2]]
    assert problem.task_brought.tolist() == [[0], [0]]
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
        terms=Terms(preference_s=900),
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


def test_what_is_on_board_already_is_put_down_and_not_fetched():
    fetched = make_need(pickup=Pickup(place=make_place(0, 300), service_s=Seconds(120), load=2))
    day = make_day(needs=[fetched], pins=(Pin(need_id="n1", volunteer_id="v1", picked_up=True),))
    problem = build_problem(day)
    assert problem.role_task_start.tolist() == [0, 1]
    assert (problem.task_load.tolist(), problem.task_brought.tolist()) == ([[-2]], [[0]])


def test_supplies_are_brought_along_and_used_up_good_by_good():
    needs = [
        make_need("n1", supplies={"pills": 2, "masks": 1}),
        make_need("n2", supplies={"masks": 0}),
        make_need("n3", supplies={"tape": 1}),
    ]
    team = [
        make_volunteer("v1", supplies={"pills": 2, "masks": 3}),
        make_volunteer("v2", supplies={"pills": 9}),
    ]
    shop = Depot(id="shop", place=make_place(900, 0), service_s=Seconds(300))
    problem = build_problem(make_day(team, needs, depots=(shop,)))
    assert problem.vol_stock.tolist() == [[3, 2, 0], [0, 9, 0]]  # masks, pills, tape
    assert problem.task_goods.tolist() == [[1, 2, 0], [0, 0, 0], [0, 0, 1]]
    assert problem.task_brought.tolist() == [[3], [0], [1]]
    assert problem.good_kept.tolist() == [0, 0, 0]
    assert problem.depot_service_s.tolist() == [300]
    assert problem.travel.xy[problem.depot_place].tolist() == [[400, 0]]  # the grid begins at the needs


def test_without_a_depot_only_who_has_the_supplies_is_able():
    team = [
        make_volunteer("empty"),
        make_volunteer("short", supplies={"pills": 1}),
        make_volunteer("v1", supplies={"pills": 2}),
    ]
    needs = [make_need(supplies={"pills": 2})]
    assert able(build_problem(make_day(team, needs)), "n1") == ["v1"]
    shop = Depot(id="shop", place=make_place(), service_s=Seconds(0))
    assert able(build_problem(make_day(team, needs, depots=(shop,))), "n1") == ["empty", "short", "v1"]


def test_where_nobody_asks_for_goods_no_route_restocks():
    shop = Depot(id="shop", place=make_place(), service_s=Seconds(0))
    problem = build_problem(make_day([make_volunteer(supplies={"pills": 2})], depots=(shop,)))
    assert (len(problem.depot_place), problem.vol_stock.shape) == (0, (1, 0))


def test_a_break_belongs_to_every_shift_in_which_it_can_start_and_end():
    noon = Break(opens_s=Seconds(12 * HOUR_S), closes_s=Seconds(14 * HOUR_S), lasts_s=Seconds(HOUR_S))
    shifts = (make_shift(8, 13.5), make_shift(14, 18), make_shift(24 + 8, 24 + 18))
    team = [make_volunteer("a"), make_volunteer("b", shifts=shifts, breaks=(noon,))]
    problem = build_problem(make_day(team, days=2))
    assert problem.break_shift.tolist() == [1, 2]
    assert problem.break_opens_s.tolist() == [12 * HOUR_S, 14 * HOUR_S]
    assert problem.break_closes_s.tolist() == [12.5 * HOUR_S, 14 * HOUR_S]
    assert problem.break_lasts_s.tolist() == [HOUR_S, HOUR_S]


def test_lateness_opens_the_last_window_longer_and_remembers_the_promise():
    needs = [
        make_need("n1", windows=(make_window(9, 10), make_window(14, 15)), late_s=Seconds(HOUR_S)),
        make_need("n2", windows=(make_window(9, 10),)),
    ]
    problem = build_problem(make_day(needs=needs))
    assert windows(problem, 0) == [(9 * HOUR_S, 10 * HOUR_S), (14 * HOUR_S, 16 * HOUR_S)]
    assert windows(problem, 1) == [(9 * HOUR_S, 10 * HOUR_S)]
    assert problem.task_due.tolist() == [15 * HOUR_S, NO_LIMIT]


def test_who_was_told_a_time_is_called_on_a_little_later_at_most_and_by_whom_they_were_told():
    told = Told(need_id="n1", volunteer_id="b", start_s=Seconds(10 * HOUR_S))
    day = make_day(
        [make_volunteer("a"), make_volunteer("b")], told=(told,), terms=Terms(change_s=700, moved_after_s=600)
    )
    problem = build_problem(day)
    assert problem.able_cost.tolist() == [700, 0]
    assert windows(problem, 0)[0][0] == 10 * HOUR_S - 600
    assert problem.task_told_to.tolist() == [10 * HOUR_S + 600]


def test_a_time_told_that_the_need_no_longer_bears_is_given_up():
    told = Told(need_id="n1", start_s=Seconds(15 * HOUR_S))
    day = make_day(needs=[make_need("n1", windows=(make_window(9, 10),))], told=(told,))
    assert windows(build_problem(day), 0) == [(9 * HOUR_S, 10 * HOUR_S)]


def test_what_a_pair_costs_is_the_sum_of_its_terms():
    need = make_need(preferred=frozenset({"b"}), usual_carers=frozenset({"c"}))
    team = [make_volunteer("a"), make_volunteer("b", refusal_permille=500), make_volunteer("c")]
    terms = Terms(preference_s=10, continuity_s=200, refusal_s=3001)
    assert build_problem(make_day(team, [need], terms=terms)).able_cost.tolist() == [210, 200 + 1500, 10]


def test_a_prize_makes_priority_a_price_and_the_terms_become_weights():
    terms = Terms(late=3, late_max=4, wait=5, moved_s=6, balance_permille=7)
    assert build_problem(make_day(terms=terms)).weights == Weights(
        unmet=3600, late_sum=3, late_max=4, wait=5, moved=6, balance_permille=7
    )
    weights = build_problem(make_day(prize_s=120)).weights
    assert (weights.unmet, weights.lexicographic) == (120, False)


def test_hours_given_before_count_in_seconds():
    team = [make_volunteer("a", hours_given=1.5), make_volunteer("b", hours_given=25_000)]
    assert build_problem(make_day(team)).vol_given.tolist() == [5400, 90_000_000]


def test_a_minor_goes_by_day_with_the_guardian_who_can_take_another_seat():
    crew = (Role(speciality=Speciality.LIFTING), Role())
    team = [
        make_volunteer("aunt"),
        make_volunteer("dad", specialities={Speciality.LIFTING: 1}),
        make_volunteer("kid", age=16, guardian_id="dad", shifts=(make_shift(4, 23),)),
        make_volunteer("lost", age=16),
        make_volunteer("niece", age=16, guardian_id="aunt", specialities={Speciality.LIFTING: 1}),
        make_volunteer("son", age=15, guardian_id="mum"),
        make_volunteer("mum", shifts=(make_shift(14, 18),)),
    ]
    problem = build_problem(make_day(team, [make_need("alone"), make_need("pair", crew=crew)]))
    assert able(problem, "alone") == ["aunt", "dad"]
    assert able(problem, "pair", 0) == ["dad", "niece"]
    assert able(problem, "pair", 1) == ["aunt", "dad", "kid"]
    guardians = dict(zip(problem.volunteer_ids, problem.vol_guardian.tolist(), strict=True))
    assert guardians == {"aunt": -1, "dad": -1, "kid": 1, "lost": -1, "mum": -1, "niece": 0, "son": 4}
    kid = problem.shift_vol.tolist().index(2)
    assert (problem.shift_opens_s[kid], problem.shift_closes_s[kid]) == (6 * HOUR_S, 22 * HOUR_S)


def test_of_a_minors_night_shift_the_longer_end_by_day_is_left():
    nights = (make_shift(18, 24 + 7), make_shift(24 + 20, 48 + 9), make_shift(48 + 23, 72 + 5))
    problem = build_problem(make_day([make_volunteer(age=17, shifts=nights)], days=4))
    assert problem.shift_opens_s.tolist()[:2] == [18 * HOUR_S, 54 * HOUR_S]
    assert problem.shift_closes_s.tolist()[:2] == [22 * HOUR_S, 57 * HOUR_S]
    assert problem.shift_closes_s[2] < problem.shift_opens_s[2]  # nothing is left


@pytest.mark.parametrize("day", [make_day([], []), make_day([]), make_day(needs=[])])
def test_a_day_without_people_or_needs_is_a_problem_all_the_same(day: Day):
    problem = build_problem(day)
    assert (problem.volunteers, problem.needs) == (len(day.volunteers), len(day.needs))
    assert len(problem.able_vol) == 0
