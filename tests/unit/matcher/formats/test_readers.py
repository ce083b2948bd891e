"""Readers on miniatures: the Problem says what the text says, whatever the order of the text."""

import dataclasses
import json
import re
from typing import Any

import numpy as np
import pytest

from matcher.formats.format import Instance
from matcher.formats.registry import detect, named
from matcher.formats.solution import solution_document
from matcher.problem import NO_LIMIT, Problem
from models.errors import InvalidInput
from tests.unit.matcher.formats import column_minis, minis
from tests.unit.matcher.formats.walking import Broken, lay_out, orders_of


def read(data: str | dict[str, Any]) -> Instance:
    text = data if isinstance(data, str) else json.dumps(data)
    return detect(text).read(text)


def arrays(problem: Problem) -> dict[str, Any]:
    found = {
        one.name: getattr(problem, one.name) for one in dataclasses.fields(problem) if one.name != "travel"
    }
    found |= {one.name: getattr(problem.travel, one.name) for one in dataclasses.fields(problem.travel)}
    return {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in found.items()}


@pytest.mark.parametrize("name", minis.NAMES)
def test_problem_and_text_see_the_same_plan_the_same_way(name):
    text, solution = minis.texts()[name]
    form = named(name, text)
    instance = form.read(text)
    found = solution_document(form, text, instance, lay_out(instance.problem, orders_of(instance, solution)))
    assert found["routes"] == solution["routes"]
    assert found["unmet"] == solution["unmet"]
    assert found["objective"] == solution["objective"]


@pytest.mark.parametrize(
    ("name", "travel", "late_sum", "late_max"),
    [
        ("solomon", 28_000_000, 0, 0),
        ("hhcrsp", 20_250, 8_625, 5_625),
        ("bredstrom-ronnqvist", 29, 0, 0),
        ("district", 3016, 0, 0),
        ("li-lim", 36_000_000, 0, 0),
        ("sartori-buriol", 19, 0, 0),
        ("optw", 128, 0, 0),
        ("pcvrptw", 128, 0, 0),
        ("trsp", 42_000_000, 0, 0),
    ],
)
def test_problem_counts_in_its_own_units_what_was_worked_out_by_hand(name, travel, late_sum, late_max):
    text, solution = minis.texts()[name]
    instance = named(name, text).read(text)
    found = lay_out(instance.problem, orders_of(instance, solution))
    assert (found.travel, found.late_sum, found.late_max) == (travel, late_sum, late_max)


def test_hhcrsp_is_read_into_arrays():
    instance = read(minis.hhcrsp_instance())
    problem = instance.problem
    assert instance.scale == 1000  # 3.125 has three decimals
    assert instance.volunteers == ("c1", "c2")
    assert [(label.need, label.service) for label in instance.tasks] == [
        ("p1", "s1"),
        ("p2", "s1"),
        ("p2", "s2"),
        ("p10", "s2"),
        ("p10", "s1"),
    ]
    assert problem.task_service_s.tolist() == [5000, 4000, 6000, 3000, 2000]  # p10's s2: the default
    assert problem.able_vol.tolist() == [0, 0, 0, 1, 0, 1, 0]
    assert problem.able_start.tolist() == [0, 1, 2, 4, 6, 7]
    assert problem.need_role_start.tolist() == [0, 1, 3, 5]
    assert problem.link_first.tolist() == [1, 3]
    assert problem.link_second.tolist() == [2, 4]
    assert problem.link_min_s.tolist() == [0, 10_000]
    assert problem.link_max_s.tolist() == [0, 20_000]
    assert problem.task_due.tolist() == [20_000, 15_000, 15_000, 30_000, 30_000]
    assert problem.window_closes_s.tolist() == [NO_LIMIT] * 5
    assert (problem.weights.travel, problem.weights.late_sum, problem.weights.late_max) == (1, 1, 1)
    assert problem.shift_closes_s.tolist() == [NO_LIMIT, NO_LIMIT]
    assert problem.shift_class.tolist() == [0, 1]


