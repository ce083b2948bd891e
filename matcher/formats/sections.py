"""Text files of a head, lines of KEY: value, then named sections of rows, up to a line EOF."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from matcher.formats.columns import Line, is_number, lines_of, whole_in
from matcher.formats.jsontext import MAX_NUMBER
from models.errors import BadFormat


@dataclass(frozen=True, slots=True)
class Entry:
    at: int
    value: str


@dataclass(frozen=True, slots=True)
class Sections:
    """`head` by key, `rows` by the name of their section."""

    head: Mapping[str, Entry]
    rows: Mapping[str, list[Line]]

    def whole(self, key: str, *, low: int = 0, high: int = MAX_NUMBER) -> int:
        """The whole number that the head gives. Raises BadFormat."""
        entry = self._entry(key)
        return whole_in(entry.value, f"line {entry.at}, {key}", low=low, high=high)

    def refuse_other(self, key: str, wanted: str) -> None:
        """Raises BadFormat where the head has another value than this one."""
        entry = self._entry(key)
        if entry.value != wanted:
            raise BadFormat(f"line {entry.at}, {key}: {entry.value[:40]!r} is not {wanted!r}")

    def section(self, name: str, lines: int) -> list[Line]:
        """The rows of the section. Raises BadFormat where there are not as many as wanted."""
        if name not in self.rows:
            raise BadFormat(f"the section {name} is missing")
        rows = self.rows[name]
        if len(rows) != lines:
            raise BadFormat(f"the section {name} has {len(rows)} lines, wanted {lines}")
        return rows

    def outside(self, known: Collection[str]) -> tuple[str, ...]:
        """Keys and sections that are not among the known."""
        return tuple(name for name in (*self.head, *self.rows) if name not in known)

    def _entry(self, key: str) -> Entry:
        if key not in self.head:
            raise BadFormat(f"{key} is missing in the head of the file")
        return self.head[key]


def parse_sections(text: str) -> Sections:
    """Raises BadFormat naming the line of what is wrong."""
    head: dict[str, Entry] = {}
    rows: dict[str, list[Line]] = {}
    section: list[Line] | None = None
    for line in lines_of(text):
        first = line.words[0]
        if first == "EOF":
            break
        if len(line.words) == 1 and not is_number(first) and ":" not in first:
            if first in rows:
                raise BadFormat(f"line {line.at}: the section {first[:40]} appears twice")
            section = rows.setdefault(first, [])
        elif section is not None:
            section.append(line)
        else:
            key, colon, value = (part.strip() for part in " ".join(line.words).partition(":"))
            if not colon:
                raise BadFormat(f"line {line.at}: neither KEY: value nor the name of a section")
            if key in head:
                raise BadFormat(f"line {line.at}: {key[:40]} appears twice")
            head[key] = Entry(line.at, value)
    return Sections(head, rows)
