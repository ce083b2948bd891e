import json

import pytest

from api.documents import day_from_json, digest, plan_from_json
from api.routes.example import EXAMPLE
from api.usecases.planning import judge
from tests.doors.routes.conftest import LIMITS

PROBLEM_JSON = "application/problem+json"


def refused(answer, status, code):
    """The detail of a refusal, which must be of that kind."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM_JSON
    told = answer.json()
    assert (told["code"], told["status"], told["type"]) == (code, status, f"urn:redvest:problem:{code}")
    return told["detail"]


def test_a_day_comes_back_as_a_plan_that_passes_the_judge(client, question):
    answer = client.post("/v1/solve", json=question)

    assert answer.status_code == 200
    plan = plan_from_json(answer.content)
    day = day_from_json(json.dumps(question["problem"]))
    assert judge(day, plan).violations == ()
    assert plan.problem_digest == digest(day)
    assert [one.need_id for one in plan.unmet] == ["N3"]
    assert plan.unmet[0].reasons


def test_the_example_of_the_documentation_works_when_posted(client):
    document = client.get("/openapi.json").json()
    example = document["paths"]["/v1/solve"]["post"]["requestBody"]["content"]["application/json"]["example"]

    assert example == EXAMPLE
    example["budget"]["seconds"] = 0.05
    assert client.post("/v1/solve", json=example).status_code == 200


def test_the_same_seed_and_iterations_give_the_same_plan(client, question):
    first, second = (client.post("/v1/solve", json=question).json()["routes"] for _ in range(2))
    assert first == second


def test_a_search_may_start_from_a_plan(client, question):
    first = client.post("/v1/solve", json=question).json()
    question["budget"] = {"iterations": 0}
    again = client.post("/v1/solve", json=question | {"start": first}).json()
    assert (again["routes"], again["cost"]) == (first["routes"], first["cost"])


def test_a_question_of_several_days_with_all_that_it_may_hold_is_planned(client, question):
    problem = question["problem"]
    problem |= {"days": 2, "now_s": 30000, "prize_s": 7200, "terms": {"wait": 1}}
    problem["depots"] = [{"id": "D", "place": problem["needs"][0]["place"], "service_s": 60}]
    problem["volunteers"][0]["breaks"] = [{"opens_s": 36000, "closes_s": 39600, "lasts_s": 600}]
    problem["needs"][0] |= {"supplies": {"药盒": 1}, "late_s": 600, "usual_carers": ["V1"]}
    problem["told"] = [{"need_id": "N1", "volunteer_id": "V1", "start_s": 33000}]

    answer = client.post("/v1/solve", json=question)

    assert answer.status_code == 200
    plan = plan_from_json(answer.content)
    assert {stop.part for route in plan.routes for stop in route.stops} >= {"visit", "break", "reload"}
    assert judge(day_from_json(json.dumps(problem)), plan).violations == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda body: body.pop("problem"), "problem: is missing"),
        (lambda body: body.update(colour="red"), "colour: is not a known field"),
        (lambda body: body["problem"]["needs"][0].update(kind="dance"), "problem.needs[0].kind"),
        (lambda body: body["problem"]["needs"][0].update(priority="7"), "problem.needs[0].priority"),
        (lambda body: body.update(seed="1"), "seed"),
        (lambda body: body.update(start={"routes": []}), "start.problem_digest: is missing"),
        (lambda body: body["problem"].update(preference_s=-1), "problem.terms: terms: preference_s=-1"),
        (lambda body: body["problem"].update(first_day="9999-12-31"), "problem: 9999-12-31 is not a day of"),
        (lambda body: body["problem"]["needs"][0].update(seats=2**63), f"seats={2**63} is not between"),
        (
            lambda body: body["problem"]["needs"][1]["windows"][0].update(opens_s=205200, closes_s=208800),
            "problem: needs[1].windows[0].opens_s=205200 (need N2) is not within days=1, which end at 86400",
        ),
        (
            lambda body: body["problem"]["volunteers"][0].update(guardian_id="V9"),
            "problem: volunteers[0].guardian_id of volunteer V1: unknown id 'V9'",
        ),
        (
            lambda body: body["problem"].update(
                told=[{"need_id": "N1", "volunteer_id": "V9", "start_s": 33000}]
            ),
            "problem: told[0].volunteer_id of need N1: unknown id 'V9'",
        ),
        (lambda body: body.update(deep=json.loads("[" * 40 + "]" * 40)), "nested deeper than 32 levels"),
    ],
)
def test_a_body_that_cannot_be_read_is_told_by_path(client, question, change, told):
    change(question)
    assert told in refused(client.post("/v1/solve", json=question), 422, "bad_format")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda body: body["budget"].update(seconds=2.5), "budget.seconds: 2.5 is above 2"),
        (lambda body: body["budget"].update(seconds=0.0), "seconds=0.0"),
        (lambda body: body["budget"].update(iterations=-1), "iterations=-1"),
        (lambda body: body["budget"].update(iterations=2**63), f"iterations={2**63} is not between 0"),
        (lambda body: body["budget"].update(iterations=10**30), f"iterations={10**30} is not between 0"),
        (lambda body: body.update(seed=-1), "seed=-1"),
    ],
)
def test_a_search_that_cannot_be_is_told(client, question, change, told):
    question["budget"] = {"seconds": 1.0}
    change(question)
    assert told in refused(client.post("/v1/solve", json=question), 422, "invalid_input")


def test_too_many_needs_are_refused(client, question):
    need = question["problem"]["needs"][0]
    question["problem"]["needs"] = [need | {"id": f"N{number}"} for number in range(LIMITS.needs + 1)]
    assert "problem.needs: 5 are more than the 4" in refused(
        client.post("/v1/solve", json=question), 422, "invalid_input"
    )


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"problem": NaN}', "null"])
def test_what_is_no_json_object_is_refused(client, text):
    refused(client.post("/v1/solve", content=text), 422, "bad_format")


def test_a_body_that_is_too_long_is_refused(client):
    assert str(LIMITS.body_bytes) in refused(
        client.post("/v1/solve", content=b"x" * (LIMITS.body_bytes + 1)), 413, "too_large"
    )


def test_what_the_search_cannot_honour_is_named(client, question):
    question["problem"]["needs"][0]["crew"] *= 2
    question["problem"]["links"] = [{"kind": "same_volunteer", "first_id": "N1", "second_id": "N2"}]
    assert "the same volunteer and for several (N1 and N2)" in refused(
        client.post("/v1/solve", json=question), 422, "unsupported"
    )


def test_where_all_searches_are_taken_the_caller_is_told_when_to_come_again(client, question):
    with client.app.state.slots.one():
        answer = client.post("/v1/solve", json=question)

    refused(answer, 503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert client.post("/v1/solve", json=question).status_code == 200


def test_a_failed_request_gives_its_slot_back(client, question):
    client.post("/v1/solve", content="{")
    assert client.get("/healthz").json()["searches"] == 0


def test_when_the_service_ends_a_search_ends_with_the_best_plan_so_far(client, question):
    client.app.state.slots.closing = True
    question["budget"] = {"seconds": 2.0}

    answer = client.post("/v1/solve", json=question)

    assert answer.json()["status"] == "stopped"
    assert answer.json()["seconds"] < 1


def test_paths_and_methods_that_there_are_not_are_problems_too(client):
    refused(client.get("/v1/nothing"), 404, "not_found")
    refused(client.get("/v1/solve"), 405, "method_not_allowed")
