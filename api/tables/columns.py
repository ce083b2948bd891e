"""Columns by the many names communities give them, and the row of the table in which they stand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.tables.cells import plain, squeezed
from models.catalogue import Labelled
from models.errors import BadCell, BadTable

SEARCHED_ROWS = 20
MIN_KNOWN = 2
"""A row with fewer known headers is a title or a note."""

IGNORED = {"序号", "no", "no.", "#", ""}
REMARK = re.compile(r"\([^()]*\)$|[*:]+$|^[*]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its stable English `field`, its Chinese header, and what else it is called.

    `meaning` tells the people who fill the template in what to write, and what happens if they do not;
    `example` is a cell that is right; `choices` are offered as a list. Only columns with a meaning are in
    the template.
    """

    field: str
    zh: str
    also: str = ""
    meaning: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()

    @property
    def spellings(self) -> set[str]:
        return {squeezed(one) for one in (self.field, self.zh, *self.also.split())}


def listed(kind: type[Labelled]) -> str:
    """All words of a kind, for a column's meaning."""
    return "、".join(word.zh for word in kind)


@dataclass(frozen=True, slots=True)
class Header:
    """Where each known column stands: row as a spreadsheet numbers it, index and spelling by field.

    `unknown` are the headers that mean nothing here, `nameless` the columns that have none.
    """

    row: int
    index: Mapping[str, int]
    spelled: Mapping[str, str]
    unknown: tuple[str, ...]
    nameless: tuple[int, ...]
    width: int


def find_header(rows: Sequence[Sequence[str]], columns: Iterable[Column], file: str) -> Header | None:
    """The row, among the first few, with the most known headers; None where none has enough.

    Raises BadTable where two of its columns mean the same.
    """
    fields = {spelling: column.field for column in columns for spelling in column.spellings}
    known = [sum(field_of(cell, fields) is not None for cell in row) for row in rows[:SEARCHED_ROWS]]
    most = max(known, default=0)
    if most < MIN_KNOWN:
        return None
    at = known.index(most)
    index: dict[str, int] = {}
    faults: list[BadCell] = []
    for position, cell in enumerate(rows[at]):
        field = field_of(cell, fields)
        if field is None:
            continue
        if field in index:
            other = plain(rows[at][index[field]])
            faults.append(
                BadCell(file, at + 1, plain(cell), "", f"means the same as column {other}: keep one")
            )
        index.setdefault(field, position)
    if faults:
        raise BadTable(faults)
    return Header(
        row=at + 1,
        index=index,
        spelled={field: plain(rows[at][position]) for field, position in index.items()},
        unknown=tuple(
            plain(cell)
            for cell in rows[at]
            if field_of(cell, fields) is None and squeezed(cell) not in IGNORED
        ),
        nameless=tuple(position for position, cell in enumerate(rows[at]) if not cell.strip()),
        width=len(rows[at]),
    )


def field_of(cell: str, fields: Mapping[str, str]) -> str | None:
    """The field that a header means, with or without a remark such as (必填) or *."""
    spelled = squeezed(cell)
    while spelled not in fields:
        shorter = REMARK.sub("", spelled)
        if shorter == spelled:
            return None
        spelled = shorter
    return fields[spelled]
