"""A plan to start from, checked before the core reads it."""

from collections.abc import Sequence

from matcher.problem import Problem
from models.errors import InvalidInput


def routes_to_start_from(problem: Problem, start: Sequence[Sequence[int]]) -> list[list[int]]:
    """The stops of every shift. Raises InvalidInput where a stop is unknown, out of place or named twice."""
    if len(start) != problem.shifts:
        raise InvalidInput(f"start has {len(start)} routes, wanted one for each of {problem.shifts} shifts")
    break_shift = problem.break_shift.tolist()
    seen: set[int] = set()
    for shift, route in enumerate(start):
        for stop in route:
            where = f"start, shift {shift}"
            if not 0 <= stop < problem.stops:
                raise InvalidInput(f"{where}: stop {stop} is not between 0 and {problem.stops - 1}")
            rest = stop - problem.tasks
            if 0 <= rest < len(break_shift) and break_shift[rest] != shift:
                raise InvalidInput(f"{where}: break {rest} belongs to shift {break_shift[rest]}")
            if rest < len(break_shift) and stop in seen:
                raise InvalidInput(f"{where}: stop {stop} is named a second time")
            seen.add(stop)
    return [list(route) for route in start]
