"""A server of its own for a test: another process on a free port, ended by the signal a person would send."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import ROOT

COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]
ENDS_WITHIN_S = 20


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[str]]:
    """redvest with these words, killed at the end if it has not ended by itself."""
    with subprocess.Popen(
        [*COMMAND, *words], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server, and its process."""
    with running("serve", "--port", "0", "--json") as process:
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
