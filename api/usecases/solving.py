"""A public problem file solved in its own terms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.usecases.planning import Report, Search
from api.usecases.reading import from_text, text_of
from matcher.formats.format import Format, Instance
from matcher.formats.jsontext import Number
from matcher.formats.registry import named
from matcher.formats.solution import chosen_objective, refused_document, solution_document, status_of
from matcher.formats.unmet import unmet_reasons
from matcher.formats.verdict import Objective
from matcher.routing.result import Result
from matcher.routing.search import solve
from matcher.watched import Watcher
from models.errors import BadFormat, Unsupported
from models.plans import Status

FLEET = "fleet"
"""The objective for which fewer routes come first."""


OWN_FIELD = '"first_day"'
"""No public format has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A problem file, read: its text, what format it is in, what it asks, and for which objective."""

    text: str
    form: Format
    instance: Instance
    objective: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The solution as the family writes it, and what is to be told of it; no result where it was refused.

    `objective` and `terms` are the evaluator's figures.
    """

    document: dict[str, Any]
    status: Status
    result: Result | None = None
    objective: Objective | None = None
    terms: Mapping[str, Number] = field(default_factory=dict)


def load_exercise(path: Path, format_name: str, objective: str | None) -> Exercise:
    """Raises BadFormat naming the file, InvalidInput where format or objective are not known."""
    text = text_of(path)
    try:
        form = from_text(path, text, lambda text: named(format_name, text))
    except BadFormat as error:
        if OWN_FIELD in text:
            raise BadFormat(f"{path}: this is a problem.json, which redvest plan --problem plans") from error
        raise
    name = chosen_objective(form, objective)
    return Exercise(text=text, form=form, instance=from_text(path, text, form.read), objective=name)


def solve_exercise(
    exercise: Exercise, search: Search, progress: Report | None = None, explaining: Watcher | None = None
) -> Solved:
    """Starts from the file's own plan, where it has one; refused where it asks for what is not honoured.

    `explaining` watches the look into unmet needs; where it ends that, those that are left have no reasons.
    """
    form, instance = exercise.form, exercise.instance
    try:
        result = solve(
            instance.problem,
            budget=search.budget,
            seed=search.seed,
            threads=search.threads,
            progress=progress,
            fewest_shifts=exercise.objective == FLEET,
            start=instance.start,
        )
    except Unsupported as error:
        return _refused(exercise, error.features, search.seed)
    reasons = unmet_reasons(instance.problem, result.unmet_needs, explaining)
    if form.answer is None:
        document = solution_document(
            form, exercise.text, instance, result, objective=exercise.objective, reasons=reasons
        )
        objective, terms = document["objective"], document["terms"]
    else:
        document = form.answer.write(exercise.text, instance, result, reasons)
        verdict = form.evaluate(exercise.text, document)
        objective, terms = verdict.objectives[exercise.objective], verdict.terms
    return Solved(
        document=document,
        status=status_of(instance, result),
        result=result,
        objective=objective,
        terms=terms,
    )


def _refused(exercise: Exercise, features: Sequence[str], seed: int) -> Solved:
    if exercise.form.answer:
        document = exercise.form.answer.refuse(features)
    else:
        document = refused_document(exercise.form, exercise.instance, features, seed=seed)
    return Solved(document=document, status=Status.REFUSED)
