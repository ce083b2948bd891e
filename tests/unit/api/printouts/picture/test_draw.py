"""plan.png: as large as promised, of any place on earth, the same every time."""

import ast
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from api.printouts.itinerary import make_itinerary
from api.printouts.picture.draw import WIDTH_PX, plan_picture
from api.printouts.picture.frame import fit
from api.printouts.picture.palette import VISITS
from models.catalogue import NeedKind
from models.geo import Place, Wgs84
from tests.builders import make_day, make_need, make_volunteer
from tests.conftest import ROOT
from tests.schedules import Schedules
from tests.unit.api.printouts.world import sample

RED, LAND = (200, 16, 46), (0xF3, 0xF1, 0xEC)


def pixels(png: bytes):
    return np.asarray(Image.open(BytesIO(png)).convert("RGB")).astype(int)


def close_to(picture, colour) -> int:
    """How many pixels have nearly that colour."""
    return int((np.abs(picture - colour).max(axis=2) <= 2).sum())


@cache
def sample_picture() -> bytes:
    png, missing = plan_picture(sample())
    assert missing == {}
    return png


def test_it_is_two_thousand_pixels_wide_and_shows_unmet_needs_in_red_on_the_district():
    picture = pixels(sample_picture())
    assert picture.shape[1] == WIDTH_PX == 2000
    # Below the bar beside the title, and left of the legend, only the unmet need is red.
    on_map = picture[140:, 80:1500]
    assert 50 < close_to(on_map, RED) < 500
    assert close_to(on_map, LAND) > 100_000


def test_the_same_plan_gives_the_same_picture_and_an_outline_another():
    square = [(114.0, 30.4), (114.4, 30.4), (114.4, 30.7), (114.0, 30.7)]
    assert plan_picture(sample())[0] == sample_picture()
    assert plan_picture(sample(), outline=square)[0] != sample_picture()


@pytest.mark.parametrize("needs", [3, 0])
def test_anywhere_else_on_earth_there_is_no_district_below(needs):
    abroad = Place(at=Wgs84(-90.24, 38.63))
    day = make_day([make_volunteer(home=abroad)], [make_need(f"n{n}", place=abroad) for n in range(needs)])
    plan = Schedules(day).plan({})
    assert plan is not None
    picture = pixels(plan_picture(make_itinerary(day, plan))[0])
    assert picture.shape[1] == WIDTH_PX
    assert close_to(picture, LAND) == 0
    assert (close_to(picture[140:, 80:1500], RED) > 0) == (needs > 0)


def test_every_kind_of_need_has_one_sign():
    assert sorted(kind for _, kinds in VISITS for kind in kinds) == sorted(NeedKind)


def test_north_is_up_east_is_right_and_kilometres_are_square():
    corners = [Wgs84(114.0, 30.5), Wgs84(114.2, 30.6)]
    frame, height_px = fit(corners, left_px=50, top_px=100, width_px=1400, height_px=(500, 2000))
    (west, south), (east, north) = (frame.px(one.lon_deg, one.lat_deg) for one in corners)
    assert west == pytest.approx(50)
    assert east == pytest.approx(1450)
    assert north == pytest.approx(100)
    assert south == pytest.approx(100 + height_px)
    assert frame.m_per_px == pytest.approx(19_157 / 1400, rel=1e-3)


def test_the_map_keeps_within_its_height():
    tall = [Wgs84(114.0, 30.0), Wgs84(114.01, 31.0)]
    _, height_px = fit(tall, left_px=0, top_px=0, width_px=1000, height_px=(500, 900))
    assert height_px == 900


def test_the_picture_has_no_global_state():
    files = list((ROOT / "api").rglob("*.py"))
    names = {
        name
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert not any("pyplot" in name or "pylab" in name for name in names)
