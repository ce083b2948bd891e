"""The service in this process."""

import copy

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.limits import Limits
from api.routes.example import EXAMPLE

LIMITS = Limits(solves=1, body_bytes=100_000, volunteers=3, needs=4, seconds=2.0)


@pytest.fixture
def client(small_district):
    return TestClient(create_app(LIMITS, small_district.house), raise_server_exceptions=False)


@pytest.fixture
def question():
    """The example of the documentation, to be changed; quick to answer."""
    body = copy.deepcopy(EXAMPLE)
    body["budget"] = {"iterations": 20}
    return body
