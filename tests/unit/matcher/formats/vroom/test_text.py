"""What a VROOM file may say, and what is wrong with it where it may not."""

import json

import pytest

from matcher.formats.registry import detect
from matcher.formats.vroom.question import Kind
from matcher.formats.vroom.text import parse
from models.errors import BadFormat
from tests.unit.matcher.formats.vroom.asking import WAYS, job, question, shipment, somewhere, vehicle


def read(asked):
    return parse(json.dumps(asked))


def test_it_is_told_by_its_content_whole_or_cut_short():
    text = json.dumps(question(job(1, 1)))
    assert detect(text).name == "vroom"
    assert detect(text[: len(text) * 2 // 3]).name == "vroom"


def test_vehicles_and_tasks_come_in_the_order_of_their_ids():
    found = read(
        question(job(5, 1), job(2, 2), vehicles=[vehicle(9), vehicle(3)], shipments=[shipment(1, 1, 2)])
    )
    assert [one.id for one in found.vehicles] == [3, 9]
    assert [task.name for task in found.tasks] == [
        (Kind.JOB, 2),
        (Kind.JOB, 5),
        (Kind.PICKUP, 1),
        (Kind.DELIVERY, 1),
    ]


def test_what_is_left_out_has_the_values_that_vroom_gives_it():
    found = read(question(job(1, 1)))
    (one,), (task,) = found.vehicles, found.tasks
    assert (one.profile, one.costs.per_hour, one.pace, one.window) == ("car", 3600, 100, None)
    assert (task.setup, task.service, task.windows, found.wanted[0].priority) == (0, 0, (), 0)


def test_the_old_keys_are_understood():
    asked = {
        "vehicles": [vehicle(capacity=[5])],
        "jobs": [job(1, 1, amount=[2])],
        "matrix": WAYS,
    }
    found = read(asked)
    assert found.tasks[0].delivery == (2,)
    assert found.matrices["car"].durations.tolist() == WAYS


def test_keys_that_vroom_passes_over_are_named_once_each():
    found = read(
        question(job(1, 1, colour="red"), job(2, 2, colour="blue"), vehicles=[vehicle(plate="A")], note=1)
    )
    assert found.ignored == ("jobs.colour", "note", "vehicles.plate")


def test_the_pace_of_a_vehicle_is_rounded_to_hundredths_as_vroom_does():
    assert read(question(job(1, 1), vehicles=[vehicle(speed_factor=1.5)])).vehicles[0].pace == 67


def test_windows_are_put_in_order():
    asked = question(job(1, 1, time_windows=[[50, 60], [10, 20]]))
    assert read(asked).tasks[0].windows == ((10, 20), (50, 60))


STREET = {"vehicles": [{"id": 1, "start": somewhere(0, 0)}], "jobs": [{"id": 1, "location": somewhere(1, 0)}]}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"jobs": [job(1, 1)], "matrix": WAYS}, "vehicles is missing"),
        (question(job(1, 1), vehicles=[]), "vehicles is empty"),
        (question(), "neither jobs nor shipments"),
        (question(job(1, 1), job(1, 2)), "jobs[1]: 1 appears twice"),
        (question(job(1, 1), vehicles=[vehicle(), vehicle()]), "vehicles[1]: 1 appears twice"),
        (question(job(-1, 1)), "jobs[0].id: -1 is not between"),
        (question(job("1", 1)), "jobs[0].id: '1' is not a number"),
        (question(job(1, 9)), "index 9: a matrix of profile 'car' has 4 rows"),
        (question({"id": 1}), "jobs[0] has neither location nor location_index"),
        (question({"id": 1, "location": [1, 2]}), "jobs[0].location_index is missing"),
        (question(job(1, 1, priority=101)), "jobs[0].priority: 101 is not between 0 and 100"),
        (question(job(1, 1, service=-1)), "jobs[0].service: -1"),
        (question(job(1, 1, service=1.5)), "jobs[0].service: 1.5 is not a whole number"),
        (question(job(1, 1, skills=[1.5])), "jobs[0].skills[0]: 1.5"),
        (question(job(1, 1, delivery=[1])), "jobs[0].delivery has 1 entries, the first vehicle's capacity 0"),
        (
            question(job(1, 1), vehicles=[vehicle(capacity=[1]), vehicle(2)]),
            "vehicles[1].capacity has 0 entries, the first vehicle's capacity 1",
        ),
        (question(job(1, 1, time_windows=[])), "jobs[0].time_windows is empty"),
        (
            question(job(1, 1, time_windows=[[20, 10]])),
            "jobs[0].time_windows[0]: [20, 10] ends before it begins",
        ),
        (question(job(1, 1, time_windows=[[10, 20], [20, 30]])), "[10, 20] and [20, 30] overlap"),
        (question(job(1, 1), vehicles=[{"id": 1}]), "vehicles[0] has neither start nor end"),
        (
            question(job(1, 1), vehicles=[vehicle(speed_factor=6)]),
            "vehicles[0].speed_factor: 6 is not between",
        ),
        (
            question(job(1, 1), vehicles=[vehicle(speed_factor=0)]),
            "vehicles[0].speed_factor: 0 is not between",
        ),
        (
            question(job(1, 1), vehicles=[vehicle(time_window=[0, 9], breaks=[{"id": 4, "service": 10}])]),
            "vehicle 1: break 4 does not fit its time_window",
        ),
        (
            question(job(1, 1), vehicles=[vehicle(breaks=[{"id": 4}, {"id": 4}])]),
            "vehicles[0].breaks[1]: 4 appears twice",
        ),
        (
            question(job(1, 1), vehicles=[vehicle(steps=[{"type": "job", "id": 7}])]),
            "steps of vehicle 1: there is no job 7",
        ),
        (
            question(job(1, 1), vehicles=[vehicle(id, steps=[{"type": "job", "id": 1}]) for id in (1, 2)]),
            "steps of all vehicles[1]: 'job 1' appears twice",
        ),
        (
            question(job(1, 1), vehicles=[vehicle(steps=[{"type": "break", "id": 2}])]),
            "steps of vehicle 1: there is no break 2",
        ),
        (
            question(job(1, 1), vehicles=[vehicle(steps=[{"type": "nap"}])]),
            "vehicles[0].steps[0].type: 'nap' is none of start",
        ),
        (question(job(1, 1), ways=[[0, 1], [2]]), "matrices.car.durations[1] has 1 entries, wanted 2"),
        (
            question(job(1, 1), ways=[[0, 1.5], [2, 0]]),
            "matrices.car.durations[0][1]: 1.5 is not a whole number",
        ),
        (question(job(1, 1), ways=[]), "matrices.car.durations is empty"),
        (question(job(1, 1), matrices={"car": {"distances": WAYS}}), "matrices.car.durations is missing"),
        (
            question(
                job(1, 1),
                vehicles=[vehicle(costs={"per_hour": 100})],
                matrices={"car": {"durations": WAYS, "costs": WAYS}},
            ),
            "vehicles[0].costs.per_hour: matrices.car.costs says what ways cost",
        ),
        (question(job(1, 1), vehicles=[vehicle(profile="car2")]), "no matrices of profile 'car2'"),
        (
            question(job(1, 1), vehicles=[vehicle(profile="bike")]),
            "index 1 has no coordinates: profile 'bike'",
        ),
        (question(job(1, 1), options={"g": True}), "index 1 has no coordinates"),
        (question(job(1, 1), options={"g": 1}), "options.g: 1 is neither true nor false"),
        (question(shipments=[{"pickup": job(1, 1)}]), "shipments[0].delivery is missing"),
        (STREET | {"jobs": [job(1, 1)]}, "jobs[0].location is missing: there are no matrices"),
        (
            STREET | {"jobs": [{"id": 1, "location": [1]}]},
            "jobs[0].location has 1 entries, wanted [lon, lat]",
        ),
        (STREET | {"jobs": [{"id": 1, "location": [999, 1]}]}, "jobs[0].location[0]: 999 is not between"),
        (STREET | {"jobs": [{"id": 1, "location": [2.35, 48.7]}]}, "ways are straight lines"),
    ],
    ids=lambda one: one[:40] if isinstance(one, str) else "",
)
def test_what_cannot_be_is_refused_by_path_and_value(asked, told):
    with pytest.raises(BadFormat) as error:
        read(asked)
    assert told in str(error.value)
