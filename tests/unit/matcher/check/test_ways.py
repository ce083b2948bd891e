"""The judge's ways against the definition that search and judge share."""

from itertools import product

import pytest

from matcher.check.ways import Ways
from models.catalogue import TravelMode
from models.travel import DEFAULT_PACES, Grid, Pace, way_m, way_s
from tests.builders import CENTRE, make_day, make_need, make_place

FAR = (0, 1, 3, 77, 400, 1234, 9999)


@pytest.mark.parametrize("mode", TravelMode)
def test_a_way_takes_what_the_definition_says(mode):
    home = make_place()
    ways = Ways(make_day(needs=[make_need(place=home)]))
    for east_m, north_m in product(FAR, FAR):
        there = make_place(east_m, -north_m)
        apart = Grid(CENTRE).xy(there.at)
        assert ways.seconds(mode, home, there) == way_s(DEFAULT_PACES[mode], *apart)
        assert ways.metres(mode, home, there) == way_m(DEFAULT_PACES[mode], *apart)


@pytest.mark.parametrize(
    ("east_m", "seconds", "metres"),
    [(0, 0, 0), (1, 1 + 7, 2), (1000, 975 + 7, 1300), (1001, 976 + 7, 1302), (2000, 1950 + 7, 2600)],
)
def test_a_way_is_rounded_up_once(east_m, seconds, metres):
    home = make_place()
    paces = {TravelMode.WALK: Pace(975, 1300, 7)}
    ways = Ways(make_day(needs=[make_need(place=home)], paces=paces))
    there = make_place(east_m)
    assert ways.seconds(TravelMode.WALK, home, there) == seconds
    assert ways.metres(TravelMode.WALK, home, there) == metres
