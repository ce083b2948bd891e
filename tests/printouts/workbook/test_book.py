"""plan.xlsx as a spreadsheet program opens it."""

from dataclasses import fields, replace
from datetime import date, time
from functools import cache
from io import BytesIO

from openpyxl import load_workbook

from api.printouts.itinerary import make_itinerary
from api.printouts.workbook.book import plan_workbook
from api.printouts.workbook.by_volunteer import stop_rows
from api.printouts.workbook.overview import COST_TERMS
from models.needs import Pin
from models.plans import Cost, Unmet, WayIn
from models.reasons import Reason
from tests.printouts.world import BRANCH, PHONE, ROOM, sample, sample_day, sample_plan, sample_round


def opened(itinerary, **options):
    content = plan_workbook(itinerary, **({"missing": frozenset()} | options))
    return load_workbook(BytesIO(content))


@cache
def sample_book():
    return opened(sample())


def rows(sheet) -> list[dict[str, object]]:
    """The rows under the header, which is where the panes freeze."""
    head = int(sheet.freeze_panes[1:]) - 1
    headers = [cell.value for cell in sheet[head]]
    return [
        dict(zip(headers, values, strict=True))
        for values in sheet.iter_rows(min_row=head + 1, values_only=True)
    ]


def test_it_has_a_sheet_for_each_question_and_hides_its_stamp():
    book = sample_book()
    assert book.sheetnames == ["概览", "按志愿者", "按社区", "未满足", "志愿者名单", "_redvest"]
    assert book["_redvest"].sheet_state == "hidden"


def test_every_table_filters_and_keeps_its_header_in_sight():
    for sheet in sample_book().worksheets[:-1]:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref.startswith(f"A{int(sheet.freeze_panes[1:]) - 1}:")
        assert sheet.print_title_rows


def test_a_row_by_volunteer_is_a_stop():
    by_volunteer = rows(sample_book()["按志愿者"])
    assert len(by_volunteer) == 6
    chat = next(row for row in by_volunteer if row["需求编号"] == "chat")
    assert chat["志愿者编号"] == "wang"
    assert chat["手机"] == "138****5678"
    assert chat["顺序"] == 1
    assert chat["类别"] == "陪伴聊天"
    assert chat["环节"] == "上门"
    assert chat["地址"] == ROOM
    assert chat["日期"].date() == date(2026, 11, 23)
    assert (chat["开始"], chat["结束"]) == (time(9), time(9, 30))


def test_times_are_kept_to_the_second_and_shown_to_the_minute():
    cells = [cell for row in sample_book()["按志愿者"].iter_rows() for cell in row]
    times = [cell for cell in cells if isinstance(cell.value, time)]
    assert {cell.number_format for cell in times} == {"hh:mm"}
    assert any(cell.value.second for cell in times)


def test_a_pickup_and_its_delivery_are_told_apart():
    parts = [
        (row["环节"], row["顺序"]) for row in rows(sample_book()["按志愿者"]) if row["需求编号"] == "medicine"
    ]
    assert parts == [("取货", None), ("送达", 2)]


def test_pins_of_the_day_are_marked():
    day = replace(sample_day(), pins=(Pin(need_id="read", volunteer_id="li", order=2),))
    (read,) = [row for row in stop_rows(make_itinerary(day, sample_plan())) if row.need_id == "read"]
    assert [read.cells[column] for column in ("固定志愿者", "固定顺序", "固定时间")] == ["是", "是", ""]


def test_a_community_sees_who_comes_and_what_stays_unmet():
    here = [row for row in rows(sample_book()["按社区"]) if row["社区"] == "芳草社区"]
    assert [(row["需求编号"], row["状态"], row["志愿者"] or "") for row in here] == [
        ("chat", "已安排", "王芳"),
        ("lift", "已安排", "李志强、王芳"),
        ("lawyer", "未满足", ""),
    ]


def test_an_unmet_need_has_its_reasons_in_words():
    (lawyer,) = rows(sample_book()["未满足"])
    assert lawyer["主要原因"] == "没有所需特长"
    assert lawyer["各条原因"] == "没有所需特长 2 人；不在可服务时间内 1 人"
    assert lawyer["要求时间"] == "09:00–12:00"


