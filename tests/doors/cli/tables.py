"""Canonical tables on disk, to be spoiled in one cell."""

import csv
from pathlib import Path

from api.tables.canonical_needs import write_needs
from api.tables.canonical_volunteers import write_volunteers
from models.catalogue import Speciality
from tests.builders import MONDAY, make_need, make_place, make_volunteer


def write_tables(folder: Path) -> tuple[Path, Path]:
    """Three volunteers and two needs."""
    volunteers, needs = folder / "volunteers.csv", folder / "needs.csv"
    people = [
        make_volunteer("v1"),
        make_volunteer("v2", specialities={Speciality.REPAIR: 2}),
        make_volunteer("v3"),
    ]
    write_volunteers(volunteers, people, first_day=MONDAY)
    wishes = [make_need("n1"), make_need("n2", place=make_place(0, 800))]
    write_needs(needs, wishes, first_day=MONDAY)
    return volunteers, needs


def spoil(path: Path, row: int, **cells: str) -> None:
    """Writes other values into a row, counted as a spreadsheet does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    for column, value in cells.items():
        rows[row - 2][header.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
