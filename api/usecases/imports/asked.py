"""What somebody asks to import, and what they are told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.tables.template import What
from models.datum import Datum
from models.errors import BadCell
from models.store.journal import Row

MOST_TOLD = 2_000
"""Cells of a report; how many there are in all is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A list under a name, by which its rows are known when it comes again.

    `columns`: from its own headers to ours. `verified`: the office vouches for it, so that needs are opened.
    """

    of: What
    list: str
    file: str
    digest: str
    dry_run: bool
    columns: dict[str, str | None]
    datum: Datum
    verified: bool

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, asks: dict[str, Any]) -> "Asked":
        typed = {"of": What(asks["of"]), "datum": Datum(asks["datum"])}
        return cls(**(asks | typed))


@dataclass(slots=True)
class Tally:
    """What has become, or would become, of the rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    likenesses: int = 0
    bad: list[BadCell] = field(default_factory=list)
    notices: list[BadCell] = field(default_factory=list)

    def as_json(self, asked: Asked) -> Row:
        """`refused`: rows with something wrong. `bad` and `notices` hold the first MOST_TOLD of each."""
        return {
            "dry_run": asked.dry_run,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": len({cell.row for cell in self.bad}),
            "likenesses": self.likenesses,
            "faults": len(self.bad),
            "bad": _cells(self.bad),
            "notices": _cells(self.notices),
        }


def _cells(cells: Sequence[BadCell]) -> list[Row]:
    return [
        {
            "row": cell.row,
            "column": cell.column,
            "value": cell.value,
            "problem": cell.problem,
            "candidates": list(cell.candidates),
        }
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))[:MOST_TOLD]
    ]
