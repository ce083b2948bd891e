"""Cells that are merged over several rows of a workbook."""

from pathlib import Path

from openpyxl import load_workbook

from tests.unit.api.tables.files import faults, volunteers, xlsx_file

LIST: list[list[object]] = [
    [None, "芳草社区志愿者花名册"],
    [None],
    [None, "所属社区", "编号", "姓名"],
    [None, "芳草社区", "V1", "张三"],
    [None, None, "V2", "李四"],
    [None, None, None, None],
    [None, None, "V3", "王五"],
    [None, "百灵社区", "V4", "赵六"],
    [None, None, "V5", "钱七"],
]


def merged(folder: Path, *ranges: str) -> Path:
    """The list, which begins in the second column, with these cells merged."""
    path = xlsx_file(folder, LIST)
    book = load_workbook(path)
    for cells in ranges:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


def test_merged_cells_hold_for_every_row_they_span(tmp_path):
    people = volunteers(merged(tmp_path, "B4:B7", "B8:B9")).rows
    assert [(one.id, one.home.community) for one in people] == [
        ("V1", "芳草社区"),
        ("V2", "芳草社区"),
        ("V3", "芳草社区"),
        ("V4", "百灵社区"),
        ("V5", "百灵社区"),
    ]


def test_a_merged_title_is_no_part_of_the_list(tmp_path):
    path = merged(tmp_path, "B1:D1", "B4:B7", "B8:B9")
    assert volunteers(path).rows == volunteers(merged(tmp_path, "B1:B2", "B4:B7", "B8:B9")).rows


def test_cells_that_are_merely_empty_are_not_filled(tmp_path):
    told = faults(volunteers, merged(tmp_path, "B4:B5", "B8:B9"))
    assert [(cell.row, cell.column) for cell in told] == [(7, "所属社区")]
