"""From a search's result to the solution document of the instance's format."""

from collections.abc import Mapping, Sequence
from typing import Any

from matcher.formats.document import BETWEEN, Label
from matcher.formats.format import Format, Instance
from matcher.formats.jsontext import Number
from matcher.routing.result import Ended, Result, ShiftRoute
from models.errors import InvalidInput
from models.plans import Part, Status


def solution_document(
    form: Format,
    text: str,
    instance: Instance,
    result: Result,
    *,
    objective: str | None = None,
    reasons: Mapping[int, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """The document (matcher.formats.document) of what the search found for the instance read from `text`.

    `objective`: one of the format's, None for its default; the figures are the evaluator's, from the text.
    `reasons`: why a need stays unmet, by need idx, in words. Raises InvalidInput on an unknown objective.
    """
    name = chosen_objective(form, objective)
    document: dict[str, Any] = {
        "format": form.name,
        "status": str(status_of(instance, result)),
        "objective": None,
        "terms": {},
        "seconds": round(result.seconds, 3),
        "cpu_seconds": round(result.cpu_seconds, 3),
        "iterations": result.iterations,
        "seed": result.seed,
        "routes": [_route(instance, route) for route in result.routes],
        "unmet": _unmet(instance, result.unmet_needs, reasons or {}),
    }
    verdict = form.evaluate(text, document)
    document["objective"] = verdict.objectives[name]
    document["terms"] = dict(verdict.terms)
    return document


def refused_document(
    form: Format, instance: Instance, features: Sequence[str], *, seed: int
) -> dict[str, Any]:
    """The document of an instance that the search cannot honour; `features` name what it asks for."""
    needs = range(instance.problem.needs)
    return {
        "format": form.name,
        "status": str(Status.REFUSED),
        "objective": None,
        "terms": {},
        "seconds": 0.0,
        "cpu_seconds": 0.0,
        "iterations": 0,
        "seed": seed,
        "routes": [],
        "unmet": _unmet(
            instance, needs, {need: [f"unsupported: {one}" for one in features] for need in needs}
        ),
    }


def chosen_objective(form: Format, objective: str | None) -> str:
    """The objective's name, the format's default for None. Raises InvalidInput."""
    name = objective or form.objectives[0]
    if name not in form.objectives:
        raise InvalidInput(f"objective {name!r} is none of {form.name}'s: {', '.join(form.objectives)}")
    return name


def status_of(instance: Instance, result: Result) -> Status:
    if result.ended is Ended.STOPPED:
        return Status.STOPPED
    if not result.unmet_needs:
        return Status.FEASIBLE
    return Status.PARTIAL if len(result.unmet_needs) < instance.problem.needs else Status.INFEASIBLE


def _route(instance: Instance, route: ShiftRoute) -> dict[str, Any]:
    volunteer = instance.volunteers[instance.problem.shift_vol[route.shift]]
    visits = []
    for stop, start in zip(route.tasks, route.starts, strict=True):
        visit, lasts = _stop(instance, stop)
        visit["start"] = _unscaled(start, instance.scale)
        visit["end"] = _unscaled(start + lasts, instance.scale)
        visits.append(visit)
    return {"volunteer": volunteer, "visits": visits}


def _stop(instance: Instance, stop: int) -> tuple[dict[str, Any], int]:
    """What the stop is, and how many units it lasts; numbered as in a Result: tasks, breaks, reloads."""
    problem = instance.problem
    if stop < problem.tasks:
        label = instance.tasks[stop]
        visit: dict[str, Any] = {"need": label.need, "part": str(label.part)}
        if label.service is not None:
            visit["service"] = label.service
        return visit, int(problem.task_service_s[stop])
    row = stop - problem.tasks
    if row < len(problem.break_shift):
        return _between(Part.BREAK, instance.breaks[row]), int(problem.break_lasts_s[row])
    row -= len(problem.break_shift)
    return _between(Part.RELOAD, instance.depots[row]), int(problem.depot_service_s[row])


def _between(part: Part, label: Label) -> dict[str, Any]:
    return {BETWEEN[part]: label, "part": str(part)}


def _unmet(
    instance: Instance, needs: Sequence[int], reasons: Mapping[int, Sequence[str]]
) -> list[dict[str, Any]]:
    return [
        {"need": label, "reasons": list(reasons.get(need, ()))}
        for need in needs
        for label in instance.labels_of_need(need)
    ]


def _unscaled(units: int, scale: int) -> Number:
    """In the file's unit; the scale is a power of ten, so the double prints as the exact decimal."""
    whole, rest = divmod(int(units), scale)
    return whole if rest == 0 else int(units) / scale
