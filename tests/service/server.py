"""A server of its own for a test: another process on a free port, ended by the signal a person would send."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from subprocess import PIPE
from tempfile import TemporaryDirectory

from tests.conftest import ROOT

COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]
ENDS_WITHIN_S = 20
SOON_S = 10


@contextmanager
def running(*words: str, folder: str | None = None) -> Iterator[subprocess.Popen[str]]:
    """redvest with these words, killed at the end if it has not ended by itself.

    `folder`: that of its database, which is made first.
    """
    environment = dict(os.environ)
    if folder is not None:
        environment |= {
            "REDVEST_DATABASE": f"sqlite:///{folder}/redvest.db",
            "REDVEST_KEYS": f"{folder}/keys",
        }
        subprocess.run([*COMMAND, "migrate", "--json"], cwd=ROOT, env=environment, check=True, stdout=PIPE)
    with subprocess.Popen(
        [*COMMAND, *words], cwd=ROOT, env=environment, text=True, stdout=PIPE, stderr=PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server with a new database, and its process."""
    with TemporaryDirectory() as folder, running("serve", "--port", "0", "--json", folder=folder) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line == "}\n":
                break
        yield json.loads("".join(lines))["url"], process


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code after a Ctrl-C, and what went to stderr."""
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=ENDS_WITHIN_S)
    return process.returncode, err


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + SOON_S
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
