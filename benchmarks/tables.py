"""A table of results, for the terminal and for Markdown."""

from dataclasses import dataclass

from rich.box import SIMPLE
from rich.table import Table as RichTable

LEFT = "<"


def percent(value: float) -> str:
    """Two decimals; what rounds to nothing has no sign."""
    return f"{round(value, 2) + 0.0:.2f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells are text. A column whose name starts with LEFT is aligned left, the others right.

    `notes` are sentences below the table.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def markdown(self) -> str:
        """Title as bold text, then the table, then the notes; ends with a newline."""
        names = [name.removeprefix(LEFT) for name in self.columns]
        rules = [":--" if name.startswith(LEFT) else "--:" for name in self.columns]
        lines = [f"| {' | '.join(cells)} |" for cells in (names, rules, *self.rows)]
        return "\n\n".join([f"**{self.title}**", "\n".join(lines), *self.notes]) + "\n"

    def rich(self) -> RichTable:
        """The same for a terminal."""
        table = RichTable(
            title=self.title, caption="\n".join(self.notes) or None, caption_justify="left", box=SIMPLE
        )
        for name in self.columns:
            justify = "left" if name.startswith(LEFT) else "right"
            table.add_column(name.removeprefix(LEFT), justify=justify)  # type: ignore[arg-type]
        for row in self.rows:
            table.add_row(*row)
        return table
