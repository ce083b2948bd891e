"""The places of a VROOM question and the ways between them, as the search takes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.formats.vroom.question import CENTI, NOTHING_GIVEN, PACES, Question, Spot, Vehicle, Ways
from matcher.problem import I32
from matcher.travel.providers import MAX_WAY, Matrix, StraightLine, Travel
from matcher.travel.ways import ways_s
from models.errors import BadFormat
from models.geo import Wgs84
from models.travel import way_m

Key = int | Wgs84
Mode = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """`scale`: units of the ways in a second. A vehicle without a start is nowhere at first: no way from
    there takes any time. An end of -1 is open. Ways into a task include its folded setup.
    """

    travel: Travel
    scale: int
    modes: I32
    places: I32
    starts: I32
    ends: I32


def network_of(question: Question, folded: Sequence[int]) -> Network:
    """`folded` by task, seconds of setup. Raises BadFormat where a way is too long to be counted."""
    vehicles = question.vehicles
    modes: dict[Mode, int] = {}
    of_vehicle = [modes.setdefault((one.profile, one.pace), len(modes)) for one in vehicles]
    spots = list({spot.key: spot for spot in question.spots()}.values())
    rows = {spot.key: row for row, spot in enumerate(spots)}
    nodes: dict[tuple[int, int], int] = {(row, 0): row for row in rows.values()}
    places = [
        nodes.setdefault((rows[task.spot.key], setup), len(nodes))
        for task, setup in zip(question.tasks, folded, strict=True)
    ]
    nowhere = len(nodes)
    scale = 1 if all(one.pace == CENTI for one in vehicles) else CENTI
    travel: Travel
    if scale == 1 and not any(folded) and all(_is_straight(question, one) for one in vehicles):
        paces = tuple(PACES[profile] for profile, _ in modes)
        travel = StraightLine(_xy(question, spots).astype(np.int32), paces)
    else:
        travel = _matrix(question, spots, modes, list(nodes), scale)
    return Network(
        travel=travel,
        scale=scale,
        modes=np.array(of_vehicle, np.int32),
        places=np.array(places, np.int32),
        starts=np.array([rows[one.start.key] if one.start else nowhere for one in vehicles], np.int32),
        ends=np.array([rows[one.end.key] if one.end else -1 for one in vehicles], np.int32),
    )


def way_metres(question: Question, vehicle: Vehicle, here: Spot | None, there: Spot | None) -> int:
    """Length of a way; zero where an end is open or lengths are not known."""
    if here is None or there is None or not question.knows_metres(vehicle):
        return 0
    given = question.given(vehicle).distances
    if given is not None:
        return int(given[here.index, there.index])
    return way_m(PACES[vehicle.profile], *question.apart(here, there))


def _is_straight(question: Question, vehicle: Vehicle) -> bool:
    return question.given(vehicle).durations is None and vehicle.start is not None


def _matrix(
    question: Question, spots: list[Spot], modes: Iterable[Mode], nodes: list[tuple[int, int]], scale: int
) -> Matrix:
    """By node, a spot and the setup folded into the ways there; the last is nowhere, far from nothing."""
    at, setups = np.array([*nodes, (-1, 0)], np.int64).T
    folded = np.where(at[:, None] != at, setups, 0) * scale
    layers = []
    for profile, pace in modes:
        given = question.matrices.get(profile, NOTHING_GIVEN).durations
        if given is None:
            seconds = _straight(question, spots, profile)
        else:
            indices = np.array([spot.index for spot in spots], np.intp)
            seconds = given[np.ix_(indices, indices)]
        ways = np.pad(seconds * (pace * scale // CENTI), (0, 1))
        layers.append(ways[np.ix_(at, at)] + folded)
    stacked = np.stack(layers)
    if stacked.max() > MAX_WAY:
        raise BadFormat(f"a way takes {int(stacked.max()) // scale} s, too long to be counted")
    return Matrix(np.ascontiguousarray(stacked, np.int32))


def _straight(question: Question, spots: list[Spot], profile: str) -> Ways:
    east, north = _xy(question, spots).T
    squared = (east[:, None] - east) ** 2 + (north[:, None] - north) ** 2
    pace = PACES[profile]
    return ways_s(squared, np.array(pace.s_per_km), np.array(pace.fixed_s))


def _xy(question: Question, spots: Iterable[Spot]) -> Ways:
    grid = question.grid
    return np.array([grid.xy(spot.at) for spot in spots if spot.at], np.int64).reshape(-1, 2)