def test_caregivers_with_the_same_abilities_are_alike():
    data = minis.hhcrsp_instance()
    data["caregivers"].append({"id": "c3", "abilities": ["s2"]})
    assert read(data).problem.shift_class.tolist() == [0, 1, 1]


def test_hhcrsp_of_whole_numbers_keeps_the_files_unit():
    data = minis.hhcrsp_instance()
    data["distances"] = [[0, 3, 5, 2], [3, 0, 1, 4], [5, 1, 0, 3], [2, 4.0, 3, 0]]
    assert read(data).scale == 1


def test_more_decimals_than_the_scale_are_rounded_to_the_safe_side():
    data = minis.hhcrsp_instance()
    data["distances"][0][1] = 3.50000001
    data["patients"][0]["time_window"] = [10.00000001, 20.00000009]
    data["patients"][0]["required_caregivers"][0]["duration"] = 5.00000001
    data["patients"][2]["synchronization"]["distance"] = [10.00000001, 20.00000009]
    instance = read(data)
    problem = instance.problem
    assert instance.scale == 1_000_000
    assert problem.travel.seconds[0, 0, 1] == 3_500_001
    assert problem.window_opens_s[0] == 10_000_001
    assert problem.task_due[0] == 20_000_000
    assert problem.task_service_s[0] == 5_000_001
    assert (problem.link_min_s[1], problem.link_max_s[1]) == (10_000_001, 20_000_000)


def test_what_the_struct_cannot_say_is_named_for_the_search_to_refuse():
    data = minis.hhcrsp_instance()
    data["patients"][1]["preferred_caregivers"] = ["c1"]
    data["bonus"] = 3
    assert read(data).problem.unsupported == ("bonus", "patients.preferred_caregivers")


def test_bredstrom_pairs_are_needs_of_two_roles():
    instance = read(minis.bredstrom_instance())
    problem = instance.problem
    assert [label.need for label in instance.tasks] == [1, 3, 2]
    assert problem.need_role_start.tolist() == [0, 2, 3]
    assert problem.need_priority.tolist() == [2, 1]
    assert instance.labels_of_need(0) == (1, 3)
    assert (problem.link_first.tolist(), problem.link_second.tolist()) == ([0], [1])
    assert (problem.link_min_s.tolist(), problem.link_max_s.tolist()) == ([0], [0])
    assert problem.shift_closes_s.tolist() == [60, 60]
    assert problem.weights.unmet < 1000  # measured by ways one may take, not by the forbidden


def test_bredstrom_forbidden_way_outlasts_the_day_however_long_it_is():
    data = minis.bredstrom_instance() | {"horizon": 50_000}
    assert read(data).problem.travel.seconds[0, 1, 3] == 50_001


def test_district_is_read_into_arrays():
    instance = read(minis.district_instance())
    problem = instance.problem
    assert instance.scale == 1
    assert [(label.need, label.part) for label in instance.tasks] == [
        (0, "visit"),
        (1, "pickup"),
        (1, "dropoff"),
        (2, "visit"),
        (2, "visit"),
        (3, "pickup"),
        (3, "dropoff"),
    ]
    assert problem.need_priority.tolist() == [5, 3, 9, 1]
    assert problem.task_load.tolist() == [[0], [2], [-2], [0], [0], [2], [-2]]
    assert not problem.task_brought.any()
    assert problem.quota_max_travel.tolist() == [4000, 3000]
    assert problem.vol_capacity.tolist() == [[4], [2]]
    assert problem.able_vol.tolist() == [0, 0, 1, 0, 1, 0, 1, 0, 1]
    assert [pace.s_per_km for pace in problem.travel.paces] == [312, 975]
    assert problem.vol_mode.tolist() == [1, 0]
    assert (problem.weights.unmet, problem.weights.travel) == (3600, 1)
    assert (problem.task_due == NO_LIMIT).all()
    assert problem.role_crew.tolist() == [0, 1, 2, 2, 3]


