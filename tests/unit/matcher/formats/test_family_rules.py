"""Every rule of each family: its breach is caught, and what is just allowed is not."""

import json
from typing import Any

import pytest

from models.errors import Unsupported
from tests.unit.matcher.formats import minis
from tests.unit.matcher.formats.claims import visit
from tests.unit.matcher.formats.spoiling import broken, move, verdict, visits


def test_hhcrsp_caregiver_without_the_ability_is_caught():
    instance = minis.hhcrsp_instance()
    instance["caregivers"][1]["abilities"] = ["s2"]
    assert broken(
        "hhcrsp", minis.hhcrsp_solution(), r"caregiver c1, need p1 service s1: has not", json.dumps(instance)
    )


def test_hhcrsp_start_before_the_window_is_caught():
    solution = minis.hhcrsp_solution()
    move(visits(solution, "c1")[0], -1)
    assert broken("hhcrsp", solution, r"need p1 service s1: starts at 9, the window opens at 10")


def test_hhcrsp_halves_that_do_not_start_together_are_caught():
    solution = minis.hhcrsp_solution()
    move(visits(solution, "c2")[0], -0.001)
    assert broken("hhcrsp", solution, r"p2 service s1 and need p2 service s2 start at 16.5 and 16.499")


@pytest.mark.parametrize(("by", "between"), [(-0.5, "9.5"), (10.5, "20.5")])
def test_hhcrsp_second_half_too_soon_or_too_late_is_caught(by, between):
    solution = minis.hhcrsp_solution()
    move(visits(solution, "c1")[2], by)
    assert broken(
        "hhcrsp", solution, rf"p10 service s1 starts {between} after need p10 service s2, wanted 10 to 20"
    )


def test_hhcrsp_one_caregiver_for_both_halves_is_caught():
    solution = minis.hhcrsp_solution()
    half = visits(solution, "c2").pop()
    visits(solution, "c1").insert(2, half)
    assert broken("hhcrsp", solution, r"need p10: c1 takes 2 of its seats")


def test_hhcrsp_late_return_costs_nothing_and_is_allowed():
    solution = minis.hhcrsp_solution()
    # Home never closes: waiting 9 before the last half adds 9 to the sum of tardiness and 9 to the largest.
    move(visits(solution, "c1")[2], 9)
    solution["objective"] = 11.5 + (9 + 9) / 3
    assert verdict("hhcrsp", solution).violations == ()


def test_italian_windows_are_cut_to_whole_minutes():
    instance = minis.hhcrsp_instance() | {"area": [0, 0, 1, 1]}
    instance["patients"][0]["time_window"] = [9.999999999999998, 10.999999999999998]
    solution = minis.hhcrsp_solution()
    # p1 opens at 9 and closes at 10 now; starting it at 10 is on time, at 9.5 early enough.
    assert verdict("hhcrsp", solution, json.dumps(instance)).terms["tardiness_sum"] == 8.625
    move(visits(solution, "c1")[0], -0.5)
    assert verdict("hhcrsp", solution, json.dumps(instance)).violations == ()
    del instance["area"]
    assert broken("hhcrsp", solution, r"starts at 9.5, the window opens at 10", json.dumps(instance))


def test_what_the_evaluator_does_not_know_is_refused_by_name():
    instance = minis.hhcrsp_instance()
    instance["caregivers"][0]["working_shift"] = [0, 480]
    with pytest.raises(Unsupported, match=r"caregivers\.working_shift"):
        verdict("hhcrsp", minis.hhcrsp_solution(), json.dumps(instance))


def test_bredstrom_pair_that_does_not_start_together_is_caught():
    solution = minis.bredstrom_solution()
    move(visits(solution, 2)[0], 1)
    assert broken("bredstrom-ronnqvist", solution, r"need 1 and need 3 start at 8 and 9, not together")


def test_bredstrom_pair_for_one_worker_is_caught():
    instance = minis.bredstrom_instance()
    instance["durations"] = [0, 0, 5, 0]
    instance["travel"][1][3] = 0
    instance["windows"][1] = [8, 20]
    solution = minis.bredstrom_solution()
    solution["routes"] = [{"volunteer": 1, "visits": [visit(1, 8, 8), visit(3, 8, 8), visit(2, 21, 26)]}]
    assert broken("bredstrom-ronnqvist", solution, r"worker 1 takes both", json.dumps(instance))


