"""What our search answers to a VROOM question, as VROOM's clients read it."""

from matcher.formats.vroom import FORMAT
from matcher.formats.vroom.polyline import encoded
from models.geo import Wgs84
from tests.unit.matcher.formats.vroom.asking import (
    WAYS,
    answer,
    done,
    job,
    question,
    shipment,
    somewhere,
    steps,
    vehicle,
)
from tests.unit.matcher.formats.vroom.documented import (
    answer_with_a_matrix,
    with_a_matrix,
    with_a_routing_engine,
)

STILL = {"setup": 0, "service": 0, "waiting_time": 0, "violations": []}


def test_the_documented_example_with_a_matrix_is_answered_as_documented():
    found = answer(with_a_matrix())
    del found["summary"]["computing_times"]
    for step in found["routes"][0]["steps"]:
        del step["location_index"]
    assert found == answer_with_a_matrix()


def test_the_documented_example_with_roads_is_served_at_the_pace_of_a_city():
    asked = with_a_routing_engine()
    for van in asked["vehicles"]:
        van["time_window"][1] += 40_000  # roads out of town are faster than the straight lines of a district
    found = answer(asked)
    assert found["summary"]["unassigned"] == 0
    by_vehicle = {route["vehicle"]: route for route in found["routes"]}
    ids = {id: {step["id"] for step in route["steps"] if "id" in step} for id, route in by_vehicle.items()}
    assert ids[1] >= {1, 2}
    assert ids[2] >= {2, 3, 4}  # 2 is its break
    assert found["summary"]["delivery"] == [5]
    assert found["summary"]["pickup"] == [1]


def test_a_step_tells_all_that_vroom_tells():
    asked = question(
        job(7, 1, service=30, setup=5, delivery=[2], description="soup", time_windows=[[400, 500]]),
        vehicles=[vehicle(3, capacity=[2], description="Li", start=somewhere(0, 0), time_window=[0, 450])],
    )
    # It leaves as late as loses nothing, to be there when the window opens.
    asked["vehicles"][0]["time_window"][1] = 600
    route = answer(asked)["routes"][0]
    assert route["description"] == "Li"
    assert route["steps"] == [
        {
            "type": "start",
            "location": somewhere(0, 0),
            "location_index": 0,
            **STILL,
            "load": [2],
            "arrival": 300,
            "duration": 0,
        },
        {
            "type": "job",
            "description": "soup",
            "location_index": 1,
            "id": 7,
            "job": 7,
            **STILL,
            "setup": 5,
            "service": 30,
            "load": [0],
            "arrival": 400,
            "duration": 100,
        },
        {"type": "end", "location_index": 0, **STILL, "load": [0], "arrival": 535, "duration": 200},
    ]


def test_waiting_between_two_windows_is_told():
    asked = question(job(1, 1, time_windows=[[100, 150]]), job(2, 2, time_windows=[[700, 800]]))
    assert steps(answer(asked)) == [
        ("start", None, 50, 0),
        ("job", 1, 150, 0),
        ("job", 2, 300, 400),
        ("end", None, 900, 0),
    ]


def test_a_break_is_a_step_without_a_place():
    rest = {"id": 9, "service": 60, "time_windows": [[50, 120]], "description": "tea"}
    found = answer(question(job(1, 1, service=500), vehicles=[vehicle(breaks=[rest])]))
    (step,) = (step for step in found["routes"][0]["steps"] if step["type"] == "break")
    assert step["id"] == 9
    assert step["description"] == "tea"
    assert not {"location", "location_index", "job"} & step.keys()
    assert found["summary"]["service"] == 560


def test_what_is_left_out_is_listed_with_a_reason():
    asked = question(
        job(1, 1, skills=[3], description="stairs", location=somewhere(1, 1)),
        job(2, 2),
        shipments=[shipment(5, 1, 2, skills=[3])],
    )
    found = answer(asked)
    assert found["unassigned"][0] == {
        "id": 1,
        "location": somewhere(1, 1),
        "location_index": 1,
        "type": "job",
        "description": "stairs",
        "reasons": ["nobody_able: no volunteer has what it asks for"],
    }
    assert [(one["type"], one["id"]) for one in found["unassigned"][1:]] == [("pickup", 5), ("delivery", 5)]
    assert found["summary"]["unassigned"] == 3


def test_where_nothing_can_be_done_there_are_no_routes():
    found = answer(question(job(1, 1), vehicles=[vehicle(time_window=[0, 10])]))
    assert found["routes"] == []
    assert found["summary"] | {"cost": 0, "routes": 0, "unassigned": 1, "priority": 0} == found["summary"]
    assert found["unassigned"][0]["reasons"][0].startswith("out_of_reach")


def test_seconds_at_another_speed_are_rounded_down_as_vroom_does():
    found = answer(question(job(1, 1, time_windows=[[34, 99]]), vehicles=[vehicle(speed_factor=3)]))
    assert steps(found) == [("start", None, 1, 0), ("job", 1, 34, 0), ("end", None, 67, 0)]
    assert found["summary"]["cost"] == 66


def test_distances_are_told_where_they_are_given():
    metres = [[10 * way for way in row] for row in WAYS]
    asked = question(job(1, 1), matrices={"car": {"durations": WAYS, "distances": metres}})
    route = answer(asked)["routes"][0]
    assert [step["distance"] for step in route["steps"]] == [0, 1000, 2000]
    assert route["distance"] == 2000
    assert "distance" not in answer(question(job(1, 1)))["summary"]


def test_with_the_option_g_a_route_has_a_line_to_draw():
    asked = {
        "vehicles": [{"id": 1, "start": somewhere(0, 0), "end": somewhere(0, 0)}],
        "jobs": [{"id": 1, "location": somewhere(2, 1)}],
        "options": {"g": True},
    }
    route = answer(asked)["routes"][0]
    here, there = (Wgs84(lon_deg=lon, lat_deg=lat) for lon, lat in (somewhere(0, 0), somewhere(2, 1)))
    assert route["geometry"] == encoded([here, there, here])
    assert route["distance"] > 0


def test_a_line_is_written_as_the_format_describes():
    # The worked example of the format's description.
    points = [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
    line = encoded([Wgs84(lon_deg=lon, lat_deg=lat) for lat, lon in points])
    assert line == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def test_keys_that_were_passed_over_are_named():
    assert answer(question(job(1, 1, colour="red")))["ignored_keys"] == ["jobs.colour"]
    assert "ignored_keys" not in answer(question(job(1, 1)))


def test_a_refusal_has_vroom_s_code_and_names_everything():
    assert FORMAT.answer is not None
    refusal = FORMAT.answer.refuse(["costs.fixed", "breaks with max_load"])
    assert refusal == {"code": 2, "error": "cannot be honoured: costs.fixed; breaks with max_load"}


def test_the_order_of_the_file_makes_no_difference():
    jobs = [job(id, 1 + id % 3, service=40 * id, priority=id % 2) for id in range(1, 9)]
    vehicles = [vehicle(id, time_window=[0, 700]) for id in (1, 2)]
    straight = answer(question(*jobs, vehicles=vehicles))
    turned = answer(question(*jobs[::-1], vehicles=vehicles[::-1]))
    assert [route["steps"] for route in turned["routes"]] == [route["steps"] for route in straight["routes"]]
    assert done(turned) == done(straight)
