"""Errors with a stable code that carry their facts. They know nothing of HTTP or of exit codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


class RedvestError(Exception):
    """Base of every error this project raises on purpose. `facts`: what programs are told of it, as JSON."""

    code = "error"
    facts: Mapping[str, Any] = MappingProxyType({})


class InvalidInput(RedvestError, ValueError):
    """A value that cannot be: the message names the place and shows the value."""

    code = "invalid_input"


@dataclass(frozen=True, slots=True)
class BadCell:
    """One thing wrong in a table: where it stands, what stands there, what is wrong with it.

    `row` is the row as a spreadsheet numbers it (first is 1); 0 where the fault concerns the whole file.
    `column` is the header as the file spells it; empty where the fault concerns the whole row.
    """

    file: str
    row: int
    column: str
    value: str
    problem: str
    candidates: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = self.file + (f", row {self.row}" if self.row else "")
        place += f", column {self.column}" if self.column else ""
        shown = f" {self.value!r}" if self.value else ""
        among = f" (candidates: {', '.join(self.candidates)})" if self.candidates else ""
        return f"{place}:{shown} {self.problem}{among}"


class BadTable(InvalidInput):
    """A table with rows that cannot be read; `cells` lists every one of them."""

    code = "bad_table"

    def __init__(self, cells: Sequence[BadCell]) -> None:
        self.cells = tuple(cells)
        more = f" (and {len(self.cells) - 1} more)" if len(self.cells) > 1 else ""
        super().__init__(f"{self.cells[0]}{more}")


class BadFormat(InvalidInput):
    """A file that is not in the format it claims; names the line or the path inside the document."""

    code = "bad_format"


class WrongProblem(InvalidInput):
    """The plan was made for another problem than the one it is judged against."""

    code = "wrong_problem"

    def __init__(self, *, named: str, given: str) -> None:
        super().__init__(f"the plan names problem {named}, the file given is {given}")
        self.named, self.given = named, given


class Unsupported(RedvestError):
    """The problem asks for something that the search cannot honour; `features` names each."""

    code = "unsupported"

    def __init__(self, features: Sequence[str]) -> None:
        self.features = tuple(features)
        super().__init__("the search cannot honour: " + "; ".join(self.features))


class NotFound(RedvestError):
    """There is no such thing, or not for the one who asks."""

    code = "not_found"

    def __init__(self, noun: str, id: str) -> None:
        super().__init__(f"there is no {noun.replace('_', ' ')} {id}")
        self.noun, self.id = noun, id


class Conflict(RedvestError):
    """What is asked does not go with how things stand; the message says what stands in the way."""

    code = "conflict"


class StaleWrite(Conflict):
    """Somebody else has changed it since the caller looked."""

    code = "stale"

    def __init__(self, noun: str, id: str, *, seen: int, found: int) -> None:
        super().__init__(
            f"{noun.replace('_', ' ')} {id} is at version {found}, and version {seen} was to be changed: "
            "look at it again"
        )
        self.noun, self.id, self.seen, self.found = noun, id, seen, found


class ForbiddenStep(Conflict):
    """A step that the state of the thing does not allow."""

    code = "forbidden_step"

    def __init__(self, noun: str, id: str, *, state: str, step: str) -> None:
        super().__init__(f"{noun.replace('_', ' ')} {id} is {state}: it cannot be {step}")
        self.noun, self.id, self.state, self.step = noun, id, state, step
