"""How a VROOM question becomes a Problem, and what of it is refused by name."""

import json

import numpy as np
import pytest

from matcher.formats.vroom import FORMAT
from matcher.problem import NO_LIMIT
from matcher.travel.providers import Matrix, StraightLine
from models.catalogue import TravelMode
from models.errors import BadFormat
from models.travel import DEFAULT_PACES
from tests.unit.matcher.formats.vroom.asking import (
    WAYS,
    answer,
    done,
    job,
    question,
    shipment,
    somewhere,
    vehicle,
)


def read(asked):
    return FORMAT.read(json.dumps(asked))


def test_a_point_of_priority_outweighs_all_tasks_and_a_shipment_is_two():
    problem = read(
        question(job(1, 1), job(2, 1, priority=2), shipments=[shipment(1, 1, 2, priority=1)])
    ).problem
    # Four tasks: a point is worth five.
    assert problem.need_priority.tolist() == [1, 11, 12]
    assert problem.weights.lexicographic


def test_where_all_priorities_are_one_tasks_are_counted():
    problem = read(question(job(1, 1, priority=7), shipments=[shipment(1, 1, 2, priority=7)])).problem
    assert problem.need_priority.tolist() == [1, 2]


def test_priority_goes_before_number_and_number_before_cost():
    short = {"time_window": [0, 200]}
    far_but_dear = question(
        job(1, 1), job(2, 1), job(3, 2, priority=1), vehicles=[vehicle(time_window=[0, 400])]
    )
    assert done(answer(far_but_dear)) == {("job", 3)}
    two_or_one = question(job(1, 1, service=50), job(2, 1, service=50), job(3, 1, service=90))
    two_or_one["vehicles"] = [vehicle(time_window=[0, 300])]
    assert done(answer(two_or_one)) == {("job", 1), ("job", 2)}
    assert done(answer(question(job(1, 1), vehicles=[vehicle(**short)]))) == {("job", 1)}


def test_skills_capacity_and_number_of_tasks_say_who_is_able():
    asked = question(
        job(1, 1, skills=[4, 5]),
        job(2, 1, delivery=[3]),
        vehicles=[
            vehicle(1, skills=[4], capacity=[3]),
            vehicle(2, skills=[4, 5, 6], capacity=[2]),
            vehicle(3, skills=[4, 5], capacity=[9], max_tasks=1),
        ],
        shipments=[shipment(1, 1, 2, amount=[1])],
    )
    problem = read(asked).problem
    assert np.split(problem.able_vol, problem.able_start[1:-1])[0].tolist() == [1, 2]
    assert np.split(problem.able_vol, problem.able_start[1:-1])[1].tolist() == [0, 2]
    assert np.split(problem.able_vol, problem.able_start[1:-1])[2].tolist() == [0, 1]


def test_tasks_of_jobs_and_shipments_are_counted_together():
    tasks = [job(1, 1), job(2, 2), job(3, 1)], [shipment(1, 1, 2), shipment(2, 1, 2)]
    for most in range(7):
        asked = question(*tasks[0], vehicles=[vehicle(max_tasks=most)], shipments=tasks[1])
        assert len(done(answer(asked))) == most


def test_what_is_delivered_rides_along_from_the_start_and_what_is_picked_up_to_the_end():
    one = vehicle(capacity=[2])
    exchanged = question(job(1, 1, delivery=[2]), job(2, 2, pickup=[2]), vehicles=[one])
    assert len(done(answer(exchanged))) == 2
    too_much = question(
        job(1, 1, pickup=[1]), job(2, 2, delivery=[2], time_windows=[[900, 900]]), vehicles=[one]
    )
    too_much["jobs"][0]["time_windows"] = [[0, 500]]
    assert len(done(answer(too_much))) == 1


def test_travel_is_limited_by_vehicle():
    asked = question(
        job(1, 1), job(2, 2), vehicles=[vehicle(max_travel_time=399), vehicle(2, max_travel_time=200)]
    )
    assert done(answer(asked)) == {("job", 1)}


def test_without_a_start_the_route_begins_at_its_first_task_and_without_an_end_it_ends_at_its_last():
    cost = {}
    for name, ends in (("start", {"start_index": 0}), ("end", {"end_index": 0})):
        asked = question(job(1, 1), job(2, 2), job(3, 3), vehicles=[{"id": 1, **ends}])
        cost[name] = answer(asked)["summary"]["cost"]
    assert cost == {"start": 370, "end": 370}


