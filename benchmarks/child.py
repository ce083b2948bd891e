"""One run in a process of its own: what it used of the machine is asked of the system, not of the run.

The child is a module run with -m. It reads one JSON object, the request, from its standard input and writes
one, the answer, to its standard output. What the libraries in it print goes to standard error.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import RedvestError

ROOT = Path(__file__).resolve().parents[1]

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)


class RunFailed(RedvestError):
    """The child ended without an answer; the message is the last line it complained with."""

    code = "run_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRun:
    """The answer, and what the whole child used, its start and its imports included.

    `cpu_seconds` counts user and system time of all its threads.
    """

    answer: dict[str, Any]
    cpu_seconds: float
    seconds: float
    peak_bytes: int


def run_child(module: str, request: Mapping[str, object]) -> ChildRun:
    """Run `module` on the request and wait for it. Raises RunFailed."""
    with (
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as told,
    ):
        asked.write(json.dumps(request).encode())
        asked.seek(0)
        began_s = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=asked,
            stdout=said,
            stderr=told,
            cwd=ROOT,
            env=os.environ | ONE_THREAD,
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        seconds = time.monotonic() - began_s
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        told.seek(0)
        if process.returncode != 0:
            complaint = told.read().decode(errors="replace").strip().splitlines()
            raise RunFailed(complaint[-1] if complaint else f"ended with status {process.returncode}")
        answer = json.loads(said.read())
    return ChildRun(
        answer=answer,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        seconds=seconds,
        peak_bytes=usage.ru_maxrss * 1024,  # Linux counts in KiB
    )


def answer_request(work: Callable[[dict[str, Any]], Mapping[str, object]]) -> None:
    """The child's side: what its module does when it is run."""
    request = json.load(sys.stdin)
    # A library that prints, from Python or from C++, must not spoil the answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    json.dump(work(request), answers)
    answers.close()
