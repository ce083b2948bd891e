"""Readers of columns on miniatures: the Problem says what the text says."""

import numpy as np
import pytest

from matcher.formats.format import Instance
from matcher.formats.registry import detect
from matcher.formats.solution import solution_document
from matcher.routing.search import Budget, solve
from tests.unit.matcher.formats import column_minis, minis
from tests.unit.matcher.formats.column_minis import LI_LIM, OPTW, PCVRPTW, SARTORI_BURIOL, TRSP
from tests.unit.matcher.formats.walking import Broken, lay_out, orders_of


def read(text: str) -> Instance:
    return detect(text).read(text)


def test_solomon_is_read_into_arrays():
    instance = read(column_minis.SOLOMON)
    problem = instance.problem
    assert (instance.scale, instance.volunteers) == (1_000_000, (1, 2))
    assert [label.need for label in instance.tasks] == [1, 2, 3]
    assert problem.vol_capacity.tolist() == [[10], [10]]
    assert problem.task_brought.tolist() == [[6], [4], [5]]
    assert not problem.task_load.any()
    assert problem.shift_class.tolist() == [0, 0]
    assert problem.shift_closes_s.tolist() == [40_000_000, 40_000_000]
    assert problem.window_opens_s.tolist() == [10_000_000, 0, 0]
    assert problem.window_closes_s.tolist() == [20_000_000, 50_000_000, 30_000_000]
    # From 3 (0, 8): to 1 (3, 4) 5; to 2 (3, 0) sqrt(9 + 64) = 8.54400374..., never less than the double.
    assert problem.travel.seconds[0].tolist()[3] == [8_000_000, 5_000_000, 8_544_004, 0]
    # Serving always wins: no detour is longer than twice the longest way.
    assert problem.weights.unmet > 2 * 8_544_004


def test_solomon_overload_is_forbidden_in_the_arrays():
    instance = read(column_minis.SOLOMON)
    with pytest.raises(Broken, match="carries 15"):
        lay_out(instance.problem, {0: [0, 1, 2]})


def test_solomon_customer_too_heavy_for_every_vehicle_is_read_and_has_nobody():
    instance = read(column_minis.SOLOMON.replace("  2         10", "  2          5"))
    assert np.diff(instance.problem.able_start).tolist() == [0, 2, 2]


def test_solomon_scale_shrinks_where_ways_are_long():
    text = column_minis.SOLOMON.replace("0          8          5", "0      30000          5")
    # 30000 at a millionth would be 3e10; at a ten-thousandth it fits int32.
    assert read(text).scale == 10_000


def test_li_lim_requests_are_a_pickup_and_a_visit():
    instance = read(LI_LIM)
    problem = instance.problem
    assert (instance.scale, instance.volunteers) == (1_000_000, (1, 2))
    assert [(label.need, label.part) for label in instance.tasks] == [
        (1, "pickup"),
        (3, "dropoff"),
        (2, "pickup"),
        (4, "dropoff"),
    ]
    assert instance.labels_of_need(1) == (2, 4)
    assert problem.need_ids == ("1+3", "2+4")
    assert problem.role_task_start.tolist() == [0, 2, 4]
    assert problem.task_load.tolist() == [[6], [-6], [5], [-5]]
    assert not problem.task_brought.any()
    assert problem.shift_class.tolist() == [0, 0]
    assert problem.window_opens_s.tolist() == [10_000_000, 0, 0, 20_000_000]
    assert problem.window_closes_s.tolist() == [20_000_000, 40_000_000, 50_000_000, 60_000_000]
    # From 4 (6, 8): to 3 (0, 4) sqrt(36 + 16) = 7.2111025..., never less than the double.
    assert problem.travel.seconds[0].tolist()[4] == [10_000_000, 5_000_000, 6_000_000, 7_211_103, 0]


def test_li_lim_load_too_heavy_for_every_vehicle_is_read_and_has_nobody():
    assert np.diff(read(LI_LIM.replace("2\t10\t1", "2\t5\t1")).problem.able_start).tolist() == [0, 2]


def test_li_lim_overload_is_forbidden_in_the_arrays():
    with pytest.raises(Broken, match="carries 11"):
        lay_out(read(LI_LIM).problem, {0: [0, 2, 1, 3]})


def test_sartori_buriol_has_a_vehicle_a_request_and_the_files_minutes():
    instance = read(SARTORI_BURIOL)
    assert (instance.scale, instance.volunteers) == (1, (1, 2))
    assert instance.problem.travel.seconds[0].tolist() == [
        [0, 4, 6, 5, 9],
        [5, 0, 2, 7, 3],
        [6, 3, 0, 4, 8],
        [4, 6, 5, 0, 2],
        [7, 3, 8, 1, 0],
    ]
    assert instance.problem.shift_closes_s.tolist() == [60, 60]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [(SARTORI_BURIOL, "TIME-WINDOW: 30", "MAX-RIDE: 30"), (PCVRPTW, "NAME : mini", "DISTANCE : 200")],
)
def test_what_a_column_file_asks_beyond_its_rules_is_named_for_the_search_to_refuse(text, old, new):
    assert read(text.replace(old, new)).problem.unsupported == (new.split(":")[0].strip(),)


