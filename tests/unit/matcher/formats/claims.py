"""Solution documents and results by hand; what a test does not mention is filled in."""

from dataclasses import fields
from typing import Any

from matcher.routing.result import Ended, Result, ShiftRoute

Json = dict[str, Any]


def document(format: str, objective: Any, routes: dict[Any, list[Json]], unmet: Any = ()) -> Json:
    return {
        "format": format,
        "status": "partial" if unmet else "feasible",
        "objective": objective,
        "seconds": 1.5,
        "cpu_seconds": 1.5,
        "iterations": 7,
        "seed": 1,
        "routes": [{"volunteer": volunteer, "visits": visits} for volunteer, visits in routes.items()],
        "unmet": [{"need": need, "reasons": []} for need in unmet],
    }


def visit(need: Any, start: float, end: float, *, part: str = "visit", service: str | None = None) -> Json:
    stated = {"need": need, "part": part, "start": start, "end": end}
    return stated if service is None else stated | {"service": service}


def reload(depot: Any, start: float, end: float) -> Json:
    return {"depot": depot, "part": "reload", "start": start, "end": end}


def make_result(routes: dict[int, list[tuple[int, int]]], **changes: Any) -> Result:
    """A search's result by hand: shift idx to (stop idx, start) pairs."""
    filled: Json = {one.name: 0 for one in fields(Result)} | {
        "routes": tuple(
            ShiftRoute(
                shift=shift,
                tasks=tuple(task for task, _ in stops),
                starts=tuple(start for _, start in stops),
            )
            for shift, stops in routes.items()
        ),
        "unmet_needs": (),
        "ended": Ended.LIMIT,
        "seed": 3,
        "iterations": 50,
        "seconds": 1.23456,
        "cpu_seconds": 1.1,
    }
    return Result(**(filled | changes))
