"""What a reader of a public format gives: the problem, and the file's own names for what is in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.formats.document import Label
from matcher.formats.verdict import Verdict
from matcher.problem import Problem
from models.errors import InvalidInput
from models.plans import Part


@dataclass(frozen=True, slots=True)
class TaskLabel:
    """What the file calls a task; `service` only where the format has services."""

    need: Label
    part: Part = Part.VISIT
    service: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A problem read from a public file. `scale`: units of the problem's times in one unit of the file's."""

    format: str
    problem: Problem
    scale: int
    volunteers: tuple[Label, ...]
    tasks: tuple[TaskLabel, ...]

    def __post_init__(self) -> None:
        if self.scale < 1:
            raise InvalidInput(f"scale={self.scale} is not positive")
        if len(self.volunteers) != self.problem.volunteers or len(self.tasks) != self.problem.tasks:
            raise InvalidInput(
                f"{len(self.volunteers)} volunteer and {len(self.tasks)} task labels for a problem "
                f"of {self.problem.volunteers} volunteers and {self.problem.tasks} tasks"
            )

    def labels_of_need(self, need: int) -> tuple[Label, ...]:
        """The file's needs that this need idx stands for: two where a pair must be served together."""
        first, last = self.problem.need_role_start[need : need + 2]
        tasks = range(self.problem.role_task_start[first], self.problem.role_task_start[last])
        return tuple(dict.fromkeys(self.tasks[task].need for task in tasks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One family of files.

    `recognises`: whether a text looks like one, cheaply, cut short or not.
    `read`: the instance; raises BadFormat. What the format asks beyond Problem is in its `unsupported`.
    `published`: instance text and solution text in; the solution document where the text has the shape in
    which the family's solutions are published, None where it has not; raises BadFormat.
    `evaluate`: instance text and solution document in; works from the text alone; raises BadFormat.
    """

    name: str
    objectives: tuple[str, ...]
    recognises: Callable[[str], bool]
    read: Callable[[str], Instance]
    evaluate: Callable[[str, Mapping[str, Any]], Verdict]
    published: Callable[[str, str], dict[str, Any] | None] | None = None
