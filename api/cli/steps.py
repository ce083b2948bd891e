"""What a command is doing, one line a step, on stderr: stdout has the result alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, RenderableType
from rich.progress import Progress, ProgressColumn, Task
from rich.progress_bar import ProgressBar
from rich.table import Column, Table
from rich.text import Text

NAME_WIDTH, TIME_WIDTH, GAPS = 10, 7, 2
MOST_WIDTH = 92
"""Wider lines are hard to read along."""

WORDS_WIDTH = 54
"""What a search says of itself; the bar has what is left of the line."""

QUIET_S = 5.0
"""Where a line cannot be drawn over, a running step says this often how it is going."""


class Step(Protocol):
    """A step while it runs."""

    def at(self, done: float | None, words: str) -> None:
        """How far it is, 0 to 1 or not known, and what there is to say of it."""

    def end(self, words: str) -> None:
        """What it came to."""


class Steps:
    """Lines that are drawn over where the terminal can, and follow one another elsewhere.

    `quiet`: nothing is written where nobody watches.
    """

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self._console = console
        self._drawn = console.is_terminal and not console.is_dumb_terminal
        self._silent = quiet and not console.is_terminal
        width = min(console.width, MOST_WIDTH) - NAME_WIDTH - TIME_WIDTH - GAPS
        self._progress = Progress(
            _Name(Column(width=NAME_WIDTH)),
            _Body(Column(width=width, no_wrap=True), bar_width=max(0, width - WORDS_WIDTH)),
            _Time(Column(width=TIME_WIDTH)),
            console=console,
        )

    def __enter__(self) -> Self:
        if self._drawn:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._progress.stop()

    @contextmanager
    def step(self, name: str, words: str) -> Iterator[Step]:
        """A step: its name is a word, `words` say what is being done."""
        if self._drawn:
            yield _DrawnStep(self._progress, name, words)
        else:
            yield _WrittenStep(None if self._silent else self._console, name, words)


class _DrawnStep:
    def __init__(self, progress: Progress, name: str, words: str) -> None:
        self._progress = progress
        self._task = progress.add_task(name, total=None, words=words, ended=False)

    def at(self, done: float | None, words: str) -> None:
        total = None if done is None else 1.0
        self._progress.update(self._task, total=total, completed=done or 0.0, words=words)

    def end(self, words: str) -> None:
        self._progress.update(self._task, total=1.0, completed=1.0, words=words, ended=True)


class _WrittenStep:
    def __init__(self, console: Console | None, name: str, words: str) -> None:
        self._console, self._name = console, name
        self._began_s = self._told_s = monotonic()
        self._write(f"{words} ...")

    def at(self, done: float | None, words: str) -> None:
        if monotonic() - self._told_s >= QUIET_S:
            self._write(words if done is None else f"{words} ({done:.0%})")
            self._told_s = monotonic()

    def end(self, words: str) -> None:
        self._write(f"{words} ({_seconds(monotonic() - self._began_s)})")

    def _write(self, words: str) -> None:
        if self._console:
            line = f"  {self._name:<{NAME_WIDTH}} {words}"
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)


class _Name(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"  {task.description}", "dim")


class _Body(ProgressColumn):
    """A bar and how it is going, or what came of it."""

    def __init__(self, column: Column, *, bar_width: int) -> None:
        super().__init__(column)
        self._bar_width = bar_width

    def render(self, task: Task) -> RenderableType:
        words = Text(task.fields["words"], overflow="ellipsis", no_wrap=True)
        if task.fields["ended"]:
            return Text("✓ ", "green", no_wrap=True, overflow="ellipsis") + words
        bar = ProgressBar(
            total=task.total,
            completed=task.completed,
            width=self._bar_width,
            pulse=task.total is None,
            animation_time=task.get_time(),
            complete_style="red",
            pulse_style="red",
        )
        line = Table.grid(Column(width=self._bar_width), Column(no_wrap=True), padding=(0, 2, 0, 0))
        line.add_row(bar, words)
        return line


class _Time(ProgressColumn):
    def render(self, task: Task) -> Text:
        elapsed_s = task.finished_time if task.finished else task.elapsed
        return Text(_seconds(elapsed_s or 0.0), "dim", justify="right")


def _seconds(elapsed_s: float) -> str:
    return f"{elapsed_s:.1f} s"
