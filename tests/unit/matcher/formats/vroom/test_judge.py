"""The VROOM evaluator: figures worked out by hand, and every rule caught where it is broken."""

import json
from copy import deepcopy

import pytest

from matcher.formats.registry import judge
from matcher.formats.vroom import FORMAT
from models.errors import BadFormat
from tests.unit.matcher.formats.vroom.asking import job, judged, question, shipment, vehicle

METRES = [[0, 1000, 2000, 3000], [1000, 0, 1500, 2500], [2000, 1500, 0, 1200], [3000, 2500, 1200, 0]]


def asked():
    """A break, a shipment, a job that delivers and one that fits nowhere."""
    base = question(
        job(
            1,
            1,
            delivery=[2],
            service=30,
            setup=5,
            priority=4,
            skills=[7],
            time_windows=[[150, 200], [300, 400]],
        ),
        job(2, 3),
        vehicles=[
            vehicle(
                capacity=[3],
                skills=[7],
                time_window=[0, 1000],
                breaks=[{"id": 6, "service": 60, "time_windows": [[200, 500]]}],
                max_tasks=3,
                max_travel_time=450,
                costs={"fixed": 50, "per_task_hour": 7200, "per_km": 10},
            )
        ],
        shipments=[shipment(5, 1, 2, amount=[1], priority=2)],
    )
    base["matrices"]["car"]["distances"] = METRES
    return base


def step(type, arrival, duration, load, id=None, waiting=0, setup=0, service=0):
    named = {} if id is None else {"id": id}
    times = {"arrival": arrival, "duration": duration, "waiting_time": waiting, "setup": setup}
    return {"type": type, **named, **times, "service": service, "load": [load], "violations": []}


def solution():
    # 100 s to place 1, waits 50 for the window; setup 5, service 30, done at 185. The pickup is there too.
    # 15 s of the 150 to place 2 are gone when the break begins at 200; on at 260, there at 395; back at 595.
    # Ways 100 + 150 + 200 = 450 s, 4500 m. Cost 50 + 450 + (5 + 90) x 2 + 4.5 x 10 = 735.
    figures = {"cost": 735, "setup": 5, "service": 90, "duration": 450, "waiting_time": 50, "priority": 8}
    figures |= {"delivery": [3], "pickup": [1], "distance": 4500}
    return {
        "code": 0,
        "summary": {**figures, "routes": 1, "unassigned": 1},
        "unassigned": [{"id": 2, "type": "job"}],
        "routes": [
            {
                "vehicle": 1,
                **figures,
                "steps": [
                    step("start", 0, 0, 2),
                    step("job", 100, 100, 0, id=1, waiting=50, setup=5, service=30),
                    step("pickup", 185, 100, 1, id=5),
                    step("break", 200, 115, 1, id=6, service=60),
                    step("delivery", 395, 250, 0, id=5),
                    step("end", 595, 450, 0),
                ],
            }
        ],
    }


def test_figures_are_those_worked_out_by_hand():
    found = judged(asked(), solution())
    assert found.violations == ()
    assert found.objectives == {"priority": {"priority": 8, "assigned": 3, "cost": 735}}
    assert found.terms == {
        "cost": 735,
        "setup": 5,
        "service": 90,
        "duration": 450,
        "waiting_time": 50,
        "priority": 8,
        "distance": 4500,
        "assigned": 3,
        "unassigned": 1,
    }


def test_a_matrix_of_costs_says_what_ways_cost():
    base = asked()
    base["matrices"]["car"]["costs"] = [[0, 1, 2, 3], [9, 0, 7, 9], [5, 9, 0, 9], [9, 9, 9, 0]]
    base["vehicles"][0]["costs"] = {"fixed": 50, "per_task_hour": 7200}
    assert judged(base, solution()).terms["cost"] == 50 + 1 + 7 + 5 + 190


def spoil(path, value):
    """Sets what stands at the path, of the steps unless it begins elsewhere."""

    def change(found, base):
        at = found["routes"][0]["steps"] if isinstance(path[0], int) else found
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value

    return change


def ask(path, value):
    def change(found, base):
        at = base
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value

    return change


def drop_step(at):
    def change(found, base):
        del found["routes"][0]["steps"][at]

    return change


def repeat_step(at):
    def change(found, base):
        rows = found["routes"][0]["steps"]
        rows.insert(at, deepcopy(rows[at]))

    return change


def swap_steps(found, base):
    rows = found["routes"][0]["steps"]
    rows[2]["type"], rows[4]["type"] = rows[4]["type"], rows[2]["type"]


def leave_nothing_unassigned(found, base):
    found["unassigned"] = []


def list_what_is_done(found, base):
    found["unassigned"].append({"id": 1, "type": "job"})


def list_twice(found, base):
    found["unassigned"] *= 2


def list_a_stranger(found, base):
    found["unassigned"].append({"id": 77, "type": "job"})


def drive_twice(found, base):
    found["routes"] *= 2


def drive_a_stranger(found, base):
    found["routes"][0]["vehicle"] = 8


