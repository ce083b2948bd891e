"""Results as JSON lines, appended as they come: a benchmark that was broken off goes on where it stopped."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.errors import BadFormat

RESULTS = Path(__file__).resolve().parent / "results"

Line = dict[str, Any]


class ResultFile:
    """One file of results; `key` names the fields that tell one run from another.

    Lines are never taken out: a run that was done again, by another version or by the same, has several. The
    last one counts, the others are its history.
    """

    def __init__(self, path: Path, *, key: Sequence[str]) -> None:
        self.path = path
        self.key = tuple(key)
        self._history: list[Line] = []
        self._last: dict[tuple[object, ...], Line] = {}
        for line in _read(path):
            self._take(line)

    def key_of(self, line: Mapping[str, object]) -> tuple[object, ...]:
        """The values that tell this run from others; 10 and 10.0 are the same run."""
        return tuple(line.get(name) for name in self.key)

    def find(self, **key: object) -> Line | None:
        """The line that counts of the run with this key, if it has been done."""
        return self._last.get(self.key_of(key))

    def lines(self) -> list[Line]:
        """The line that counts for each run, in the order the runs were last done."""
        return list(self._last.values())

    def history(self) -> list[Line]:
        """Every line, oldest first."""
        return list(self._history)

    def append(self, line: Line) -> None:
        """Keep the line, on disk first. Raises TypeError where it is not plain JSON."""
        text = json.dumps(line, ensure_ascii=False)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(text + "\n")
        self._take(line)

    def _take(self, line: Line) -> None:
        self._history.append(line)
        key = self.key_of(line)
        self._last.pop(key, None)  # so that the run moves to the end
        self._last[key] = line


def _read(path: Path) -> list[Line]:
    """Raises BadFormat where a line is not a JSON object."""
    if not path.exists():
        return []
    lines = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            line = json.loads(text)
        except ValueError as error:
            raise BadFormat(f"{path.name}, line {number}: {error}") from error
        if not isinstance(line, dict):
            raise BadFormat(f"{path.name}, line {number}: not an object")
        lines.append(line)
    return lines