def test_bredstrom_forbidden_way_is_caught():
    solution = minis.bredstrom_solution()
    visits(solution, 1).insert(1, visits(solution, 2).pop())
    assert broken("bredstrom-ronnqvist", solution, r"worker 1: the way from 1 to 3 is forbidden")


def test_bredstrom_hard_window_is_caught():
    solution = minis.bredstrom_solution()
    move(visits(solution, 1)[1], 20)
    assert broken("bredstrom-ronnqvist", solution, r"worker 1, need 2: starts at 41, the window closes at 40")


def test_bredstrom_late_return_is_caught():
    instance = minis.bredstrom_instance() | {"horizon": 31}
    text = json.dumps(instance)
    assert broken("bredstrom-ronnqvist", minis.bredstrom_solution(), r"worker 1: back at 32, the day", text)


def change_volunteer(id: int, **changes: Any) -> str:
    instance = minis.district_instance()
    instance["volunteers"][id] |= changes
    return json.dumps(instance)


@pytest.mark.parametrize(
    ("volunteer", "changes", "fault"),
    [
        (0, {"skills": [2]}, r"volunteer 0, need 0: has not skill 1"),
        (1, {"skills": [1]}, r"volunteer 1, need 1 \(pickup\): has not skill 2"),
        (0, {"shift": [1026, 10000]}, r"volunteer 0, need 0: starts at 2000, cannot be there before 2001"),
        (1, {"shift": [1000, 5086]}, r"volunteer 1: back at 5087, the shift ends at 5086"),
        (1, {"max_travel_s": 1065}, r"volunteer 1: travels 1066 s, at most 1065 s"),
        (1, {"capacity": 1}, r"volunteer 1, need 1 \(pickup\): carries 2, the capacity is 1"),
        (1, {"mode": "walk"}, r"volunteer 1, need 1 \(pickup\): starts at 1156, cannot be there before 1488"),
    ],
)
def test_district_rule_of_the_volunteer_is_caught(volunteer, changes, fault):
    assert broken("district", minis.district_solution(), fault, change_volunteer(volunteer, **changes))


def test_district_limits_are_kept_when_just_met():
    text = change_volunteer(1, shift=[1000, 5087], max_travel_s=1066, capacity=2)
    assert verdict("district", minis.district_solution(), text).violations == ()


@pytest.mark.parametrize(
    ("by", "fault"), [(1001, "starts at 3001, the window closes at 3000"), (-1, "opens at 2000")]
)
def test_district_start_outside_the_window_is_caught(by, fault):
    solution = minis.district_solution()
    move(visits(solution, 0)[0], by)
    assert broken("district", solution, fault)


def test_district_visit_before_its_pickup_is_caught():
    solution = minis.district_solution()
    visits(solution, 1)[:2] = visits(solution, 1)[1::-1]
    assert broken("district", solution, r"need 1 \(dropoff\): nothing was fetched before")


def test_district_pickup_and_visit_in_two_routes_are_caught():
    solution = minis.district_solution()
    visits(solution, 0).insert(0, visits(solution, 1).pop(0))
    assert broken("district", solution, r"volunteer 1, need 1 \(dropoff\): nothing was fetched before")


def test_district_two_loads_at_a_time_are_caught():
    solution = minis.district_solution() | {"unmet": []}
    # Need 3 is fetched at volunteer 1's way to need 2 and never fits beside the load of need 1.
    visits(solution, 1).insert(1, visit(3, 1700, 1700, part="pickup"))
    visits(solution, 1).append(visit(3, 8000, 8100, part="dropoff"))
    assert broken("district", solution, r"need 3 \(pickup\): carries 4, the capacity is 2")


def test_district_crew_of_one_for_two_is_caught_and_counts_nothing():
    solution = minis.district_solution()
    visits(solution, 1).pop()
    assert broken("district", solution, r"need 2: visit is missing")
    assert verdict("district", solution).terms["priority"] == 8


def test_district_crew_that_does_not_start_together_is_caught():
    solution = minis.district_solution()
    move(visits(solution, 1)[2], 1)
    assert broken("district", solution, r"need 2 and need 2 start at 3575 and 3576, not together")


def test_district_crew_of_the_same_volunteer_twice_is_caught():
    solution = minis.district_solution()
    visits(solution, 0).append(visits(solution, 1).pop())
    assert broken("district", solution, r"need 2: 0 takes 2 of its seats")
