"""Addresses as people write them: resolved, or listed with what they may mean."""

import pytest

from models.district.address import AddressBook, Resolved, Unresolved
from models.district.gazetteer import hanyang
from models.geo import Precision
from tests.gazetteers import small_gazetteer

BOOK = AddressBook(small_gazetteer())
FANGCAO = next(one for one in small_gazetteer().estates if one.name == "芳草苑")


def resolved(address: str, community: str = "") -> Resolved:
    found = BOOK.resolve(address, community=community)
    assert isinstance(found, Resolved), found
    return found


def unresolved(address: str, community: str = "") -> Unresolved:
    found = BOOK.resolve(address, community=community)
    assert isinstance(found, Unresolved), found
    return found


@pytest.mark.parametrize(
    "address",
    [
        "芳草社区芳草苑3栋2单元501",
        "芳草社区芳草苑３栋２单元５０１室",
        "芳草社区 芳草苑 三号楼 二单元 501",
        "芳草社区芳草苑3幢2单元501",
        "芳草社区芳草苑3座2-501",
        "芳草社区芳草苑3#2单元501",
        "芳草社区，芳草苑，第3栋，2单元，5楼501室",
        "芳草社区芳草苑3号2单元501",
        "芳草社区芳草苑3-2-501",
        "芳草社区芳草苑3—2—501",
        "芳草社区居委会芳草苑3栋2单元501",
        "芳草社区芳草苑小区3栋2单元501",
        "芳草芳草苑3栋2单元501",
        "芳草苑3栋2单元501",
        "琴断口街道芳草社区芳草苑3栋2单元501",
        "武汉市汉阳区琴断口街道芳草社区芳草苑3栋2单元501",
        "湖北省武汉市汉阳区琴断口街芳草苑3栋2单元501",
        "武汉汉阳芳草社区芳草苑3栋2单元501",
        "琴断口街道办事处芳草社区芳草苑3栋2单元501",
        "琴断口街道芳草路12号芳草苑3栋2单元501",
    ],
)
def test_one_door_is_found_however_it_is_written(address):
    found = resolved(address)
    assert found.place.at == FANGCAO.buildings[3]
    assert found.place.label == "芳草苑3栋2单元501室"
    assert found.place.community == "芳草社区"
    assert found.place.precision is Precision.ROOM
    assert found.mended == ""


@pytest.mark.parametrize(
    ("address", "label", "precision"),
    [
        ("芳草苑十二栋", "芳草苑12栋", Precision.BUILDING),
        ("芳草苑3栋2单元", "芳草苑3栋2单元", Precision.BUILDING),
        ("芳草社区芳草苑", "芳草苑", Precision.ESTATE),
        ("芳草苑西门旁", "芳草苑西门旁", Precision.ESTATE),
        ("丽景名居3栋501", "丽景名居3栋501室", Precision.ESTATE),
        ("芳草社区", "芳草社区", Precision.COMMUNITY),
        ("芳草", "芳草社区", Precision.COMMUNITY),
        ("七里一村", "七里一村社区", Precision.COMMUNITY),
        ("便民药房芳草店", "便民药房芳草店", Precision.BUILDING),
        ("芳草社区卫生服务站", "芳草社区卫生服务站", Precision.BUILDING),
        ("百灵社区3栋", "金桂苑3栋", Precision.BUILDING),
        ("芳草苑3栋2单元501室(按门铃)", "芳草苑3栋2单元501室(按门铃)", Precision.ROOM),
    ],
)
def test_precision_says_how_much_of_an_address_was_known(address, label, precision):
    place = resolved(address).place
    assert (place.label, place.precision) == (label, precision)


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("草芳苑3栋", "芳草社区芳草苑"),
        ("芳革社区芳草苑3栋", "芳草社区芳草苑"),
        ("芳草杜区芳草苑3栋", "芳草社区芳草苑"),
        ("芳社草区芳草苑3栋", "芳草社区芳草苑"),
        ("百灵社区金贵苑3栋", "百灵社区金桂苑"),
        ("百灵金贵苑3栋", "百灵社区金桂苑"),
        ("丽名居3栋", "五合里社区丽景名居"),
        ("丽景的名居3栋", "五合里社区丽景名居"),
        ("七里二村社区", "七里一村社区"),
    ],
)
def test_one_slip_is_mended_and_told(address, meant):
    assert resolved(address).mended == meant


