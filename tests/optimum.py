"""The optimum of a tiny search problem by CP-SAT: the rules of matcher.problem once more, as constraints.

A circuit for each shift, an integer for each start; nothing of the search's own way to look at it. Starts are free
here: where the search takes the earliest (it says so in Result) it may have to pay more, see `best_key`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ortools.sat.python import cp_model

from matcher.problem import DAY, EIGHT_HOURS, NO_LIMIT, Problem
from matcher.travel.providers import Matrix
from models.travel import way_m, way_s

RELOADS = 2
"""Reloads of one route that are modelled, at each depot: more never help four needs."""


class Node(NamedTuple):
    """A stop of a shift: a task, a break row, or a reload at a depot row (`copy` counts the visits there)."""

    kind: str
    row: int
    copy: int = 0


START = Node("start", 0)
END = Node("end", 0)


def best_key(problem: Problem, *, seconds: float = 20.0) -> tuple[int, int] | None:
    """(unmet priority, cost) of a best plan, or (0, price of the unmet + cost) where needs have prices.

    None where the time did not suffice to prove it.
    """
    return _Model(problem).solve(seconds)
