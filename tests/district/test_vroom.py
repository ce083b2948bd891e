"""POST /vroom as a client of vroom-express uses it: its statuses, its codes, the shape of its answers."""

import json

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.limits import Limits
from api.routes.vroom import EXAMPLE
from models.access import Bound, Role
from tests.unit.matcher.formats.vroom.asking import job, judged, question, vehicle
from tests.unit.matcher.formats.vroom.documented import (
    answer_with_a_matrix,
    with_a_matrix,
    with_a_routing_engine,
)


@pytest.fixture
def client(small_district):
    return TestClient(small_district.app)


def answered(client, asked, status=200):
    answer = client.post("/vroom", json=asked)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def without_computing_times(found):
    return {**found, "summary": {k: v for k, v in found["summary"].items() if k != "computing_times"}}


def test_vroom_s_documented_example_with_a_matrix_is_answered_as_documented(client):
    found = without_computing_times(answered(client, with_a_matrix()))
    for step in found["routes"][0]["steps"]:
        del step["location_index"]  # VROOM's documentation leaves it out, VROOM does not
    assert found == answer_with_a_matrix()


def test_vroom_s_documented_example_with_a_routing_engine_has_the_documented_structure(client):
    asked = with_a_routing_engine()
    for van in asked["vehicles"]:
        van["time_window"][1] += 40_000  # roads out of town are faster than the straight lines of a district
    found = answered(client, asked)
    assert (found["code"], found["summary"]["unassigned"], found["unassigned"]) == (0, 0, [])
    assert judged(asked, found).violations == ()
    for route in found["routes"]:
        types = [step["type"] for step in route["steps"]]
        assert (types[0], types[-1]) == ("start", "end")
        assert "break" in types
        assert {"vehicle", "cost", "setup", "service", "duration", "waiting_time", "priority"} <= set(route)
        for step in route["steps"]:
            assert {"type", "arrival", "duration", "setup", "service", "waiting_time", "violations"} <= set(
                step
            )


def test_what_is_left_out_says_why_in_a_field_of_its_own(client):
    found = answered(client, EXAMPLE)
    (left,) = found["unassigned"]
    assert (left["id"], left["type"]) == (3, "job")
    assert left["reasons"] == ["nobody_able: no volunteer has what it asks for"]


def test_the_same_question_has_the_same_answer(client):
    asked = question(*(job(id, 1 + id % 3, service=60 * id) for id in range(1, 9)))
    first, second = (without_computing_times(answered(client, asked)) for _ in range(2))
    assert first == second


def test_a_line_to_draw_is_asked_for_by_the_option_g(client):
    route = answered(client, with_a_routing_engine() | {"options": {"g": True, "t": 4, "x": 0}})["routes"][0]
    assert route["geometry"]
    assert route["distance"] > 0


def test_options_that_make_no_sense_are_passed_over_as_vroom_express_does(client):
    assert answered(client, EXAMPLE | {"options": {"x": "5", "t": None, "l": -1}})["code"] == 0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "add vehicles"),
        ({"vehicles": [vehicle()]}, "add vehicles"),
        ({"vehicles": [], "jobs": []}, "vehicles is empty"),
        (question(job(1, 9)), "index 9"),
        (question(job(1, 1), vehicles=[vehicle(costs={"fixed": 5})]), "cannot be honoured: costs.fixed"),
        (question(job(1, 1), options=3), "options"),
        ([1], "the document"),
    ],
)
def test_a_question_that_is_wrong_has_status_400_and_code_2(client, asked, told):
    found = answered(client, asked, 400)
    assert found["code"] == 2
    assert told in found["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff{}", b"null"])
def test_a_body_that_is_no_json_has_status_400_and_code_2(client, body):
    answer = client.post("/vroom", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, 2)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            question(*(job(id, 1) for id in range(1, 6))),
            "Too many locations (5) in query, maximum is set to 4",
        ),
        (
            question(job(1, 1), vehicles=[vehicle(id) for id in range(4)]),
            "Too many vehicles (4) in query, maximum is set to 3",
        ),
    ],
)
def test_too_much_has_status_413_and_code_4(small_district, asked, told):
    small = TestClient(create_app(Limits(solves=1, needs=4, volunteers=3), small_district.house))
    assert answered(small, asked, 413) == {"code": 4, "error": told}


def test_a_body_that_is_too_long_has_status_413_and_code_4(small_district):
    small = TestClient(create_app(Limits(solves=1, body_bytes=10), small_district.house))
    assert answered(small, EXAMPLE, 413)["code"] == 4


def test_where_all_searches_are_taken_the_caller_is_told_when_to_come_again(client):
    slots = client.app.state.slots
    with slots.one(), slots.one():
        answer = client.post("/vroom", json=EXAMPLE)
    assert (answer.status_code, answer.json()["code"]) == (503, 1)
    assert int(answer.headers["retry-after"]) > 0
    assert answered(client, EXAMPLE)["code"] == 0


def test_a_page_in_a_browser_may_ask(client):
    assert client.options("/vroom").headers["access-control-allow-origin"] == "*"
    assert client.post("/vroom", json=EXAMPLE).headers["access-control-allow-origin"] == "*"
    assert client.post("/vroom", json={}).headers["access-control-allow-origin"] == "*"


def test_the_health_is_told_by_the_status_alone(client):
    answer = client.get("/vroom/health")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("path", ["/vroom", "/v1/solve"])
def test_where_a_sign_in_is_asked_for_only_who_plans_may_search(small_district, path):
    app = create_app(Limits(solves=1, open_solve=False), small_district.house)
    assert TestClient(app).post(path, json={}).status_code == 401
    for role, bound, id, status in (
        (Role.VOLUNTEER, Bound.VOLUNTEER, "v1", {403}),
        (Role.DISPATCHER, Bound.DISTRICT, "", {400, 422}),
    ):
        token = small_district.signed_in(role, bound, id).headers["authorization"]
        answer = TestClient(app).post(path, json={}, headers={"authorization": token})
        assert answer.status_code in status


def test_nobody_needs_a_token_otherwise(client):
    assert "authorization" not in client.headers
    assert answered(client, EXAMPLE)["code"] == 0


def test_text_that_utf_8_cannot_hold_is_answered_as_it_came(client):
    asked = json.dumps({**with_a_matrix(), "jobs": [{"id": 1, "location_index": 0, "description": "\ud800"}]})
    answer = client.post("/vroom", content=asked, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    assert rb"\ud800" in answer.content
