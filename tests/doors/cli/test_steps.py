from io import StringIO

import pytest
from rich.console import Console

from api.cli import steps
from api.cli.steps import Steps


def console(**changes):
    return Console(**({"file": StringIO(), "width": 80, "color_system": None} | changes))


def work(steps_of):
    with steps_of, steps_of.step("plan", "looking") as step:
        step.at(0.25, "5 of 9 served")
        step.end("9 of 9 served")


def test_where_nothing_can_be_drawn_over_a_step_is_two_lines():
    screen = console()
    work(Steps(screen))

    lines = screen.file.getvalue().splitlines()
    assert [line.split()[0] for line in lines] == ["plan", "plan"]
    assert lines[0].endswith("looking ...")
    assert "9 of 9 served (" in lines[1]


def test_a_dumb_terminal_is_written_to_line_by_line(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    screen = console(force_terminal=True)
    work(Steps(screen))
    assert "\x1b" not in screen.file.getvalue()


def test_a_long_step_says_how_it_goes(monkeypatch):
    monkeypatch.setattr(steps, "QUIET_S", 0.0)
    screen = console()
    work(Steps(screen))
    assert "5 of 9 served (25%)" in screen.file.getvalue()


def test_nobody_is_told_anything_where_nobody_watches():
    screen = console()
    work(Steps(screen, quiet=True))
    assert screen.file.getvalue() == ""


def test_on_a_terminal_the_line_is_drawn_over_and_fits_it():
    screen = console(force_terminal=True)
    with Steps(screen) as drawn, drawn.step("plan", "looking") as step:
        step.at(0.25, "a" * 200)
        step.end("b" * 200)

    written = screen.file.getvalue()
    assert "✓ " + "b" * 50 in written
    assert "…" in written
    assert "b" * 70 not in written


@pytest.mark.parametrize("width", [30, 40, 80, 300])
def test_any_width_will_do(width):
    work(Steps(console(width=width, force_terminal=True)))
