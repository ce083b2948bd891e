"""plan.png: as large as promised, of any place on earth, the same every time."""

import ast
from io import BytesIO

import numpy as np
from PIL import Image

from api.printouts.itinerary import make_itinerary
from api.printouts.picture.draw import MARGIN_PX, TOP_PX, WIDTH_PX, plan_picture
from api.printouts.picture.palette import VISITS
from models.catalogue import NeedKind
from models.district.cells import hull
from models.district.gazetteer import hanyang
from models.geo import Place, Wgs84
from tests.builders import make_day, make_need, make_volunteer
from tests.conftest import ROOT
from tests.printouts.world import sample, sample_picture, sample_round
from tests.schedules import Schedules

RED, LAND, EDGE = (200, 16, 46), (0xF3, 0xF1, 0xEC), (0xC4, 0xC1, 0xB9)
RELOAD_INK = (0xB8, 0x86, 0x0B)
LABEL_INK = (0x8B, 0x8B, 0x92)


def pixels(png: bytes):
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


def how_many(picture, colour) -> int:
    """Pixels of exactly that colour."""
    return int((picture == np.array(colour, np.uint8)).all(axis=2).sum())


def test_it_is_two_thousand_pixels_wide_and_shows_unmet_needs_in_red_on_the_district():
    picture = pixels(sample_picture())
    assert picture.shape[1] == WIDTH_PX == 2000
    # Below the bar beside the title, and left of the legend, only the unmet need is red.
    on_map = picture[140:, 80:1500]
    assert 50 < how_many(on_map, RED) < 500
    assert how_many(on_map, LAND) > 100_000
    assert how_many(on_map, EDGE) > 500


def test_an_outline_is_drawn_as_given():
    square = [(114.0, 30.4), (114.4, 30.4), (114.4, 30.7), (114.0, 30.7)]
    given, plain = pixels(plan_picture(sample(), outline=square)[0]), pixels(sample_picture())
    corner = TOP_PX + 60, MARGIN_PX + 60
    assert tuple(given[corner]) == LAND
    assert tuple(plain[corner]) != LAND


def test_anywhere_else_on_earth_there_is_no_district_below():
    abroad = Place(at=Wgs84(-90.24, 38.63))
    day = make_day([make_volunteer(home=abroad)], [make_need(place=abroad)])
    plan = Schedules(day).plan({})
    assert plan is not None
    picture = pixels(plan_picture(make_itinerary(day, plan))[0])
    assert picture.shape[1] == WIDTH_PX
    assert how_many(picture, EDGE) == 0
    assert how_many(picture[140:, 80:1500], RED) > 50


def test_names_of_subdistricts_lie_over_the_stops():
    ring = hull(hanyang())
    (west, east), (south, north) = ((min(values), max(values)) for values in zip(*ring, strict=True))

    def label_pixels(steps: int) -> int:
        """With needs on a grid over the whole district."""
        places = [
            Place(at=Wgs84(west + (east - west) * x / steps, south + (north - south) * y / steps))
            for x in range(1, steps)
            for y in range(1, steps)
        ]
        day = make_day(None, [make_need(f"n{number}", place=place) for number, place in enumerate(places)])
        plan = Schedules(day).plan({})
        assert plan is not None
        picture = pixels(plan_picture(make_itinerary(day, plan))[0])
        return how_many(picture[140:, :1500], LABEL_INK)

    assert label_pixels(40) == label_pixels(2) > 0


def test_every_kind_of_need_has_one_sign():
    assert sorted(kind for _, kinds in VISITS for kind in kinds) == sorted(NeedKind)


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


def test_depots_have_a_sign_of_their_own_where_somebody_reloads():
    picture = pixels(plan_picture(sample_round())[0])
    assert how_many(picture[140:, 80:1500], RELOAD_INK) > 30
    assert how_many(pixels(sample_picture()), RELOAD_INK) == 0
