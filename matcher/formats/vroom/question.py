"""What a VROOM file asks, as plain values; times in seconds, lengths in metres, both whole numbers.

Source of every term: VROOM's docs/API.md, version 1.15.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from models.catalogue import TravelMode
from models.geo import Wgs84
from models.travel import DEFAULT_PACES, Grid, Pace

NAME = "vroom"

Amount = tuple[int, ...]
Span = tuple[int, int]
Ways = NDArray[np.int64]

MOST = 2**32 - 1
MOST_ID = 2**64 - 1
"""VROOM's numbers have 32 bits, its ids 64."""

HOUR_COST = 3600
"""Cost of an hour of travel unless the vehicle says otherwise: one a second."""

CENTI = 100
"""VROOM counts hundredths of a second, and rounds the pace of a vehicle to as much."""

_MODES = {
    TravelMode.CAR: "car driving driving-car auto truck driving-hgv hgv",
    TravelMode.BIKE: "bike bicycle cycling cycling-regular",
    TravelMode.EBIKE: "ebike cycling-electric",
    TravelMode.WALK: "foot foot-walking walk walking pedestrian",
    TravelMode.BUS: "bus",
}
PACES: Mapping[str, Pace] = MappingProxyType(
    {name: DEFAULT_PACES[mode] for mode, names in _MODES.items() for name in names.split()}
)
"""Where VROOM would ask a routing server we go straight, times the detour of the profile."""


class Kind(StrEnum):
    """The types of steps."""

    START = "start"
    JOB = "job"
    PICKUP = "pickup"
    DELIVERY = "delivery"
    BREAK = "break"
    END = "end"


TASKS = (Kind.JOB, Kind.PICKUP, Kind.DELIVERY)

Name = tuple[Kind, int]
"""A task or a break, by type and id."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: a row of the matrices, coordinates, or both."""

    index: int | None
    at: Wgs84 | None

    @property
    def key(self) -> int | Wgs84:
        """Equal for the same place: by the matrices where they are given, else by coordinates."""
        if self.index is not None:
            return self.index
        assert self.at is not None
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job, or one of the two steps of a shipment. Without `windows` it may start at any time.

    What a job delivers is on board from the start, what it picks up stays to the end.
    """

    kind: Kind
    id: int
    spot: Spot
    setup: int
    service: int
    setup_per_type: Mapping[str, int]
    service_per_type: Mapping[str, int]
    windows: tuple[Span, ...]
    delivery: Amount
    pickup: Amount
    description: str

    @property
    def name(self) -> Name:
        return self.kind, self.id

    @property
    def from_start(self) -> Amount:
        """What is on board for it from the start of the route."""
        return self.delivery if self.kind is Kind.JOB else (0,) * len(self.delivery)

    def setup_of(self, vehicle: "Vehicle") -> int:
        return self.setup_per_type.get(vehicle.type, self.setup)

    def service_of(self, vehicle: "Vehicle") -> int:
        return self.service_per_type.get(vehicle.type, self.service)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A job, or a shipment: its pickup, then its delivery, by one vehicle. `path` is where it stands."""

    tasks: tuple[Task, ...]
    skills: frozenset[int]
    priority: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A break; `windows` bound its start."""

    id: int
    windows: tuple[Span, ...]
    service: int
    max_load: Amount | None
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    fixed: int = 0
    per_hour: int = HOUR_COST
    per_task_hour: int = 0
    per_km: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """`pace`: its time for a way over the profile's, in hundredths. `steps`: its work in a given plan."""

    id: int
    profile: str
    type: str
    description: str
    start: Spot | None
    end: Spot | None
    capacity: Amount
    costs: Costs
    skills: frozenset[int]
    window: Span | None
    breaks: tuple[Rest, ...]
    pace: int
    max_tasks: int | None
    max_travel_s: int | None
    max_m: int | None
    steps: tuple[Name, ...]

    def break_spans(self, rest: Rest) -> list[Span]:
        """When the break may start, within the working hours."""
        opens, closes = self.window or (0, MOST)
        spans = [
            (max(opens, low), min(closes - rest.service, high)) for low, high in rest.windows or ((0, MOST),)
        ]
        return [(low, high) for low, high in spans if low <= high]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Matrices of one profile, (places, places) int64; None where the file has none."""

    durations: Ways | None = None
    distances: Ways | None = None
    costs: Ways | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True, kw_only=True)
class Question:
    """Vehicles by id; jobs by id, then shipments by the ids of their steps.

    `loads` is how many numbers an amount has. `geometry` and `plan_mode` are the options g and c.
    `ignored` are keys that VROOM does not know either.
    """

    vehicles: tuple[Vehicle, ...]
    wanted: tuple[Wanted, ...]
    matrices: Mapping[str, Given] = field(default_factory=dict)
    loads: int = 0
    geometry: bool = False
    plan_mode: bool = False
    ignored: tuple[str, ...] = ()

    def given(self, vehicle: Vehicle) -> Given:
        return self.matrices.get(vehicle.profile, NOTHING_GIVEN)

    def knows_metres(self, vehicle: Vehicle) -> bool:
        """Whether lengths are given, or follow from straight lines as the times do."""
        given = self.given(vehicle)
        return given.distances is not None or given.durations is None or self.geometry

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for one in self.wanted for task in one.tasks)

    @cached_property
    def named(self) -> Mapping[Name, tuple[Wanted, Task]]:
        """Each task with the job or shipment that it is of."""
        return {task.name: (one, task) for one in self.wanted for task in one.tasks}

    @cached_property
    def rests(self) -> tuple[Rest, ...]:
        return tuple(rest for vehicle in self.vehicles for rest in vehicle.breaks)

    def spots(self) -> Iterator[Spot]:
        yield from (task.spot for task in self.tasks)
        for vehicle in self.vehicles:
            yield from (spot for spot in (vehicle.start, vehicle.end) if spot)

    @cached_property
    def grid(self) -> Grid:
        """The flat grid on which coordinates are measured, its origin in the middle of them."""
        points = [spot.at for spot in self.spots() if spot.at]
        lons, lats = [at.lon_deg for at in points], [at.lat_deg for at in points]
        return Grid(Wgs84(lon_deg=(min(lons) + max(lons)) / 2, lat_deg=(min(lats) + max(lats)) / 2))

    def apart(self, here: Spot, there: Spot) -> tuple[int, int]:
        """Metres east and north from one place with coordinates to another."""
        assert here.at is not None
        assert there.at is not None
        (ax, ay), (bx, by) = self.grid.xy(here.at), self.grid.xy(there.at)
        return ax - bx, ay - by
