"""Where the public instances lie, and what is the best known for each."""

import csv
import os
from pathlib import Path

from benchmarks.child import ROOT
from models.errors import InvalidInput


def instances_folder(named: Path | None) -> Path:
    """The folder named, else REDVEST_INSTANCES, else the one beside the checkout.

    Raises InvalidInput where there is none.
    """
    fallback = os.environ.get("REDVEST_INSTANCES")
    folder = named or (Path(fallback) if fallback else ROOT.parent / "shared" / "instances")
    if not folder.is_dir():
        raise InvalidInput(
            f"no folder of instances at {folder}: name one with --instances or REDVEST_INSTANCES"
        )
    return folder


def best_known(family: Path, objective: str) -> dict[str, float]:
    """Instance name -> best known value, from the rows of best_known.csv whose objective starts so."""
    with (family / "best_known.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["instance"]: float(row["value"])
            for row in csv.DictReader(file)
            if row["objective"].startswith(objective)
        }


def files_by_name(folder: Path, suffix: str) -> dict[str, Path]:
    """Instance name -> its file, in order of name. Raises InvalidInput where the folder holds none."""
    files = {path.stem: path for path in sorted(folder.glob(f"*{suffix}"))}
    if not files:
        raise InvalidInput(f"no instance (*{suffix}) in {folder}")
    return files


def chosen(files: dict[str, Path], only: str) -> dict[str, Path]:
    """The files named in `only`, separated by commas; all of them where it is empty.

    Raises InvalidInput where a name is unknown.
    """
    names = [name.strip() for name in only.split(",") if name.strip()] or list(files)
    unknown = [name for name in names if name not in files]
    if unknown:
        raise InvalidInput(f"unknown instance {unknown[0]!r}; there are: {', '.join(files)}")
    return {name: files[name] for name in names}
