"""The workbook to fill in."""

import pytest
from openpyxl import load_workbook

from api.tables.template import COLUMNS, What, write_template
from models.catalogue import NeedKind, Sex, TravelMode
from models.district.gazetteer import hanyang
from models.geo import Precision
from tests.unit.api.tables.files import needs, volunteers


@pytest.fixture(params=What)
def what(request):
    return request.param


def test_its_example_row_is_read_back_without_a_fault(tmp_path, what):
    path = tmp_path / "template.xlsx"
    write_template(path, what)
    read = {What.VOLUNTEERS: volunteers, What.NEEDS: needs}[what]
    table = read(path, gazetteer=hanyang())
    (example,) = table.rows
    place = example.home if what is What.VOLUNTEERS else example.place
    assert place.precision is Precision.ROOM
    assert table.notices == ()


def test_every_column_is_explained_on_a_sheet_of_its_own(tmp_path, what):
    path = tmp_path / "template.xlsx"
    write_template(path, what)
    filled, explained = load_workbook(path).worksheets
    assert explained.title == "说明"
    assert [cell.value for cell in filled[1]] == [row[0].value for row in explained.iter_rows(min_row=2)]
    assert all(row[1].value for row in explained.iter_rows(min_row=2))
    assert filled.freeze_panes == "A2"


def test_what_can_be_chosen_is_offered_as_a_list(tmp_path):
    offered = set()
    for what in What:
        write_template(tmp_path / "template.xlsx", what)
        sheet = load_workbook(tmp_path / "template.xlsx").worksheets[0]
        offered |= {one.formula1.strip('"') for one in sheet.data_validations.dataValidation}
    for kind in (NeedKind, Sex, TravelMode):
        assert ",".join(word.zh for word in kind) in offered
    # A spreadsheet refuses the whole file where one of them is longer.
    assert max(map(len, offered)) <= 255


def test_telephone_numbers_are_texts_in_every_row(tmp_path, what):
    write_template(tmp_path / "template.xlsx", what)
    sheet = load_workbook(tmp_path / "template.xlsx").worksheets[0]
    at = [column.field for column in COLUMNS[what] if column.meaning].index("phone")
    assert sheet.cell(2, at + 1).number_format == "@"
    assert sheet.column_dimensions[sheet.cell(1, at + 1).column_letter].number_format == "@"
