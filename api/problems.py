"""An error as the problem object that every door hands out. Source: RFC 9457."""

from dataclasses import asdict
from typing import Any

from models.errors import BadTable, RedvestError

INTERNAL = "internal_error"


def problem(code: str, detail: str, **facts: Any) -> dict[str, Any]:
    """`code` is stable, `detail` is for people; `facts` belong to this kind of problem."""
    title = code.replace("_", " ")
    return {"type": f"urn:redvest:problem:{code}", "title": title, "code": code, "detail": detail, **facts}


def problem_of(error: RedvestError) -> dict[str, Any]:
    """The problem object of an error with its facts; of a table with every cell that is wrong."""
    if isinstance(error, BadTable):
        return problem(error.code, str(error), cells=[asdict(cell) for cell in error.cells])
    return problem(error.code, str(error), **error.facts)