def test_an_unmet_need_is_told_with_what_would_let_somebody_serve_it():
    way_in = WayIn(rules=(Reason.NO_SPECIALITY,), volunteers=3, routes=())
    plan = replace(sample_plan(), unmet=(Unmet(need_id="lawyer", way_in=way_in),))
    (lawyer,) = rows(opened(make_itinerary(sample_day(), plan))["未满足"])
    assert lawyer["怎样才能满足"] == "若 3 人中有人具备所需特长，即可安排"


def test_the_overview_tells_what_was_reached_and_from_what():
    figures = {row["项目"]: row["数值"] for row in rows(sample_book()["概览"])}
    assert figures["满足的需求"] == "4 / 5"
    assert figures["满足的优先级"] == "4 / 9"
    assert figures["出行的志愿者"] == "2 / 3"
    assert figures["服务时间"] == round(sample_plan().help_s / 3600, 1) == 2.5  # five visits, no pickup
    assert figures["代价：路上时间"] == sample_plan().cost.travel_s
    assert figures["问题摘要"] == sample_plan().problem_digest


def test_every_cost_term_has_a_word_and_a_unit():
    assert set(COST_TERMS) == {field.name for field in fields(Cost)}


def test_the_roster_lists_everybody_with_their_visits():
    visits = {row["志愿者编号"]: row["已派次数"] for row in rows(sample_book()["志愿者名单"])}
    assert visits == {"wang": 3, "li": 2, "zhao": 0}


def test_no_input_becomes_a_formula_or_an_error():
    evil = ('=HYPERLINK("file:///etc/passwd")', "#N/A", "+1+1", "@SUM(A1)")
    wang, li, zhao = sample_day().volunteers
    named = (
        replace(wang, name=evil[0], team=evil[1]),
        replace(li, name=evil[2], team=evil[3]),
        replace(zhao, name="王\x07芳"),
    )
    book = opened(make_itinerary(replace(sample_day(), volunteers=named), sample_plan()))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in evil]
    assert {cell.value for cell in found} == set(evil)
    # Formatted as text, a cell stays a text when somebody edits it.
    assert {(cell.data_type, cell.number_format) for cell in found} == {("s", "@")}
    # A control character is shown, not swallowed: the file would not open.
    assert "王\ufffd芳" in {row["姓名"] for row in rows(book["志愿者名单"])}


def test_no_full_telephone_number_goes_out():
    texts = [
        str(value) for sheet in sample_book() for row in sheet.iter_rows(values_only=True) for value in row
    ]
    assert not any(PHONE in text or "13987654321" in text for text in texts)


def test_missing_characters_are_listed_and_progress_counts_rows_to_the_end():
    told: list[tuple[int, int]] = []
    book = opened(sample(), missing={"\U00020bb7"}, progress=lambda done, total: told.append((done, total)))
    listed = [row["数值"] for row in rows(book["概览"]) if row["项目"] == "字库缺字"]
    assert listed == ["\U00020bb7（U+20BB7）在出行单和图上印作 〓"]
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_break_and_a_reload_have_rows_without_a_need():
    book = opened(sample_round())
    parts = [
        (row["日期"].day, row["环节"], row["需求编号"] or "", row["地址"]) for row in rows(book["按志愿者"])
    ]
    assert parts == [
        (23, "上门", "pills", ROOM),
        (23, "休息", "", "就地"),
        (23, "领取物资", "", BRANCH),
        (23, "上门", "more", "芳草社区芳草苑8栋"),
        (24, "上门", "tomorrow", "郭茨口社区"),
    ]
    assert {row["需求编号"] for row in rows(book["按社区"])} == {"pills", "more", "tomorrow"}


def test_only_terms_that_cost_anything_are_listed():
    listed = [row["项目"] for row in rows(opened(sample_round())["概览"]) if "代价" in row["项目"]]
    assert listed == [
        "代价：未满足需求的优先级之和",
        "代价：路上时间",
        "代价：晚于约定时间",
        "代价：与已公布方案不同的志愿者",
    ]


def test_shifts_of_several_days_are_dated():
    shifts = {row["志愿者编号"]: row["班次"] for row in rows(opened(sample_round())["志愿者名单"])}
    assert shifts["wang"] == "11月23日 08:00–17:00、11月24日 08:00–17:00"
