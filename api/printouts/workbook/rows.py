"""The rows of an edited sheet with their meaning: which stop each is, and what it says of it now."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from api.printouts.wording import PARTS, day_of
from api.printouts.workbook.by_volunteer import (
    ADDRESS,
    COMMUNITY,
    DATE,
    END,
    KIND,
    NAME,
    NEED,
    ORDER,
    PART,
    PIN_ORDER,
    PIN_START,
    PIN_VOLUNTEER,
    ROLE,
    SHIFT,
    START,
    VOLUNTEER,
    StopRow,
)
from api.printouts.workbook.opening import RawRow
from api.printouts.workbook.table import written_text
from api.tables import cells
from api.tables.table import Report
from models.day import Day
from models.plans import Part
from models.units import DAY_S, HOUR_S, MINUTE_S, Seconds

T = TypeVar("T")

FOLLOWING = frozenset({PARTS[Part.BREAK], PARTS[Part.RELOAD]})

Key = tuple[str, int, bool]
"""Need id, role, and whether it is the pickup: what a row is, wherever it stands."""

MOST_COMPARED = 20_000
"""An unknown id is compared with all others only up to this many: with a city's it would take minutes."""

ROUNDING_S = 1
"""A spreadsheet keeps a time as a fraction of the day, which may come back a second off."""

