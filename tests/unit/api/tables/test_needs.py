"""Lists of needs as communities keep them."""

from datetime import date, datetime

import pytest

from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality
from models.geo import Precision
from models.kinds import USUAL, USUAL_PRIORITY
from models.needs import Role
from tests.builders import make_window
from tests.gazetteers import small_gazetteer
from tests.unit.api.tables.files import csv_file, faults, need, needs, xlsx_file


def test_a_need_that_says_little_is_the_usual_one_of_its_kind(tmp_path):
    one = need(tmp_path, "类型", "双人搬抬")
    usual = USUAL[NeedKind.LIFT]
    assert (one.id, one.kind, one.priority) == ("N2", NeedKind.LIFT, USUAL_PRIORITY)
    assert (one.service_s, one.crew, one.risky) == (usual.service_s, usual.roles, True)
    assert one.windows == (make_window(8, 18),)
    assert one.place.precision is Precision.COMMUNITY


def test_every_column_is_understood(tmp_path):
    one = need(
        tmp_path,
        "需求编号,服务类型,服务对象,服务对象编号,电话,住址,期望时间,时长（分钟）,紧急程度,人数,取药地点,所需特长,所需资格,"
        "要求性别,语言,最小年龄,最大年龄,有风险,涉及未成年人,首次须双人,乘车人数,希望志愿者,不要志愿者,携带物品,"
        "进门说明,备注,最多晚到(分钟),所需物资,常来志愿者",
        "D7,代取药,李奶奶,R1,027-84661234,芳草苑5栋1单元302,上午、下午,45,特急,2,便民药房芳草店,护理,护士,女,武汉话,"
        "20,60,是,否,是,1,V1、V2,V3,血压计,按门铃两次,耳背,15分钟,药盒1、口罩 2个,V1",
    )
    (pharmacy,) = (spot for spot in small_gazetteer().facilities if spot.id == "P001")
    assert (one.id, one.kind, one.priority) == ("D7", NeedKind.MEDICINE_DELIVERY, 10)
    assert (one.recipient_name, one.recipient_id, one.phone) == ("李奶奶", "R1", "02784661234")
    assert (one.place.label, one.service_s) == ("芳草苑5栋1单元302室", 2700)
    assert one.windows == (make_window(8, 12), make_window(14, 18))
    role = Role(speciality=Speciality.NURSING, qualifications=frozenset({Qualification.NURSE}))
    assert one.crew == (role, role)
    assert one.pickup is not None
    assert (one.pickup.place.at, one.pickup.service_s, one.pickup.load) == (pharmacy.at, 300, 1)
    assert (one.carer_sex, one.language) == (Sex.FEMALE, Language.WUHAN)
    assert (one.min_age, one.max_age, one.seats) == (20, 60, 1)
    assert (one.risky, one.with_minor, one.first_visit_flagged) == (True, False, True)
    assert (one.preferred, one.refused) == ({"V1", "V2"}, {"V3"})
    assert (one.bring, one.access, one.note) == ("血压计", "按门铃两次", "耳背")
    assert (one.late_s, one.supplies, one.usual_carers) == (900, {"药盒": 1, "口罩": 2}, {"V1"})


@pytest.mark.parametrize(
    ("header", "row", "window"),
    [
        ("期望日期,期望时间", "2026-11-23,9:00-11:00", make_window(9, 11)),
        ("期望日期,期望时间", "2026-11-23,", make_window(8, 18)),
        ("期望日期", "46349", make_window(8, 18)),
        ("期望日期,期望时间", "46349,9:00-11:00", make_window(9, 11)),
        ("期望日期,期望时间", "2026/11/23 0:00:00,9:00-11:00", make_window(9, 11)),
        ("期望日期,期望时间", "不限,9:00-11:00", make_window(9, 11)),
        ("期望日期", "2026-11-23 00:00", make_window(8, 18)),
        ("期望日期", "2026-11-23 14:00", make_window(14, 14.5)),
        ("期望时间", "9:00", make_window(9, 9.5)),
        ("期望时间", "不限", make_window(8, 18)),
        ("期望时间", "", make_window(8, 18)),
    ],
)
def test_date_and_time_may_have_columns_of_their_own(tmp_path, header, row, window):
    assert need(tmp_path, f"类型,{header}", f"陪伴,{row}").windows == (window,)


