"""Files and solutions spoiled on purpose, and what reader and evaluator say."""

import re
from typing import Any

import pytest

from matcher.formats.registry import named
from matcher.formats.verdict import Verdict
from models.errors import BadFormat
from tests.unit.matcher.formats import minis


def verdict(name: str, solution: Any, text: str = "") -> Verdict:
    return named(name, "").evaluate(text or minis.texts()[name][0], solution)


def visits(solution: dict[str, Any], volunteer: Any) -> list[dict[str, Any]]:
    return next(route["visits"] for route in solution["routes"] if route["volunteer"] == volunteer)


def move(visit: dict[str, Any], by: float) -> None:
    visit["start"] += by
    visit["end"] += by


def broken(name: str, solution: Any, fault: str, text: str = "") -> bool:
    """Whether the evaluator names a fault like this one."""
    return any(re.search(fault, found) for found in verdict(name, solution, text).violations)


def complaint(text: str, name: str = "auto") -> str:
    with pytest.raises(BadFormat) as caught:
        named(name, text).read(text)
    return str(caught.value)
