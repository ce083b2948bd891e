"""What the tests of the command line share."""

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def redvest(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line, 80 columns wide whatever the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    return CommandLine(capsys)
