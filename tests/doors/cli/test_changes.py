from io import StringIO

import pytest
from rich.console import Console

from api.cli.changes import change_documents, show_changes, why
from api.usecases.changes import Cause, Change
from models.reasons import Reason

NINE, TEN = ("v1", 9 * 3600), ("v2", 10 * 3600)


def change(**changes):
    usual = {
        "need_id": "n1",
        "role": 0,
        "was": NINE,
        "now": TEN,
        "cause": Cause.LIST,
    }
    return Change(**(usual | changes))


LATER = ("v1", 10 * 3600)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (change(cause=Cause.ROW, row=7), "row 7 asks for it"),
        (change(cause=Cause.UNMET, row=7, now=None, unmet=Reason.TOO_FAR), "row 7 cannot be kept: it is too"),
        (change(cause=Cause.RETURNED), "its row was deleted"),
        (change(cause=Cause.RETURNED, now=NINE), "its row was deleted: given back, and planned as before"),
        (change(cause=Cause.ROOM, was=None), "there is room for it now"),
        (change(cause=Cause.NEW, was=None), "it is new"),
        (change(cause=Cause.NOT_ASKED, now=None), "nobody asks for it any more"),
        (change(cause=Cause.GONE), "v1 is not there any more"),
        (change(now=LATER), "the list of v1 changed"),
        (change(), "the list of v1 changed"),
        (change(cause=Cause.UNMET, now=None, unmet=Reason.OUT_OF_SHIFT), "now unmet: nobody is free"),
        (change(cause=Cause.UNMET, now=None), "now unmet: nobody can"),
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
    assert "v1 09:00:00 → 10:00:00" in shown(change(now=LATER))
    assert "n1 person 2  v1 09:00:00 → nobody" in shown(change(cause=Cause.UNMET, role=1, now=None))
    assert "v1 09:00:00, as before" in shown(change(cause=Cause.ROW, now=NINE, row=3))


def test_a_long_list_is_cut_and_no_change_is_said():
    assert "20 changes for 2 volunteers" in shown(*[change(need_id=f"n{number}") for number in range(20)])
    assert "... and 8 more" in shown(*[change(need_id=f"n{number}") for number in range(20)])
    assert "Nothing changed" in shown()


def test_programs_get_every_change():
    assert change_documents([change(cause=Cause.ROW, row=4)]) == [
        {
            "need": "n1",
            "role": 0,
            "was": {"volunteer": "v1", "start_s": 32_400},
            "now": {"volunteer": "v2", "start_s": 36_000},
            "row": 4,
            "why": "row 4 asks for it",
        }
    ]
