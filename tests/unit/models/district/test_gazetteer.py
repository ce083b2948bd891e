import csv
from dataclasses import replace

import pytest

from models.district.gazetteer import (
    Community,
    Estate,
    Facility,
    FacilityKind,
    Gazetteer,
    Subdistrict,
    hanyang,
)
from models.errors import InvalidInput
from models.geo import Wgs84, great_circle_m

AT = Wgs84(114.2, 30.55)
TOWN = Gazetteer(
    subdistricts=(Subdistrict("1", "东街道", AT),),
    communities=(Community("芳草社区", "1", AT), Community("月湖社区", "1", AT)),
    estates=(Estate("芳草苑", "芳草社区", AT, {3: AT}), Estate("芳草苑", "月湖社区", AT, {})),
    facilities=(
        Facility("S1", FacilityKind.STATION, "近站", "芳草社区", Wgs84(114.201, 30.55)),
        Facility("S2", FacilityKind.STATION, "远站", "芳草社区", Wgs84(114.209, 30.55)),
        Facility("P1", FacilityKind.PHARMACY, "药房", "芳草社区", Wgs84(114.205, 30.55)),
    ),
)


def test_the_district_has_eleven_subdistricts_and_118_communities_three_of_them_assumed():
    assert len(hanyang().subdistricts) == 11
    assert len(hanyang().communities) == 118
    assert {one.name for one in hanyang().communities if one.assumed} == {
        "晴川东社区",
        "洲头南社区",
        "芳草社区",
    }


def test_the_facts_equal_the_shared_geography(shared_instances):
    geo = shared_instances.parent / "geo"
    if not geo.is_dir():
        pytest.skip("no shared geography beside the shared instances")
    with (geo / "subdistricts.csv").open(encoding="utf-8") as file:
        subdistricts = [
            Subdistrict(row["code"], row["name_zh"], Wgs84(float(row["lon_wgs84"]), float(row["lat_wgs84"])))
            for row in csv.DictReader(file)
        ]
    with (geo / "communities.csv").open(encoding="utf-8") as file:
        communities = {(row["community_zh"], row["subdistrict_code"]) for row in csv.DictReader(file)}
    assert list(hanyang().subdistricts) == subdistricts
    known = {(one.name, one.subdistrict_code) for one in hanyang().communities if not one.assumed}
    assert known == communities


def test_there_are_143_rider_stations_and_at_least_one_in_every_community():
    stations = hanyang().facilities_of[FacilityKind.STATION]
    assert len(stations) == 143
    assert {one.community for one in stations} == set(hanyang().community)


def test_whatever_lies_below_a_subdistrict_is_nearest_to_its_label_point():
    gazetteer = hanyang()

    def nearest_code(at):
        return min(gazetteer.subdistricts, key=lambda one: great_circle_m(one.at, at)).code

    for code, communities in gazetteer.communities_in.items():
        for community in communities:
            estates = gazetteer.estates_in[community.name]
            points = [community.at, *(at for one in estates for at in list(one.buildings.values())[::5])]
            assert {nearest_code(at) for at in points} == {code}, community.name


def test_every_community_has_estates_with_numbered_buildings():
    for estates in hanyang().estates_in.values():
        assert 5 <= len(estates) <= 8
        assert all(list(one.buildings) == list(range(1, len(one.buildings) + 1)) for one in estates)
        assert all(6 <= len(one.buildings) <= 24 for one in estates)


def test_some_estates_share_a_name_and_most_do_not():
    named = hanyang().estates_named
    shared = [name for name, estates in named.items() if len(estates) > 1]
    assert [one.community for one in named["芳草苑"]] == ["钟家村社区", "青石社区", "芳草社区"]
    assert 0.02 < len(shared) / len(named) < 0.1


def test_no_estate_could_be_taken_for_a_community_but_its_namesake():
    stems = [one.name.removesuffix("社区") for one in hanyang().communities]
    names = hanyang().estates_named
    alike = [(name, stem) for name in names for stem in stems if name in stem or stem in name]
    assert alike == [("芳草苑", "芳草")]


def test_look_ups_know_every_parent_and_every_namesake():
    assert TOWN.estates_in["芳草社区"] == TOWN.estates[:1]
    assert TOWN.estates_named["芳草苑"] == TOWN.estates
    assert TOWN.communities_in["1"] == TOWN.communities
    assert TOWN.facilities_of[FacilityKind.CLINIC] == ()


def test_the_nearest_facility_is_sought_among_the_kinds_given():
    east = Wgs84(114.2045, 30.55)
    assert TOWN.nearest(AT, FacilityKind.STATION).id == "S1"
    assert TOWN.nearest(east, FacilityKind.STATION, FacilityKind.PHARMACY).id == "P1"
    with pytest.raises(InvalidInput, match="no clinic or hospital"):
        TOWN.nearest(AT, FacilityKind.CLINIC, FacilityKind.HOSPITAL)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"subdistricts": TOWN.subdistricts * 2}, "subdistrict '1' stands twice"),
        ({"communities": TOWN.communities * 2}, "community '芳草社区' stands twice"),
        ({"estates": TOWN.estates * 2}, "estate '芳草社区 芳草苑' stands twice"),
        ({"facilities": TOWN.facilities * 2}, "facility 'S1' stands twice"),
        ({"subdistricts": ()}, "芳草社区: unknown subdistrict '1'"),
        ({"estates": (Estate("江苑", "江社区", AT, {}),)}, "江苑: unknown community '江社区'"),
    ],
)
def test_a_name_twice_or_without_a_parent_is_refused(changes, message):
    with pytest.raises(InvalidInput, match=message):
        replace(TOWN, **changes)
