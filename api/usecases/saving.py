"""What a command writes appears together at its end, or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from api.documents import day_to_json, plan_to_json
from api.tables.atomic import replacing
from models.day import Day
from models.district.cells import Ring
from models.plans import Plan

PROBLEM, PLAN = "problem.json", "plan.json"
VOLUNTEERS, NEEDS = "volunteers.csv", "needs.csv"


@contextmanager
def staged(directory: Path) -> Iterator[Path]:
    """A folder to write into. At the end its files take their places in `directory`, replacing others.

    Where anything fails before, `directory` is as it was. It is opened first, so that a folder that cannot be
    written to is known before the work is done. Raises OSError.
    """
    is_new = not directory.exists()
    directory.mkdir(parents=True, exist_ok=True)
    stage = Path(mkdtemp(prefix=".redvest-", dir=directory))
    try:
        yield stage
        files = sorted(stage.iterdir())
        for file in files:
            if (directory / file.name).is_dir():
                raise IsADirectoryError(
                    None, "a folder is in the way of this file", str(directory / file.name)
                )
        for file in files:
            file.replace(directory / file.name)
    finally:
        rmtree(stage, ignore_errors=True)
        if is_new and not any(directory.iterdir()):
            directory.rmdir()


def check_target(file: Path) -> Path:
    """The file itself. Raises OSError where it could not be written: better before the work than after it."""
    if file.is_dir():
        raise IsADirectoryError(None, "a folder is in the way of this file", str(file))
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if not folder.is_dir():
        raise NotADirectoryError(None, "not a folder", str(folder))
    if not os.access(folder, os.W_OK):
        raise PermissionError(None, "permission denied", str(folder))
    return file


def write_file(file: Path, text: str) -> None:
    """Writes UTF-8; the file appears whole or not at all. Its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as draft:
        draft.write_text(text, encoding="utf-8")


def write_plan(
    day: Day,
    plan: Plan,
    directory: Path,
    *,
    outline: Ring | None = None,
    progress: Callable[[int, int], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> list[str]:
    """Writes the question, its plan and all that goes out of it; the names of the files.

    The question is written with names, telephones and addresses: an edited plan is printed anew from it.
    """
    # What draws pictures and prints takes a second to import: only who needs it waits.
    from api.printouts.folder import write_all

    (directory / PROBLEM).write_text(day_to_json(day, personal=True), encoding="utf-8")
    (directory / PLAN).write_text(plan_to_json(plan), encoding="utf-8")
    printed = write_all(day, plan, directory, outline=outline, progress=progress, warn=warn)
    return [PROBLEM, PLAN, *(path.name for path in printed)]
