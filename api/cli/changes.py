"""What an edited plan became: a short list of what changed, and why."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from api.cli.words import REASONS, count_words
from api.usecases.changes import Cause, Change, Visit
from matcher.check.violation import clock

MOST_CHANGES = 12


def show_changes(console: Console, changes: Sequence[Change]) -> None:
    """Edits first; the rest is what followed from them. Above it, for how many people anything changes."""
    console.print()
    if not changes:
        console.print("  Nothing changed: everybody does what the plan before says")
        return
    moved = (change for change in changes if change.was != change.now)
    people = {visit[0] for change in moved for visit in (change.was, change.now) if visit}
    words = f"{count_words(len(changes), 'change')} for {count_words(len(people), 'volunteer')}"
    console.print(Text(f"  {words}", "bold"))
    table = Table.grid(Column(no_wrap=True), Column(), Column(), padding=(0, 2, 0, 0))
    for change in changes[:MOST_CHANGES]:
        table.add_row(Text(_seat(change)), Text(_move(change)), Text(why(change), "dim"))
    console.print(Padding(table, (0, 2)))
    if len(changes) > MOST_CHANGES:
        console.print(f"  ... and {len(changes) - MOST_CHANGES:,} more; --json lists them all")


def change_documents(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """All changes, for programs."""
    return [
        {
            "need": change.need_id,
            "role": change.role,
            "was": _visit_document(change.was),
            "now": _visit_document(change.now),
            "row": change.row,
            "why": why(change),
        }
        for change in changes
    ]


def why(change: Change) -> str:
    """What led to the change."""
    match change.cause:
        case Cause.NOT_ASKED:
            return "nobody asks for it any more"
        case Cause.UNMET:
            blocked = REASONS[change.unmet] if change.unmet else "nobody can"
            return f"row {change.row} cannot be kept: {blocked}" if change.row else f"now unmet: {blocked}"
        case Cause.ROW:
            return f"row {change.row} asks for it"
        case Cause.RETURNED:
            again = ": given back, and planned as before" if change.was == change.now else ""
            return f"its row was deleted{again}"
        case Cause.NEW:
            return "it is new"
        case Cause.ROOM:
            return "there is room for it now"
        case Cause.GONE:
            return f"{change.was[0] if change.was else 'somebody'} is not there any more"
        case Cause.LIST:
            staying = change.was and change.now and change.was[0] == change.now[0]
            whose = change.now if staying else change.was
            return f"the list of {whose[0] if whose else 'somebody'} changed"


def _seat(change: Change) -> str:
    return change.need_id + (f" person {change.role + 1}" if change.role else "")


def _move(change: Change) -> str:
    was, now = change.was, change.now
    if was is None or now is None:
        return f"{_visit(was)} → {_visit(now)}"
    if was == now:
        return f"{_visit(now)}, as before"
    if was[0] == now[0]:
        return f"{now[0]} {clock(was[1])} → {clock(now[1])}"
    return f"{_visit(was)} → {_visit(now)}"


def _visit(visit: Visit | None) -> str:
    return "nobody" if visit is None else f"{visit[0]} {clock(visit[1])}"


def _visit_document(visit: Visit | None) -> dict[str, Any] | None:
    return None if visit is None else {"volunteer": visit[0], "start_s": visit[1]}
