"""Files of any encoding and kind: read, or refused with the reason."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.tables import archive, sheets
from models.errors import BadFormat, BadTable
from tests.unit.api.tables.files import (
    csv_file,
    faults,
    volunteers,
    xlsx_file,
    xlsx_with_member,
    xlsx_with_sheet_xml,
)

LIST = "编号,姓名,所属社区\n1,张三,芳草社区\n"
ROWS = [["编号", "姓名", "所属社区"], [1, "张三", "芳草社区"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_chinese_spreadsheets_are_told_apart(tmp_path, encoding):
    assert volunteers(csv_file(tmp_path, LIST, encoding=encoding)).rows[0].name == "张三"


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_tabs_and_semicolons_separate_too(tmp_path, delimiter):
    assert volunteers(csv_file(tmp_path, LIST.replace(",", delimiter))).rows[0].name == "张三"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (LIST.encode("utf-16"), "encoded as UTF-16"),
        (LIST.encode("utf-32"), "encoded as UTF-32"),
        (LIST.encode("utf-16-le"), "zero bytes"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "zero bytes"),
        ("编号,姓名\n1,".encode() + b"caf\xe9,x\n", "neither UTF-8 nor GB18030"),
        ('编号,姓名,所属社区\n1,"张三,芳草社区\n'.encode(), "line 2: .*quotation mark"),
    ],
)
def test_what_is_no_csv_file_is_refused_by_name(tmp_path, content, problem):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(BadFormat, match=rf"list\.csv.*{problem}"):
        volunteers(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadFormat, match="cannot be read: No such file"):
        volunteers(tmp_path / "list.csv")


def test_a_folder_is_refused_as_it_was_given():
    with pytest.raises(BadFormat, match=r"^\.: cannot be read: Is a directory"):
        volunteers(Path())


def test_an_encoding_that_is_taken_for_another_by_luck_is_thought_of(tmp_path):
    path = csv_file(tmp_path, "編號,姓名,所屬社區\n1,張三,芳草社區\n", encoding="big5")
    with pytest.raises(BadTable, match=r"no header .*\(or the encoding is neither UTF-8 nor GB18030\)"):
        volunteers(path)


def test_where_the_encoding_is_certain_it_is_not_blamed(tmp_path):
    (cell,) = faults(volunteers, csv_file(tmp_path, "甲,乙\n1,张三\n"))
    assert "no header" in cell.problem
    assert "encoding" not in cell.problem


def test_more_rows_than_are_read_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 30)
    with pytest.raises(BadFormat, match="more than 30 rows"):
        volunteers(csv_file(tmp_path, "编号,所属社区\n" + "".join(f"{n},芳草社区\n" for n in range(30))))


def test_more_bytes_than_are_read_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_BYTES", 10)
    with pytest.raises(BadFormat, match="more than the 10 that are read"):
        volunteers(csv_file(tmp_path, LIST))


def test_a_workbook_is_read(tmp_path):
    assert volunteers(xlsx_file(tmp_path, ROWS)).rows[0].name == "张三"


def test_a_list_on_a_later_sheet_is_found_and_named(tmp_path):
    table = volunteers(xlsx_file(tmp_path, [["目录"]], [*ROWS, [2, "李四", "未知社区"]]), keep_good=True)
    assert table.rows[0].name == "张三"
    assert table.bad[0].file == "list.xlsx [Sheet2]"


def test_a_truncated_workbook_is_refused(tmp_path):
    whole = xlsx_file(tmp_path, ROWS).read_bytes()
    for length in range(4, len(whole) - 1, 97):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[:length])
        with pytest.raises(BadFormat, match=r"cut\.xlsx"):
            volunteers(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"not a workbook", "does not begin like one"),
        (b"PK\x03\x04" + b"x" * 200, "truncated or damaged"),
    ],
)
def test_what_only_claims_to_be_a_workbook_is_refused(tmp_path, content, problem):
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadFormat, match=problem):
        volunteers(path)


def test_a_hidden_sheet_is_not_read(tmp_path):
    path = xlsx_file(tmp_path, ROWS, [["x"]])
    book = load_workbook(path)
    book.worksheets[0].sheet_state = "hidden"
    book.save(path)
    with pytest.raises(BadTable, match="no header"):
        volunteers(path)


def test_a_workbook_without_a_sheet_is_refused(tmp_path):
    empty = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets></sheets></workbook>'
    with pytest.raises(BadFormat, match="no visible sheet"):
        volunteers(xlsx_with_member(tmp_path, "xl/workbook.xml", empty))


def test_a_damaged_sheet_is_refused(tmp_path):
    with pytest.raises(BadFormat, match="cannot be read as a workbook"):
        volunteers(xlsx_with_sheet_xml(tmp_path, b'<row r="1"><c r="A1'))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1'><c r='A1'><v>1</v></c></row><row r = '1048576'><c r = 'XFD1048576'><v>1</v></c></row>",
        b'<row r="1">' + b"<c><v>1</v></c>" * 100 + b'</row><row r="1048576"><c><v>1</v></c></row>',
    ],
    ids=["far corner", "other quotes", "cells without names"],
)
def test_a_small_file_that_spans_a_huge_block_is_refused_before_it_is_laid_out(tmp_path, rows):
    with pytest.raises(BadFormat, match=r"rows of \d+ columns are more than are read"):
        volunteers(xlsx_with_sheet_xml(tmp_path, rows))


def test_a_zip_bomb_is_refused_by_its_declared_size(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 100_000)
    with pytest.raises(BadFormat, match="unpacks to"):
        volunteers(xlsx_with_sheet_xml(tmp_path, b" " * 200_000))
