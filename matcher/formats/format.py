"""What a reader of a public format gives: the problem, and the file's own names for what is in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.formats.document import Label
from matcher.formats.verdict import Verdict
from matcher.problem import Problem
from matcher.routing.result import Result
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
    """A problem read from a public file. `scale`: units of the problem's times in one unit of the file's.

    The other fields name the problem's rows, as the file does; but `start` are stops by shift, where the
    file has a plan to begin with.
    """

    format: str
    problem: Problem
    scale: int
    volunteers: tuple[Label, ...]
    tasks: tuple[TaskLabel, ...]
    breaks: tuple[Label, ...] = ()
    depots: tuple[Label, ...] = ()
    start: tuple[tuple[int, ...], ...] | None = None

    def __post_init__(self) -> None:
        if self.scale < 1:
            raise InvalidInput(f"scale={self.scale} is not positive")
        named = [len(labels) for labels in (self.volunteers, self.tasks, self.breaks, self.depots)]
        of = self.problem
        rows = [of.volunteers, of.tasks, len(of.break_shift), len(of.depot_place)]
        if named != rows:
            raise InvalidInput(f"{named} volunteer, task, break and depot labels for {rows} of them")

    def labels_of_need(self, need: int) -> tuple[Label, ...]:
        """The file's needs that this need idx stands for: two where a pair must be served together."""
        first, last = self.problem.need_role_start[need : need + 2]
        tasks = range(self.problem.role_task_start[first], self.problem.role_task_start[last])
        return tuple(dict.fromkeys(self.tasks[task].need for task in tasks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A solution in the family's own shape, which its evaluator takes as the solution document.

    `write`: instance text, instance, result, and why needs stay unmet, by need idx, in words.
    `refuse`: names of what the search cannot honour.
    """

    write: Callable[[str, Instance, Result, Mapping[int, Sequence[str]]], dict[str, Any]]
    refuse: Callable[[Sequence[str]], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One family of files.

    `recognises`: whether a text looks like one, cheaply, cut short or not.
    `read`: the instance; raises BadFormat. What the format asks beyond Problem is in its `unsupported`.
    `published`: instance text and solution text in; the solution document where the text has the shape in
    which the family's solutions are published, None where it has not; raises BadFormat.
    `evaluate`: instance text and solution document in; works from the text alone; raises BadFormat.
    `answer`: how solutions are written where the family has a shape that its clients expect.
    """

    name: str
    objectives: tuple[str, ...]
    recognises: Callable[[str], bool]
    read: Callable[[str], Instance]
    evaluate: Callable[[str, Mapping[str, Any]], Verdict]
    published: Callable[[str, str], dict[str, Any] | None] | None = None
    answer: Answer | None = None
