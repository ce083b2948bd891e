"""docker-compose.yml: its services' very commands run here, against a PostgreSQL of this run's own."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from subprocess import DEVNULL, PIPE

import httpx
import pytest
import yaml

from api.settings import Settings, variable
from tests.conftest import ROOT
from tests.databases import empty_postgres
from tests.service.server import COMMAND, ENDS_WITHIN_S

SERVED_WITHIN_S = 60
OURS = "migrate", "api", "worker"


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture
def translated(postgres, tmp_path):
    """What stands for the containers' names and paths on this machine."""
    (tmp_path / "password").write_text("trusted anyway\n", encoding="utf-8")
    return {
        "postgresql://redvest@postgres/redvest": empty_postgres(postgres),
        "/run/secrets/database_password": str(tmp_path / "password"),
        "/var/lib/redvest/keys": str(tmp_path),
        "8000": str(_free_port()),
    }


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _here(words, translated):
    """The words with this machine's paths; `redvest` and `python` are those of this environment."""
    for there, here in translated.items():
        words = [word.replace(there, here) for word in words]
    programs = {"redvest": COMMAND, "python": [sys.executable]}
    return [*programs.get(words[0], words[:1]), *words[1:]]


def _environment(service, translated):
    told = service["environment"]
    names, values = list(told), _here(["env", *map(str, told.values())], translated)[1:]
    return {**os.environ, **dict(zip(names, values, strict=True))}


def _health(service, translated):
    kind, *words = service["healthcheck"]["test"]
    assert kind == "CMD"
    done = subprocess.run(
        _here(words, translated),
        env=_environment(service, translated),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return done.returncode


def test_the_services_commands_serve_a_district(compose, translated):
    services = compose["services"]

    def start(name):
        service = services[name]
        words, environment = _here(service["command"], translated), _environment(service, translated)
        return subprocess.Popen(words, env=environment, cwd=ROOT, stdout=DEVNULL, stderr=PIPE, text=True)

    with start("migrate") as migrate:
        assert migrate.wait(SERVED_WITHIN_S) == 0, migrate.stderr.read()
    with ExitStack() as running:
        started = {name: running.enter_context(start(name)) for name in ("api", "worker")}
        running.callback(lambda: [one.kill() for one in started.values() if one.poll() is None])
        deadline = time.monotonic() + SERVED_WITHIN_S
        while _health(services["api"], translated):
            assert time.monotonic() < deadline
            assert started["api"].poll() is None, started["api"].stderr.read()
        url = f"http://127.0.0.1:{translated['8000']}"
        assert httpx.get(f"{url}/readyz").json()["status"] == "ok"
        assert httpx.get(f"{url}/v1/places").status_code == 401
        while _health(services["worker"], translated):
            assert time.monotonic() < deadline
        for one in started.values():
            one.terminate()
            _, err = one.communicate(timeout=ENDS_WITHIN_S)
            assert "Traceback" not in err
            assert one.returncode in (0, -15), err


def test_every_service_that_stays_has_a_health_check_and_starts_again(compose):
    for name, service in compose["services"].items():
        if name != "migrate":
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_nobody_is_root_and_ours_can_do_nothing_but_serve(compose):
    for name, service in compose["services"].items():
        assert service["user"] not in ("root", "0"), name
    for name in OURS:
        service = compose["services"][name]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"]
    assert "USER redvest" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_no_secret_stands_in_the_file(compose):
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            assert "PASSWORD" not in name or name.endswith("_FILE"), name
            assert "@" not in value or ":" not in value.partition("//")[2].partition("@")[0], name


def test_what_is_kept_is_in_volumes_that_are_declared(compose):
    for service in compose["services"].values():
        for volume in service["volumes"]:
            assert volume.partition(":")[0] in compose["volumes"]
        for secret in service["secrets"]:
            assert secret in compose["secrets"]


def test_every_setting_of_the_file_is_one_of_ours(compose):
    known = {variable(one.name) for one in fields(Settings)}
    for name in OURS:
        assert set(compose["services"][name]["environment"]) <= known


def test_what_the_image_copies_is_there_and_what_is_private_stays_out():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split() if line[0] == "!"
    }
    for line in dockerfile.splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists()
                assert any(source == one or source.startswith(f"{one}/") for one in allowed), source
    assert "--require-hashes" in dockerfile
    assert "://" not in dockerfile
    assert not any(Path(one).suffix in {".db", ".keys"} for one in allowed)
