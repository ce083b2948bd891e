"""GCJ-02 and BD-09, there and back."""

from random import Random

import pytest

from models.datum import (
    Bd09,
    Datum,
    Gcj02,
    bd09_from_gcj02,
    bd09_from_wgs84,
    gcj02_from_bd09,
    gcj02_from_wgs84,
    wgs84_from_bd09,
    wgs84_from_gcj02,
    wgs84_of,
)
from models.errors import InvalidInput
from models.geo import Wgs84, great_circle_m
from tests.builders import CENTRE

CENTIMETRE_M = 0.01


def places(count: int) -> list[Wgs84]:
    """All over the region where maps are shifted, but for its edge."""
    chance = Random(1)
    return [Wgs84(chance.uniform(73, 137), chance.uniform(2, 55)) for _ in range(count)]


def test_the_public_formula_gives_its_published_value():
    # Source: the tests of github.com/googollee/eviltransform, Shanghai.
    shown = gcj02_from_wgs84(Wgs84(121.5272106, 31.1774276))
    assert (shown.lon_deg, shown.lat_deg) == pytest.approx((121.531541859215, 31.17530398364597), abs=1e-12)


def test_a_label_point_of_the_district_comes_back_as_others_have_converted_it():
    # Jianqiao's label point on a Chinese map, and its conversion by another program, to 6 decimals.
    at = wgs84_from_gcj02(Gcj02(114.279166, 30.547129))
    assert (at.lon_deg, at.lat_deg) == pytest.approx((114.273753, 30.549597), abs=1.5e-6)


def test_chinese_maps_are_shifted_by_some_590_m_here_and_baidu_by_twice_that():
    gcj02, bd09 = gcj02_from_wgs84(CENTRE), bd09_from_wgs84(CENTRE)
    assert great_circle_m(CENTRE, Wgs84(gcj02.lon_deg, gcj02.lat_deg)) == pytest.approx(590, abs=10)
    assert great_circle_m(CENTRE, Wgs84(bd09.lon_deg, bd09.lat_deg)) == pytest.approx(1213, abs=10)


@pytest.mark.parametrize(
    ("there", "back"), [(gcj02_from_wgs84, wgs84_from_gcj02), (bd09_from_wgs84, wgs84_from_bd09)]
)
def test_there_and_back_is_exact_to_a_centimetre(there, back):
    assert max(great_circle_m(at, back(there(at))) for at in places(1000)) < CENTIMETRE_M


def test_what_a_map_shows_is_the_shift_of_the_place_found_for_it():
    for at in places(200):
        shown = Gcj02(at.lon_deg, at.lat_deg)
        again = gcj02_from_wgs84(wgs84_from_gcj02(shown))
        assert (again.lon_deg, again.lat_deg) == pytest.approx((shown.lon_deg, shown.lat_deg), abs=1e-10)
        baidu = bd09_from_gcj02(shown)
        same = gcj02_from_bd09(baidu)
        assert (same.lon_deg, same.lat_deg) == pytest.approx((shown.lon_deg, shown.lat_deg), abs=1e-10)


def test_outside_china_nothing_is_shifted():
    st_louis = Wgs84(-90.2, 38.63)
    assert gcj02_from_wgs84(st_louis) == Gcj02(-90.2, 38.63)
    assert wgs84_from_gcj02(Gcj02(-90.2, 38.63)) == st_louis


def test_the_declared_datum_decides():
    assert wgs84_of(Datum.WGS84, 114.2, 30.5) == Wgs84(114.2, 30.5)
    assert wgs84_of(Datum.GCJ02, 114.2, 30.5) == wgs84_from_gcj02(Gcj02(114.2, 30.5))
    assert wgs84_of(Datum.BD09, 114.2, 30.5) == wgs84_from_bd09(Bd09(114.2, 30.5))


@pytest.mark.parametrize("kind", [Gcj02, Bd09])
@pytest.mark.parametrize(("lon_deg", "lat_deg"), [(float("nan"), 30), (181, 30), (114, -91)])
def test_a_point_off_the_globe_is_refused(kind, lon_deg, lat_deg):
    with pytest.raises(InvalidInput, match="lon_deg="):
        kind(lon_deg, lat_deg)
