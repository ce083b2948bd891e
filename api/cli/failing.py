"""The one place where an error becomes an exit code and words."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from typer import TyperException

from api.cli.showing import error_console, print_json, show_cells
from api.problems import INTERNAL, problem, problem_of
from models.errors import BadCell, BadTable, RedvestError, Unsupported

DONE, NOTHING_FEASIBLE, BAD_INPUT, FAULT, INTERRUPTED = 0, 1, 2, 70, 130
NEEDS_DOING = 1
"""70 is EX_SOFTWARE. Source: sysexits.h of BSD."""

DEBUG = "REDVEST_DEBUG"
"""The environment variable with which a fault of the program is told with its traceback."""


def exit_code(command: Callable[[], int | None], *, json: bool) -> int:
    """Runs the command. Whatever it raises is told without a traceback, a fault only unless DEBUG is set."""
    try:
        code = command() or DONE
        if code == INTERRUPTED:  # how Typer hands on a Ctrl-C
            _tell(problem("interrupted", "interrupted: nothing was written"), json=json)
        return code
    except Unsupported as error:
        _tell(problem_of(error), json=json)
        return NOTHING_FEASIBLE
    except RedvestError as error:
        _tell(problem_of(error), cells=error.cells if isinstance(error, BadTable) else (), json=json)
    except TyperException as error:
        words = error.format_message().replace("Value error, ", "")
        _tell(problem("usage", " ".join(words.split())), json=json)
    except OSError as error:
        _tell(problem("file_error", _file_words(error)), json=json)
    except (MemoryError, RecursionError):
        _tell(problem("too_large", "the input does not fit into memory"), json=json)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _tell(problem(INTERNAL, _fault_words(error)), json=json)
        return FAULT
    return BAD_INPUT


def _tell(told: dict[str, Any], *, json: bool, cells: Sequence[BadCell] = ()) -> None:
    """One line, and a table of what is wrong where; with `json` the problem object on stdout as well."""
    if json:
        print_json(told)
    console = error_console()
    files = ", ".join(dict.fromkeys(cell.file for cell in cells))
    words = f"{len(cells)} faults in {files}" if len(cells) > 1 else told["detail"]
    console.print("[bold red]error:[/] ", end="")
    console.print(words, markup=False, highlight=False, soft_wrap=True)
    if len(cells) > 1 and not json:
        show_cells(console, cells)


def _fault_words(error: Exception) -> str:
    """What happened, in one line, and how to see where."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"this is a fault in redvest: {what}; {DEBUG}=1 shows where"


def _file_words(error: OSError) -> str:
    """Which file, and what is wrong with it."""
    name = f"{error.filename}: " if error.filename is not None else ""
    return f"{name}{(error.strerror or str(error)).lower()}"
