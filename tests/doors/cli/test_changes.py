from io import StringIO

import pytest
from rich.console import Console

from api.cli.changes import change_documents, show_changes, why
from api.usecases.replanning import Change
from models.reasons import Reason

NINE, TEN = ("v1", 9 * 3600), ("v2", 10 * 3600)


def change(**changes):
    usual = {
        "need_id": "n1",
        "role": 0,
        "was": NINE,
        "now": TEN,
        "row": None,
        "returned": False,
        "unmet": None,
    }
    return Change(**(usual | changes))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (change(row=7), "row 7 asks for it"),
        (change(row=7, now=None, unmet=Reason.TOO_FAR), "row 7 cannot be kept: it is too far"),
        (change(returned=True), "its row was deleted"),
        (change(returned=True, now=NINE), "its row was deleted: given back, and planned as before"),
        (change(was=None), "there is room for it now"),
        (change(now=("v1", 10 * 3600)), "the list of v1 changed"),
        (change(), "the list of v1 changed"),
        (change(now=None, unmet=Reason.OUT_OF_SHIFT), "now unmet: nobody is free"),
        (change(now=None), "now unmet: nobody can"),
    ],
)
def test_every_change_says_why(one, words):
    assert why(one).startswith(words)


def shown(*changes):
    screen = Console(file=StringIO(), width=80, color_system=None)
    show_changes(screen, changes)
    return screen.file.getvalue()


def test_a_change_says_who_and_when_before_and_after():
    assert "n1  v1 09:00:00 → v2 10:00:00  the list of v1 changed" in shown(change())
    assert "v1 09:00:00 → 10:00:00" in shown(change(now=("v1", 10 * 3600)))
    assert "n1 person 2  v1 09:00:00 → nobody" in shown(change(role=1, now=None))
    assert "v1 09:00:00, as before" in shown(change(now=NINE, row=3))


def test_a_long_list_is_cut_and_no_change_is_said():
    assert "... and 8 more" in shown(*[change(need_id=f"n{number}") for number in range(20)])
    assert "Nothing changed" in shown()


def test_programs_get_every_change():
    assert change_documents([change(row=4)]) == [
        {
            "need": "n1",
            "role": 0,
            "was": {"volunteer": "v1", "start_s": 32_400},
            "now": {"volunteer": "v2", "start_s": 36_000},
            "row": 4,
            "why": "row 4 asks for it",
        }
    ]