@pytest.mark.parametrize(
    ("address", "problem", "candidates"),
    [
        ("银杏苑3栋", "several communities", {"五琴里社区银杏苑", "五合里社区银杏苑"}),
        ("五里墩街道银杏苑3栋", "several communities", {"五琴里社区银杏苑", "五合里社区银杏苑"}),
        ("知音冬苑2栋", "not known", {"五合里社区知音东苑", "五合里社区知音西苑"}),
        ("芳草花苑2栋", "not known", {"芳草社区芳草苑", "芳草社区芳草花园"}),
        ("五情里社区", "not known", {"五琴里社区", "五合里社区"}),
        ("芳革社区", "not known", {"芳草社区"}),
        ("芳草社区金桂苑3栋", "芳草社区 has no 金桂苑", {"百灵社区金桂苑"}),
        ("幸福社区芳草苑3栋", "幸福社区 is not known", {"芳草社区芳草苑"}),
        ("琴断口街道五琴里社区", "not in 琴断口街道", {"五里墩街道五琴里社区"}),
        ("芳草社区3栋", "no estate", {"芳草社区芳草苑", "芳草社区芳草花园"}),
        ("芳草苑二期3栋", "芳草苑二期 is not known", {"芳草社区芳草苑"}),
        ("芳草花园7栋", "no building 7", {f"芳草花园{number}栋" for number in range(1, 7)}),
        ("芳草花园A座", "no building A", {f"芳草花园{number}栋" for number in range(1, 7)}),
        ("芳草苑3栋或5栋", "more than one building", set()),
        ("幸福里小区5栋", "not known", set()),
        ("3栋2单元501", "no community and no estate", set()),
        ("", "no community and no estate", set()),
        ("芳" * 101, "longer than 100", set()),
    ],
)
def test_what_is_ambiguous_or_unknown_is_listed_and_not_guessed(address, problem, candidates):
    found = unresolved(address)
    assert problem in found.problem
    assert set(found.candidates) == candidates


def test_a_column_beside_the_address_decides_between_estates_of_one_name():
    assert resolved("银杏苑3栋", "五琴里社区").place.community == "五琴里社区"
    assert resolved("银杏苑3栋", "五里墩街道五合里").place.community == "五合里社区"


def test_a_column_beside_the_address_that_contradicts_it_is_told():
    assert "column says 百灵社区" in unresolved("芳草社区芳草苑3栋", "百灵社区").problem
    assert unresolved("芳草苑3栋", "百灵社区").candidates == ("芳草社区芳草苑",)
    assert "column says 五里墩街道" in unresolved("琴断口街道芳草苑3栋", "五里墩街道芳草社区").problem


def test_the_community_column_alone_gives_a_place_of_that_precision():
    assert resolved("", "芳草").place.precision is Precision.COMMUNITY


def test_estates_of_the_district_are_found_with_and_without_its_community():
    book, gazetteer = AddressBook(hanyang()), hanyang()
    for estate in gazetteer.estates[::3]:
        found = book.resolve(f"{estate.community}{estate.name}1栋1单元101")
        assert isinstance(found, Resolved)
        assert found.place.at == estate.buildings[1]
        alone = book.resolve(f"{estate.name}1栋1单元101")
        assert isinstance(alone, Resolved) == (len(gazetteer.estates_named[estate.name]) == 1), estate


def test_every_community_of_the_district_is_found_with_and_without_its_suffix():
    book = AddressBook(hanyang())
    for community in hanyang().communities:
        for written in (community.name, community.name.removesuffix("社区")):
            found = book.resolve(written)
            assert isinstance(found, Resolved)
            assert (found.place.community, found.mended) == (community.name, "")
