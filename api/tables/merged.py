"""Merged cells of a workbook: only the first of them holds the value that a person sees beside every row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MergedCells:
    """Cells of one column that are merged: rows as a spreadsheet numbers them, column as a place in a row."""

    first_row: int
    last_row: int
    column: int


def filled_down(
    rows: Iterable[list[str]], merged: Sequence[MergedCells], *, first_row: int
) -> Iterator[list[str]]:
    """The rows, the first of which is `first_row`, with the value of merged cells in each row they span.

    Blank rows stay blank: no row is made of nothing but what is merged. Cells that hold a value keep it.
    """
    beginning: dict[int, list[MergedCells]] = {}
    for one in merged:
        beginning.setdefault(one.first_row, []).append(one)
    open_cells: dict[int, tuple[int, str]] = {}  # by column: the last row, and the value
    for number, row in enumerate(rows, start=first_row):
        if open_cells and any(cell.strip() for cell in row):
            open_cells = {column: cell for column, cell in open_cells.items() if number <= cell[0]}
            row = [
                cell if cell.strip() else open_cells.get(column, (0, cell))[1]
                for column, cell in enumerate(row)
            ]
        for one in beginning.get(number, ()):
            if one.column < len(row):
                open_cells[one.column] = (one.last_row, row[one.column])
        yield row
