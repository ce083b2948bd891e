import json

import pytest

from api.cli.failing import DEBUG, exit_code
from models.errors import BadCell, BadTable, InvalidInput, Unsupported


def failing(error):
    def command():
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (InvalidInput("age=-1"), 2, "error: age=-1"),
        (Unsupported(["flying"]), 1, "error: the search cannot honour: flying"),
        (
            FileNotFoundError(2, "No such file or directory", "a.csv"),
            2,
            "error: a.csv: no such file or directory",
        ),
        (PermissionError(13, "Permission denied", "out"), 2, "error: out: permission denied"),
        (OSError(28, "No space left on device"), 2, "error: no space left on device"),
        (MemoryError(), 2, "error: the input does not fit into memory"),
        (InvalidInput("[red] is no colour"), 2, "error: [red] is no colour"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, BaseException) else None,
)
def test_an_error_is_one_line_and_an_exit_code(capsys, error, code, told):
    assert exit_code(failing(error), json=False) == code

    out, err = capsys.readouterr()
    assert err.splitlines() == [told]
    assert out == ""


def test_a_bug_is_one_line_that_says_how_to_see_more(capsys, monkeypatch):
    monkeypatch.delenv(DEBUG, raising=False)

    assert exit_code(failing(OverflowError("date value\nout of range")), json=False) == 70

    out, err = capsys.readouterr()
    told = "error: this is a fault in redvest: OverflowError: date value out of range"
    assert err.splitlines() == [f"{told}; REDVEST_DEBUG=1 shows where"]
    assert out == ""


def test_with_json_a_bug_is_a_problem_object(capsys, monkeypatch):
    monkeypatch.delenv(DEBUG, raising=False)

    assert exit_code(failing(KeyError("n1")), json=True) == 70
    assert json.loads(capsys.readouterr().out)["code"] == "internal_error"


def test_who_looks_for_a_bug_gets_its_traceback(monkeypatch):
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        exit_code(failing(ZeroDivisionError()), json=False)


def test_an_interrupted_command_says_that_nothing_was_written(capsys):
    assert exit_code(lambda: 130, json=False) == 130
    assert "nothing was written" in capsys.readouterr().err


def test_many_bad_cells_are_cut_short_in_words(capsys):
    cells = [BadCell("v.csv", row, "age", "x", "is not a number") for row in range(2, 100)]

    assert exit_code(failing(BadTable(cells)), json=False) == 2

    err = capsys.readouterr().err
    assert err.startswith("error: 98 faults in v.csv")
    assert "... and 58 more" in err


def test_what_stands_in_a_cell_is_shown_as_it_is(capsys):
    cells = [BadCell("v.csv", row, "特长", "[bold]绣花[/]", "没有", ("理发", "维修")) for row in (2, 3)]

    exit_code(failing(BadTable(cells)), json=False)

    err = capsys.readouterr().err
    assert "[bold]绣花[/]" in err
    assert "理发、维修" in err
