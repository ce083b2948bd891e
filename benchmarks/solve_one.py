"""The child that lets our search solve one public instance. Its clock starts with the text.

Request: format, text, objective, cpu_seconds, seed, chains.
Answer: cpu_seconds, seconds, iterations, solution.
"""

from collections.abc import Mapping
from typing import Any

from benchmarks.child import answer_request
from benchmarks.cpu_clock import CpuClock
from matcher.formats.registry import named
from matcher.formats.solution import chosen_objective, solution_document
from matcher.routing.search import Budget, solve

LEAST_CPU_S = 0.01
"""What the search gets even where reading the instance has used its budget."""

FLEET = "fleet"
"""The objective for which fewer routes come first."""


def solve_one(request: dict[str, Any]) -> Mapping[str, object]:
    """Read, search, write; reading counts in the budget, the judge who states the objective does not."""
    clock = CpuClock()
    form = named(request["format"], request["text"])
    objective = chosen_objective(form, request["objective"])
    instance = form.read(request["text"])
    left_s = max(LEAST_CPU_S, request["cpu_seconds"] - clock.cpu_s)
    result = solve(
        instance.problem,
        budget=Budget(cpu_seconds=left_s),
        seed=request["seed"],
        threads=request["chains"],
        fewest_shifts=objective == FLEET,
    )
    used_s, gone_s = clock.cpu_s, clock.wall_s
    return {
        "cpu_seconds": used_s,
        "seconds": gone_s,
        "iterations": result.iterations,
        "solution": solution_document(form, request["text"], instance, result, objective=objective),
    }


if __name__ == "__main__":
    answer_request(solve_one)
