from collections.abc import Callable
from typing import Any

class Instance:
    @staticmethod
    def of(problem: Any) -> Instance: ...

class Meeting:
    def __init__(self, chains: int) -> None: ...

class Budget:
    seconds: float
    cpu_seconds: float
    iterations: int

class SearchParams:
    hot_legs: float
    hot_follows_slack: bool
    cold_legs: float
    fewest_shifts: bool
    blink_rate: float
    mean_removed: float
    longest_string: float

class Progress:
    seconds: float
    cpu_seconds: float
    iterations: int
    needs_served: int
    unmet_priority: int
    cost: int
    done: float

class Found:
    tasks: list[list[int]]
    starts: list[list[int]]
    absent: list[int]
    unmet_priority: int
    travel: int
    late_sum: int
    late_max: int
    wait: int
    moved: int
    balance: int
    pair_cost: int
    cost: int
    iterations: int
    seconds: float
    cpu_seconds: float
    stopped: bool

def search(
    instance: Instance,
    budget: Budget,
    params: SearchParams,
    seed: int,
    start: list[list[int]],
    meeting: Meeting | None,
    chain: int,
    report: Callable[[Progress], bool] | None,
    polish: Callable[
        [list[int], list[int], list[int], list[int], list[int], list[int], float, Callable[[], bool]],
        list[int],
    ]
    | None,
) -> Found: ...
