import pytest

from models.day import Day
from models.demo.generator import make_day
from tests.builders import MONDAY


@pytest.fixture(scope="session")
def demo_day() -> Day:
    """Large enough for shares to show."""
    return make_day(volunteers=20_000, needs=2_000, seed=1, first_day=MONDAY)
