"""The canonical table: written, read back, and told what is wrong with it."""

import inspect
from datetime import date, timedelta

import pytest

from api.tables.canonical_needs import need_fields, need_from, write_needs
from api.tables.canonical_volunteers import volunteer_fields, volunteer_from, write_volunteers
from models.errors import BadTable
from models.needs import Role
from models.people import Break
from models.units import Seconds
from tests.builders import MONDAY, make_need, make_place, make_shift, make_volunteer, make_window
from tests.unit.api.tables.files import csv_file, faults, needs, volunteers, xlsx_file

TUESDAY = MONDAY + timedelta(days=1)

# What may be in a file of needs by hand: the columns that have no default, in an order of their own.
SHORT = "kind,id,lat_deg,lon_deg,service_s"


@pytest.mark.parametrize(
    ("fields", "build"), [(volunteer_fields(MONDAY, 1), volunteer_from), (need_fields(MONDAY, 1), need_from)]
)
def test_the_columns_stand_in_the_order_in_which_a_value_is_built(fields, build):
    assert [field.header for field in fields] == list(inspect.signature(build).parameters)


def test_what_is_written_is_read_back(tmp_path):
    people = [make_volunteer("V1", name="张三"), make_volunteer("V2", end=make_place(100, 0))]
    write_volunteers(tmp_path / "volunteers.csv", people, first_day=MONDAY)
    assert volunteers(tmp_path / "volunteers.csv").rows == tuple(people)
    wishes = [
        make_need("N1", windows=(make_window(9, 9), make_window(10, 12))),
        make_need("N2", crew=(Role(),) * 2),
    ]
    write_needs(tmp_path / "needs.csv", wishes, first_day=MONDAY)
    assert needs(tmp_path / "needs.csv").rows == tuple(wishes)


def test_excel_is_told_that_the_file_is_utf_8(tmp_path):
    write_volunteers(tmp_path / "volunteers.csv", [make_volunteer()], first_day=MONDAY)
    assert (tmp_path / "volunteers.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name,phone,home_lon_deg")


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-", "@x", "\t=1", "'quoted", "''", "a,b", 'a"b', "a\r\nb", "=\n"]
)
def test_no_text_is_a_formula_and_none_is_changed(tmp_path, text):
    path = tmp_path / "volunteers.csv"
    write_volunteers(path, [make_volunteer(name=text)], first_day=MONDAY)
    assert volunteers(path).rows[0].name == text
    cell = path.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[1].removeprefix('"')
    assert cell[:1] not in set("=+-@\t")


def test_a_file_means_the_same_moments_whatever_day_is_planned(tmp_path):
    path = tmp_path / "volunteers.csv"
    shifts = (make_shift(8, 12), make_shift(22, 30), make_shift(33, 36))
    write_volunteers(path, [make_volunteer(shifts=shifts)], first_day=MONDAY)
    assert volunteers(path).rows[0].shifts == (make_shift(8, 12), make_shift(22, 30))
    assert volunteers(path, days=2).rows[0].shifts == shifts
    # The night shift began the day before, and goes on until six.
    assert volunteers(path, first_day=TUESDAY).rows[0].shifts == (make_shift(0, 6), make_shift(9, 12))
    assert volunteers(path, first_day=MONDAY - timedelta(days=1)).rows[0].shifts == ()


def test_a_break_of_another_day_is_left_out(tmp_path):
    path = tmp_path / "volunteers.csv"
    today, tomorrow = (
        Break(opens_s=Seconds(s), closes_s=Seconds(s + 1800), lasts_s=Seconds(900)) for s in (0, 86_400)
    )
    write_volunteers(path, [make_volunteer(breaks=(today, tomorrow))], first_day=MONDAY)
    assert volunteers(path).rows[0].breaks == (today,)
    assert volunteers(path, first_day=TUESDAY).rows[0].breaks == (today,)


def test_a_need_of_another_day_is_left_out_and_named(tmp_path):
    path = tmp_path / "needs.csv"
    write_needs(path, [make_need("N1"), make_need("N2", windows=(make_window(33, 36),))], first_day=MONDAY)
    table = needs(path)
    assert [one.id for one in table.rows] == ["N1"]
    assert [one.row for one in table.notices] == [3]


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    path = tmp_path / "volunteers.csv"
    write_volunteers(path, [make_volunteer()], first_day=MONDAY)
    before = path.read_bytes()

    def broken():
        yield make_volunteer("V2")
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        write_volunteers(path, broken(), first_day=MONDAY)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_columns_may_be_left_out_or_reordered(tmp_path):
    (one,) = needs(csv_file(tmp_path, f"{SHORT}\ncompany,N1,30.55,114.21,1800\n")).rows
    assert (one.id, one.service_s, one.priority, one.crew) == ("N1", 1800, 5, (Role(),))
    assert one.windows == (make_window(8, 18),)


