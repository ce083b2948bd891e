"""A stand-in for what is not known of the district: laid out from fixed seeds, the same on every machine.

Where communities lie, their estates and buildings, and all facilities are assumed, and so is every number
in this file unless it names a source. No name here is meant to be that of a real place.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from math import cos, hypot, pi, sin

import numpy as np

from models.district.places import Community, Estate, Facility, FacilityKind, Subdistrict
from models.geo import Wgs84, moved
from models.travel import Grid

Spot = tuple[float, float]
"""Metres east and north of whatever is being laid out."""

SEED = 420105

STATIONS = 143
"""Source: the district's published number of rider stations (阳小驿), as given in this project's design."""

CLEAR_OF_BORDER_M = 350.0
"""Communities keep this far from the border of their cell, so that their buildings lie in the same one."""

COMMUNITY_REACH_M = 260.0
ESTATES = (5, 8)
BUILDINGS = (6, 24)
BUILDING_STEP_M = 32.0
SECOND_PHARMACIES = 35
NAME_SHARED_EVERY = 16
"""Every so many estates one takes the name of an estate of another community: names are ambiguous in life."""

TRIES = 15

NAMES_FIRST = (
    "芳草 翠竹 碧水 金桂 银杏 香樟 紫藤 丁香 玉兰 海棠 梧桐 青松 春晓 朝阳 晨光 和顺 康乐 安居 福满 吉祥 "
    "如意 长乐 永安 太平 盛世 华庭 锦绣 丽景 天成 星河 月湖 云水 清风 明德 书香 文华 学府 江畔 湖滨 滨江 "
    "晴川 楚韵 汉水 琴韵 知音 凤栖 鹤鸣 龙腾 祥云 瑞景 嘉禾 金穗 桃李 荷塘 橘香 柳岸 梅香 兰亭 竹韵 菊园"
)
NAMES_LAST = "苑 花园 小区 家园 佳苑 雅苑 名居 公寓 新村 华府 公馆 阁 新城 雅居 庭院 豪庭"
HOSPITALS = ("区中心医院", "区中医医院", "区妇幼医院")


def communities(
    subdistrict: Subdistrict,
    others: Sequence[Subdistrict],
    names: Sequence[tuple[str, bool]],
    *,
    around: Wgs84,
    spread_m: float,
) -> Iterator[Community]:
    """The communities so named (True: itself assumed), spread over part of the subdistrict's Voronoi cell.

    Each lies within `spread_m` of `around` and as far from those before it as a few tries allow.
    Source: best candidate sampling, Mitchell (1991), SIGGRAPH 25(4): 157-164.
    """
    rng = np.random.default_rng([SEED, int(subdistrict.code)])
    grid = Grid(subdistrict.at)
    labels = [grid.xy(other.at) for other in others]
    spread_x, spread_y = grid.xy(around)
    taken: list[Spot] = []
    for name, is_assumed in names:
        candidates: list[Spot] = []
        while len(candidates) < TRIES:
            x, y = _in_disc(rng, spread_m)
            spot = (x + spread_x, y + spread_y)
            if all(_inside_m(spot, label) >= CLEAR_OF_BORDER_M for label in labels):
                candidates.append(spot)
        taken.append(_loneliest(candidates, taken))
        at = moved(subdistrict.at, east_m=taken[-1][0], north_m=taken[-1][1])
        yield Community(name, subdistrict.code, at, is_assumed)


def estates(communities: Sequence[Community]) -> Iterator[Estate]:
    """The estates of each community with their numbered buildings, in rows that share one direction."""
    rng = np.random.default_rng([SEED, 1])
    names = _estate_names(rng, {_stem(one) for one in communities})
    for community in communities:
        own: set[str] = set()
        spots: list[Spot] = []
        for number in range(rng.integers(ESTATES[0], ESTATES[1], endpoint=True)):
            # A community is often named after its first estate: 芳草社区 has its 芳草苑.
            namesake = number == 0 and _stem(community) in NAMES_FIRST.split()
            name = _stem(community) + "苑" if namesake else next(names)
            while name in own:
                name = next(names)
            own.add(name)
            spots.append(_loneliest([_in_disc(rng, COMMUNITY_REACH_M) for _ in range(TRIES)], spots))
            at = moved(community.at, east_m=spots[-1][0], north_m=spots[-1][1])
            size = int(rng.integers(BUILDINGS[0], BUILDINGS[1], endpoint=True))
            yield Estate(name, community.name, at, _buildings(at, size, turn=rng.uniform(0, pi)))


def facilities(communities: Sequence[Community]) -> Iterator[Facility]:
    """Rider stations and a pharmacy in every community, clinics in every other, a few hospitals."""
    rng = np.random.default_rng([SEED, 2])

    def some(count: int) -> list[Community]:
        return [communities[at] for at in sorted(rng.choice(len(communities), count, replace=False).tolist())]

    seats = [(FacilityKind.STATION, f"阳小驿{_stem(one)}站", one) for one in communities]
    seats += [
        (FacilityKind.STATION, f"阳小驿{_stem(one)}二站", one) for one in some(STATIONS - len(communities))
    ]
    seats += [(FacilityKind.CLINIC, f"{one.name}卫生服务站", one) for one in communities[::2]]
    seats += [(FacilityKind.PHARMACY, f"便民药房{_stem(one)}店", one) for one in communities]
    seats += [(FacilityKind.PHARMACY, f"便民药房{_stem(one)}二店", one) for one in some(SECOND_PHARMACIES)]
    seats += [
        (FacilityKind.HOSPITAL, name, one) for name, one in zip(HOSPITALS, some(len(HOSPITALS)), strict=True)
    ]
    numbers = {kind: count(1) for kind in FacilityKind}
    for kind, name, community in seats:
        east_m, north_m = _in_disc(rng, COMMUNITY_REACH_M)
        at = moved(community.at, east_m=east_m, north_m=north_m)
        yield Facility(f"{kind[0].upper()}{next(numbers[kind]):03d}", kind, name, community.name, at)


def _stem(community: Community) -> str:
    return community.name.removesuffix("社区")


def _estate_names(rng: np.random.Generator, reserved: set[str]) -> Iterator[str]:
    """Names in a drawn order, 芳草苑 first; some come again later. No other is like a community's name."""
    pool = [first + last for first in NAMES_FIRST.split() for last in NAMES_LAST.split()]
    fresh = [pool[at] for at in rng.permutation(np.arange(1, len(pool))).tolist()]
    fresh = [pool[0], *(name for name in fresh if not any(name in one or one in name for one in reserved))]
    for number, name in enumerate(fresh):
        yield name
        if number % NAME_SHARED_EVERY == NAME_SHARED_EVERY - 1:
            yield fresh[number // NAME_SHARED_EVERY]


def _buildings(at: Wgs84, size: int, *, turn: float) -> dict[int, Wgs84]:
    """Buildings 1 to `size` in a block of rows around `at`, as wide as deep."""
    wide = round(size**0.5)
    deep = -(-size // wide)
    spots = {}
    for number in range(size):
        row, column = divmod(number, wide)
        x = (column - (wide - 1) / 2) * BUILDING_STEP_M
        y = (row - (deep - 1) / 2) * BUILDING_STEP_M
        spots[number + 1] = moved(
            at, east_m=x * cos(turn) - y * sin(turn), north_m=x * sin(turn) + y * cos(turn)
        )
    return spots


def _in_disc(rng: np.random.Generator, radius_m: float) -> Spot:
    """A point evenly drawn within `radius_m` of the origin."""
    radius, angle = radius_m * rng.random() ** 0.5, 2 * pi * rng.random()
    return radius * cos(angle), radius * sin(angle)


def _inside_m(spot: Spot, label: tuple[int, int]) -> float:
    """How far `spot` lies on the origin's side of the line half way to `label`."""
    return hypot(*label) / 2 - (spot[0] * label[0] + spot[1] * label[1]) / hypot(*label)


def _loneliest(candidates: Sequence[Spot], taken: Sequence[Spot]) -> Spot:
    """The candidate whose nearest neighbour among `taken` is farthest away; the first where none is taken."""
    return max(
        candidates, key=lambda one: min((hypot(one[0] - x, one[1] - y) for x, y in taken), default=0.0)
    )
