"""redvest work: a process of its own that ends in order when it is asked to."""

import signal
from tempfile import TemporaryDirectory

import pytest

from tests.service.server import ENDS_WITHIN_S, running


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
