"""Sheet 按志愿者: one row a stop, the sheet that a dispatcher edits and that is read back."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation

from api.printouts.itinerary import Call, Itinerary, Tour
from api.printouts.wording import (
    PARTS,
    coarse_words,
    day_of,
    days_words,
    masked_phone,
    moment_time,
    place_words,
    span,
)
from api.printouts.workbook.table import Column, Format, Table, Value
from models.geo import Place
from models.needs import Pin
from models.plans import Part
from models.units import Seconds

SHEET = "按志愿者"
YES = "是"
RESTING = "就地"

VOLUNTEER, ORDER, DATE, START = "志愿者编号", "顺序", "日期", "开始"
NEED, ROLE, KIND, PART, COMMUNITY, END = "需求编号", "第几人", "类别", "环节", "社区", "结束"
PIN_VOLUNTEER, PIN_ORDER, PIN_START = "固定志愿者", "固定顺序", "固定时间"
NAME, PHONE, TEAM, SHIFT = "姓名", "手机", "队伍", "班次"
READ_BACK = (NEED, VOLUNTEER, ORDER, ROLE, PART, DATE, START, PIN_VOLUNTEER, PIN_ORDER, PIN_START)
"""Columns without which the sheet cannot be read."""

ADDRESS, WAY, CODE, REMARK = "地址", "路上（分钟）", "服务码", "备注"

NOTES = (
    "红色表头的列可以改。改过的志愿者编号、顺序、日期或开始就此固定，其余尽量不动："
    "redvest plan --from plan.xlsx",
    "“固定”列填“是”，原来的安排也固定；清空则放开。删掉整行，该需求重新参加安排。"
    "取货行随送达行走，只能改志愿者编号。",
    "未满足的需求可在表尾加一行，填志愿者编号和需求编号。休息和领取物资的行由系统安排，和备注一样不读回。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRow:
    """One row: which stop it is, what of it a dispatcher may change, and all cells by header.

    `order` is None at a pickup. A break or a reload has no need_id, and nothing of it may be changed.
    """

    need_id: str
    role: int
    pickup: bool
    volunteer_id: str
    order: int | None
    start_s: Seconds
    end_s: Seconds
    cells: Mapping[str, Value]


def by_volunteer(itinerary: Itinerary) -> Table:
    columns = _columns()
    rows = [[row.cells[column.header] for column in columns] for row in stop_rows(itinerary)]
    visits = len(itinerary.visits)
    people = len(itinerary.by_volunteer)
    return Table(
        name=SHEET,
        title=f"{days_words(itinerary.day)}　{people} 人，{visits} 次服务",
        notes=NOTES,
        columns=columns,
        rows=rows,
        group_by=0,
        frozen_columns=2,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(VOLUNTEER, 14, editable=True),
        Column(NAME, 11),
        Column(PHONE, 15),
        Column(TEAM, 16),
        Column(SHIFT, 15),
        Column(ORDER, 7, Format.COUNT, editable=True, check=_number()),
        Column(NEED, 13),
        Column(ROLE, 8, Format.COUNT),
        Column(KIND, 11),
        Column(PART, 8),
        Column(COMMUNITY, 17),
        Column(ADDRESS, 38),
        Column(DATE, 12, Format.DATE, editable=True),
        Column(START, 9, Format.CLOCK, editable=True),
        Column(END, 9, Format.CLOCK),
        Column(WAY, 9, Format.COUNT),
        Column(CODE, 9),
        Column(PIN_VOLUNTEER, 9, editable=True, check=_yes()),
        Column(PIN_ORDER, 9, editable=True, check=_yes()),
        Column(PIN_START, 9, editable=True, check=_yes()),
        Column(REMARK, 24, editable=True),
    )


def stop_rows(itinerary: Itinerary) -> list[StopRow]:
    """The rows in the order of the sheet: by volunteer, then by time."""
    pins = {(pin.need_id, pin.role): pin for pin in itinerary.day.pins}
    return [
        _stop_row(itinerary, tour, call, pins.get((call.stop.need_id, call.stop.role)))
        for tour in itinerary.tours
        for call in tour.calls
    ]


def _stop_row(itinerary: Itinerary, tour: Tour, call: Call, pin: Pin | None) -> StopRow:
    volunteer, stop, need = tour.volunteer, call.stop, call.need
    pickup, resting = stop.part is Part.PICKUP, stop.part is Part.BREAK
    if call.order is None or pin is None:
        pin = Pin(need_id=stop.need_id)
    return StopRow(
        need_id=stop.need_id,
        role=stop.role,
        pickup=pickup,
        volunteer_id=volunteer.id,
        order=call.order,
        start_s=stop.start_s,
        end_s=stop.end_s,
        cells={
            VOLUNTEER: volunteer.id,
            NAME: volunteer.name,
            PHONE: masked_phone(volunteer.phone),
            TEAM: volunteer.team,
            SHIFT: span(tour.shift.opens_s, tour.shift.closes_s),
            ORDER: call.order,
            NEED: stop.need_id,
            ROLE: stop.role + 1 if need else None,
            KIND: need.kind.zh if need else "",
            PART: PARTS[stop.part],
            COMMUNITY: "" if resting else call.place.community,
            ADDRESS: RESTING if resting else address(call.place),
            DATE: day_of(itinerary.day.first_day, stop.start_s),
            START: moment_time(stop.start_s),
            END: moment_time(stop.end_s),
            WAY: call.way_minutes,
            CODE: call.code,
            PIN_VOLUNTEER: YES if pin.volunteer_id is not None else "",
            PIN_ORDER: YES if pin.order is not None else "",
            PIN_START: YES if pin.start_s is not None else "",
            REMARK: "",
        },
    )


def address(place: Place) -> str:
    """The place in words, marked where it is not known to the building."""
    coarse = coarse_words(place)
    return f"约：{place_words(place)}（{coarse}）" if coarse else place_words(place)


def _number() -> DataValidation:
    return DataValidation(
        type="whole", operator="greaterThan", formula1="0", allow_blank=True, showErrorMessage=True
    )


def _yes() -> DataValidation:
    return DataValidation(type="list", formula1=f'"{YES}"', allow_blank=True, showErrorMessage=True)