def test_a_date_beside_a_time_may_be_any_cell_of_a_workbook(tmp_path):
    for day in (46349, datetime(2026, 11, 23), date(2026, 11, 23), "11月23日"):
        path = xlsx_file(
            tmp_path, [["类型", "所属社区", "日期", "期望时间"], ["陪伴", "芳草社区", day, "9:00-11:00"]]
        )
        assert needs(path).rows[0].windows == (make_window(9, 11),)


def test_a_date_that_is_none_is_told_in_its_own_column(tmp_path):
    (cell,) = faults(
        needs, csv_file(tmp_path, "类型,所属社区,日期,期望时间\n陪伴,芳草社区,2026-02-30,上午\n")
    )
    assert str(cell) == "list.csv, row 2, column 日期: '2026-02-30' is no day of the calendar"


@pytest.mark.parametrize(
    ("header", "text"), [("时长", "90"), ("时长(分钟)", "90分钟"), ("时长", "1.5小时"), ("时长(小时)", "1.5")]
)
def test_a_duration_has_the_unit_it_is_given(tmp_path, header, text):
    assert need(tmp_path, f"类型,{header}", f"陪伴,{text}").service_s == 5400


@pytest.mark.parametrize(
    ("text", "priority"), [("紧急", 8), ("一般", 5), ("不急", 2), ("７", 7), ("1000", 1000)]
)
def test_urgency_is_a_word_or_a_number(tmp_path, text, priority):
    assert need(tmp_path, "类型,优先级", f"陪伴,{text}").priority == priority


def test_a_need_of_another_day_is_left_out_and_named(tmp_path):
    path = csv_file(tmp_path, "类型,所属社区,期望时间\n陪伴,芳草社区,2026-11-30 上午\n陪伴,芳草社区,上午\n")
    table = needs(path)
    assert [one.id for one in table.rows] == ["N3"]
    assert [(one.row, one.column, one.value) for one in table.notices] == [(2, "期望时间", "2026-11-30 上午")]
    assert [one.id for one in needs(path, days=8).rows] == ["N2", "N3"]


def test_medicine_that_nobody_says_where_to_fetch_is_named(tmp_path):
    table = needs(csv_file(tmp_path, "类型,所属社区,取药地点\n送药,芳草社区,\n"))
    assert table.rows[0].pickup is None
    assert "no place to fetch from" in table.notices[0].problem


def test_every_fault_of_a_row_is_told_in_the_order_of_the_columns(tmp_path):
    header = "类型、所属社区、期望时间、时长、优先级、人数、取药地点、要求性别、语言、有风险、最小年龄"
    row = "飞行,幸福社区,12:00-9:00,-3,很急,0,天上人间,不男不女,火星话,也许,x"
    path = csv_file(tmp_path, f"{header.replace('、', ',')}\n{row}\n")
    told = faults(needs, path)
    assert {cell.row for cell in told} == {2}
    assert "、".join(cell.column for cell in told) == header


@pytest.mark.parametrize(
    ("header", "row", "column", "problem"),
    [
        ("类型", "", "类型", "a kind is needed"),
        ("类型,时长", "陪伴,25小时", "时长", "longer than a day"),
        ("类型,优先级", "陪伴,1001", "优先级", "not between 1 and 1000"),
        ("类型,人数", "陪伴,99", "人数", "not between 1 and 10"),
        ("类型,最小年龄,最大年龄", "陪伴,60,20", "", "min_age=60 is above max_age=20"),
    ],
)
def test_what_no_need_can_be_is_told(tmp_path, header, row, column, problem):
    (cell,) = faults(needs, csv_file(tmp_path, f"编号,所属社区,{header}\nN1,芳草社区,{row}\n"))
    assert cell.column == column
    assert problem in cell.problem


def test_a_table_without_kinds_is_told(tmp_path):
    (cell,) = faults(needs, csv_file(tmp_path, "编号,所属社区\nN1,芳草社区\n"))
    assert "no column for the kind" in cell.problem
