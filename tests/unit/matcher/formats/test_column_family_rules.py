"""Every rule of the families whose files are columns: its breach is caught, what is just allowed is not."""

import pytest

from models.errors import Unsupported
from tests.unit.matcher.formats import column_minis
from tests.unit.matcher.formats.claims import reload, visit
from tests.unit.matcher.formats.column_minis import LI_LIM, OPTW, PCVRPTW, SARTORI_BURIOL, TRSP
from tests.unit.matcher.formats.spoiling import broken, move, verdict, visits


def test_solomon_window_that_closed_is_caught():
    solution = column_minis.solomon_solution()
    move(visits(solution, 2)[0], 23)  # 31, closes at 30
    assert broken("solomon", solution, r"vehicle 2, need 3: starts at 31, the window closes at 30")


def test_solomon_window_not_yet_open_is_caught():
    solution = column_minis.solomon_solution()
    move(visits(solution, 1)[0], -1)
    assert broken("solomon", solution, r"vehicle 1, need 1: starts at 9, the window opens at 10")


def test_solomon_late_return_is_caught():
    solution = column_minis.solomon_solution()
    move(visits(solution, 1)[1], 21)  # ends at 38, 3 home
    assert broken("solomon", solution, r"vehicle 1: back at 41, the depot closes at 40")


def test_solomon_load_above_the_capacity_is_caught():
    solution = column_minis.solomon_solution()
    # From customer 2 at 17 to 3: sqrt(9 + 64) = 8.544 away.
    visits(solution, 1).append(visits(solution, 2).pop() | {"start": 26, "end": 26})
    assert broken("solomon", solution, r"vehicle 1: carries 15, the capacity is 10")


def test_solomon_counts_only_vehicles_that_drive():
    text = column_minis.SOLOMON.replace(
        "  3      0          8          5", "  3      3          0          0"
    )
    solution = column_minis.solomon_solution()
    visits(solution, 1).append(visits(solution, 2).pop() | {"start": 17, "end": 17})
    # 1, 2 and 3, the latter two at one place: 5 + 4 + 0 + 3.
    solution["objective"] = {"vehicles": 1, "distance": 12}
    found = verdict("solomon", solution, text)
    assert found.violations == ()
    assert found.terms == {"distance": 12, "vehicles": 1}


def test_li_lim_window_of_a_pickup_is_caught():
    solution = column_minis.li_lim_solution()
    move(visits(solution, 1)[0], -1)
    assert broken("li-lim", solution, r"vehicle 1, need 1 \(pickup\): starts at 9, the window opens at 10")
    move(visits(solution, 1)[0], 12)
    assert broken("li-lim", solution, r"vehicle 1, need 1 \(pickup\): starts at 21, the window closes at 20")


def test_li_lim_window_of_a_delivery_is_caught():
    solution = column_minis.li_lim_solution()
    move(visits(solution, 1)[1], 26)
    assert broken("li-lim", solution, r"vehicle 1, need 3 \(dropoff\): starts at 41, the window closes at 40")


def test_li_lim_delivery_before_its_pickup_is_caught():
    solution = column_minis.li_lim_solution()
    solution["routes"][0]["visits"] = [visit(3, 4, 5, part="dropoff"), visit(1, 10, 12, part="pickup")]
    assert broken("li-lim", solution, r"vehicle 1, need 3 \(dropoff\): nothing was fetched before")


def test_li_lim_pickup_and_delivery_in_two_routes_are_caught():
    solution = column_minis.li_lim_solution()
    # From 4 (6, 8) at 23 to 3 (0, 4): sqrt(36 + 16) = 7.2.
    visits(solution, 2).append(visits(solution, 1).pop() | {"start": 31, "end": 32})
    assert broken("li-lim", solution, r"vehicle 2, need 3 \(dropoff\): nothing was fetched before")


def test_li_lim_two_loads_at_a_time_are_caught():
    solution = column_minis.li_lim_solution()
    # From 1 (3, 4) at 12 to 2 (0, 8): 5; from 2 at 18 to 3 (0, 4): 4; from 3 at 23 to 4 (6, 8): 7.2.
    solution["routes"] = [
        {
            "volunteer": 1,
            "visits": [
                visit(1, 10, 12, part="pickup"),
                visit(2, 17, 18, part="pickup"),
                visit(3, 22, 23, part="dropoff"),
                visit(4, 31, 34, part="dropoff"),
            ],
        }
    ]
    solution["objective"] = None
    fault = r"vehicle 1, need 2 \(pickup\): carries 11, the capacity is 10"
    assert broken("li-lim", solution, fault)
    assert verdict("li-lim", solution, LI_LIM.replace("2\t10\t1", "2\t11\t1")).violations == ()


