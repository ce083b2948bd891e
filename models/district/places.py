"""What a district is made of: subdistricts, communities, estates with their buildings, facilities."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.catalogue import Labelled
from models.geo import Wgs84


class FacilityKind(Labelled):
    """What a facility is."""

    STATION = "station", "阳小驿"
    CLINIC = "clinic", "卫生服务站"
    PHARMACY = "pharmacy", "药房"
    HOSPITAL = "hospital", "医院"


@dataclass(frozen=True, slots=True)
class Subdistrict:
    """A subdistrict (街道); `at` is its label point, neither its centre nor its office."""

    code: str
    name: str
    at: Wgs84


@dataclass(frozen=True, slots=True)
class Community:
    """A community (社区). `assumed`: the community itself is invented, not only its place."""

    name: str
    subdistrict_code: str
    at: Wgs84
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Estate:
    """A housing estate (小区) of the community so named; `buildings` by number (栋)."""

    name: str
    community: str
    at: Wgs84
    buildings: Mapping[int, Wgs84]


@dataclass(frozen=True, slots=True)
class Facility:
    """Where something is fetched or somebody is taken, in the community so named."""

    id: str
    kind: FacilityKind
    name: str
    community: str
    at: Wgs84