def test_optw_profit_is_the_priority_and_ways_are_cut():
    instance = read(OPTW)
    problem = instance.problem
    assert (instance.scale, instance.volunteers) == (10, (1,))
    assert problem.need_priority.tolist() == [10, 7, 50]
    assert problem.weights.lexicographic
    assert problem.travel.seconds[0].tolist()[:3] == [[0, 50, 64, 282], [50, 0, 14, 233], [64, 14, 0, 219]]
    assert problem.window_opens_s.tolist() == [100, 0, 0]
    assert problem.shift_closes_s.tolist() == [400]


def test_optw_exchange_follows_the_files_measures():
    # Mean way (5 + 6.4 + 28.2 + 1.4 + 23.3 + 21.9) / 6 = 14.37, mean profit 67 / 3: 2 * 143.7 / 22.33 = 12.9.
    assert read(OPTW).problem.weights.unmet == 13


def test_optw_points_without_any_profit_are_read():
    lines = [line.replace(" 10.00 ", " 0 ").replace(" 7.00 ", " 0 ") for line in OPTW.splitlines()]
    text = "\n".join(lines).replace(" 50.00 ", " 0 ")
    assert read(text).problem.need_priority.tolist() == [0, 0, 0]


def test_pcvrptw_prize_is_a_price():
    instance = read(PCVRPTW)
    problem = instance.problem
    assert (instance.scale, instance.volunteers) == (10, (1, 2))
    assert [label.need for label in instance.tasks] == [2, 3, 4]
    assert problem.need_priority.tolist() == [9, 7, 5]
    assert (problem.weights.unmet, problem.weights.travel, problem.weights.lexicographic) == (10, 1, False)
    assert problem.travel.seconds[0].tolist()[1] == [50, 0, 14, 50]
    assert problem.task_service_s.tolist() == [20, 20, 20]
    assert problem.task_brought.tolist() == [[6], [4], [5]]
    assert problem.vol_capacity.tolist() == [[10], [10]]


def test_trsp_tools_and_parts_are_goods():
    instance = read(TRSP)
    problem = instance.problem
    assert (instance.scale, instance.volunteers, instance.depots) == (1_000_000, (1, 2), (0,))
    assert [label.need for label in instance.tasks] == [3, 4, 5]
    assert problem.good_kept.tolist() == [1, 1, 0, 0]
    assert problem.vol_stock.tolist() == [[1, 0, 1, 0], [0, 0, 0, 2]]
    assert problem.task_goods.tolist() == [[0, 1, 0, 2], [1, 0, 1, 0], [0, 0, 0, 2]]
    assert problem.depot_place.tolist() == [0]
    assert problem.able_vol.tolist() == [0, 0, 0, 1]
    assert problem.able_start.tolist() == [0, 1, 2, 4]
    assert problem.shift_start_place.tolist() == problem.shift_end_place.tolist() == [1, 2]
    assert (problem.weights.travel, problem.weights.wait) == (1, 1)
    assert problem.weights.unmet > 100_000_000


def test_trsp_waiting_counts_from_leaving_home_as_late_as_is_useful():
    instance = read(TRSP)
    found = lay_out(instance.problem, orders_of(instance, column_minis.trsp_solution()))
    assert (found.travel, found.wait) == (42_000_000, 2_000_000)


def test_trsp_cost_of_the_search_is_the_duration_but_for_service():
    instance = read(TRSP)
    found = solve(instance.problem, budget=Budget(iterations=200))
    assert found.cost + instance.problem.task_service_s.sum() == 63_000_000


def test_trsp_without_the_depot_goods_are_lacked_in_the_arrays():
    instance = read(TRSP)
    orders = orders_of(instance, column_minis.trsp_solution())
    orders[0].remove(instance.problem.tasks)
    with pytest.raises(Broken, match="volunteer 0 lacks good 1"):
        lay_out(instance.problem, orders)


def test_trsp_depot_that_closes_before_a_day_ends_is_named_for_the_search_to_refuse():
    text = TRSP.replace("0    0     0     0      100 ", "0    0     0     0      99  ")
    assert read(text).problem.unsupported == ("a main depot that is not open all day",)


@pytest.mark.parametrize(
    ("name", "best"),
    [
        # One vehicle after the other's work: 1, 3, 2, 4 is 5 + 3 + 4 + 6 + 10 = 28, and its windows allow it.
        ("li-lim", 28),
        # 0, 2, 1, 4, 3: 6 + 3 + 3 + 1 + 4, with a wait for 4 to open.
        ("sartori-buriol", 17),
        ("optw", 17),
        ("pcvrptw", 178),
        ("trsp", 63),
    ],
)
def test_the_search_finds_the_best_plan_of_a_miniature(name, best):
    text, solution = minis.texts()[name]
    form, instance = detect(text), read(text)
    found = solution_document(form, text, instance, solve(instance.problem, budget=Budget(iterations=200)))
    assert form.evaluate(text, found).violations == ()
    assert found["objective"] == best
    assert [one["need"] for one in found["unmet"]] == [one["need"] for one in solution["unmet"]]