CLOCK = re.compile(r"(\d{1,2})[:：点时](\d{1,2})?分?(?:[:：](\d{1,2}))?")
FRACTION = re.compile(r"0?\.\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedRow:
    """A row as read; `was` is the row as it was written, None where the dispatcher added it.

    `texts`: its cells by header, as they stand there.
    """

    number: int
    need_id: str
    role: int
    volunteer_id: str
    order: int | None
    start_s: Seconds | None
    holds_volunteer: bool
    holds_order: bool
    holds_start: bool
    was: StopRow | None
    texts: Mapping[str, str]

    @property
    def moved(self) -> bool:
        return self.was is None or self.volunteer_id != self.was.volunteer_id

    @property
    def placed(self) -> bool:
        """Whether the order was meant: changed, or kept on purpose in somebody else's list."""
        changed = self.was is None or self.order != self.was.order
        return self.order is not None and (changed or (self.moved and self.holds_order))

    @property
    def retimed(self) -> bool:
        if self.start_s is None or self.was is None:
            return self.start_s is not None
        return abs(self.start_s - self.was.start_s) > ROUNDING_S


class RowReader:
    """Reads rows against what was written, faults and edits without effect into the report."""

    def __init__(self, day: Day, written: Mapping[Key, StopRow], report: Report) -> None:
        self._day, self._written, self._report = day, written, report
        self._crews = {need.id: len(need.crew) for need in day.needs}
        self._labelled = {(need.id, False) for need in day.needs if need.place.label}
        self._labelled |= {(need.id, True) for need in day.needs if need.pickup and need.pickup.place.label}
        self._volunteer_ids = {volunteer.id for volunteer in day.volunteers}

    def passes(self, raw: RawRow) -> bool:
        """Whether the row is a break or a reload, which follow from the visits; a pin there is told."""
        if raw.texts[NEED] or raw.texts[PART] not in FOLLOWING:
            return False
        for header in (PIN_VOLUNTEER, PIN_ORDER, PIN_START):
            if raw.texts[header]:
                problem = f"is not read back: {raw.texts[PART]} follows from the visits"
                self._report.notice(raw.number, header, raw.texts[header], problem)
        return True

    def key(self, raw: RawRow) -> Key | None:
        """What the row is; None, with a fault, where it is nothing."""
        need_id = raw.texts[NEED]
        if need_id not in self._crews:
            self._fault(raw, NEED, "is no need of this plan", among=self._crews)
            return None
        number = self._read(raw, ROLE, _count) or 1
        if number > self._crews[need_id]:
            self._fault(raw, ROLE, f"the crew of need {need_id} has {self._crews[need_id]}")
            return None
        key = need_id, number - 1, raw.texts[PART] == PARTS[Part.PICKUP]
        if key[2] and key not in self._written:
            self._fault(raw, PART, f"the plan fetches nothing for need {need_id}")
            return None
        return key

    def row(self, raw: RawRow, key: Key) -> EditedRow:
        was = self._written.get(key)
        row = EditedRow(
            number=raw.number,
            need_id=key[0],
            role=key[1],
            volunteer_id=raw.texts[VOLUNTEER],
            order=self._read(raw, ORDER, _count),
            start_s=self._start_s(raw, was),
            holds_volunteer=bool(self._read(raw, PIN_VOLUNTEER, cells.yes_no)),
            holds_order=bool(self._read(raw, PIN_ORDER, cells.yes_no)),
            holds_start=bool(self._read(raw, PIN_START, cells.yes_no)),
            was=was,
            texts=raw.texts,
        )
        if not row.volunteer_id:
            self._fault(raw, VOLUNTEER, "is empty: to take the need out of the plan delete the whole row")
        elif row.volunteer_id not in self._volunteer_ids:
            self._fault(raw, VOLUNTEER, "is no volunteer of this plan", among=self._volunteer_ids)
        if key[2]:
            self._check_pickup(raw, row)
        elif row.holds_order and row.order is None:
            self._fault(raw, ORDER, "is empty, yet it is to be pinned")
        elif row.holds_start and not raw.texts[START]:
            self._fault(raw, START, "is empty, yet it is to be pinned")
        if was is not None:
            self._note_ignored(raw, row, was)
        return row

    def _start_s(self, raw: RawRow, was: StopRow | None) -> Seconds | None:
        first_day = self._day.first_day
        day = self._read(raw, DATE, cells.day) or day_of(first_day, was.start_s if was else Seconds(0))
        start = self._read(raw, START, _moment)
        if start is None:
            return None
        on = start[0] or day
        start_s = (on - first_day).days * DAY_S + start[1]
        if not 0 <= start_s <= self._day.days * DAY_S:
            self._fault(raw, DATE, f"is not within the plan's {self._day.days} days from {first_day}")
            return None
        return Seconds(start_s)

    def _check_pickup(self, raw: RawRow, row: EditedRow) -> None:
        """A pickup happens whenever its delivery asks for it; its row can only tell who goes."""
        for header, touched in (
            (ORDER, row.order is not None),
            (START, row.retimed),
            (PIN_VOLUNTEER, row.holds_volunteer),
            (PIN_ORDER, row.holds_order),
            (PIN_START, row.holds_start),
        ):
            if touched:
                self._fault(raw, header, "follows from the delivery: change that row instead")

    def _note_ignored(self, raw: RawRow, row: EditedRow, was: StopRow) -> None:
        for header in (NAME, SHIFT, KIND, PART, COMMUNITY, ADDRESS, END):
            follows = (header in (NAME, SHIFT) and row.moved) or (header == END and row.retimed)
            if header not in raw.texts or follows or not self._knows(header, was):
                continue
            if header == END:
                end = self._read(raw, END, _moment)
                same = end is not None and abs(end[1] - was.end_s % DAY_S) <= ROUNDING_S
            else:
                same = raw.texts[header] == written_text(was.cells[header]).strip()
            if not same:
                problem = "is not read back: it follows from the need and the other columns"
                self._report.notice(raw.number, header, raw.texts[header], problem)

    def _knows(self, header: str, was: StopRow) -> bool:
        """Whether the day can tell what the sheet showed: a problem.json may hold no names, no addresses."""
        if header == NAME:
            return bool(was.cells[NAME])
        return header != ADDRESS or (was.need_id, was.pickup) in self._labelled

    def _read(self, raw: RawRow, header: str, parse: Callable[[str], T]) -> T | None:
        """What the cell says; None where it is empty, or says nothing, which is a fault."""
        text = raw.texts[header]
        try:
            return parse(text) if text else None
        except cells.CellProblem as fault:
            self._fault(raw, header, fault.problem)
            return None

    def _fault(self, raw: RawRow, header: str, problem: str, *, among: Collection[str] = ()) -> None:
        text = raw.texts[header]
        close = get_close_matches(text, among, n=3) if text and len(among) <= MOST_COMPARED else []
        self._report.fault(raw.number, header, text, problem, tuple(close))


def _count(text: str) -> int:
    number = cells.whole(text)
    if number < 1:
        raise cells.CellProblem("counts from 1")
    return number


def _moment(text: str) -> tuple[date | None, int]:
    """The day, if the text names one, and seconds after midnight: 9:30, 9点30分, 2026-11-23 09:30, 0.396."""
    day, _, clock = text.rpartition(" ")
    on = cells.day(day) if day else None
    if FRACTION.fullmatch(clock):
        return on, round(float(clock) * DAY_S)
    parts = CLOCK.fullmatch(clock)
    hours, minutes, seconds = (int(part or 0) for part in parts.groups()) if parts else (99, 0, 0)
    if hours > 24 or minutes > 59 or seconds > 59:
        raise cells.CellProblem("is not a time of day: write 9:30")
    return on, hours * HOUR_S + minutes * MINUTE_S + seconds