def test_li_lim_node_served_in_the_wrong_part_is_caught():
    solution = column_minis.li_lim_solution()
    visits(solution, 1)[1]["part"] = "visit"
    assert broken("li-lim", solution, r"need 3: dropoff is missing")


def test_li_lim_late_return_is_caught():
    text = LI_LIM.replace("0\t0\t0\t0\t0\t100", "0\t0\t0\t0\t0\t32")
    assert broken(
        "li-lim", column_minis.li_lim_solution(), r"vehicle 2: back at 33, the depot closes at 32", text
    )


def test_li_lim_more_vehicles_than_there_are_is_caught():
    text = LI_LIM.replace("2\t10\t1", "1\t10\t1")
    assert broken("li-lim", column_minis.li_lim_solution(), r"vehicle 2 is not in the instance", text)


def test_sartori_buriol_ways_differ_by_direction():
    solution = column_minis.sartori_buriol_solution()
    one, two, *rest = visits(solution, 1)
    # 6 to 2, 6 to 7; 3 back to 1, 10 to 12; 7 to 3, 19 to 22; 2 to 4, 24 to 26; 7 home.
    for stop, start in zip((two, one, *rest), (6, 10, 19, 24), strict=True):
        move(stop, start - stop["start"])
    solution["routes"][0]["visits"] = [two, one, *rest]
    solution["objective"] = {"vehicles": 1, "minutes": 6 + 3 + 7 + 2 + 7}
    assert verdict("sartori-buriol", solution).violations == ()


def test_sartori_buriol_capacity_binds_along_the_route():
    text = SARTORI_BURIOL.replace("CAPACITY: 10", "CAPACITY: 8")
    solution = column_minis.sartori_buriol_solution()
    assert broken("sartori-buriol", solution, r"need 2 \(pickup\): carries 9, the capacity is 8", text)
    assert verdict("sartori-buriol", solution, text.replace("CAPACITY: 8", "CAPACITY: 9")).violations == ()


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        ("sartori-buriol", SARTORI_BURIOL, "TIME-WINDOW: 30", "MAX-RIDE: 30"),
        ("pcvrptw", PCVRPTW, "NAME : mini", "DISTANCE : 200"),
    ],
)
def test_what_the_evaluator_does_not_know_of_a_column_file_is_refused_by_name(name, text, old, new):
    solution = {
        "sartori-buriol": column_minis.sartori_buriol_solution,
        "pcvrptw": column_minis.pcvrptw_solution,
    }
    with pytest.raises(Unsupported, match=new.split(":")[0].strip()):
        verdict(name, solution[name](), text.replace(old, new))


def test_optw_late_return_is_caught():
    text = OPTW.replace("0 0 0 40\n", "0 0 0 20.7\n", 1)
    assert broken("optw", column_minis.optw_solution(), r"route 1: back at 20.8, the time ends at 20.7", text)
    text = OPTW.replace("0 0 0 40\n", "0 0 0 20.8\n", 1)
    assert verdict("optw", column_minis.optw_solution(), text).violations == ()


def test_optw_way_is_cut_not_rounded():
    solution = column_minis.optw_solution()
    move(visits(solution, 1)[1], -0.01)
    assert broken("optw", solution, r"need 2: starts at 13.39, cannot be there before 13.4")


def test_optw_ways_of_cordeaus_points_have_two_decimals():
    text = OPTW.replace("4 10 3 1", "5 10 3 1")
    assert broken("optw", column_minis.optw_solution(), r"cannot be there before 13.41", text)
    solution = column_minis.optw_solution()
    move(visits(solution, 1)[1], 0.01)
    found = verdict("optw", solution, text)
    assert found.violations == ()
    assert found.terms == {"profit": 17, "distance": 12.81, "served": 2}


def test_optw_second_route_is_caught():
    solution = column_minis.optw_solution()
    solution["routes"].append({"volunteer": 2, "visits": [visits(solution, 1).pop()]})
    assert broken("optw", solution, r"route 2 is not in the instance")


def test_optw_point_left_out_costs_its_profit_alone():
    solution = column_minis.optw_solution()
    visits(solution, 1).pop()
    solution["unmet"].append({"need": 2, "reasons": []})
    solution["objective"] = 10
    assert verdict("optw", solution).violations == ()


