"""What those who run the service are told: is it there, is it ready, its numbers, its log."""

import io
import json
import logging
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert, make_url

from api.log import start_log
from api.settings import Settings, variable
from api.usecases.jobs.alive import tell_alive
from models.access import Bound, Role
from models.errors import InvalidInput
from models.store.migrating import migrate
from models.store.tables.work import job
from tests.conftest import ROOT
from tests.houses import District

PHONE = "13900001234"
NAME = "张三"


def from_loopback(district, **headers):
    return TestClient(district.app, client=("127.0.0.1", 5), headers=headers)


def test_the_process_lives_whatever_its_database_does(small_district):
    small_district.store.close()
    assert TestClient(small_district.app).get("/livez").json() == {"status": "ok"}


def test_a_service_with_all_that_it_needs_is_ready(district):
    district.clock.now = datetime.now(UTC)
    answer = TestClient(district.app).get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.json()["checks"] == dict.fromkeys(("database", "migrations", "disk", "clock"), "ok")


def test_it_is_not_ready_where_the_tables_are_of_another_version(district):
    district.clock.now = datetime.now(UTC)
    migrate(district.store, "0001")
    answer = TestClient(district.app).get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert answer.json()["checks"]["migrations"] == "not ok"


def test_it_is_not_ready_where_the_clock_went_back(district):
    district.administrator()
    district.clock.pass_(hours=-1)
    answer = TestClient(district.app).get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["clock"]) == (503, "not ok")


def numbers(client):
    """By name and labels."""
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_never_by_path(small_district):
    client = from_loopback(small_district)
    client.get("/healthz")
    client.get(f"/v1/people/{PHONE}")
    client.request("请求", "/healthz")
    told = numbers(client)
    assert told["redvest_requests_total", "/healthz", "200", "GET"] == 1
    assert told["redvest_requests_total", "(no route)", "404", "GET"] == 1
    assert told["redvest_request_seconds_count", "/healthz", "GET"] == 1
    assert PHONE not in client.get("/metrics").text
    assert "请求" not in client.get("/metrics").text


def queue_jobs(district, *states):
    row = {"kind": "plan", "asks": {}, "by_id": "u", "attempts": 0, "queued_at": district.clock.now}
    with district.store.writing() as tx:
        for number, state in enumerate(states):
            tx.execute(insert(job).values(id=f"j{number}{state}", state=state, **row))


def test_jobs_needs_and_alarms_are_counted_and_the_database_asked_every_15_s_at_most(district):
    client = from_loopback(district)
    assert ("redvest_jobs", "queued") not in numbers(client)
    queue_jobs(district, "queued", "queued", "done")
    tell_alive(district.store, "desk:1:x", district.clock.now)
    assert ("redvest_jobs", "queued") not in numbers(client)
    district.clock.pass_(seconds=20)
    told = numbers(client)
    assert (told["redvest_jobs", "queued"], told["redvest_jobs", "done"]) == (2, 1)
    assert told["redvest_jobs_waiting",] == 2
    assert told["redvest_workers",] == 1
    assert told["redvest_oldest_waiting_job_seconds",] == 20
    assert told["redvest_database_up",] == 1
    assert told["redvest_search_slots",] == 2


def test_numbers_are_told_without_a_database_and_nothing_is_ready():
    away = District("postgresql://nobody@127.0.0.1:1/nothing")
    told = numbers(from_loopback(away))
    assert told["redvest_database_up",] == 0
    assert told["redvest_search_slots",] == 2
    answer = TestClient(away.app).get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["database"]) == (503, "not ok")


def test_numbers_are_for_this_machine_and_for_who_runs_or_audits_the_district(small_district):
    district = small_district
    assert from_loopback(district).get("/metrics").status_code == 200
    assert from_loopback(district, **{"X-Forwarded-For": "127.0.0.1"}).get("/metrics").status_code == 401
    assert TestClient(district.app).get("/metrics").status_code == 401
    assert district.signed_in(Role.AUDITOR).get("/metrics").status_code == 200
    assert district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, "v1").get("/metrics").status_code == 403


