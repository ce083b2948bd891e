import json

import pytest

from models.district.cells import cells, hull, outline_from_geojson
from models.district.gazetteer import Gazetteer, Subdistrict, hanyang
from models.errors import BadFormat
from models.geo import Wgs84
from tests.unit.models.district.rings import area_km2, inside

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]


def polygon(*corners):
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def test_the_hull_holds_every_building_and_is_about_as_large_as_the_district():
    outline = hull(hanyang())
    buildings = [at for estate in hanyang().estates for at in list(estate.buildings.values())[::4]]
    assert [at for at in buildings if not inside(outline, at)] == []
    assert area_km2(outline) == pytest.approx(111.54, rel=0.05)


def test_cells_share_out_the_outline_and_each_holds_its_own_label_point_alone():
    outline = hull(hanyang())
    by_code = cells(hanyang(), outline)
    assert sum(area_km2(ring) for ring in by_code.values()) == pytest.approx(area_km2(outline))
    for one in hanyang().subdistricts:
        assert [code for code, ring in by_code.items() if inside(ring, one.at)] == [one.code]


def test_two_points_share_a_square_by_the_line_half_way():
    town = Gazetteer(
        (Subdistrict("west", "", Wgs84(0.5, 1.0)), Subdistrict("east", "", Wgs84(1.0, 1.0))), (), ()
    )
    by_code = cells(town, SQUARE)
    assert by_code["west"] == [pytest.approx(c) for c in [(0, 0), (0.75, 0), (0.75, 2), (0, 2)]]
    assert by_code["east"] == [pytest.approx(c) for c in [(0.75, 0), (2, 0), (2, 2), (0.75, 2)]]


def test_a_cell_that_lies_outside_is_empty():
    town = Gazetteer(
        (Subdistrict("in", "", Wgs84(1.0, 1.0)), Subdistrict("out", "", Wgs84(9.0, 1.0))), (), ()
    )
    assert cells(town, SQUARE) == {"in": SQUARE, "out": []}


@pytest.mark.parametrize(
    "document",
    [
        polygon(*SQUARE),
        {"type": "Feature", "geometry": polygon(*SQUARE)},
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": None},
                {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}},
                {"type": "Feature", "geometry": polygon((5, 5), (6, 5), (6, 6))},
                {"type": "Feature", "geometry": polygon(*SQUARE)},
            ],
        },
        {"type": "MultiPolygon", "coordinates": [polygon(*SQUARE)["coordinates"]]},
        {"type": "GeometryCollection", "geometries": [polygon(*SQUARE)]},
    ],
    ids=lambda document: document["type"],
)
def test_an_outline_is_the_longest_ring_whatever_it_is_wrapped_in(document):
    assert outline_from_geojson(json.dumps(document)) == SQUARE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"type": "FeatureCollection"}',
        '{"type": "Feature", "geometry": null}',
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "Polygon", "coordinates": [[]]}',
        json.dumps(polygon((0, 0), (1, 1))),
        json.dumps(polygon((0, 0), (1, 1), (200, 1))),
        json.dumps(polygon((0, 0), (1, 1), (float("nan"), 1))),
        '{"type": "GeometryCollection", "geometries": ' * 5000,
        '{"type": "GeometryCollection", "geometries": [' * 500 + "]}" * 500,
    ],
)
def test_what_holds_no_outline_is_refused(text):
    with pytest.raises(BadFormat):
        outline_from_geojson(text)


def test_every_community_lies_within_the_real_outline(shared_instances):
    path = shared_instances.parent / "geo" / "hanyang_district_wgs84.geojson"
    if not path.is_file():
        pytest.skip("no shared geography beside the shared instances")
    outline = outline_from_geojson(path.read_text(encoding="utf-8"))
    assert [one.name for one in hanyang().communities if not inside(outline, one.at)] == []
