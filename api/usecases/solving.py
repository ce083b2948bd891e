"""A public problem file solved in its own terms."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.usecases.planning import Report, Search
from api.usecases.reading import from_text, text_of
from matcher.formats.format import Format, Instance
from matcher.formats.registry import named
from matcher.formats.solution import chosen_objective, refused_document, solution_document
from matcher.formats.unmet import unmet_reasons
from matcher.routing.search import solve
from models.errors import Unsupported

FLEET = "fleet"
"""The objective for which fewer routes come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A problem file, read: its text, what format it is in, what it asks, and for which objective."""

    text: str
    form: Format
    instance: Instance
    objective: str


def load_exercise(path: Path, format_name: str, objective: str | None) -> Exercise:
    """Raises BadFormat naming the file, InvalidInput where format or objective are not known."""
    text = text_of(path)
    form = from_text(path, text, lambda text: named(format_name, text))
    name = chosen_objective(form, objective)
    return Exercise(text=text, form=form, instance=from_text(path, text, form.read), objective=name)


def solve_exercise(exercise: Exercise, search: Search, progress: Report | None = None) -> dict[str, Any]:
    """The solution document; its status is refused where the file asks for what the search cannot honour."""
    try:
        result = solve(
            exercise.instance.problem,
            budget=search.budget,
            seed=search.seed,
            threads=search.threads,
            progress=progress,
            fewest_shifts=exercise.objective == FLEET,
        )
    except Unsupported as error:
        return refused_document(exercise.form, exercise.instance, error.features, seed=search.seed)
    return solution_document(
        exercise.form,
        exercise.text,
        exercise.instance,
        result,
        objective=exercise.objective,
        reasons=unmet_reasons(exercise.instance.problem, result.unmet_needs),
    )
