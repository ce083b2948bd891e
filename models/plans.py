"""Plans: who goes where and when, what stays undone and why, and what it costs."""

from dataclasses import dataclass, fields
from enum import StrEnum
from math import isfinite

from models.errors import InvalidInput
from models.reasons import Reason
from models.units import Seconds


class Part(StrEnum):
    """What a stop is for."""

    VISIT = "visit"
    PICKUP = "pickup"
    DROPOFF = "dropoff"  # the visit of a need that has a pickup
    BREAK = "break"
    RELOAD = "reload"


VISITS = frozenset({Part.VISIT, Part.DROPOFF})
"""The stops at which a need is served."""

Seat = tuple[str, int]
"""Need id and role: one place in the crew of a need."""


class Status(StrEnum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    PARTIAL = "partial"  # feasible, with needs unmet
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop of a route: service from `start_s` to `end_s`; `role` is the seat of the need's crew.

    A break has no need_id, and is where the stop before it is; a reload names its depot.
    """

    need_id: str = ""
    part: Part
    role: int = 0
    depot_id: str = ""
    start_s: Seconds
    end_s: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What one volunteer does in one shift (its index among the volunteer's shifts), in order.

    `leaves_s` from the start place and `returns_s` at the end place; `travel_s` sums all its ways.
    """

    volunteer_id: str
    shift: int
    leaves_s: Seconds
    returns_s: Seconds
    travel_s: Seconds
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """How an unmet need could be served in the plan as it stands, the whole chain that it hangs in with it.

    `rules`: the fewest that would have to be lifted for those who come; none where somebody breaks none.
    `volunteers`: how many would be let in by that; without rules, how many could come on an empty day.
    `displaces`: needs that would no longer be served. `routes`: all that would change and still have a visit.
    Where one of OWN_LIMITS is lifted, counts and routes are those of a day on which they do nothing else.
    """

    rules: tuple[Reason, ...] = ()
    volunteers: int
    displaces: tuple[str, ...] = ()
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A need nobody serves: how many volunteers each rule stops. Empty when nobody has looked yet.

    `way_in` None: none was found. `stopped_by`: the need of its chain that nobody can serve.
    """

    need_id: str
    reasons: tuple[tuple[Reason, int], ...] = ()
    way_in: WayIn | None = None
    stopped_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Lexicographic: priority of the unmet needs first, then `total` of the terms, in seconds of travel.

    Each term has its price in already; Terms says what it counts.
    """

    unmet_priority: int
    travel_s: int
    preference_s: int = 0
    continuity_s: int = 0
    late_s: int = 0  # sum and maximum, each at its price
    wait_s: int = 0
    change_s: int = 0
    moved_s: int = 0
    balance_s: int = 0
    scarce_s: int = 0
    refusal_s: int = 0

    @property
    def total(self) -> int:
        return sum(int(getattr(self, one.name)) for one in fields(self)) - self.unmet_priority

    @property
    def key(self) -> tuple[int, int]:
        return self.unmet_priority, self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An answer to the Day whose digest it names. Routes that do nothing are left out."""

    problem_digest: str
    routes: tuple[Route, ...]
    unmet: tuple[Unmet, ...]
    cost: Cost
    status: Status
    seed: int = 0
    iterations: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def help_s(self) -> Seconds:
        """Time on site at visits, once for each of a crew; the time at pickups is not in it."""
        visits = (stop for route in self.routes for stop in route.stops if stop.part in VISITS)
        return Seconds(sum(stop.end_s - stop.start_s for stop in visits))

    def __post_init__(self) -> None:
        if not (isfinite(self.seconds) and isfinite(self.cpu_seconds)):
            raise InvalidInput(f"not a number: seconds={self.seconds}, cpu_seconds={self.cpu_seconds}")
        for name in ("seconds", "cpu_seconds", "iterations"):
            if getattr(self, name) < 0:
                raise InvalidInput(f"{name}={getattr(self, name)} is negative")