def test_pcvrptw_load_above_the_capacity_is_caught():
    text = PCVRPTW.replace("CAPACITY : 10", "CAPACITY : 9")
    assert broken(
        "pcvrptw", column_minis.pcvrptw_solution(), r"vehicle 1: carries 10, the capacity is 9", text
    )


def test_pcvrptw_late_return_is_caught():
    text = PCVRPTW.replace("1 0 40", "1 0 21")
    assert broken("pcvrptw", column_minis.pcvrptw_solution(), r"back at 21.8, the depot closes at 21", text)


def test_pcvrptw_service_of_every_customer_is_counted():
    text = PCVRPTW.replace("SERVICE_TIME : 2", "SERVICE_TIME : 3")
    assert broken("pcvrptw", column_minis.pcvrptw_solution(), r"need 2: lasts 2, the service takes 3", text)


def test_pcvrptw_value_is_worse_when_a_cheap_prize_is_fetched():
    solution = column_minis.pcvrptw_solution() | {"unmet": []}
    # Out 8 and back 8 for a prize of 5.
    solution["routes"].append({"volunteer": 2, "visits": [visit(4, 8, 10)]})
    solution["objective"] = 178 + 160 - 50
    found = verdict("pcvrptw", solution)
    assert found.violations == ()
    assert found.terms == {"cost": 288, "distance": 28.8, "prizes_lost": 0, "served": 3, "vehicles": 2}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[0,1] \t[0]", "[1] \t[0]", r"technician 1, need 4: has not skill 0"),
        ("[0,1] \t[0] \t[1,0]", "[0,1] \t[1] \t[1,0]", r"technician 1, need 4: has not tool 0"),
        ("[0,1] \t[0] \t[1,0]", "[0,1] \t[0] \t[0,0]", r"technician 1, need 4: lacks 1 of spare part 0"),
        ("8     0      100", "8     17     100", r"need 4: starts at 22, cannot be there before 23"),
        ("20     22 ", "20     21 ", r"need 4: starts at 22, the window closes at 21"),
        ("45     60 ", "46     60 ", r"need 3: starts at 45, the window opens at 46"),
        ("0     8     0      100", "0     8     0      64", r"technician 1: back at 65, the day ends at 64"),
        (
            "0    0     0     0 ",
            "0    0     0     38",
            r"depot 0 \(reload\): starts at 37, the window opens at 38",
        ),
    ],
)
def test_trsp_rule_is_caught(old, new, fault):
    assert TRSP.count(old) == 1
    assert broken("trsp", column_minis.trsp_solution(), fault, TRSP.replace(old, new))


def test_trsp_without_the_depot_tools_and_parts_are_missing():
    solution = column_minis.trsp_solution()
    visits(solution, 1).pop(1)
    assert broken("trsp", solution, r"technician 1, need 3: has not tool 1")
    assert broken("trsp", solution, r"technician 1, need 3: lacks 2 of spare part 1")


def test_trsp_parts_are_used_up_and_tools_are_not():
    text = TRSP.replace("[1] \t[] \t[0,2]\n", "[1] \t[0] \t[0,1]\n") + "6 30 5 0 100 4 [1] [0] [0,1]\n"
    text = text.replace("[1] \t[] \t[0,1]", "[1] \t[0] \t[0,1]")
    solution = column_minis.trsp_solution()
    visits(solution, 2).append(visit(6, 9, 13))
    solution["objective"] = 63 + 4
    assert broken("trsp", solution, r"technician 2, need 6: lacks 1 of spare part 1", text)
    assert not broken("trsp", solution, r"has not tool", text)


def test_trsp_route_lasts_from_leaving_home_however_early_the_day_begins():
    solution = column_minis.trsp_solution()
    move(visits(solution, 1)[0], -2)
    move(visits(solution, 1)[1], -2)
    solution["objective"] = 63 + 2  # left at 14, and waits 4 for 3 to open
    assert verdict("trsp", solution).violations == ()


def test_trsp_stop_at_the_depot_counts_its_way_and_may_come_twice():
    solution = column_minis.trsp_solution()
    visits(solution, 2)[:0] = [reload(0, 30, 30), reload(0, 30, 30)]
    move(visits(solution, 2)[2], 30 + 925**0.5 - 5)  # from (0, 0) to (30, 5)
    solution["objective"] = 63 - 14 + 30 + 925**0.5 + 4 + 5
    assert verdict("trsp", solution).violations == ()


def test_trsp_stop_at_an_unknown_depot_is_caught():
    solution = column_minis.trsp_solution()
    visits(solution, 1)[1]["depot"] = 3
    assert broken("trsp", solution, r"technician 1, depot 3 \(reload\): is not in the instance")
