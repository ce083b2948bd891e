"""The cells of a row by what they mean: absent, empty, good or bad."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from api.tables.cells import CellProblem, Memo, plain, squeezed
from api.tables.columns import Header
from api.tables.sheets import Row
from api.tables.table import Report

T = TypeVar("T")

FOOTERS = ("合计", "总计", "小计", "共计", "制表", "填表", "审核", "注:", "备注:", "说明:")
FOOTER_CELLS = 4
"""A row with more cells than these is data, however it begins."""


class Cells:
    """One row at a time through its header; the same object serves all rows."""

    def __init__(self, header: Header, parsers: Mapping[str, Callable[[str], Any]], report: Report) -> None:
        self._header, self._report = header, report
        self._memo = {field: Memo(parse) for field, parse in parsers.items()}
        self._row: Row = []
        self.row_number = 0

    def has(self, field: str) -> bool:
        """The table has the column."""
        return field in self._header.index

    def column(self, *fields: str) -> str:
        """The first of these columns that the table has, as the file spells it."""
        return next((self._header.spelled[field] for field in fields if self.has(field)), "")

    def text(self, field: str) -> str:
        """What stands in the cell, without spaces around; empty where there is none."""
        at = self._header.index.get(field, -1)
        # The apostrophe by which Excel marks a text is no part of it.
        return self._row[at].strip().removeprefix("'") if 0 <= at < len(self._row) else ""

    def whole(self) -> str:
        """The row as it stands there, in one text."""
        return "\x1f".join(cell.strip() for cell in self._row).rstrip("\x1f")

    def id(self, letter: str) -> str:
        """The row's own id; where the table has no ids, the letter and the number of the row."""
        own = plain(self.text("id"))
        if self.has("id") and not own:
            self.fault("id", "", "is empty, an id is needed")
        return own or f"{letter}{self.row_number}"

    def get(self, field: str, otherwise: T) -> T:
        """The cell's value; `otherwise` where it is absent, empty or bad, and then the report knows."""
        text = self.text(field)
        return self.parse(field, text, otherwise) if text else otherwise

    def parse(self, field: str, text: str, otherwise: T, *, shown_as: str = "") -> T:
        """The value of a text read as a cell of that field; a fault shows it in column `shown_as`."""
        try:
            value: T = self._memo[field][text]
        except CellProblem as problem:
            self.fault(shown_as or field, text, problem.problem, problem.candidates)
            return otherwise
        return value

    def fault(self, field: str, value: str, problem: str, candidates: tuple[str, ...] = ()) -> None:
        self._report.fault(self.row_number, self.column(field), value, problem, candidates)

    def notice(self, field: str, value: str, problem: str) -> None:
        self._report.notice(self.row_number, self.column(field), value, problem)

    def each(self, rows: Iterable[Row]) -> Iterator[int]:
        """Goes through the rows under the header, naming the one it is at; passes blank ones and notes."""
        for number, row in enumerate(rows, start=self._header.row + 1):
            filled = [cell for cell in row if cell.strip()]
            if not filled:
                continue
            self.row_number, self._row = number, row
            beyond = [cell for cell in row[self._header.width :] if cell.strip()]
            if len(filled) <= FOOTER_CELLS and squeezed(filled[0]).startswith(FOOTERS):
                self._report.notice(number, "", filled[0], "was taken for a note below the table: left out")
            elif beyond:
                self._report.fault(number, "", beyond[0], "stands outside the columns of the header")
            else:
                for cell in (row[at] for at in self._header.nameless if at < len(row)):
                    if cell.strip():
                        self._report.notice(number, "", cell, "stands under no header: not read")
                yield number
