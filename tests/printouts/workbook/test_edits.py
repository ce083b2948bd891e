"""What a dispatcher changes in plan.xlsx comes back as pins, or as a complaint that names the row."""

from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from api.documents import day_from_json, day_to_json
from api.printouts.itinerary import make_itinerary
from api.printouts.workbook.book import plan_workbook
from api.printouts.workbook.edits import Edits, edits_of
from api.printouts.workbook.opening import RawRow, open_edited
from api.tables.workbook import cell_text
from models.day import Day
from models.errors import BadTable
from models.needs import Pin
from models.units import HOUR_S
from tests.builders import make_window
from tests.printouts.world import LI, WANG, ZHAO, sample_day, sample_plan, sample_round, sample_round_day

CHAT, FETCH, DELIVER, LIFT_0, LIFT_1, READ = (
    *(("chat", "上门", "1"), ("medicine", "取货", "1"), ("medicine", "送达", "1")),
    *(("lift", "上门", "1"), ("lift", "上门", "2"), ("read", "上门", "1")),
)
Row = tuple[str, str, str]


@cache
def written(pins: tuple[Pin, ...] = ()) -> list[RawRow]:
    """The rows of the workbook as it comes back untouched."""
    itinerary = make_itinerary(replace(sample_day(), pins=pins), sample_plan())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        path.write_bytes(plan_workbook(itinerary, missing=frozenset()))
        return open_edited(path, sample_plan())


class Desk:
    """The sheet on a dispatcher's desk: what is typed into its cells arrives as the spreadsheet gives it."""

    def __init__(self, *pins: Pin) -> None:
        self.day = replace(sample_day(), pins=pins)
        self._rows = [RawRow(row.number, dict(row.texts)) for row in written(pins)]

    def number(self, row: Row) -> int:
        return self._found(row).number

    def put(self, row: Row, header: str, value: object) -> "Desk":
        self._found(row).texts[header] = "" if value is None else cell_text(value)  # type: ignore[arg-type]
        return self

    def delete(self, row: Row) -> "Desk":
        self._rows.remove(self._found(row))
        return self

    def add(self, **texts: str) -> "Desk":
        headers = self._rows[0].texts
        self._rows.append(RawRow(100, dict.fromkeys(headers, "") | texts))
        return self

    def shuffle(self) -> "Desk":
        numbers = count(5)
        self._rows = [RawRow(next(numbers), row.texts) for row in reversed(self._rows)]
        return self

    def read(self, day: Day | None = None) -> Edits:
        return edits_of(self._rows, day or self.day, sample_plan(), file="plan.xlsx")

    def faults(self, day: Day | None = None) -> list[str]:
        with pytest.raises(BadTable) as refused:
            self.read(day)
        return [str(cell) for cell in refused.value.cells]

    def _found(self, row: Row) -> RawRow:
        named = ("需求编号", "环节", "第几人")
        return next(one for one in self._rows if tuple(one.texts[header] for header in named) == row)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def pins(edits: Edits) -> list[Pin]:
    return [pin for _, pin in edits.pins]


def test_an_untouched_sheet_decides_nothing(desk):
    edits = desk.read()
    assert (edits.pins, edits.returned, edits.notices) == ((), (), ())
    assert edits.applied_to(sample_day()) == sample_day()


def test_the_sheet_is_understood_beside_a_problem_without_names_and_addresses(desk):
    nameless = day_from_json(day_to_json(sample_day()))
    assert desk.put(CHAT, "志愿者编号", ZHAO).read(nameless).notices == ()


def test_another_volunteer_becomes_a_pin_with_its_row(desk):
    number = desk.number(CHAT)
    edits = desk.put(CHAT, "志愿者编号", ZHAO).read()
    assert edits.pins == ((number, Pin(need_id="chat", volunteer_id=ZHAO)),)
    assert edits.applied_to(sample_day()).pins == (Pin(need_id="chat", volunteer_id=ZHAO),)


@pytest.mark.parametrize(
    "typed", [time(13, 30), "13:30", "13：30", "13点30分", "13:30:00", 0.5625, datetime(2026, 11, 23, 13, 30)]
)
def test_another_time_becomes_a_pin_however_it_is_typed(desk, typed):
    edits = desk.put(CHAT, "开始", typed).read()
    assert pins(edits) == [Pin(need_id="chat", start_s=round(13.5 * HOUR_S))]


