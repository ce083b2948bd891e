"""A VROOM question answered as vroom-express answers it, with the reasons of what is left out."""

from typing import Any, TypeGuard

from api.limits import Limits
from api.usecases.planning import Report, Search
from api.usecases.solving import Exercise, solve_exercise
from matcher.formats.jsontext import an_object, load_object
from matcher.formats.vroom import FORMAT
from matcher.formats.vroom.judge import OBJECTIVE
from matcher.routing.search import Budget
from matcher.watched import Watcher
from models.errors import BadFormat, InvalidInput

Json = dict[str, Any]

ROUNDS = 1_000, 2_000, 5_000, 10_000, 20_000, 40_000
"""Of the search, by VROOM's exploration level -x. Rounds, not seconds: one question has one answer.

With the most of them no answer to small questions of every kind was worse than VROOM's (tests/benchmarks).
"""

USUAL_LEVEL = 5
"""As in the configuration that comes with vroom-express."""


class TooManyLocations(InvalidInput):
    """More jobs and shipments, or more vehicles, than are accepted."""

    code = "too_many_locations"


def answer_vroom(body: bytes, limits: Limits, go_on: Report, explaining: Watcher) -> Json:
    """VROOM's solution; the search starts from the vehicles' steps, where they are given.

    Raises BadFormat, and TooManyLocations counting as vroom-express does, where a shipment is two.
    """
    text = _text(body)
    asked = load_object(text)
    if "vehicles" not in asked or not ("jobs" in asked or "shipments" in asked):
        raise BadFormat("add vehicles, and jobs or shipments, to the object in the body")
    _check_size(asked, limits)
    exercise = Exercise(text=text, form=FORMAT, instance=FORMAT.read(text), objective=OBJECTIVE)
    search = Search(budget=_budget(an_object(asked.get("options", {}), "options"), limits))
    return solve_exercise(exercise, search, go_on, explaining).document


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFormat(f"not UTF-8 text: byte {body[error.start]:#04x} at position {error.start}") from error


def _check_size(asked: Json, limits: Limits) -> None:
    jobs, shipments, vehicles = (
        len(given) if isinstance(given := asked.get(name), list) else 0
        for name in ("jobs", "shipments", "vehicles")
    )
    for noun, count, most in (
        ("locations", jobs + 2 * shipments, limits.needs),
        ("vehicles", vehicles, limits.volunteers),
    ):
        if count > most:
            raise TooManyLocations(f"Too many {noun} ({count}) in query, maximum is set to {most}")


def _budget(options: Json, limits: Limits) -> Budget:
    """By -x and -l; a value that is no number counts as none, as vroom-express has it, and -t is not heard:
    each search has one core.
    """
    level, limit_s = options.get("x"), options.get("l")
    level = min(max(int(level), 0), len(ROUNDS) - 1) if _is_number(level) else USUAL_LEVEL
    seconds = min(float(limit_s), limits.seconds) if _is_number(limit_s) and limit_s > 0 else limits.seconds
    return Budget(iterations=ROUNDS[level], seconds=seconds)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
