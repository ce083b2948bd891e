"""The names of a gazetteer, found exactly, inside a longer text, or one slip away."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.district.gazetteer import Gazetteer
from models.district.places import Community
from models.district.spelling import MIN_LENGTH, NearNames
from models.geo import Precision, Wgs84

SUFFIX = "社区"
SHOWN = 6
"""As many candidates help; more do not."""

ROAD = re.compile(r".*(?:路|街|道|巷|村)(?:\d+号)?")
"""What may stand before an estate's name without making it another one: 汉阳大道12号芳草苑."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Something with a name and a point: a community, an estate, a facility."""

    name: str
    community: Community
    at: Wgs84
    precision: Precision
    buildings: Mapping[int, Wgs84] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return self.name if self.name.startswith(self.community.name) else self.community.name + self.name


@dataclass(frozen=True, slots=True)
class Hit:
    """A spot whose name stands in a text, and what follows the name there."""

    spot: Spot
    after: str = ""


class NameIndex:
    """All names of one gazetteer; a community goes by its name without 社区."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._communities = {
            one.name.removesuffix(SUFFIX): Spot(one.name, one, one.at, Precision.COMMUNITY)
            for one in gazetteer.communities
        }
        self.estates_in: dict[str, list[Spot]] = {one.name: [] for one in gazetteer.communities}
        self._spots: dict[str, list[Spot]] = defaultdict(list)
        for estate in gazetteer.estates:
            community = gazetteer.community[estate.community]
            spot = Spot(estate.name, community, estate.at, Precision.ESTATE, estate.buildings)
            self.estates_in[community.name].append(spot)
            self._spots[estate.name].append(spot)
        for facility in gazetteer.facilities:
            community = gazetteer.community[facility.community]
            self._spots[facility.name].append(Spot(facility.name, community, facility.at, Precision.BUILDING))
        self._lengths = sorted({len(name) for name in self._spots}, reverse=True)
        self._written = self._spellings()
        self._near_communities = NearNames(self._communities)
        self._near_written = NearNames(self._written)

    def _spellings(self) -> dict[str, list[Spot]]:
        """Everything by each of the ways it may be written: 芳草, 芳草社区, 芳草苑, 芳草社区芳草苑."""
        written = {name: list(spots) for name, spots in self._spots.items()}
        for core, community in self._communities.items():
            for name in (core, community.name):
                written.setdefault(name, []).append(community)
        for spots in self._spots.values():
            for spot in spots:
                if spot.full_name != spot.name:
                    written.setdefault(spot.full_name, []).append(spot)
        return written

    def community(self, core: str) -> Spot | None:
        return self._communities.get(core)

    def communities_near(self, core: str) -> tuple[Spot, ...]:
        """One slip away, however short the name."""
        return tuple(self._communities[name] for name in self._near_communities.one_slip_from(core))

    def communities_like(self, core: str) -> list[Spot]:
        return [self._communities[name] for name in self._near_communities.look_alikes(core, at_most=SHOWN)]

    def spots(self, name: str) -> Sequence[Spot]:
        """The estates and facilities of exactly that name."""
        return self._spots.get(name, [])

    def near(self, text: str) -> list[Spot]:
        """One slip away. Short names are left out: one wrong character in two may be any other name."""
        names = [name for name in self._near_written.one_slip_from(text) if len(name) >= MIN_LENGTH]
        return list({spot.full_name: spot for name in names for spot in self._written[name]}.values())

    def like(self, text: str) -> list[Spot]:
        """The few whose name shares most of its characters with the text, best first."""
        names = self._near_written.look_alikes(text, at_most=SHOWN)
        return [spot for name in names for spot in self._written[name]]

    def hits(self, text: str) -> list[Hit]:
        """The spots of the longest name in the text, if nothing but a road stands before it."""
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                spots = self._spots.get(text[start : start + length])
                if spots and (start == 0 or ROAD.fullmatch(text[:start])):
                    return [Hit(spot, text[start + length :]) for spot in spots]
        return []

    def split_community(self, text: str) -> tuple[str, str]:
        """The community that a text without the word 社区 begins with, and the rest; empty if with none."""
        if any(text.startswith(hit.spot.name) for hit in self.hits(text)):
            return "", text
        for end in range(len(text), 0, -1):
            community, rest = self.community(text[:end]), text[end:]
            if community is not None and (
                not rest or self.hits(rest) or inside(self.near(rest), [community])
            ):
                return text[:end], rest
        return "", text


def inside(spots: Iterable[Spot], communities: Sequence[Spot]) -> list[Spot]:
    """Those that lie in one of the communities."""
    return [spot for spot in spots if any(spot.community is one.community for one in communities)]


def full_names(spots: Iterable[Spot]) -> tuple[str, ...]:
    """Each once, the first few."""
    return tuple(dict.fromkeys(spot.full_name for spot in spots))[:SHOWN]
