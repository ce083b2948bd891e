"""plan.geojson: readable by any map, and silent about people."""

import json

from api.printouts.geojson import plan_geojson
from tests.printouts.world import LI, PHONE, ROOM, WANG, sample, sample_round


def features(what):
    document = json.loads(plan_geojson(sample()))
    return [one for one in document["features"] if one["properties"]["what"] == what]


def test_it_is_a_feature_collection_that_names_its_problem():
    document = json.loads(plan_geojson(sample()))
    assert document["type"] == "FeatureCollection"
    assert document["problem_digest"] == sample().plan.problem_digest
    assert {one["type"] for one in document["features"]} == {"Feature"}


def test_a_route_is_a_line_from_home_through_its_stops_and_home():
    wang = next(one for one in features("route") if one["properties"]["volunteer"] == WANG)
    line = wang["geometry"]["coordinates"]
    assert wang["geometry"]["type"] == "LineString"
    assert len(line) == 6
    assert line[0] == line[-1] == [114.2186, 30.5494]


def test_stops_have_times_with_the_days_offset():
    stops = features("stop")
    assert len(stops) == 6
    chat = next(one["properties"] for one in stops if one["properties"]["need"] == "chat")
    assert chat["start"] == "2026-11-23T09:00:00+08:00"
    assert chat["end"] == "2026-11-23T09:30:00+08:00"


def test_unmet_needs_have_their_reasons():
    (lawyer,) = features("unmet")
    assert lawyer["properties"]["need"] == "lawyer"
    assert lawyer["properties"]["reasons"][0] == {
        "code": "no_speciality",
        "zh": "没有所需特长",
        "volunteers": 2,
    }


def test_it_holds_no_names_telephones_or_rooms():
    text = plan_geojson(sample())
    for personal in ("王芳", "李志强", "张秀英", "欧阳", PHONE, ROOM, "501", "13987654321"):
        assert personal not in text
    assert LI in text


def test_places_are_rounded_to_the_building():
    numbers = [number for one in features("stop") for number in one["geometry"]["coordinates"]]
    assert all(number == round(number, 5) for number in numbers)


def test_a_break_and_a_reload_are_stops_without_a_need():
    document = json.loads(plan_geojson(sample_round()))
    stops = [one for one in document["features"] if one["properties"]["what"] == "stop"]
    pills, rest, reload, *_ = stops
    assert rest["geometry"] == pills["geometry"]
    assert (rest["properties"]["part"], "need" in rest["properties"]) == ("break", False)
    assert (reload["properties"]["part"], reload["properties"]["depot"]) == ("reload", "depot")
    (tomorrow,) = [one for one in stops if one["properties"].get("need") == "tomorrow"]
    assert tomorrow["properties"]["start"] == "2026-11-24T09:00:00+08:00"
