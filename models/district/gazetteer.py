"""The places of a district and how to look them up; `hanyang()` is the reference district."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from math import cos, radians
from typing import TypeVar

from models.district import assumed
from models.district.places import Community, Estate, Facility, FacilityKind, Subdistrict
from models.errors import InvalidInput
from models.geo import Place, Precision, Wgs84

__all__ = [
    "Community",
    "Estate",
    "Facility",
    "FacilityKind",
    "Gazetteer",
    "Subdistrict",
    "hanyang",
]

T = TypeVar("T")


@dataclass(frozen=True)
class Gazetteer:
    """All places of a district. Names of communities are unique, those of estates only within a community.

    Raises InvalidInput where a name stands twice or what it belongs to is unknown.
    """

    subdistricts: tuple[Subdistrict, ...]
    communities: tuple[Community, ...]
    estates: tuple[Estate, ...]
    facilities: tuple[Facility, ...] = ()

    def __post_init__(self) -> None:
        codes = _unique("subdistrict", (one.code for one in self.subdistricts))
        names = _unique("community", (one.name for one in self.communities))
        _unique("estate", (f"{one.community} {one.name}" for one in self.estates))
        _unique("facility", (one.id for one in self.facilities))
        for community in self.communities:
            if community.subdistrict_code not in codes:
                raise InvalidInput(f"{community.name}: unknown subdistrict {community.subdistrict_code!r}")
        homes = [(one.name, one.community) for one in self.estates]
        homes += [(one.name, one.community) for one in self.facilities]
        for name, community_name in homes:
            if community_name not in names:
                raise InvalidInput(f"{name}: unknown community {community_name!r}")

    @cached_property
    def subdistrict(self) -> Mapping[str, Subdistrict]:
        """By code."""
        return {one.code: one for one in self.subdistricts}

    @cached_property
    def community(self) -> Mapping[str, Community]:
        """By full name, 社区 included."""
        return {one.name: one for one in self.communities}

    @cached_property
    def communities_in(self) -> Mapping[str, tuple[Community, ...]]:
        """By code of the subdistrict; every subdistrict has an entry."""
        grouped = _grouped((one.subdistrict_code, one) for one in self.communities)
        return {code: grouped.get(code, ()) for code in self.subdistrict}

    @cached_property
    def estates_in(self) -> Mapping[str, tuple[Estate, ...]]:
        """By name of the community; every community has an entry."""
        grouped = _grouped((one.community, one) for one in self.estates)
        return {name: grouped.get(name, ()) for name in self.community}

    @cached_property
    def estates_named(self) -> Mapping[str, tuple[Estate, ...]]:
        """By name of the estate: more than one where communities share the name."""
        return _grouped((one.name, one) for one in self.estates)

    @cached_property
    def facilities_of(self) -> Mapping[FacilityKind, tuple[Facility, ...]]:
        """By kind; every kind has an entry."""
        return {kind: tuple(one for one in self.facilities if one.kind is kind) for kind in FacilityKind}

    @cached_property
    def buildings(self) -> tuple[Place, ...]:
        """Every building as a place, labelled as people write it: 琴台社区芳草苑3栋."""
        return tuple(
            Place(
                at=at,
                label=f"{estate.community}{estate.name}{number}栋",
                community=estate.community,
                precision=Precision.BUILDING,
            )
            for estate in self.estates
            for number, at in estate.buildings.items()
        )

    def nearest(self, at: Wgs84, *kinds: FacilityKind) -> Facility:
        """The facility of these kinds nearest as the crow flies. Raises InvalidInput where there is none."""
        candidates = [one for kind in kinds for one in self.facilities_of[kind]]
        if not candidates:
            raise InvalidInput(f"the gazetteer has no {' or '.join(kinds)}")
        squeeze = cos(radians(at.lat_deg)) ** 2

        def far(one: Facility) -> tuple[float, str]:
            east, north = one.at.lon_deg - at.lon_deg, one.at.lat_deg - at.lat_deg
            return squeeze * east * east + north * north, one.id

        return min(candidates, key=far)


@cache
def hanyang() -> Gazetteer:
    """The reference district: 11 subdistricts, 118 communities, 143 rider stations.

    Codes, names and label points are facts, read from data/ beside this file (its SOURCES.md says whence).
    Three communities, and everything finer than a subdistrict's label point, are assumed.
    """
    rows = _rows("subdistricts.csv")
    subdistricts = tuple(
        Subdistrict(row["code"], row["name"], Wgs84(float(row["lon_deg"]), float(row["lat_deg"])))
        for row in rows
    )
    names = _grouped(
        (row["subdistrict_code"], (row["name"], row["assumed"] == "yes")) for row in _rows("communities.csv")
    )
    communities = tuple(
        community
        for row, subdistrict in zip(rows, subdistricts, strict=True)
        for community in assumed.communities(
            subdistrict,
            [other for other in subdistricts if other is not subdistrict],
            names[subdistrict.code],
            around=Wgs84(float(row["spread_lon_deg_assumed"]), float(row["spread_lat_deg_assumed"])),
            spread_m=float(row["spread_m_assumed"]),
        )
    )
    return Gazetteer(
        subdistricts,
        communities,
        tuple(assumed.estates(communities)),
        tuple(assumed.facilities(communities)),
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("models.district") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    lists: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return {key: tuple(values) for key, values in lists.items()}


def _unique(noun: str, names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InvalidInput(f"{noun} {name!r} stands twice")
        seen.add(name)
    return seen