def test_a_workbook_may_hold_the_canonical_table(tmp_path):
    path = xlsx_file(tmp_path, [SHORT.split(","), ["company", "N1", 30.55, 114.21, 1800]])
    assert needs(path).rows[0].place.at.lon_deg == 114.21


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("id", "", "an id is needed"),
        ("home_lon_deg", "nan", "not between -180 and 180"),
        ("home_lat_deg", "114.2", "not between -90 and 90"),
        ("home_lat_deg", "x", "not a number"),
        ("end_lon_deg", "inf", "not between"),
        ("home_precision", "street", "no precision"),
        ("shifts", "2026-11-23T12:00/2026-11-23T09:00", "closes before it opens"),
        ("shifts", "2026-11-23T09:00/2026-11-23T09:00", "zero length"),
        ("shifts", "2026-13-23T09:00/2026-11-23T09:00", "no day or time"),
        ("breaks", "2026-11-23T12:00/2026-11-23T11:00/60", "closes before it opens"),
        ("breaks", "12:00-12:30 休息45分钟", "no break of 45 min fits"),
        ("supplies", f"药盒:{10**10}", "above"),
        ("refusal_permille", "1001", "above 1000"),
        ("specialities", "juggling:1", "no known speciality"),
        ("qualifications", "nurse", "no expiry"),
        ("mode", "", "no known travel mode"),
        ("open_end", "maybe", "neither"),
        ("insured_until", "2026-02-30", "no day of the calendar"),
        ("hours_given", "nan", "finite"),
        ("capacity", "-1", "negative"),
    ],
)
def test_a_bad_cell_is_told_by_row_and_column(tmp_path, column, cell, problem):
    path = tmp_path / "volunteers.csv"
    write_volunteers(path, [make_volunteer("V1"), make_volunteer("V2")], first_day=MONDAY)
    first, *rows = [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    rows[1][first.index(column)] = cell
    path.write_text("\n".join(",".join(row) for row in [first, *rows]), encoding="utf-8")
    (told,) = faults(volunteers, path)
    assert (told.row, told.column, told.value) == (3, column, cell)
    assert problem in told.problem
    assert [one.id for one in volunteers(path, keep_good=True).rows] == ["V1"]


def test_what_only_the_whole_row_shows_is_told_by_row(tmp_path):
    path = csv_file(
        tmp_path,
        f"{SHORT},min_age,max_age\ncompany,N1,30,114,60,50,20\ncompany,N2,30,114,60,,\ncompany,N3\n\n",
    )
    first, second, third = faults(needs, path)
    assert (first.row, first.column) == (2, "")
    assert "min_age=50 is above max_age=20" in first.problem
    assert (second.row, second.column) == (3, "min_age")
    assert (third.row, third.problem) == (4, "has 2 cells, the header 7")


def test_an_id_that_stands_twice_and_a_place_far_away_are_told(tmp_path):
    path = csv_file(
        tmp_path,
        f"{SHORT}\n"
        + "".join(f"company,{id},{lat},114,60\n" for id, lat in zip("ABBC", (30, 30, 30, 35), strict=True)),
    )
    assert [(one.row, one.column) for one in faults(needs, path)] == [(3, "id"), (4, "id"), (5, "lon_deg")]


def test_a_table_without_rows_is_told(tmp_path):
    write_needs(tmp_path / "needs.csv", [], first_day=MONDAY)
    with pytest.raises(BadTable, match="no rows under the header"):
        needs(tmp_path / "needs.csv")


def test_people_may_edit_the_canonical_table(tmp_path):
    path = csv_file(
        tmp_path,
        "id,home_lon_deg,home_lat_deg,shifts,mode,specialities,insured_until,open_end,supplies,breaks\n"
        "V1,114.2,30.5,上午,电动车,医疗3级、陪伴,2027年1月1日,TRUE,药盒3、口罩,10:00-10:15\n",
    )
    (one,) = volunteers(path).rows
    assert one.shifts == (make_shift(8, 12),)
    assert (one.mode, one.open_end, one.insured_until) == ("ebike", True, date(2027, 1, 1))
    assert one.specialities == {"medicine": 3, "companionship": 1}
    assert one.supplies == {"药盒": 3, "口罩": 1}
    assert one.breaks == (Break(opens_s=Seconds(36_000), closes_s=Seconds(36_000), lasts_s=Seconds(900)),)
