"""An edited plan.xlsx as a real file: saved again by a spreadsheet program, renamed, damaged."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.printouts.itinerary import make_itinerary
from api.printouts.workbook.book import plan_workbook
from api.printouts.workbook.edits import read_edited_plan
from models.errors import BadFormat, BadTable, InvalidInput, WrongProblem
from models.needs import Pin
from tests.printouts.world import ZHAO, sample, sample_day, sample_plan

SHEET = "按志愿者"
HEAD = 5


@cache
def written() -> bytes:
    return plan_workbook(sample(), missing=frozenset())


def read(path: Path, plan=None):
    return read_edited_plan(path, sample_day(), plan or sample_plan())


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(written())
    return path


def edit(path: Path, change) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path)


def test_a_file_saved_again_unchanged_decides_nothing(path):
    edit(path, lambda book: None)
    edits = read(path)
    assert (edits.pins, edits.returned, edits.notices) == ((), (), ())


def test_a_changed_cell_and_a_deleted_title_come_back_with_the_row_as_it_is_now(path):
    def change(book):
        sheet = book[SHEET]
        chat = next(row for row in sheet.iter_rows(min_row=HEAD + 1) if any(c.value == "chat" for c in row))
        chat[0].value = ZHAO
        numbers.append(chat[0].row - (HEAD - 1))
        sheet.delete_rows(1, HEAD - 1)

    numbers: list[int] = []
    edit(path, change)
    assert read(path).pins == ((numbers[0], Pin(need_id="chat", volunteer_id=ZHAO)),)


def test_the_workbook_of_another_problem_is_refused(path):
    with pytest.raises(WrongProblem):
        read(path, replace(sample_plan(), problem_digest="another"))


def test_the_workbook_of_another_plan_is_refused(path):
    with pytest.raises(BadFormat, match=r"another plan than plan\.json"):
        read(path, replace(sample_plan(), routes=sample_plan().routes[1:]))


@pytest.mark.parametrize("sheet", ["_redvest", SHEET])
def test_a_workbook_without_its_sheets_is_refused(path, sheet):
    edit(path, lambda book: book.remove(book[sheet]))
    with pytest.raises(BadFormat, match=sheet):
        read(path)


def test_a_missing_column_is_named(path):
    def change(book):
        next(cell for cell in book[SHEET][HEAD] if cell.value == "开始").value = "几点"

    edit(path, change)
    with pytest.raises(BadTable, match=rf"row {HEAD}, column 开始"):
        read(path)


def test_a_missing_header_is_told(path):
    edit(path, lambda book: book[SHEET].delete_rows(HEAD))
    with pytest.raises(BadFormat, match="no header"):
        read(path)


@pytest.mark.parametrize(
    "spoil",
    [lambda whole: whole[:2000], lambda whole: b"", lambda whole: b"PK\x03\x04" + b"x" * 100],
    ids=["truncated", "empty", "garbage"],
)
def test_a_file_that_is_no_workbook_is_refused(path, spoil):
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(InvalidInput, match=r"plan\.xlsx"):
        read(path)


def test_an_empty_plan_comes_back_empty(path):
    nobody = replace(sample_plan(), routes=(), unmet=())
    path.write_bytes(plan_workbook(make_itinerary(sample_day(), nobody), missing=frozenset()))
    assert read(path, nobody).pins == ()
