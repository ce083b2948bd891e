"""The child that counts iterations: one public instance, one thread, a fixed number of them.

Request: format, text, objective, iterations, seed. Answer: first_cpu_seconds, cpu_seconds, iterations.
"""

from collections.abc import Mapping
from typing import Any

from benchmarks.child import answer_request
from benchmarks.solve_one import FLEET
from matcher.formats.registry import named
from matcher.routing.search import Budget, solve


def iterate_one(request: dict[str, Any]) -> Mapping[str, object]:
    """Search twice, for the first plan alone and for the iterations asked; the difference is theirs."""
    instance = named(request["format"], request["text"]).read(request["text"])
    fewest_shifts = request["objective"] == FLEET
    first, whole = (
        solve(
            instance.problem,
            budget=Budget(iterations=iterations),
            seed=request["seed"],
            fewest_shifts=fewest_shifts,
        )
        for iterations in (0, request["iterations"])
    )
    return {
        "first_cpu_seconds": first.cpu_seconds,
        "cpu_seconds": whole.cpu_seconds,
        "iterations": whole.iterations,
    }


if __name__ == "__main__":
    answer_request(iterate_one)
