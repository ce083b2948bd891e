"""Solution documents: made from a search's result, read back strictly."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matcher.formats.document import load_document, read_claim
from matcher.formats.registry import detect, judge, named
from matcher.formats.solution import chosen_objective, refused_document, solution_document
from matcher.formats.verdict import Verdict
from matcher.routing.result import Ended
from models.errors import BadFormat, InvalidInput
from tests.unit.matcher.formats import column_minis, minis
from tests.unit.matcher.formats.claims import Json, make_result, reload, visit

SECOND = 1_000_000


def solved(routes: dict[int, list[tuple[int, int]]], *, objective: str | None = None, **changes: Any) -> Json:
    form = detect(column_minis.SOLOMON)
    instance = form.read(column_minis.SOLOMON)
    result = make_result(routes, **changes)
    return solution_document(form, column_minis.SOLOMON, instance, result, objective=objective)


FULL = {0: [(0, 10 * SECOND), (1, 16 * SECOND)], 1: [(2, 8 * SECOND)]}


def test_a_document_says_all_that_the_search_found():
    assert solved(FULL) == {
        "format": "solomon",
        "status": "feasible",
        "objective": 28.0,
        "terms": {"distance": 28.0, "vehicles": 2},
        "seconds": 1.235,
        "cpu_seconds": 1.1,
        "iterations": 50,
        "seed": 3,
        "routes": [
            {"volunteer": 1, "visits": [visit(1, 10, 12), visit(2, 16, 17)]},
            {"volunteer": 2, "visits": [visit(3, 8, 8)]},
        ],
        "unmet": [],
    }


def test_the_fleet_objective_is_vehicles_then_distance():
    found = solved(FULL, objective="fleet")["objective"]
    assert list(found.items()) == [("vehicles", 2), ("distance", 28.0)]


def test_an_objective_of_another_family_is_refused():
    with pytest.raises(InvalidInput, match="objective 'fleet' is none of hhcrsp's: cost"):
        chosen_objective(named("hhcrsp", ""), "fleet")


def test_a_time_between_the_units_prints_as_its_decimal():
    found = solved({1: [(2, 8_544_004)]}, unmet_needs=(0, 1))
    assert json.dumps(found["routes"][0]["visits"]) == (
        '[{"need": 3, "part": "visit", "start": 8.544004, "end": 8.544004}]'
    )


def test_a_reload_and_a_break_stand_among_the_visits():
    form = detect(column_minis.TRSP)
    instance = form.read(column_minis.TRSP)
    plain = instance.problem
    rest = {"break_shift": [0], "break_opens_s": [0], "break_closes_s": [99], "break_lasts_s": [3]}
    columns = {name: np.array(value, getattr(plain, name).dtype) for name, value in rest.items()}
    instance = replace(instance, problem=replace(plain, **columns), breaks=("lunch",))
    # three tasks, then the break, then the depot
    stops = {0: [(1, 22 * SECOND), (4, 37 * SECOND), (3, 40 * SECOND), (0, 46 * SECOND)]}
    knows_breaks = replace(
        form, evaluate=lambda text, document: Verdict(objectives={"duration": 1}, terms={}, violations=())
    )
    found = solution_document(knows_breaks, column_minis.TRSP, instance, make_result(stops))
    assert found["routes"] == [
        {
            "volunteer": 1,
            "visits": [
                visit(4, 22, 27),
                reload(0, 37, 37),
                {"break": "lunch", "part": "break", "start": 40, "end": 40.000003},
                visit(3, 46, 56),
            ],
        }
    ]
    assert load_document(json.dumps(found)) == found


@pytest.mark.parametrize("part", ["break", "reload"])
def test_a_stop_that_the_format_does_not_know_is_refused(part):
    document = column_minis.solomon_solution()
    document["routes"][0]["visits"][0]["part"] = part
    with pytest.raises(BadFormat, match=rf"visits\[0\].part: '{part}' is none of visit, pickup, dropoff$"):
        detect(column_minis.SOLOMON).evaluate(column_minis.SOLOMON, document)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"routes": FULL}, "feasible"),
        ({"routes": {1: FULL[1]}, "unmet_needs": (0, 1)}, "partial"),
        ({"routes": {}, "unmet_needs": (0, 1, 2)}, "infeasible"),
        ({"routes": FULL, "ended": Ended.STOPPED}, "stopped"),
    ],
)
def test_the_status_follows_from_what_is_served(changes, status):
    assert solved(**changes)["status"] == status


def test_unmet_needs_come_with_their_reasons_and_every_half_of_a_pair():
    text = json.dumps(minis.bredstrom_instance())
    form = detect(text)
    result = make_result({0: [(2, 6)]}, unmet_needs=(0,))
    found = solution_document(form, text, form.read(text), result, reasons={0: ["nobody is free"]})
    assert found["unmet"] == [
        {"need": 1, "reasons": ["nobody is free"]},
        {"need": 3, "reasons": ["nobody is free"]},
    ]
    assert found["objective"] == 12
    assert form.evaluate(text, found).violations == ("need 1 is not served", "need 3 is not served")


def test_a_refused_instance_gets_a_document_too():
    data = minis.hhcrsp_instance() | {"bonus": 3}
    text = json.dumps(data)
    form = detect(text)
    instance = form.read(text)
    found = refused_document(form, instance, instance.problem.unsupported, seed=4)
    assert found["status"] == "refused"
    assert found["unmet"][2] == {"need": "p10", "reasons": ["unsupported: bonus"]}
    assert read_claim(found, "hhcrsp").unmet == ("p1", "p2", "p10")


@pytest.mark.parametrize("name", minis.NAMES)
def test_a_document_written_and_read_back_is_judged_the_same(name):
    text, solution = minis.texts()[name]
    written = json.dumps(solution, indent=1)
    assert load_document(written) == solution
    assert judge(text, written) == named(name, "").evaluate(text, solution)


def take(key: str):
    return lambda document: document.pop(key)


def set_visit(**changes: Any):
    return lambda document: document["routes"][0]["visits"][0].update(changes)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (take("format"), "format is missing"),
        (take("status"), "status is missing"),
        (take("routes"), "routes is missing"),
        (take("unmet"), "unmet is missing"),
        (lambda d: d.update(status="done"), "status: 'done' is none of optimal, feasible, partial"),
        (lambda d: d.update(seconds=-1), "seconds: -1 is not between 0"),
        (lambda d: d.update(iterations=1.5), "iterations: 1.5 is not a whole number"),
        (lambda d: d.update(objective="28"), "objective: '28' is not a number"),
        (lambda d: d.update(objective={"distance": None}), "objective.distance: None is not a number"),
        (lambda d: d.update(routes={}), "routes: an object of 0 is not a list"),
        (lambda d: d["routes"][0].pop("volunteer"), "routes[0].volunteer is missing"),
        (lambda d: d["routes"][0].update(driver=1), "routes[0].driver is not known here"),
        (lambda d: d["routes"][0].update(volunteer=[1]), "routes[0].volunteer: a list of 1 is not an id"),
        (lambda d: d["routes"][1]["visits"].append(3), "routes[1].visits[1]: 3 is not an object"),
        (set_visit(need=True), "routes[0].visits[0].need: True is not an id"),
        (set_visit(need=1.5), "routes[0].visits[0].need: 1.5 is not an id"),
        (set_visit(part="stay"), "routes[0].visits[0].part: 'stay' is none of visit, pickup, dropoff"),
        (set_visit(start="10"), "routes[0].visits[0].start: '10' is not a number"),
        (set_visit(start=float("nan")), "routes[0].visits[0].start: nan is not between"),
        (set_visit(strat=10), "routes[0].visits[0].strat is not known here"),
        (set_visit(service=1.5), "routes[0].visits[0].service: 1.5 is not an id"),
        (lambda d: d["unmet"].append({"need": 1}), "unmet[0].reasons is missing"),
        (lambda d: d["unmet"].append({"reasons": []}), "unmet[0].need is missing"),
        (lambda d: d["unmet"].append({"need": 1, "reasons": "no"}), "unmet[0].reasons: 'no' is not a list"),
    ],
)
def test_a_malformed_document_names_the_path_and_the_value(spoil, words):
    document = column_minis.solomon_solution()
    spoil(document)
    with pytest.raises(BadFormat) as caught:
        judge(column_minis.SOLOMON, json.dumps(document))
    assert words in str(caught.value)


def test_a_document_cut_short_says_so():
    with pytest.raises(BadFormat, match="cut short"):
        judge(column_minis.SOLOMON, json.dumps(column_minis.solomon_solution())[:-30])


def test_a_published_list_of_routes_gets_its_earliest_starts():
    text = "Solution\nRoute 1 : 1 2\nRoute 2 : 3\nCost 28\n"
    found = judge(column_minis.SOLOMON, text)
    assert (found.violations, found.terms) == ((), {"distance": 28.0, "vehicles": 2})


def test_a_published_list_of_routes_is_judged_not_trusted():
    assert (
        "vehicle 1: carries 15, the capacity is 10"
        in judge(column_minis.SOLOMON, "Route 1 : 1 2 3").violations
    )
    assert "need 2 is not served" in judge(column_minis.SOLOMON, "Route 1 : 1 3").violations


@pytest.mark.parametrize("word", ["4", "0", "x", "9" * 5000])
def test_a_published_list_of_routes_names_the_line_of_a_stranger(word):
    with pytest.raises(BadFormat, match=r"line 2: '.*' is not a customer of the instance"):
        judge(column_minis.SOLOMON, f"Solution\nRoute 1 : 1 {word}")


def test_a_published_hhcrsp_solution_is_read():
    document = minis.hhcrsp_solution()
    published = {
        "global_ordering": ["p1", "p2", "p10"],
        "routes": [
            {
                "caregiver_id": route["volunteer"],
                "locations": [
                    {
                        "patient": visit["need"],
                        "service": visit["service"],
                        "arrival_time": visit["start"],
                        "departure_time": visit["end"],
                    }
                    for visit in route["visits"]
                ],
            }
            for route in document["routes"]
        ]
        + [{"caregiver_id": "c3"}],
    }
    instance = minis.hhcrsp_instance()
    instance["caregivers"].append({"id": "c3", "abilities": []})
    found = judge(json.dumps(instance), json.dumps(published))
    assert (found.violations, found.objective) == ((), 11.5)


def test_a_published_trsp_solution_leaves_as_late_as_is_useful():
    # 6 and 7: home of 1 and 2; 8: technician 1 at the depot
    found = judge(column_minis.TRSP, "<1,4,8,3,6|2,5,7|>\n")
    assert (found.violations, found.objective) == ((), 63)
    # without a stop for what they lack: left at 18, back at 61
    found = judge(column_minis.TRSP, "<1,4,3,6|2,5,7>")
    assert "technician 1, need 3: has not tool 1" in found.violations


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<3,4,6>", "a route begins with 3, which is not a technician of the instance"),
        ("<1,4,7>", "the route of technician 1 ends with 7, wanted 6"),
        ("<1>", "the route of technician 1 ends with 1, wanted 6"),
        ("<1,9,6>", "the route of technician 1: 9 is not a request of the instance"),
        ("<1,,6>", "'' is not a number of the instance"),
        ("<1," + "9" * 5000 + ",6>", "is not a number of the instance"),
    ],
)
def test_a_published_trsp_solution_names_the_stranger(text, words):
    with pytest.raises(BadFormat) as caught:
        judge(column_minis.TRSP, text)
    assert words in str(caught.value)