def test_another_day_becomes_a_pin(desk):
    chat = replace(sample_day().needs[0], windows=(*sample_day().needs[0].windows, make_window(32, 40)))
    days = replace(sample_day(), days=2, needs=(chat, *sample_day().needs[1:]))
    edits = desk.put(CHAT, "日期", date(2026, 11, 24)).read(days)
    assert pins(edits) == [Pin(need_id="chat", start_s=33 * HOUR_S)]


def test_another_order_pins_the_whole_list_of_that_volunteer(desk):
    edits = desk.put(LIFT_0, "顺序", 1).read()
    assert {(pin.need_id, pin.volunteer_id, pin.order) for pin in pins(edits)} == {
        ("lift", WANG, 1),
        ("chat", WANG, 2),
        ("medicine", WANG, 3),
    }


def test_a_visit_may_be_put_last(desk):
    edits = desk.put(CHAT, "顺序", 3).read()
    assert {pin.need_id: pin.order for pin in pins(edits)} == {"medicine": 1, "lift": 2, "chat": 3}


def test_a_list_may_be_numbered_anew(desk):
    edits = desk.put(CHAT, "顺序", 2).put(DELIVER, "顺序", 1).read()
    assert {pin.need_id: pin.order for pin in pins(edits)} == {"medicine": 1, "chat": 2, "lift": 3}


def test_who_is_moved_with_an_order_takes_that_place_in_the_other_list(desk):
    edits = desk.put(READ, "志愿者编号", WANG).put(READ, "顺序", 1).read()
    assert {pin.need_id: pin.order for pin in pins(edits)} == {"read": 1, "chat": 2, "medicine": 3, "lift": 4}


def test_who_is_moved_without_an_order_may_come_anywhere(desk):
    assert pins(desk.put(READ, "志愿者编号", WANG).read()) == [Pin(need_id="read", volunteer_id=WANG)]


def test_two_visits_cannot_have_one_new_place(desk):
    here, there = desk.number(CHAT), desk.number(DELIVER)
    (fault,) = desk.put(CHAT, "顺序", 3).put(DELIVER, "顺序", 3).faults()
    assert f"row {there}, column 顺序" in fault
    assert f"row {here}" in fault


def test_yes_in_a_pin_column_holds_what_stands_there(desk):
    edits = desk.put(READ, "固定志愿者", "是").put(CHAT, "固定时间", "是").read()
    assert set(pins(edits)) == {
        Pin(need_id="read", volunteer_id=LI),
        Pin(need_id="chat", start_s=9 * HOUR_S),
    }


def test_a_pin_of_the_day_stays_until_it_is_taken_back():
    pin = Pin(need_id="read", volunteer_id=LI)
    kept, freed = Desk(pin), Desk(pin).put(READ, "固定志愿者", None)
    assert kept.read().applied_to(kept.day).pins == (pin,)
    assert freed.read().applied_to(freed.day).pins == ()


def test_a_pin_of_a_need_that_the_sheet_does_not_show_stays():
    pin = Pin(need_id="lawyer", start_s=10 * HOUR_S)
    assert Desk(pin).read().applied_to(Desk(pin).day).pins == (pin,)


def test_a_deleted_row_gives_the_need_back_without_its_pin():
    desk = Desk(Pin(need_id="read", volunteer_id=LI))
    edits = desk.delete(READ).read()
    assert edits.returned == ("read",)
    assert edits.applied_to(desk.day).pins == ()


def test_a_row_added_for_an_unmet_need_pins_who_goes(desk):
    day = sample_day()
    able = replace(
        day, needs=tuple(replace(n, crew=day.needs[0].crew) if n.id == "lawyer" else n for n in day.needs)
    )
    edits = desk.add(需求编号="lawyer", 志愿者编号=ZHAO, 开始="10:00").read(able)
    assert pins(edits) == [Pin(need_id="lawyer", volunteer_id=ZHAO, start_s=10 * HOUR_S)]


def test_each_of_a_crew_is_pinned_by_their_own_row(desk):
    edits = desk.put(LIFT_1, "志愿者编号", ZHAO).read()
    assert pins(edits) == [Pin(need_id="lift", role=1, volunteer_id=ZHAO)]


