"""Where words go: the result to stdout, everything else to stderr."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from matcher.formats.verdict import Objective
from models.errors import BadCell

MOST_NOTES = 8
MOST_ROWS = 5
MOST_CELLS = 40


def result_console() -> Console:
    """Stdout, by the environment of this moment: NO_COLOR, TERM, width."""
    return Console(highlight=False)


def error_console() -> Console:
    return Console(stderr=True, highlight=False)


def print_json(document: Any) -> None:
    """The one document of a command with --json."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def objective_words(objective: Objective | None) -> str:
    """An objective of a public format: a number, or several by name."""
    if isinstance(objective, Mapping):
        return ", ".join(f"{name} {number_words(number)}" for name, number in objective.items())
    return "none" if objective is None else number_words(objective)


def number_words(number: int | float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:,.2f}"


def show_notes(notes: Sequence[BadCell | str]) -> None:
    """What was read otherwise than written, or left out on purpose, on stderr; what is alike is told once."""
    console = error_console()
    alike: dict[object, list[BadCell | str]] = defaultdict(list)
    for note in notes:
        key = (note.file, note.column, note.problem) if isinstance(note, BadCell) else note
        alike[key].append(note)
    for first, *others in list(alike.values())[:MOST_NOTES]:
        also = _rows_words([other.row for other in others if isinstance(other, BadCell)])
        console.print(f"note: {first}{also}", style="dim", markup=False, soft_wrap=True)
    if len(alike) > MOST_NOTES:
        console.print(f"note: and {len(alike) - MOST_NOTES:,} more", style="dim", markup=False)


def _rows_words(rows: Sequence[int]) -> str:
    """Further rows of which the same is to be said: (likewise rows 3, 4, 5 and 57 more)."""
    if not rows:
        return ""
    listed = ", ".join(map(str, rows[:MOST_ROWS]))
    more = f" and {len(rows) - MOST_ROWS:,} more" if len(rows) > MOST_ROWS else ""
    return f" (likewise row{'' if len(rows) == 1 else 's'} {listed}{more})"


def show_left_out(cells: Sequence[BadCell]) -> None:
    """The bad rows that good ones were kept in spite of."""
    if cells:
        console = error_console()
        console.print(f"left out: {len({(cell.file, cell.row) for cell in cells}):,} rows", style="bold")
        show_cells(console, cells)


def show_cells(console: Console, cells: Sequence[BadCell]) -> None:
    """Where, what stands there, what is wrong with it, and what may have been meant."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("file", overflow="fold")
    table.add_column("row", justify="right", no_wrap=True)
    for column in ("column", "value", "problem", "candidates"):
        table.add_column(column, overflow="fold")
    for cell in cells[:MOST_CELLS]:
        row = str(cell.row) if cell.row else ""
        table.add_row(cell.file, row, cell.column, cell.value, cell.problem, "、".join(cell.candidates))
    console.print(table, markup=False)
    if len(cells) > MOST_CELLS:
        console.print(f"... and {len(cells) - MOST_CELLS:,} more; --json lists them all")


def bad_cell_documents(cells: Sequence[BadCell]) -> list[dict[str, Any]]:
    """The same for programs, without an end."""
    return [asdict(cell) for cell in cells]
