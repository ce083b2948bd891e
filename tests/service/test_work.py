"""redvest work: a process of its own that ends in order when it is asked to."""

import signal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.service.server import ENDS_WITHIN_S, running, wait_until


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_ends_in_order_on_a_signal(number):
    with TemporaryDirectory() as folder, running("work", "--json", folder=folder) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "}\n":
                break
        process.send_signal(number)
        _, err = process.communicate(timeout=ENDS_WITHIN_S)
        assert process.returncode == 0
        assert err == ""


def hears(process, number):
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return int(caught.split()[1], 16) >> (number - 1) & 1


def test_a_worker_that_has_only_just_begun_ends_in_order_too():
    with TemporaryDirectory() as folder, running("work", "--json", folder=folder) as process:
        wait_until(lambda: hears(process, signal.SIGTERM))
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=ENDS_WITHIN_S)
        assert (process.returncode, err) == (0, "")
