"""Lists of volunteers as communities keep them."""

from datetime import date

import pytest

from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode
from models.datum import Datum, bd09_from_wgs84, gcj02_from_wgs84
from models.errors import BadTable
from models.geo import Precision, Wgs84, great_circle_m
from models.people import Break, Limits
from tests.builders import CENTRE, make_shift
from tests.unit.api.tables.files import csv_file, faults, volunteer, volunteers, xlsx_file

KEPT_BY_HAND = """\
2026年芳草社区志愿者花名册,,,,,,,
填表单位：芳草社区居委会,,,,填表日期：2026年11月,,,
序号,姓 名,手机号,特长,所属社区,住址,服务时长,可服务时间
1,张三,139 0000 1234,医疗、护理,芳草社区,芳草苑３幢２单元５０１,１２．５,周一至周五 8:00-12:00
2,李四,13900005678,骑手,芳草社区,草芳苑4栋,3,周末

合计,2人,,,,,,
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_list_kept_by_hand_is_read(tmp_path, encoding):
    table = volunteers(csv_file(tmp_path, KEPT_BY_HAND, encoding=encoding))
    zhang, li = table.rows
    assert (zhang.id, zhang.name, zhang.phone) == ("V4", "张三", "13900001234")
    assert zhang.specialities == {Speciality.MEDICINE: 1, Speciality.NURSING: 1}
    assert (zhang.home.label, zhang.home.precision) == ("芳草苑3栋2单元501室", Precision.ROOM)
    assert zhang.shifts == (make_shift(8, 12),)
    assert zhang.hours_given == 12.5
    assert (li.shifts, li.home.label) == ((), "芳草苑4栋")
    assert [(one.row, one.problem) for one in table.notices] == [
        (5, "was read as 芳草社区芳草苑"),
        (7, "was taken for a note below the table: left out"),
        (0, "1 of 2 volunteers have no shift on the planned days"),
    ]


def test_a_list_in_a_workbook_is_read_with_its_dates_and_numbers(tmp_path):
    path = xlsx_file(
        tmp_path,
        [
            ["志愿者花名册"],
            ["编号", "姓名", "电话", "出生日期", "所属社区", "保险到期", "职业资格", "资格有效期"],
            [7.0, "张三", 13900001234, date(1986, 11, 24), "芳草社区", date(2027, 12, 31), "执业医师", 46753],
        ],
    )
    (zhang,) = volunteers(path).rows
    assert (zhang.id, zhang.phone, zhang.age) == ("7", "13900001234", 39)
    assert zhang.insured_until == date(2027, 12, 31)
    assert zhang.qualifications == {Qualification.PHYSICIAN: date(2028, 1, 1)}
    assert zhang.home.precision is Precision.COMMUNITY


def test_every_column_is_understood(tmp_path):
    one = volunteer(
        tmp_path,
        "志愿者编号,性别,年龄,出行方式,语言/方言,背景审查到期,监护人编号,队伍,载量,座位数,不服务对象,"
        "每天最多次数,每天最多小时,每周最多小时,每天最多公里,每天最多路程分钟,职业资格,休息时间,自带物资",
        "V9,女,36岁,电瓶车,普通话、武汉话,长期,V1,天使在身边,6,3,R1、R2,4,3小时,10,12.5,90,驾照(2027/6/30),"
        "11:30-13:30休息30分钟,药盒3、口罩10",
    )
    assert (one.id, one.sex, one.age, one.mode) == ("V9", Sex.FEMALE, 36, TravelMode.EBIKE)
    assert one.languages == {Language.MANDARIN, Language.WUHAN}
    assert (one.vetted_until, one.guardian_id, one.team) == (date.max, "V1", "天使在身边")
    assert (one.capacity, one.seats, one.refuses) == (6, 3, {"R1", "R2"})
    assert one.limits == Limits(
        travel_s=5400, metres=12_500, tasks=4, service_s=10_800, week_service_s=36_000
    )
    assert one.qualifications == {Qualification.DRIVER: date(2027, 6, 30)}
    assert one.breaks == (Break(opens_s=41_400, closes_s=46_800, lasts_s=1800),)
    assert one.supplies == {"药盒": 3, "口罩": 10}


def test_a_column_that_is_absent_has_a_sensible_default(tmp_path):
    one = volunteer(tmp_path, "姓名", "张三", days=2)
    assert one.shifts == (make_shift(8, 18), make_shift(32, 42))
    assert (one.mode, one.age, one.limits) == (TravelMode.WALK, None, Limits())
    assert (one.languages, one.capacity, one.insured_until) == ({Language.MANDARIN}, 4, None)


def test_nobody_is_sent_at_a_time_that_was_left_empty(tmp_path):
    assert volunteer(tmp_path, "姓名,可服务时间", "张三,").shifts == ()


def test_address_columns_are_put_together(tmp_path):
    path = csv_file(tmp_path, "姓名,社区,小区,楼栋,单元,房号\n张三,芳草,芳草苑,3,2,501\n")
    assert volunteers(path).rows[0].home.label == "芳草苑3栋2单元501室"


@pytest.mark.parametrize(
    ("shown", "column", "option"),
    [
        (CENTRE, "", Datum.WGS84),
        (gcj02_from_wgs84(CENTRE), "", Datum.GCJ02),
        (bd09_from_wgs84(CENTRE), "", Datum.BD09),
        (gcj02_from_wgs84(CENTRE), "高德", Datum.WGS84),
        (bd09_from_wgs84(CENTRE), "百度坐标系", Datum.GCJ02),
        (CENTRE, "WGS-84", Datum.BD09),
    ],
)
def test_coordinates_are_read_in_the_datum_declared(tmp_path, shown, column, option):
    path = csv_file(tmp_path, f"姓名,经度,纬度,坐标系\n张三,{shown.lon_deg},{shown.lat_deg},{column}\n")
    home = volunteers(path, datum=option).rows[0].home
    assert great_circle_m(home.at, CENTRE) < 0.01
    assert home.precision is Precision.GIVEN


def test_every_fault_of_every_row_is_in_one_report(tmp_path):
    path = csv_file(
        tmp_path,
        "编号,手机号,特长,住址,服务时长,可服务时间,性别,年龄\n"
        "V1,1.39E+10,打太极,芳草苑33栋,NaN,11:00-9:00,半,200\n"
        "V2,13900001234,医疗,芳草苑3栋,1,全天,女,30\n"
        "V3,1390000123499,医疗,银杏苑1栋,-1,9:00-9:00,女,30\n"
        ",13900001234,医疗,芳草苑3栋,1,全天,女,30\n",
    )
    told = {(cell.row, cell.column): cell for cell in faults(volunteers, path)}
    assert set(told) == {
        *((2, column) for column in ("手机号", "特长", "住址", "服务时长", "可服务时间", "性别", "年龄")),
        *((4, column) for column in ("手机号", "住址", "服务时长", "可服务时间")),
        (5, "编号"),
    }
    assert told[2, "住址"].value == "芳草苑33栋"
    assert "no building 33" in told[2, "住址"].problem
    assert told[4, "住址"].candidates == ("五琴里社区银杏苑", "五合里社区银杏苑")
    assert told[4, "手机号"].value == "139******3499"
    assert told[2, "可服务时间"].problem.startswith("closes before it opens")
    assert told[4, "可服务时间"].problem == "has zero length"
    assert told[2, "服务时长"].problem == "is not a finite number"
    assert str(told[2, "特长"]).startswith("list.csv, row 2, column 特长: '打太极' is no known speciality")


def test_good_rows_are_kept_only_on_request(tmp_path):
    path = csv_file(tmp_path, "编号,所属社区\nV1,芳草社区\nV2,幸福社区\nV3,百灵社区\n")
    with pytest.raises(BadTable):
        volunteers(path)
    table = volunteers(path, keep_good=True)
    assert [one.id for one in table.rows] == ["V1", "V3"]
    assert [(cell.row, cell.value) for cell in table.bad] == [(3, "幸福社区")]


def test_rows_that_share_an_id_name_each_other_and_none_is_kept(tmp_path):
    path = csv_file(tmp_path, "编号,所属社区\nV1,芳草社区\nV2,芳草社区\nＶ１,百灵社区\nV1,百灵社区\n")
    table = volunteers(path, keep_good=True)
    assert [one.id for one in table.rows] == ["V2"]
    assert [(cell.row, cell.problem) for cell in table.bad] == [
        (2, "is the id of row 4 too"),
        (4, "is the id of row 2 too"),
        (5, "is the id of row 2 too"),
    ]


@pytest.mark.parametrize(
    ("lon", "lat", "column", "problem"),
    [
        ("nan", "30.5", "经度", "finite"),
        ("inf", "30.5", "经度", "finite"),
        ("190", "30.5", "经度", "not on the globe"),
        ("30.5", "114.2", "纬度", "swapped"),
        ("114.2", "", "纬度", "is empty, but 经度 is not"),
        ("116.4", "39.9", "经度", "1062 km from the other places"),
        ("东", "30.5", "经度", "not a number"),
    ],
)
def test_a_place_that_cannot_be_is_told(tmp_path, lon, lat, column, problem):
    rows = "".join(f"V{number},114.2{number},30.5{number}\n" for number in range(5))
    path = csv_file(tmp_path, f"编号,经度,纬度\nX,{lon},{lat}\n{rows}")
    ((row, told, message),) = [(cell.row, cell.column, cell.problem) for cell in faults(volunteers, path)]
    assert (row, told) == (2, column)
    assert problem in message


def test_of_two_places_far_apart_nobody_knows_which_is_wrong(tmp_path):
    path = csv_file(tmp_path, "编号,经度,纬度\nA,114.2,30.5\nB,116.4,39.9\n")
    assert [cell.row for cell in faults(volunteers, path)] == [2, 3]


def test_an_unknown_datum_is_told(tmp_path):
    (cell,) = faults(volunteers, csv_file(tmp_path, "姓名,经度,纬度,坐标系\n张三,114.2,30.5,北京54\n"))
    assert (cell.column, cell.candidates) == ("坐标系", ("WGS-84", "GCJ-02", "BD-09"))


def test_a_qualification_without_expiry_is_told(tmp_path):
    (cell,) = faults(volunteers, csv_file(tmp_path, "所属社区,职业资格\n芳草社区,执业医师\n"))
    assert "has no expiry: write 执业医师(2027-06-30)" in cell.problem


def test_a_cell_beside_the_table_is_told(tmp_path):
    (cell,) = faults(volunteers, csv_file(tmp_path, "编号,住址\nV1,芳草苑3栋,2单元\n"))
    assert (cell.row, cell.value) == (2, "2单元")


def test_a_cell_under_no_header_is_named_and_passed_over(tmp_path):
    table = volunteers(csv_file(tmp_path, "编号,住址,\nV1,芳草苑3栋,已核实\n"))
    assert [(one.row, one.value) for one in table.notices] == [(2, "已核实")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\n\n", "the table is empty"),
        ("甲,乙\n1,2\n", "no header among the first 20 rows; known: 编号、姓名"),
        ("\n" * 20 + "编号,所属社区\nV1,芳草社区\n", "the table is empty"),
        ("编号,所属社区\n", "no rows under the header"),
        ("编号,姓名\nV1,张三\n", "no column for a place"),
        ("编号,手机号,电话,所属社区\nV1,1,2,芳草社区\n", "means the same as column 手机号"),
    ],
)
def test_a_table_that_is_none_is_told(tmp_path, text, problem):
    (cell,) = faults(volunteers, csv_file(tmp_path, text))
    assert problem in cell.problem


def test_a_column_that_is_not_known_is_named_and_passed_over(tmp_path):
    table = volunteers(csv_file(tmp_path, "编号*,所属社区（必填）,政治面貌\nV1,芳草社区,党员\n"))
    assert [(one.column, one.problem) for one in table.notices] == [
        ("政治面貌", "is no known column: not read")
    ]


def test_formulas_of_a_spreadsheet_are_texts_here(tmp_path):
    assert volunteer(tmp_path, "姓名", "=1+1").name == "=1+1"


def test_a_home_on_the_far_side_of_nothing_is_no_reason_to_fail(tmp_path):
    path = csv_file(tmp_path, "编号,经度,纬度\nA,-90.2,38.6\nB,-90.3,38.7\n")
    assert volunteers(path).rows[0].home.at == Wgs84(-90.2, 38.6)


def test_a_value_is_told_once_and_a_word_of_a_list_beside_the_whole_cell(tmp_path):
    path = csv_file(
        tmp_path, "所属社区,特长,可服务时间\n芳草社区,炒股王,25:00-26:00\n芳草社区,医疗、炒股王,9:00\n"
    )
    told = [
        str(cell).removeprefix("list.csv, ").split(" (candidates")[0] for cell in faults(volunteers, path)
    ]
    assert told == [
        "row 2, column 特长: '炒股王' is no known speciality",
        "row 2, column 可服务时间: '25:00-26:00' 25:00 is no time of day",
        "row 3, column 特长: '医疗、炒股王' 炒股王 is no known speciality",
        "row 3, column 可服务时间: '9:00' has no end: write 9:00-11:00",
    ]


def test_a_guardian_who_is_not_in_the_table_is_told_by_row(tmp_path):
    text = "编号,年龄,所属社区,监护人编号\nV1,40,芳草社区,\nV2,15,芳草社区,V1\nV3,15,芳草社区,V9\n"
    table = volunteers(csv_file(tmp_path, text))
    assert [one.guardian_id for one in table.rows] == ["", "V1", "V9"]
    assert [str(one) for one in table.notices] == [
        "list.csv, row 4, column 监护人编号: 'V9' is the id of nobody in this table: not read"
    ]


def test_a_guardian_who_is_under_age_is_told_by_row(tmp_path):
    text = "编号,年龄,所属社区,监护人编号\nV1,17,芳草社区,V2\nV2,15,芳草社区,V2\n"
    table = volunteers(csv_file(tmp_path, text))
    assert [str(one).split("监护人编号: ")[1] for one in table.notices] == ["'V2' is under age: not read"] * 2


def test_a_guardian_whose_row_is_left_out_is_not_in_the_table(tmp_path):
    text = "编号,年龄,所属社区,监护人编号\nV1,old,芳草社区,\nV2,15,芳草社区,V1\n"
    table = volunteers(csv_file(tmp_path, text), keep_good=True)
    assert [(one.row, one.value) for one in table.notices] == [(3, "V1")]
