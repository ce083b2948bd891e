"""Opens an edited plan.xlsx as far as a spreadsheet goes: its stamp, its header, its rows; no meaning yet."""

from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from api.printouts.workbook import stamp
from api.printouts.workbook.by_volunteer import READ_BACK, SHEET
from api.tables import archive
from api.tables.workbook import cell_text
from models.errors import BadCell, BadFormat, BadTable, WrongProblem
from models.plans import Plan

HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the spreadsheet numbers it, its texts by header."""

    number: int
    texts: dict[str, str]


def open_edited(path: Path, plan: Plan) -> list[RawRow]:
    """The rows of sheet 按志愿者 that hold anything.

    Raises BadFormat where the file is no plan.xlsx, or shows another plan of the problem; BadTable where a
    column is missing; WrongProblem where it was made from another problem.
    """
    archive.check(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for sheet in (SHEET, stamp.SHEET):
                if sheet not in book.sheet_names:
                    raise BadFormat(f"{path.name}: has no sheet {sheet}, so it is no plan.xlsx of redvest")
            stamped = {row[0]: row[1] for row in _texts(book, stamp.SHEET) if len(row) > 1}
            rows = _texts(book, SHEET)
    except CalamineError as error:
        raise BadFormat(f"{path.name}: cannot be read as a workbook: {error}") from error
    if stamped.get(stamp.PROBLEM) != plan.problem_digest:
        raise WrongProblem(named=plan.problem_digest, given=stamped.get(stamp.PROBLEM, "none"))
    if stamped.get(stamp.PLAN) != stamp.fingerprint(plan):
        raise BadFormat(
            f"{path.name}: shows another plan than plan.json; edit the one written together with it"
        )

    heads = [number for number, row in enumerate(rows[:HEADER_WITHIN]) if READ_BACK[0] in row]
    if not heads:
        raise BadFormat(
            f"{path.name}: no header {READ_BACK[0]} in the first {HEADER_WITHIN} rows of sheet {SHEET}"
        )
    headers = rows[heads[0]]
    wrong = [
        BadCell(path.name, heads[0] + 1, header, "", f"stands {headers.count(header)} times in the header")
        for header in READ_BACK
        if headers.count(header) != 1
    ]
    if wrong:
        raise BadTable(wrong)
    raw = [RawRow(number, dict(zip(headers, row, strict=True))) for number, row in enumerate(rows, start=1)]
    return [row for row in raw[heads[0] + 1 :] if any(row.texts[header] for header in READ_BACK)]


def _texts(book: CalamineWorkbook, sheet: str) -> list[list[str]]:
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[cell_text(cell).strip() for cell in row] for row in rows]
