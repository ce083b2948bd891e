"""Where places come to lie on the picture."""

import pytest

from api.printouts.picture.frame import LEAST_M, fit
from models.geo import Wgs84

CORNERS = [Wgs84(114.0, 30.5), Wgs84(114.2, 30.6)]
MARGIN = 1.1
BOX = {"left_px": 50, "top_px": 100, "width_px": 1400, "least_height_px": 500, "most_height_px": 2000}
ACROSS_M = 19_157  # 0.2 degrees at 30.55 north


def fitted(points, **changes):
    return fit(points, **({"margin": MARGIN} | BOX | changes))


def test_north_is_up_and_east_is_right_with_a_margin_around():
    frame = fitted(CORNERS)
    (west, south), (east, north) = (frame.px(one.lon_deg, one.lat_deg) for one in CORNERS)
    assert east - west == pytest.approx(1400 / MARGIN)
    assert south - north == pytest.approx(frame.height_px / MARGIN)
    assert (west + east) / 2 == pytest.approx(750)
    assert (north + south) / 2 == pytest.approx(100 + frame.height_px / 2)


def test_metres_are_as_long_in_both_directions():
    frame = fitted(CORNERS)
    assert frame.m_per_px == pytest.approx(MARGIN * ACROSS_M / 1400, rel=1e-3)
    assert frame.height_px == pytest.approx(1400 * 11_119 / ACROSS_M, rel=1e-3)


def test_a_tall_map_keeps_within_its_height():
    frame = fitted([Wgs84(114.0, 30.0), Wgs84(114.01, 31.0)], most_height_px=900)
    assert frame.height_px == 900
    assert frame.holds(frame.px(114.0, 31.0))


def test_a_single_spot_and_no_spot_at_all_have_a_map():
    for points in ([], [Wgs84(-90.2, 38.6)]):
        assert fitted(points).m_per_px == pytest.approx(MARGIN * LEAST_M / 1400)


def test_a_point_beyond_the_box_is_not_held():
    frame = fitted(CORNERS)
    assert frame.holds((50, 100))
    assert not frame.holds((49, 100))
    assert not frame.holds((50, 101 + frame.height_px))


def test_a_point_of_the_sheet_is_the_place_that_lies_there():
    frame = fitted(CORNERS)
    assert frame.degrees(frame.px(114.03, 30.58)) == pytest.approx((114.03, 30.58))


def rounded(points):
    return {(round(x), round(y)) for x, y in points}


def test_of_a_ring_the_part_in_the_box_is_seen():
    frame = fitted(CORNERS)
    bottom = 100 + frame.height_px
    around = [frame.degrees(corner) for corner in ((-900, -900), (3000, -900), (3000, 3000), (-900, 3000))]
    assert rounded(frame.seen(around)) == rounded((x, y) for x in (50, 1450) for y in (100, bottom))
    triangle = [(114.1, 30.55), (114.12, 30.55), (114.1, 30.56)]
    assert rounded(frame.seen(triangle)) == rounded(frame.px(*corner) for corner in triangle)
    assert frame.seen([(114.9, 30.9), (114.95, 30.9), (114.9, 30.95)]) == []
