"""The child that asks a served district for pages, and for the plan of a day.

Request: url, keys, requests, seed. Answer: by list the milliseconds that half and 99 of a hundred pages took
at most, the seconds until the plan's job was begun, the peak bytes of server and worker.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import numpy as np

from benchmarks.child import ROOT, answer_request
from benchmarks.service.filling import FIRST_DAY, LOGIN, PASSWORD

COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]
PAGE = 50
PATIENCE_S = 120


def measure(request: dict[str, Any]) -> Mapping[str, object]:
    environment = os.environ | {"REDVEST_DATABASE": request["url"], "REDVEST_KEYS": request["keys"]}
    with _running("serve", "--port", "0", "--json", environment=environment) as server:
        assert server.stdout is not None
        url = json.loads("".join(iter(server.stdout.readline, "}\n")) + "}")["url"]
        with httpx.Client(base_url=f"{url}/v1", timeout=PATIENCE_S) as client:
            signed_in = client.post("/tokens", json={"login": LOGIN, "password": PASSWORD}).json()
            client.headers["authorization"] = f"Bearer {signed_in['token']}"
            pages = _pages(client, request["requests"], np.random.default_rng(request["seed"]))
            with _running("work", environment=environment) as worker:
                begun_s = _until_begun(client)
                peak_bytes = {"server": _peak_bytes(server.pid), "worker": _peak_bytes(worker.pid)}
    return {"pages": pages, "plan_begun_seconds": begun_s, "peak_bytes": peak_bytes}


def _pages(client: httpx.Client, count: int, rng: np.random.Generator) -> Mapping[str, object]:
    """The lists as a dispatcher asks for them, from the first page and from somewhere in the middle."""
    communities = [one["id"] for one in _all(client, "/places?kind=community")]

    def ask(path: str) -> dict[str, Any]:
        answer = client.get(path)
        answer.raise_for_status()
        page: dict[str, Any] = answer.json()
        return page

    lists = {
        "volunteers of a community": "/volunteers?community_id={community}",
        "needs of a community": "/needs?community_id={community}",
        "needs done in a community": "/needs?community_id={community}&state=rated",
        "recipients of a community": "/recipients?community_id={community}",
        "all volunteers": "/volunteers?limit=50",
        "all needs": "/needs?limit=50",
    }
    took = {}
    for name, path in lists.items():
        times_ms, after = [], ""
        for _ in range(count):
            one = path.format(community=communities[int(rng.integers(len(communities)))])
            one += f"&limit={PAGE}" if "limit" not in one else ""
            began_s = monotonic()
            page = ask(one + (after if "community_id" not in one else ""))
            times_ms.append(1000 * (monotonic() - began_s))
            after = f"&after={page['next']}" if page["next"] else ""
        took[name] = {
            "p50_ms": float(np.quantile(times_ms, 0.5)),
            "p99_ms": float(np.quantile(times_ms, 0.99)),
        }
    return took


def _until_begun(client: httpx.Client) -> float:
    """Seconds from the question for a plan of the whole district until a worker is at it."""
    began_s = monotonic()
    asked = client.post("/plans", json={"first_day": FIRST_DAY.isoformat(), "days": 1, "seconds": 5})
    asked.raise_for_status()
    while monotonic() < began_s + PATIENCE_S:
        job = client.get(f"/jobs/{asked.json()['id']}").json()
        if job["state"] != "queued":
            return monotonic() - began_s
        sleep(0.05)
    raise TimeoutError(f"no worker has begun the plan within {PATIENCE_S} s")


def _all(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    after: str | None = ""
    while after is not None:
        page = client.get(f"{path}&limit=200{after}").json()
        yield from page["items"]
        after = f"&after={page['next']}" if page["next"] else None


@contextmanager
def _running(*words: str, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*COMMAND, *words],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def _peak_bytes(pid: int) -> int:
    """Of the process alone. Source: proc(5), VmHWM."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    answer_request(measure)