def test_profiles_have_their_own_matrices_and_vehicles_their_own_speed():
    asked = question(
        job(1, 1, skills=[1]),
        job(2, 1, skills=[2]),
        vehicles=[vehicle(1, skills=[1], speed_factor=2), vehicle(2, skills=[2], profile="bike")],
        matrices={"car": {"durations": WAYS}, "bike": {"durations": (3 * np.array(WAYS)).tolist()}},
    )
    found = answer(asked)
    assert [route["duration"] for route in found["routes"]] == [100, 600]


@pytest.mark.parametrize(
    ("profile", "mode"),
    [
        ("car", TravelMode.CAR),
        ("driving-hgv", TravelMode.CAR),
        ("cycling-electric", TravelMode.EBIKE),
        ("foot-walking", TravelMode.WALK),
        ("bus", TravelMode.BUS),
    ],
)
def test_without_matrices_ways_are_straight_with_the_pace_of_the_profile(profile, mode):
    asked = {
        "vehicles": [{"id": 1, "start": somewhere(0, 0), "profile": profile}],
        "jobs": [{"id": 1, "location": somewhere(10, 0)}],
    }
    travel = read(asked).problem.travel
    assert isinstance(travel, StraightLine)
    assert travel.paces == (DEFAULT_PACES[mode],)
    assert abs(travel.xy[0, 0] - travel.xy[1, 0]) == pytest.approx(957, abs=2)


def test_straight_ways_in_a_matrix_are_those_on_the_grid():
    asked = {
        "vehicles": [{"id": 1, "start": somewhere(0, 0)}, {"id": 2, "end": somewhere(3, 4)}],
        "jobs": [{"id": id, "location": somewhere(7 * id, -2 * id)} for id in (1, 2, 3)],
    }
    assert isinstance(read(asked).problem.travel, Matrix)
    with_speed = answer(asked)
    assert with_speed["summary"]["unassigned"] == 0


def test_metres_are_limited_where_ways_are_straight():
    asked = {
        "vehicles": [{"id": 1, "start": somewhere(0, 0), "max_distance": 2000}],
        "jobs": [{"id": 1, "location": somewhere(10, 0)}, {"id": 2, "location": somewhere(30, 0)}],
    }
    assert done(answer(asked)) == {("job", 1)}


def test_a_setup_is_not_planned_for_between_tasks_at_one_place():
    brief = [job(id, 1, setup=100, service=10) for id in range(1, 6)]
    found = answer(question(*brief, vehicles=[vehicle(time_window=[0, 350])]))
    assert found["summary"]["unassigned"] == 0
    assert found["summary"]["setup"] == 100


def test_a_setup_in_a_short_window_is_planned_for_and_left_out_of_the_answer():
    short = [job(id, 1, setup=100, service=10, time_windows=[[0, 300]]) for id in (1, 2)]
    found = answer(question(*short))
    assert found["summary"]["setup"] == 100
    assert found["summary"]["waiting_time"] == 0


def test_the_more_tasks_share_a_place_the_shorter_their_windows_may_be_for_its_setup_to_be_shared():
    several = [job(id, 1, setup=100, service=10, time_windows=[[0, 600]]) for id in (1, 2, 3)]
    found = answer(question(*several, vehicles=[vehicle(time_window=[0, 350])]))
    assert found["summary"]["unassigned"] == 0
    assert found["summary"]["setup"] == 100


def test_a_setup_longer_than_a_window_is_never_shared_for_then_nobody_could_come_first():
    many = [job(id, 1, setup=100, time_windows=[[150, 200]]) for id in range(1, 30)]
    assert len(done(answer(question(*many)))) == 1


def test_a_setup_is_no_travel_where_travel_is_limited():
    brief = [job(id, 1, setup=100) for id in (1, 2)]
    assert len(done(answer(question(*brief, vehicles=[vehicle(max_travel_time=200)])))) == 2


def test_a_task_that_costs_more_than_can_be_counted_is_refused():
    dear = vehicle(costs={"per_hour": 3599, "per_task_hour": 2**32 - 1})
    with pytest.raises(BadFormat, match=r"costs\.per_task_hour: too large"):
        read(question(job(1, 1, service=3600), vehicles=[dear]))


def test_costs_that_cannot_be_added_up_are_refused():
    prices = {"per_hour": 2**32 - 1, "per_task_hour": 1}
    jobs = [job(id, 1, priority=id % 100) for id in range(200)]
    with pytest.raises(BadFormat, match="costs and priorities are too large"):
        read(question(*jobs, vehicles=[vehicle(costs=prices)]))