def test_a_crew_cannot_be_one_person_or_start_at_two_times(desk):
    first, second = desk.number(LIFT_0), desk.number(LIFT_1)
    desk.put(LIFT_0, "志愿者编号", ZHAO).put(LIFT_1, "志愿者编号", ZHAO)
    desk.put(LIFT_0, "开始", "13:00").put(LIFT_1, "开始", "14:00")
    faults = desk.faults()
    assert len(faults) == 2
    for fault in faults:
        assert f"row {first}" in fault
        assert f"row {second}" in fault


@pytest.mark.parametrize("changed", [FETCH, DELIVER])
def test_whoever_fetches_delivers(desk, changed):
    assert pins(desk.put(changed, "志愿者编号", ZHAO).read()) == [Pin(need_id="medicine", volunteer_id=ZHAO)]


def test_two_different_people_cannot_fetch_and_deliver(desk):
    fetch, deliver = desk.number(FETCH), desk.number(DELIVER)
    (fault,) = desk.put(FETCH, "志愿者编号", ZHAO).put(DELIVER, "志愿者编号", LI).faults()
    assert f"row {fetch}" in fault
    assert f"row {deliver}" in fault


@pytest.mark.parametrize(
    ("header", "value"), [("顺序", 1), ("开始", "11:00"), ("固定时间", "是"), ("固定志愿者", "是")]
)
def test_a_pickup_has_no_order_time_or_pin_of_its_own(desk, header, value):
    (fault,) = desk.put(FETCH, header, value).faults()
    assert "follows from the delivery" in fault
    assert header in fault


@pytest.mark.parametrize("deleted", [FETCH, DELIVER])
def test_half_a_delivery_cannot_be_deleted(desk, deleted):
    (fault,) = desk.delete(deleted).faults()
    assert "delete both" in fault


