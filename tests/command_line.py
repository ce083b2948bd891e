"""The command line as a test uses it: words in, what came out."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from api.cli.commands import run


@dataclass(frozen=True, slots=True)
class Said:
    """`code` is the exit code, `out` and `err` are what went to stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Stdout as the one JSON document that it must be."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line of what is wrong."""
        (line,) = (line for line in self.err.splitlines() if line.startswith("error: "))
        return line


class CommandLine:
    """`redvest(...)` runs a command in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> Said:
        self._capsys.readouterr()
        code = run([str(word) for word in words])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)
