"""redvest serve as it is run: a process on a loopback port, asked over HTTP."""

import copy
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from api.documents import day_from_json, plan_from_json
from api.routes.example import EXAMPLE
from api.usecases.planning import judge
from tests.service.server import SOON_S, end, running, server, wait_until


@pytest.fixture(scope="module")
def running_server():
    with server() as (url, process):
        yield url, process
        assert end(process)[0] == 0


@pytest.fixture
def client(running_server):
    with httpx.Client(base_url=running_server[0], timeout=SOON_S) as client:
        yield client


def long_question():
    return copy.deepcopy(EXAMPLE) | {"budget": {"seconds": 60}}


def searches(client):
    return client.get("/healthz").json()["searches"]


def test_a_question_over_the_wire_is_answered_with_a_plan_that_passes_the_judge(client):
    body = copy.deepcopy(EXAMPLE) | {"budget": {"iterations": 50}}

    answer = client.post("/v1/solve", json=body)

    assert answer.status_code == 200
    day = day_from_json(httpx.Request("POST", "/", json=body["problem"]).content)
    assert judge(day, plan_from_json(answer.content)).violations == ()


def test_the_documentation_is_there(client):
    assert client.get("/openapi.json").json()["paths"]["/v1/solve"]
    assert client.get("/docs").status_code == 200


def test_a_search_ends_when_its_caller_hangs_up(client):
    with pytest.raises(httpx.ReadTimeout):
        client.post("/v1/solve", json=long_question(), timeout=0.5)
    wait_until(lambda: searches(client) == 0)


def test_callers_beyond_the_cores_are_told_to_come_again_and_nobody_else_waits(client):
    slots = client.get("/healthz").json()["most_searches"]

    def hang_up_later():
        with pytest.raises(httpx.ReadTimeout):
            client.post("/v1/solve", json=long_question(), timeout=SOON_S / 5)

    with ThreadPoolExecutor(slots) as callers:
        waiting = [callers.submit(hang_up_later) for _ in range(slots)]
        wait_until(lambda: searches(client) == slots)
        refused = client.post("/v1/solve", json=EXAMPLE)
        for one in waiting:
            one.result()

    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0
    wait_until(lambda: searches(client) == 0)


def test_a_port_that_is_taken_is_told_in_one_line(running_server):
    port = running_server[0].rpartition(":")[2]
    with running("serve", "--port", port) as second:
        _, err = second.communicate(timeout=SOON_S)

    assert second.returncode == 2
    assert err.startswith(f"error: --host 127.0.0.1 --port {port}: ")
    assert "Traceback" not in err


def test_ctrl_c_ends_a_running_search_and_its_caller_gets_the_best_plan_so_far():
    with server() as (url, process), ThreadPoolExecutor(1) as caller, httpx.Client(base_url=url) as client:
        answer = caller.submit(httpx.post, f"{url}/v1/solve", json=long_question(), timeout=SOON_S)
        wait_until(lambda: searches(client) == 1)
        code, err = end(process)

    assert code == 0
    assert answer.result().json()["status"] == "stopped"
    told = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    solved = [one["status"] for one in told if one.get("route") == "/v1/solve"]
    assert solved == [200]
    assert "Traceback" not in err


def is_there(url):
    try:
        return httpx.get(f"{url}/livez").status_code == 200
    except httpx.ConnectError:
        return False


def test_a_worker_beside_the_server_ends_with_it(tmp_path):
    with running("serve", "--port", "0", "--with-worker", "--json", folder=str(tmp_path)) as process:
        url = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")["url"]
        wait_until(lambda: is_there(url))
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        wait_until(lambda: children.read_text(encoding="utf-8").strip())
        worker = Path("/proc") / children.read_text(encoding="utf-8").split()[0]
        assert "work" in worker.joinpath("cmdline").read_text(encoding="utf-8").split("\0")
        process.terminate()
        _, err = process.communicate(timeout=30)
    assert "Traceback" not in err
    assert not worker.exists()


def test_a_worker_whose_server_was_killed_ends_by_itself(tmp_path):
    with running("serve", "--port", "0", "--with-worker", "--json", folder=str(tmp_path)) as process:
        assert next(iter(process.stdout.readline, "}\n"))
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        wait_until(lambda: children.read_text(encoding="utf-8").strip())
        worker = Path("/proc") / children.read_text(encoding="utf-8").split()[0]
        process.kill()
        process.wait()
        wait_until(lambda: not worker.exists())
