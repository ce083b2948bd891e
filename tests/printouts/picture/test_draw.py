"""plan.png: as large as promised, of any place on earth, the same every time."""

import ast
from io import BytesIO

import numpy as np
from PIL import Image

from api.printouts.itinerary import Itinerary, make_itinerary
from api.printouts.picture.draw import MARGIN_PX, PANEL_PX, TOP_PX, WIDTH_PX, plan_picture
from api.printouts.picture.palette import VISITS
from models.catalogue import NeedKind
from models.district.cells import cells, hull
from models.district.gazetteer import hanyang
from models.geo import Place, Wgs84
from tests.builders import make_day, make_need, make_place, make_volunteer
from tests.conftest import ROOT
from tests.printouts.world import itinerary_of_visits, sample, sample_picture, sample_round
from tests.schedules import Job, Schedules

RED, LAND, EDGE = (200, 16, 46), (0xF3, 0xF1, 0xEC), (0xC4, 0xC1, 0xB9)
PICKUP_INK, RELOAD_INK = (0x6A, 0x6A, 0x72), (0xB8, 0x86, 0x0B)
FIRST_ROUTE_INK = (0x5B, 0x8D, 0xB8)
LABEL_INK = (0x8B, 0x8B, 0x92)


def pixels(png: bytes):
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


def how_many(picture, colour) -> int:
    """Pixels of exactly that colour."""
    return int((picture == np.array(colour, np.uint8)).all(axis=2).sum())


def unmet_at(*places: Wgs84) -> Itinerary:
    """A day on which nobody comes to needs at these places."""
    needs = [make_need(f"n{number}", place=Place(at=at)) for number, at in enumerate(places)]
    day = make_day(None, needs)
    plan = Schedules(day).plan({})
    assert plan is not None
    return make_itinerary(day, plan)


WEST, EAST, SOUTH, NORTH = (
    end(corner[axis] for corner in hull(hanyang())) for axis, end in ((0, min), (0, max), (1, min), (1, max))
)
MIDDLE = (WEST + EAST) / 2, (SOUTH + NORTH) / 2
FAR_APART = tuple(
    Wgs84(*(0.98 * along + 0.02 * middle for along, middle in zip(corner, MIDDLE, strict=True)))
    for corner in (end(hull(hanyang())) for end in (min, max))
)
"""Places at both ends of the district, which need all of it on the map."""


def panel(picture):
    """What stands beside the map, below the figures."""
    return picture[560:, WIDTH_PX - PANEL_PX :]


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
    wide = unmet_at(*FAR_APART)
    given, plain = (pixels(plan_picture(wide, outline=ring)[0]) for ring in (square, None))
    corner = TOP_PX + 60, MARGIN_PX + 60
    assert tuple(given[corner]) == LAND
    assert tuple(plain[corner]) != LAND


def test_what_happens_in_one_neighbourhood_fills_the_map_and_beside_it_stands_where_it_is():
    near, wide = pixels(sample_picture()), pixels(plan_picture(unmet_at(*FAR_APART))[0])
    corner = TOP_PX + 10, MARGIN_PX + 10
    assert tuple(near[corner]) == LAND
    assert tuple(wide[corner]) != LAND
    assert how_many(panel(near), LAND) > 10_000
    assert how_many(panel(wide), LAND) == 0


def test_what_happens_outside_the_outline_given_has_a_map_of_its_own():
    far_away = [(115.0, 31.0), (115.1, 31.0), (115.0, 31.1)]
    picture = pixels(plan_picture(sample(), outline=far_away)[0])
    assert how_many(picture[140:, 80:1500], RED) > 50


def test_anywhere_else_on_earth_there_is_no_district_below():
    abroad = Place(at=Wgs84(-90.24, 38.63))
    day = make_day([make_volunteer(home=abroad)], [make_need(place=abroad)])
    plan = Schedules(day).plan({})
    assert plan is not None
    picture = pixels(plan_picture(make_itinerary(day, plan))[0])
    assert picture.shape[1] == WIDTH_PX
    assert how_many(picture, EDGE) == 0
    assert how_many(picture[140:, 80:1500], RED) > 50


def test_names_of_subdistricts_lie_over_a_crowd_of_stops():
    def label_pixels(itinerary: Itinerary) -> int:
        return how_many(pixels(plan_picture(itinerary)[0])[140:, :1500], LABEL_INK)

    steps = range(1, 40)
    crowd = [
        Wgs84(WEST + (EAST - WEST) * x / 40, SOUTH + (NORTH - SOUTH) * y / 40) for x in steps for y in steps
    ]
    assert label_pixels(unmet_at(*crowd)) == label_pixels(unmet_at(*FAR_APART)) > 0


def test_names_of_subdistricts_hide_no_stop_where_there_are_few():
    corners = np.array(next(iter(cells(hanyang(), hull(hanyang())).values())))
    first, second, third = corners[:1], corners[1:-1], corners[2:]
    (a, b), (c, d) = (second - first).T, (third - first).T
    sizes = a * d - b * c
    named = Wgs84(*((first + second + third) / 3 * sizes[:, None]).sum(axis=0) / sizes.sum())
    beside = Wgs84(named.lon_deg, named.lat_deg + 0.008)

    def red_pixels(at: Wgs84) -> int:
        return how_many(pixels(plan_picture(unmet_at(*FAR_APART, at))[0])[140:, :1500], RED)

    assert red_pixels(named) >= 0.95 * red_pixels(beside)


def test_an_arrow_beyond_the_middle_of_each_leg_says_which_way_one_goes():
    day = make_day(None, [make_need(place=make_place(2000, 0))])
    plan = Schedules(day).plan({("v1", 0): [Job("n1")]})
    assert plan is not None
    picture = pixels(plan_picture(make_itinerary(day, plan))[0])
    # Lines shine through, so that of the colour itself are the arrows alone.
    _, columns = np.nonzero((picture[140:, :1500] == np.array(FIRST_ROUTE_INK)).all(axis=2))
    tall = np.bincount(columns, minlength=1500)
    back, out = np.split(tall, [(columns.min() + columns.max()) // 2])
    back, out = (arrow[np.flatnonzero(arrow)] for arrow in (back, out))
    assert out[:5].mean() > 2 * out[-5:].mean()
    assert back[-5:].mean() > 2 * back[:5].mean()


def test_the_legend_tells_of_what_is_on_the_map_alone():
    assert how_many(panel(pixels(sample_picture())), PICKUP_INK) > 0
    plain = panel(pixels(plan_picture(itinerary_of_visits(one=1))[0]))
    assert how_many(plain, PICKUP_INK) == 0


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