@pytest.mark.parametrize(
    ("row", "header", "value", "wrong"),
    [
        (CHAT, "志愿者编号", "wangg", "is no volunteer of this plan (candidates: wang)"),
        (CHAT, "志愿者编号", None, "delete the whole row"),
        (CHAT, "顺序", "first", "is not a number"),
        (CHAT, "顺序", 0, "counts from 1"),
        (CHAT, "开始", "morning", "is not a time of day"),
        (CHAT, "开始", "9", "is not a time of day"),
        (CHAT, "开始", "25:00", "is not a time of day"),
        (CHAT, "日期", "someday", "is not a date"),
        (CHAT, "日期", date(2026, 11, 25), "is not within the plan's 1 days"),
        (CHAT, "固定时间", "maybe", "is neither 是 nor 否"),
        (CHAT, "需求编号", "chatt", "is no need of this plan (candidates: chat)"),
        (CHAT, "第几人", "2", "the crew of need chat has 1"),
        (CHAT, "环节", "取货", "the plan fetches nothing for need chat"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_row_column_and_value(desk, row, header, value, wrong):
    number = desk.number(row)
    (fault,) = desk.put(row, header, value).faults()
    assert fault.startswith(f"plan.xlsx, row {number}, column {header}")
    assert wrong in fault


def test_a_stop_cannot_stand_in_two_rows(desk):
    chat, read = desk.number(CHAT), desk.number(READ)
    (fault,) = desk.put(CHAT, "需求编号", "read").faults()
    assert f"row {max(chat, read)}" in fault
    assert f"row {min(chat, read)} already" in fault


def test_an_emptied_cell_cannot_be_held(desk):
    faults = desk.put(CHAT, "顺序", None).put(CHAT, "固定顺序", "是").faults()
    assert ["is empty, yet it is to be pinned" in fault for fault in faults] == [True]


def test_a_pin_that_breaks_a_rule_is_named_by_row(desk):
    number = desk.number(CHAT)
    (fault,) = desk.put(CHAT, "开始", "17:00").faults()
    assert fault.startswith(f"plan.xlsx, row {number}, column 开始: '17:00' ")
    assert "windows" in fault
    assert "（不在可服务时间内）" in fault


def test_a_conflict_names_the_column_that_was_edited(desk):
    unable = replace(sample_day().volunteers[2], specialities={})
    day = replace(sample_day(), volunteers=(*sample_day().volunteers[:2], unable))
    number = desk.number(LIFT_0)
    (fault,) = desk.put(LIFT_0, "志愿者编号", ZHAO).faults(day)
    assert fault.startswith(f"plan.xlsx, row {number}, column 志愿者编号: 'zhao' ")
    assert "no_speciality（没有所需特长）" in fault


def test_two_visits_at_one_time_are_a_matter_of_the_column_of_times(desk):
    for row in (CHAT, LIFT_0):
        desk.put(row, "开始", "13:00").put(row, "固定志愿者", "是")
    (fault,) = desk.faults()
    assert "column 开始: '13:00' " in fault


def test_all_faults_are_told_at_once_in_the_order_of_the_rows(desk):
    faults = desk.put(READ, "开始", "?").put(CHAT, "顺序", "?").put(LIFT_0, "日期", "?").faults()
    assert len(faults) == 3
    assert faults == sorted(faults, key=lambda fault: int(fault.split("row ")[1].split(",")[0]))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        *[("结束", "12:00"), ("班次", "00:00–24:00"), ("类别", "送药")],
        *[("姓名", "王二"), ("地址", "别处1栋"), ("地址", None)],
    ],
)
def test_a_change_that_is_not_read_back_is_told(desk, header, value):
    number = desk.number(CHAT)
    (notice,) = desk.put(CHAT, header, value).read().notices
    assert (notice.row, notice.column) == (number, header)


def test_a_name_and_an_address_that_the_problem_lacks_are_not_compared(desk):
    nameless = day_from_json(day_to_json(sample_day()))
    desk.put(CHAT, "姓名", "王二").put(CHAT, "地址", "别处1栋").put(FETCH, "地址", "别处")
    assert desk.read(nameless).notices == ()
    assert len(desk.read().notices) == 3


def test_columns_that_follow_may_be_changed_along(desk):
    for header, value in (
        *(("志愿者编号", ZHAO), ("班次", "别的"), ("姓名", "赵敏")),
        *(("开始", "13:00"), ("结束", "13:30")),
    ):
        desk.put(CHAT, header, value)
    assert desk.read().notices == ()


def test_rows_may_be_sorted(desk):
    edits = desk.put(CHAT, "志愿者编号", ZHAO).shuffle().read()
    assert edits.pins == ((desk.number(CHAT), Pin(need_id="chat", volunteer_id=ZHAO)),)


def test_rows_of_breaks_and_reloads_are_passed_over_and_a_pin_there_is_told(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(sample_round(), missing=frozenset()))
    raw = open_edited(path, sample_round().plan)
    untouched = edits_of(raw, sample_round_day(), sample_round().plan, file="plan.xlsx")
    assert (untouched.pins, untouched.returned, untouched.notices) == ((), (), ())
    reload = next(row for row in raw if row.texts["环节"] == "领取物资")
    reload.texts["固定时间"] = "是"
    (notice,) = edits_of(raw, sample_round_day(), sample_round().plan, file="plan.xlsx").notices
    assert (notice.row, notice.column) == (reload.number, "固定时间")


STARTED = Pin(need_id="chat", volunteer_id=WANG, start_s=9 * HOUR_S, started=True)
FETCHED = Pin(need_id="medicine", volunteer_id=WANG, picked_up=True)


def test_what_is_under_way_stays_so_whatever_else_is_edited():
    edits = Desk(STARTED, FETCHED).put(READ, "开始", "14:00").read()
    assert {STARTED, FETCHED} < set(pins(edits))
    cleared = Desk(STARTED).put(CHAT, "固定志愿者", None).put(CHAT, "固定时间", None)
    assert pins(cleared.read()) == [STARTED]


@pytest.mark.parametrize(
    ("pin", "edit", "told"),
    [
        (STARTED, lambda desk: desk.put(CHAT, "志愿者编号", ZHAO), "wang is there already"),
        (STARTED, lambda desk: desk.put(CHAT, "开始", "10:30"), "has started already"),
        (STARTED, lambda desk: desk.delete(CHAT), "is under way: its row cannot be deleted"),
        (FETCHED, lambda desk: desk.put(DELIVER, "志愿者编号", ZHAO), "has fetched what is to be delivered"),
    ],
)
def test_what_is_under_way_cannot_be_changed(pin, edit, told):
    assert any(told in fault for fault in edit(Desk(pin)).faults())
