"""What a search answers."""

from dataclasses import dataclass
from enum import StrEnum


class Ended(StrEnum):
    """Why a search ended."""

    LIMIT = "limit"
    STOPPED = "stopped"  # the caller's progress function said so


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRoute:
    """The stops of one shift, in order, with the start of each service (problem units).

    A stop below T is a task, below T + B a break row, from there on a reload at a depot row (Problem.stops).
    """

    shift: int
    tasks: tuple[int, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Best plan found: only shifts that do something, by shift idx.

    Starts are the earliest schedule; where waiting costs, routes leave as late as loses nothing.
    """

    routes: tuple[ShiftRoute, ...]
    unmet_needs: tuple[int, ...]
    unmet_priority: int
    travel: int
    late_sum: int
    late_max: int
    wait: int
    moved: int
    balance: int  # weighted already, as the next
    pair_cost: int
    cost: int  # weighted sum of the terms above, without the unmet needs
    ended: Ended
    seed: int
    iterations: int
    seconds: float
    cpu_seconds: float