def drive_for_nothing(found, base):
    rows = found["routes"][0]["steps"]
    found["routes"].append({**found["routes"][0], "vehicle": 2, "steps": [rows[0], rows[-1]]})
    base["vehicles"].append(vehicle(2, capacity=[3]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (spoil([1, "arrival"], 90), "job 1: the way takes 100 s, not 90"),
        (spoil([4, "arrival"], 400), "delivery 5: the way takes 150 s, not 155"),
        (spoil([2, "arrival"], 180), "pickup 5: arrives at 180, job 1 ends at 185"),
        (spoil([2, "duration"], 90), "pickup 5: duration 90 does not follow"),
        (spoil([1, "waiting_time"], 40), "job 1: starts at 140, in none of [[150, 200], [300, 400]]"),
        (spoil([1, "waiting_time"], 110), "job 1: starts at 210, in none of"),
        (spoil([3, "arrival"], 190), "break 6: starts at 190, in none of [[200, 500]]"),
        (spoil([1, "setup"], 0), "job 1: takes 0 + 30, wanted 5 + 30"),
        (spoil([2, "setup"], 5), "pickup 5: takes 5 + 0, wanted 0 + 0"),
        (spoil([1, "service"], 20), "job 1: takes 5 + 20, wanted 5 + 30"),
        (spoil([3, "service"], 0), "break 6: takes 0 + 0, wanted 0 + 60"),
        (spoil([1, "load"], [1]), "job 1: load [1], the steps make [0]"),
        (spoil([2, "distance"], 1), "pickup 5: distance 1, the ways make 1000"),
        (spoil([1, "id"], 9), "job 9: is not in the instance"),
        (spoil([3, "id"], 9), "break 6 is taken 0 times"),
        (spoil([0, "setup"], 9), "start: takes time"),
        (spoil([5, "service"], 9), "end: takes time"),
        (drop_step(3), "break 6 is taken 0 times"),
        (repeat_step(3), "break 6 is taken 2 times"),
        (drop_step(4), "pickup 5: pickup and delivery are not both in this route"),
        (repeat_step(1), "job 1 is done 2 times"),
        (swap_steps, "pickup and delivery are not both in this route, one after the other"),
        (leave_nothing_unassigned, "job 2 is neither done nor listed"),
        (list_what_is_done, "job 1 is done and listed"),
        (list_twice, "job 2 is listed 2 times"),
        (list_a_stranger, "unassigned job 77 is not in the instance"),
        (drive_twice, "vehicle 1 has 2 routes"),
        (drive_a_stranger, "vehicle 8 is not in the instance"),
        (drive_for_nothing, "vehicle 2: a route without tasks"),
        (spoil(["routes", 0, "cost"], 700), "vehicle 1: cost is stated as 700, the steps make 735"),
        (spoil(["routes", 0, "pickup"], [9]), "vehicle 1: pickup is stated as [9], the steps make [1]"),
        (spoil(["summary", "cost"], 700), "summary: cost is stated as 700, the steps make 735"),
        (spoil(["summary", "duration"], 1), "summary: duration is stated as 1"),
        (spoil(["summary", "priority"], 1), "summary: priority is stated as 1"),
        (spoil(["summary", "delivery"], [1]), "summary: delivery is stated as [1], the steps make [3]"),
        (spoil(["summary", "distance"], 1), "summary: distance is stated as 1"),
        (ask(["vehicles", 0, "skills"], [8]), "job 1: has not the skills [7]"),
        (ask(["vehicles", 0, "capacity"], [1]), "start: carries [2], the capacity is [1]"),
        (ask(["vehicles", 0, "max_tasks"], 2), "vehicle 1: 3 tasks, at most 2 are allowed"),
        (ask(["vehicles", 0, "max_travel_time"], 449), "vehicle 1: 450 s of travel, at most 449"),
        (ask(["vehicles", 0, "max_distance"], 4499), "vehicle 1: 4500 m, at most 4499"),
        (ask(["vehicles", 0, "time_window"], [0, 590]), "end: at 595, working hours are 0 to 590"),
        (ask(["vehicles", 0, "time_window"], [1, 1000]), "start: at 0, working hours are 1 to 1000"),
        (ask(["vehicles", 0, "breaks", 0, "max_load"], [0]), "break 6: carries [1], at most [0]"),
    ],
    ids=lambda one: one[:40] if isinstance(one, str) else "",
)
def test_what_breaks_a_rule_is_caught(change, told):
    base, found = asked(), solution()
    change(found, base)
    assert any(told in sentence for sentence in judged(base, found).violations), judged(
        base, found
    ).violations


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (spoil(["code"], 2), "code: 2 says that there is no solution"),
        (spoil(["routes", 0, "vehicle"], "x"), "routes[0].vehicle: 'x' is not a number"),
        (spoil([0, "type"], "job"), "routes[0].steps[0].id is missing"),
        (spoil([1, "type"], "nap"), "routes[0].steps[1].type: 'nap' is none of"),
        (spoil([1, "type"], "start"), "routes[0].steps start or end on the way"),
        (spoil([1, "load"], [0.5]), "routes[0].steps[1].load[0]: 0.5"),
        (drop_step(0), "routes[0].steps do not go from a start to an end"),
        (drop_step(-1), "routes[0].steps do not go from a start to an end"),
        (spoil(["unassigned", 0, "type"], "break"), "unassigned[0].type: 'break' is none of"),
        (spoil(["unassigned", 0, "id"], None), "unassigned[0].id: None"),
        (spoil(["summary"], []), "summary: a list of 0 is not an object"),
    ],
    ids=lambda one: one[:40] if isinstance(one, str) else "",
)
def test_a_malformed_solution_is_refused_by_its_path(change, told):
    base, found = asked(), solution()
    change(found, base)
    with pytest.raises(BadFormat) as error:
        judged(base, found)
    assert told in str(error.value)


@pytest.mark.parametrize("gone", ["code", "summary", "routes", "unassigned"])
def test_a_part_that_is_missing_is_named(gone):
    found = solution()
    del found[gone]
    with pytest.raises(BadFormat, match=f"{gone} is missing"):
        judged(asked(), found)


def test_a_solution_text_is_read_and_judged_by_what_is_in_the_question():
    assert judge(json.dumps(asked()), json.dumps(solution())).violations == ()
    assert FORMAT.published is not None
    assert FORMAT.published("", json.dumps(solution())) == solution()
