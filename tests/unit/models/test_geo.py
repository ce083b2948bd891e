import pytest

from models.geo import great_circle_m, moved
from tests.builders import CENTRE


def test_a_point_moves_as_far_as_it_is_told_within_a_city():
    there = moved(CENTRE, east_m=3_000, north_m=-4_000)
    assert great_circle_m(CENTRE, there) == pytest.approx(5_000, abs=2)
    assert there.lon_deg > CENTRE.lon_deg
    assert there.lat_deg < CENTRE.lat_deg