@pytest.fixture
def log():
    """What a service with that log writes to stderr; the loggers are as before afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("redvest")
    before = root.handlers, root.level, ours.level
    written = io.StringIO()

    def start(*, plain):
        start_log(plain=plain)
        root.handlers[0].setStream(written)
        return written

    yield start
    root.handlers, root.level, _ = before
    ours.setLevel(before[2])


def ask_with_a_name_and_a_phone_everywhere(client):
    headers = {"X-Phone": PHONE, "User-Agent": PHONE, "Referer": PHONE}
    client.get(f"/v1/places/{PHONE}?name={NAME}&phone={PHONE}", headers=headers)
    client.get(f"/v1/people/{NAME}")
    client.post("/v1/places", json={"kind": "venue", "name": NAME, "note": PHONE}, headers=headers)
    client.post("/v1/tokens", json={"login": PHONE, "password": PHONE + PHONE})
    client.post("/vroom", content=PHONE)
    client.get("/v1/me", headers={"Authorization": f"Bearer {PHONE}"})


@pytest.mark.parametrize("plain", [False, True])
def test_the_log_holds_nothing_of_what_a_caller_sends(small_district, log, plain):
    written = log(plain=plain)
    client = small_district.administrator()
    ask_with_a_name_and_a_phone_everywhere(client)
    told = written.getvalue()
    assert len(told.splitlines()) == 6
    for secret in (PHONE, NAME, client.headers["authorization"].split()[1]):
        assert secret not in told


def test_a_line_of_the_log_is_one_json_object(small_district, log):
    written = log(plain=False)
    client = small_district.administrator()
    client.get("/v1/places/nobody", headers={"X-Request-ID": "desk-7"})
    line = json.loads(written.getvalue())
    assert datetime.fromisoformat(line.pop("time")) > datetime.now(UTC) - timedelta(minutes=1)
    assert isinstance(line.pop("ms"), int)
    assert line == {
        "level": "info",
        "log": "redvest.requests",
        "request_id": "desk-7",
        "method": "GET",
        "route": "/v1/places/{id}",
        "status": 404,
        "user_id": client.user_id,
    }


def test_what_nobody_foresaw_is_in_the_log_without_its_message(small_district, log, monkeypatch):
    def burst(*args, **kwargs):
        raise ZeroDivisionError(PHONE)

    written = log(plain=False)
    monkeypatch.setattr("api.routes.vroom.answer_vroom", burst)
    assert TestClient(small_district.app).post("/vroom", json={}).status_code == 500
    first, second = map(json.loads, written.getvalue().splitlines())
    assert (first["level"], first["error"], second["status"]) == ("error", "ZeroDivisionError", 500)
    assert "vroom.py" in first["at"]
    assert PHONE not in written.getvalue()


def test_other_loggers_write_the_same_lines(small_district, log):
    written = log(plain=False)
    try:
        raise ValueError(PHONE)
    except ValueError:
        logging.getLogger("of.a.library").exception("could not answer")
    line = json.loads(written.getvalue())
    assert (line["message"], line["error"]) == ("could not answer", "ValueError")
    assert PHONE not in written.getvalue()


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda one: one.name)
def test_every_setting_is_described_where_operators_look(setting):
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (row,) = (line for line in told.splitlines() if line.startswith(f"| `{variable(setting.name)}` |"))
    assert f"`{setting.default}`" in row or (not setting.default and "| none |" in row)
    assert setting.metadata["about"]


def test_every_metric_is_described_where_operators_look(small_district):
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    names = {name for name, *_ in numbers(from_loopback(small_district))}
    ours = {name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in names}
    assert {name for name in ours if f"`{name}`" not in told and not name.endswith("_created")} == set()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"log": "loud"}, "REDVEST_LOG=loud: it is json or plain"),
        ({"solve_without_sign_in": "maybe"}, "REDVEST_SOLVE_WITHOUT_SIGN_IN=maybe: it is yes or no"),
        ({"database_password_file": "/nowhere"}, "REDVEST_DATABASE_PASSWORD_FILE=/nowhere: cannot be read"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_by_name(changes, told):
    settings = Settings(**changes)
    with pytest.raises(InvalidInput, match=told):
        print(settings.plain_log, settings.open_solve, settings.database_url)


def test_the_password_of_the_database_comes_from_a_file(tmp_path):
    (tmp_path / "password").write_text("p@ss/word\n", encoding="utf-8")
    settings = Settings(
        database="postgresql://redvest@db/redvest", database_password_file=str(tmp_path / "password")
    )
    assert make_url(settings.database_url).password == "p@ss/word"
    assert "p@ss" not in settings.database