def test_a_way_that_is_too_long_to_be_counted_is_refused():
    with pytest.raises(BadFormat, match="a way takes 450000000 s, too long"):
        read(question(job(1, 1), ways=[[0, 900_000_000], [1, 0]], vehicles=[vehicle(speed_factor=2)]))


def test_a_start_from_given_steps_is_kept_where_nothing_better_is_sought():
    steps = [
        {"type": "start"},
        {"type": "job", "id": 3},
        {"type": "break", "id": 8},
        {"type": "pickup", "id": 1},
        {"type": "delivery", "id": 1},
    ]
    asked = question(
        job(3, 3),
        vehicles=[vehicle(1), vehicle(2, steps=steps, breaks=[{"id": 8}])],
        shipments=[shipment(1, 1, 2)],
    )
    instance = read(asked)
    assert instance.start == ((), (0, 3, 1, 2))
    found = answer(asked, iterations=0)
    assert [step.get("id") for step in found["routes"][0]["steps"]] == [None, 3, 8, 1, 1, None]
    assert found["routes"][0]["vehicle"] == 2


def test_without_steps_there_is_no_start():
    assert read(question(job(1, 1))).start is None


def test_hours_of_tasks_cost_what_the_vehicle_asks():
    asked = question(
        job(1, 1, service=100),
        vehicles=[vehicle(1, costs={"per_task_hour": 7200}), vehicle(2, costs={"per_task_hour": 1800})],
    )
    found = answer(asked)
    assert (found["routes"][0]["vehicle"], found["summary"]["cost"]) == (2, 250)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"options": {"c": True}}, "options.c (plan mode)"),
        ({"vehicles": [vehicle(costs={"fixed": 1})]}, "costs.fixed"),
        ({"vehicles": [vehicle(costs={"per_km": 1})]}, "costs.per_km"),
        ({"vehicles": [vehicle(costs={"per_hour": 0})]}, "costs.per_hour of zero"),
        ({"vehicles": [vehicle(1), vehicle(2, costs={"per_hour": 1})]}, "costs.per_hour that differ"),
        (
            {"matrices": {"car": {"durations": WAYS, "costs": [[1] * 4] * 4}}},
            "matrices with costs other than durations",
        ),
        (
            {
                "vehicles": [vehicle(1, type="van"), vehicle(2)],
                "jobs": [job(1, 1, service_per_type={"van": 9})],
            },
            "setup_per_type or service_per_type",
        ),
        (
            {"vehicles": [vehicle(capacity=[2], breaks=[{"id": 1, "max_load": [1]}])]},
            "breaks with max_load",
        ),
        (
            {"vehicles": [vehicle(breaks=[{"id": 1, "time_windows": [[0, 9], [20, 29]]}])]},
            "breaks with several time_windows",
        ),
        ({"vehicles": [vehicle(max_distance=5)]}, "max_distance together with matrices"),
    ],
    ids=lambda one: one[:30] if isinstance(one, str) else "",
)
def test_what_the_search_cannot_honour_is_named(changes, told):
    (named,) = read(question(job(1, 1)) | changes).problem.unsupported
    assert named.startswith(told)


@pytest.mark.parametrize(
    "changes",
    [
        {"vehicles": [vehicle(id, costs={"per_hour": 1800}) for id in (1, 2)]},
        {"matrices": {"car": {"durations": WAYS, "costs": WAYS}}},
        {
            "vehicles": [vehicle(id, type="van") for id in (1, 2)],
            "jobs": [job(1, 1, service_per_type={"van": 9})],
        },
        {"vehicles": [vehicle(capacity=[2], breaks=[{"id": 1, "max_load": [2]}])]},
        {"vehicles": [vehicle(time_window=[0, 15], breaks=[{"id": 1, "time_windows": [[0, 9], [20, 29]]}])]},
        {"options": {"c": False, "t": 4, "x": 5}},
    ],
)
def test_what_makes_no_difference_is_honoured(changes):
    assert read(question(job(1, 1)) | changes).problem.unsupported == ()


def test_a_task_may_start_at_any_time_unless_it_says_when():
    problem = read(question(job(1, 1), job(2, 1, time_windows=[[5, 6], [8, 9]]))).problem
    assert problem.window_opens_s.tolist() == [0, 5, 8]
    assert problem.window_closes_s.tolist() == [NO_LIMIT, 6, 9]


def test_vehicles_alike_in_all_but_their_names_are_of_one_class():
    names = [vehicle(1, description="a"), vehicle(2), vehicle(3, skills=[1])]
    assert read(question(job(1, 1), vehicles=names)).problem.shift_class.tolist() == [0, 0, 1]