def test_district_load_above_ones_capacity_is_a_rule_of_the_pair():
    data = minis.district_instance()
    data["needs"][1]["pickup"]["load"] = 3
    problem = read(data).problem
    assert problem.able_vol[problem.able_start[1] : problem.able_start[2]].tolist() == [0]


def test_district_pickup_comes_before_its_visit_in_the_arrays():
    text, solution = minis.texts()["district"]
    instance = read(text)
    orders = orders_of(instance, solution)
    orders[1][:2] = orders[1][1::-1]
    with pytest.raises(Broken, match="carries -2"):
        lay_out(instance.problem, orders)


def shuffled_solomon() -> str:
    lines = column_minis.SOLOMON.splitlines()
    return "\r\n".join([*lines[:-4], lines[-1], lines[-3], lines[-4], lines[-2]])


def upside_down(text: str, first: str, last: str) -> str:
    """The lines from the one that starts so to the one that ends so in reverse order."""
    lines = text.splitlines()
    low = next(i for i, line in enumerate(lines) if line.startswith(first))
    high = max(i for i, line in enumerate(lines) if line.endswith(last)) + 1
    return "\n".join([*lines[:low], *lines[low:high][::-1], *lines[high:]])


def shuffled_pcvrptw() -> str:
    """Every section upside down, and the sections too."""
    head, *sections = re.split(r"(?=^\w+_SECTION)", column_minis.PCVRPTW.removesuffix("EOF\n"), flags=re.M)
    turned = []
    for section in sections:
        name, *rows = section.splitlines()
        turned.append("\n".join([name, *(rows if name == "DEPOT_SECTION" else rows[::-1])]) + "\n")
    return head + "".join(reversed(turned))


def shuffled_hhcrsp() -> dict[str, Any]:
    data = minis.hhcrsp_instance()
    order = [2, 0, 1]
    data["patients"] = [data["patients"][i] for i in order]
    rows = [0] + [i + 1 for i in order]
    data["distances"] = [[data["distances"][i][j] for j in rows] for i in rows]
    data["caregivers"].reverse()
    data["services"].reverse()
    return dict(reversed(data.items()))


def shuffled_bredstrom() -> dict[str, Any]:
    data = minis.bredstrom_instance()
    return data | {"synchronised_pairs": [pair[::-1] for pair in data["synchronised_pairs"]]}


def shuffled_district() -> dict[str, Any]:
    data = minis.district_instance()
    data["volunteers"].reverse()
    data["needs"].reverse()
    data["travel_k"] = dict(reversed(data["travel_k"].items()))
    return data


@pytest.mark.parametrize(
    ("name", "shuffled"),
    [
        ("solomon", shuffled_solomon),
        ("hhcrsp", shuffled_hhcrsp),
        ("bredstrom-ronnqvist", shuffled_bredstrom),
        ("district", shuffled_district),
        ("li-lim", lambda: upside_down(column_minis.LI_LIM, "0\t", "2\t0")),
        ("sartori-buriol", lambda: upside_down(column_minis.SARTORI_BURIOL, "0 30.54", " 2 0")),
        ("optw", lambda: upside_down(column_minis.OPTW, "  0 0.00", "0 40")),
        ("pcvrptw", shuffled_pcvrptw),
        ("trsp", lambda: upside_down(column_minis.TRSP, "0  ", "]")),
    ],
)
def test_the_order_of_the_file_does_not_matter(name, shuffled):
    ordered, other = read(minis.texts()[name][0]), read(shuffled())
    assert arrays(other.problem) == arrays(ordered.problem)
    assert (other.tasks, other.volunteers) == (ordered.tasks, ordered.volunteers)


def test_labels_of_another_problem_are_refused():
    instance = read(column_minis.SOLOMON)
    with pytest.raises(InvalidInput, match=r"\[1, 3, 0, 0\] volunteer, task, break"):
        dataclasses.replace(instance, volunteers=(1,))
