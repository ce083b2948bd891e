import logging
from importlib import metadata

import pytest

from api.request_log import LOG


def test_healthz_says_the_version_and_how_busy_it_is(client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "version": metadata.version("redvest"),
        "searches": 0,
        "most_searches": 1,
    }


def test_every_reference_in_the_documentation_leads_somewhere(client):
    document = client.get("/openapi.json").json()
    components = document["components"]

    def references(value):
        if isinstance(value, dict):
            yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
            value = list(value.values())
        if isinstance(value, list):
            for one in value:
                yield from references(one)

    named = {tuple(reference.removeprefix("#/components/").split("/")) for reference in references(document)}
    assert {("schemas", name) for name in ("SolveRequest", "Plan", "Day", "Volunteer", "Need")} <= named
    assert named <= {(kind, name) for kind, found in components.items() for name in found}


def test_every_route_is_described(client):
    document = client.get("/openapi.json").json()
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert operations
    assert [one["operationId"] for one in operations if not one.get("summary")] == []


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO, LOG.name)
    return caplog


def test_every_request_is_one_line_with_its_id(client, log):
    answer = client.get("/healthz", headers={"X-Request-ID": "desk-7"})

    assert answer.headers["x-request-id"] == "desk-7"
    assert len(log.messages) == 1
    assert log.messages[0].startswith("desk-7 GET /healthz 200 ")


def test_an_id_that_could_forge_a_line_is_replaced(client, log):
    answer = client.get("/healthz", headers={"X-Request-ID": "7\tGET /admin 200"})
    assert "admin" not in answer.headers["x-request-id"] + log.messages[0]


def test_the_log_has_nothing_of_what_a_caller_sends(client, log, question):
    question["problem"]["volunteers"][0]["name"] = "张三"
    client.post("/v1/solve?phone=13900001234", json=question)
    client.post("/v1/solve", content='{"problem": "张三"}')
    client.get("/v1/people/张三")

    assert [message.split()[1:4] for message in log.messages] == [
        ["POST", "/v1/solve", "200"],
        ["POST", "/v1/solve", "422"],
        ["GET", "(no", "route)"],
    ]
    assert "张三" not in log.text
    assert "139" not in log.text


def test_what_nobody_foresaw_is_a_problem_and_a_line_without_its_message(client, log, question, monkeypatch):
    def burst(*args, **kwargs):
        raise ZeroDivisionError("张三")

    monkeypatch.setattr("api.routes.solve.plan_question", burst)

    answer = client.post("/v1/solve", json=question)

    assert answer.status_code == 500
    assert answer.json()["code"] == "internal_error"
    assert "ZeroDivisionError" in log.messages[0]
    assert "张三" not in log.text + answer.text
    assert answer.headers["x-request-id"] in log.messages[0]
    assert client.get("/healthz").json()["searches"] == 0
