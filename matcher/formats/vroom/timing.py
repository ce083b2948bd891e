"""When the stops of a route happen, as VROOM tells it: back as early as can be, and gone as late as then."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.formats.vroom.question import Span
from matcher.problem import Problem
from matcher.travel.providers import Matrix
from models.travel import way_s


@dataclass(frozen=True, slots=True)
class Timed:
    """A stop: the spans in which it may start, how long it lasts, and the way to it from the one before."""

    spans: Sequence[Span]
    lasts: int
    way: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the route leaves, when each stop is reached and started, and when the last of them is done."""

    leaves: int
    arrivals: tuple[int, ...]
    starts: tuple[int, ...]
    done: int


def schedule(stops: Sequence[Timed], opens: int) -> Schedule:
    """The least waiting among the schedules that are done as early as can be, leaving at `opens` or later."""
    latest = _forward(stops, opens).done
    for stop in reversed(stops):
        latest = _latest(stop.spans, latest - stop.lasts) - stop.way
    return _forward(stops, max(opens, latest))


def way(problem: Problem, mode: int, here: int, there: int) -> int:
    """Units of a way in the problem; none where an end is open."""
    if min(here, there) < 0:
        return 0
    travel = problem.travel
    if isinstance(travel, Matrix):
        return int(travel.seconds[mode, here, there])
    east, north = (travel.xy[there].astype(int) - travel.xy[here]).tolist()
    return way_s(travel.paces[mode], east, north)


def _forward(stops: Sequence[Timed], leaves: int) -> Schedule:
    arrivals, starts, free = [], [], leaves
    for stop in stops:
        arrivals.append(free + stop.way)
        starts.append(_earliest(stop.spans, arrivals[-1]))
        free = starts[-1] + stop.lasts
    return Schedule(leaves, tuple(arrivals), tuple(starts), free)


def _earliest(spans: Sequence[Span], ready: int) -> int:
    return next((max(ready, opens) for opens, closes in spans if ready <= closes), ready)


def _latest(spans: Sequence[Span], bound: int) -> int:
    return next((min(bound, closes) for opens, closes in reversed(spans) if opens <= bound), bound)
