"""A gazetteer of a few names that are easily taken for one another."""

from functools import cache

from models.district.gazetteer import Community, Estate, Facility, FacilityKind, Gazetteer, Subdistrict
from models.geo import Wgs84
from tests.builders import make_place


def _at(east_m: float, north_m: float) -> Wgs84:
    return make_place(east_m, north_m).at


def _estate(name: str, community: str, east_m: float, buildings: int) -> Estate:
    return Estate(
        name,
        community,
        _at(east_m, 0),
        {number: _at(east_m, 20 * number) for number in range(1, buildings + 1)},
    )


@cache
def small_gazetteer() -> Gazetteer:
    """Two subdistricts; 银杏苑 stands in two communities, 芳草 is a community and begins two estates."""
    return Gazetteer(
        subdistricts=(
            Subdistrict("420105008", "琴断口街道", _at(0, 0)),
            Subdistrict("420105007", "五里墩街道", _at(3000, 0)),
        ),
        communities=(
            Community("芳草社区", "420105008", _at(0, 0)),
            Community("百灵社区", "420105008", _at(800, 0)),
            Community("七里一村社区", "420105008", _at(0, 900)),
            Community("五琴里社区", "420105007", _at(3000, 0)),
            Community("五合里社区", "420105007", _at(3300, 0)),
        ),
        estates=(
            _estate("芳草苑", "芳草社区", 10, 12),
            _estate("芳草花园", "芳草社区", 100, 6),
            _estate("金桂苑", "百灵社区", 810, 5),
            _estate("银杏苑", "五琴里社区", 3000, 9),
            _estate("银杏苑", "五合里社区", 3300, 9),
            _estate("知音东苑", "五合里社区", 3350, 9),
            _estate("知音西苑", "五合里社区", 3400, 9),
            _estate("丽景名居", "五合里社区", 3450, 0),
        ),
        facilities=(
            Facility("P001", FacilityKind.PHARMACY, "便民药房芳草店", "芳草社区", _at(5, 5)),
            Facility("C001", FacilityKind.CLINIC, "芳草社区卫生服务站", "芳草社区", _at(15, 5)),
        ),
    )
