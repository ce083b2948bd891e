"""Small files for the tests of tables."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from api.tables.reading import read_needs, read_volunteers
from api.tables.table import Table
from models.errors import BadCell, BadTable
from models.needs import Need
from models.people import Volunteer
from tests.builders import MONDAY
from tests.gazetteers import small_gazetteer


def csv_file(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder: Path, *sheets: list[list[object]], name: str = "list.xlsx") -> Path:
    """A workbook of these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def xlsx_with_sheet_xml(folder: Path, rows: bytes) -> Path:
    """A workbook whose only sheet holds this XML between its sheetData tags."""
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return xlsx_with_member(folder, "xl/worksheets/sheet1.xml", start + rows + b"</sheetData></worksheet>")


def xlsx_with_member(folder: Path, name: str, content: bytes) -> Path:
    """A workbook with one file of its archive exchanged."""
    whole = xlsx_file(folder, [["x"]], name="whole.xlsx")
    with ZipFile(whole) as source, ZipFile(folder / "list.xlsx", "w", ZIP_DEFLATED) as target:
        for member in source.namelist():
            target.writestr(member, content if member == name else source.read(member))
    return folder / "list.xlsx"


def volunteers(path: Path, **changes: object) -> Table[Volunteer]:
    asked = {"gazetteer": small_gazetteer(), "first_day": MONDAY} | changes
    return read_volunteers(path, **asked)  # type: ignore[arg-type]


def needs(path: Path, **changes: object) -> Table[Need]:
    asked = {"gazetteer": small_gazetteer(), "first_day": MONDAY} | changes
    return read_needs(path, **asked)  # type: ignore[arg-type]


def volunteer(folder: Path, header: str, row: str, **changes: object) -> Volunteer:
    """The one volunteer of a list that places everybody."""
    path = csv_file(folder, f"所属社区,{header}\n芳草社区,{row}\n")
    (one,) = volunteers(path, **changes).rows
    return one


def need(folder: Path, header: str, row: str, **changes: object) -> Need:
    """The one need of a list that places everybody."""
    path = csv_file(folder, f"所属社区,{header}\n芳草社区,{row}\n")
    (one,) = needs(path, **changes).rows
    return one


def faults(read: object, path: Path, **changes: object) -> list[BadCell]:
    """What is wrong with a file that `read` refuses."""
    try:
        read(path, **changes)  # type: ignore[operator]
    except BadTable as error:
        return list(error.cells)
    raise AssertionError(f"{path} was read")
