"""The body of POST /v1/solve: a day, and how long to search."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from api.documents import read_strictly
from api.limits import Limits
from api.usecases.planning import Search
from matcher.routing.search import Budget
from models.day import Day
from models.errors import InvalidInput
from models.plans import Plan

REQUEST, PLAN = "SolveRequest", "Plan"
USUAL_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBudget:
    """When the search ends: whichever comes first. Without any of them after ten seconds."""

    seconds: float | None = None
    cpu_seconds: float | None = None
    iterations: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveRequest:
    """A day in the canonical form, as in problem.json. The same seed and iterations give the same plan.

    The answer is never worse than what of the plan `start` can still be done.
    """

    problem: Day
    budget: SearchBudget = SearchBudget()
    seed: int = 1
    start: Plan | None = None


def read_solve_request(body: bytes, limits: Limits) -> tuple[Day, Search, Plan | None]:
    """What is asked for, and from which plan to start.

    Raises BadFormat naming path and value, InvalidInput above a limit.
    """
    asked = read_strictly(_requests(), body)
    for name, count, most in (
        ("problem.volunteers", len(asked.problem.volunteers), limits.volunteers),
        ("problem.needs", len(asked.problem.needs), limits.needs),
    ):
        if count > most:
            raise InvalidInput(f"{name}: {count} are more than the {most} that are accepted")
    wanted = asked.budget
    if wanted.seconds is not None and wanted.seconds > limits.seconds:
        raise InvalidInput(f"budget.seconds: {wanted.seconds} is above {limits.seconds:.0f}")
    unbounded = wanted.seconds is None and wanted.cpu_seconds is None and wanted.iterations is None
    usual_s = min(USUAL_S, limits.seconds) if unbounded else limits.seconds
    budget = Budget(
        seconds=usual_s if wanted.seconds is None else wanted.seconds,
        cpu_seconds=wanted.cpu_seconds,
        iterations=wanted.iterations,
    )
    return asked.problem, Search(budget=budget, seed=asked.seed), asked.start


def solve_schemas(ref_template: str) -> dict[str, Any]:
    """JSON schemas of request and plan, and of all that they are made of, by name."""
    _, shared = TypeAdapter.json_schemas(
        [(REQUEST, "validation", _requests()), (PLAN, "validation", TypeAdapter(Plan))],
        ref_template=ref_template,
    )
    schemas: dict[str, Any] = shared["$defs"]
    return schemas


@cache  # on first use: importing a module does nothing
def _requests() -> TypeAdapter[SolveRequest]:
    return TypeAdapter(SolveRequest)
