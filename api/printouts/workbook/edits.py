"""From an edited plan.xlsx back to decisions: what a dispatcher changed becomes pins, each with its row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from api.printouts.itinerary import make_itinerary
from api.printouts.workbook.by_volunteer import ADDRESS, NAME, NEED, ORDER, START, VOLUNTEER, stop_rows
from api.printouts.workbook.opening import RawRow, open_edited
from api.printouts.workbook.rows import EditedRow, Key, RowReader
from api.tables.table import Report
from matcher.pins import PinConflict, pin_conflicts
from models.day import Day
from models.errors import BadCell, BadTable
from models.needs import Pin
from models.plans import Plan, Seat
from models.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What an edited plan.xlsx asks for.

    `pins`: every decision that the sheet now holds, with the row where it stands; those that the day had
    before are among them unless they were taken back. `returned`: needs of which a row was deleted; they go
    back to the search without a pin there. `notices`: edits that change nothing.
    `seats`: all that the sheet showed or shows; only there do its pins replace the day's.
    """

    pins: tuple[tuple[int, Pin], ...]
    returned: tuple[str, ...]
    notices: tuple[BadCell, ...]
    seats: frozenset[Seat]

    def applied_to(self, day: Day) -> Day:
        """The question to plan again."""
        kept = tuple(pin for pin in day.pins if (pin.need_id, pin.role) not in self.seats)
        return replace(day, pins=kept + tuple(pin for _, pin in self.pins))


def read_edited_plan(path: Path, day: Day, plan: Plan) -> Edits:
    """Compare an edited workbook with the plan that it shows.

    A changed volunteer, order or time becomes a pin; where an order changed, that volunteer's whole list is
    pinned in its new order, since a place in a list means nothing alone. 是 in a pin column also pins what
    stands there unchanged, an emptied one lets go. A row added for an unmet need pins who is to go.

    Raises BadTable with every cell that cannot be read and every conflict, by row; BadFormat, WrongProblem.
    """
    return edits_of(open_edited(path, plan), day, plan, file=path.name)


def edits_of(raw_rows: Sequence[RawRow], day: Day, plan: Plan, *, file: str) -> Edits:
    """The same for rows that are read already; `file` is what complaints call them."""
    report = Report(file, personal=(NAME, ADDRESS))
    stops = (row for row in stop_rows(make_itinerary(day, plan)) if row.need_id)
    written = {(row.need_id, row.role, row.pickup): row for row in stops}
    reader = RowReader(day, written, report)
    rows: dict[Key, EditedRow] = {}
    for raw in raw_rows:
        if reader.passes(raw):
            continue
        if (key := reader.key(raw)) is None:
            continue
        row = reader.row(raw, key)
        if key in rows:
            _conflict(report, row, f"stands in row {rows[key].number} already")
        else:
            rows[key] = row
    _refuse(report)

    visits = _with_pickups(rows, {key[:2] for key in written if key[2]}, report)
    places = _places(visits, report)
    under_way = {(pin.need_id, pin.role): pin for pin in day.pins if pin.started or pin.picked_up}
    pins: list[tuple[EditedRow, Pin]] = []
    for row in visits:
        seat = row.need_id, row.role
        pin = _with_history(row, _pin(row, places.get(seat)), under_way.get(seat), report)
        if pin is not None:
            pins.append((row, pin))
    _check_crews(pins, report)
    here = {(row.need_id, row.role) for row in visits}
    seats = here | {key[:2] for key in written}
    for need_id, _ in sorted((seats - here) & under_way.keys()):
        report.fault(0, NEED, need_id, "is under way: its row cannot be deleted")
    _refuse(report)

    edits = Edits(
        pins=tuple((row.number, pin) for row, pin in pins),
        returned=tuple(sorted({need_id for need_id, _ in seats - here})),
        notices=tuple(report.notices),
        seats=frozenset(seats),
    )
    pinned = {(pin.need_id, pin.role): row for row, pin in pins}
    for conflict in pin_conflicts(edits.applied_to(day)):
        words = conflict.message + (f"（{conflict.reason.zh}）" if conflict.reason else "")
        decided = pinned.get((conflict.pin.need_id, conflict.pin.role))
        if decided is None:
            report.fault(0, NEED, conflict.pin.need_id, words)
        else:
            _conflict(report, decided, words, header=_edited_column(decided, conflict))
    _refuse(report)
    return edits


def _with_pickups(rows: dict[Key, EditedRow], fetched: set[Seat], report: Report) -> list[EditedRow]:
    """The visits; where the pickup's row names somebody else, that goes for the visit too."""
    visits: list[EditedRow] = []
    pickups = {key[:2]: row for key, row in rows.items() if key[2]}
    for (need_id, role, is_pickup), row in rows.items():
        if is_pickup:
            continue
        pickup = pickups.pop((need_id, role), None)
        if pickup is None and (need_id, role) in fetched:
            _conflict(report, row, "the row of its pickup was deleted: delete both, or put it back")
        elif pickup and pickup.moved and row.moved and pickup.volunteer_id != row.volunteer_id:
            problem = (
                f"{row.volunteer_id} cannot deliver what {pickup.volunteer_id} fetches in row {pickup.number}"
            )
            _conflict(report, row, problem, header=VOLUNTEER)
        elif pickup and pickup.moved:
            row = replace(row, volunteer_id=pickup.volunteer_id)
        visits.append(row)
    for row in pickups.values():
        _conflict(report, row, "the row of its delivery was deleted: delete both, or put it back")
    return visits


def _places(visits: list[EditedRow], report: Report) -> dict[Seat, int]:
    """The pinned order by seat, from 1 within a volunteer's list.

    Rows whose order is as written keep their sequence; each changed one is put at the place that it names.
    Who was moved without a new order may come anywhere.
    """
    places: dict[Seat, int] = {}
    lists: dict[str, list[EditedRow]] = defaultdict(list)
    for row in visits:
        if row.placed or not row.moved:
            lists[row.volunteer_id].append(row)
    for rows in lists.values():
        changed = sorted((row for row in rows if row.placed), key=lambda row: row.order or 0)
        for first, second in pairwise(changed):
            if first.order == second.order:
                problem = f"is to be number {second.order}, and so is row {first.number}"
                _conflict(report, second, problem, header=ORDER)
        sequence = sorted((row for row in rows if not row.placed), key=_written_order)
        for row in changed:
            sequence.insert((row.order or 1) - 1, row)
        for place, row in enumerate(sequence, start=1):
            if changed or row.holds_order:
                places[row.need_id, row.role] = place
    return places


def _written_order(row: EditedRow) -> int:
    return (row.was.order if row.was else None) or 0


def _pin(row: EditedRow, order: int | None) -> Pin | None:
    """What the row decides, None where that is nothing."""
    named = row.moved or row.holds_volunteer or order is not None
    start_s = row.start_s if row.retimed or row.holds_start else None
    if not named and start_s is None:
        return None
    return Pin(
        need_id=row.need_id,
        role=row.role,
        volunteer_id=row.volunteer_id if named else None,
        order=order,
        start_s=start_s,
    )


def _with_history(row: EditedRow, pin: Pin | None, under_way: Pin | None, report: Report) -> Pin | None:
    """The pin with what has happened already, which no edit changes."""
    if under_way is None:
        return pin
    if row.moved:
        who = under_way.volunteer_id
        problem = f"{who} is there already or on the way, or has fetched what is to be delivered"
        _conflict(report, row, problem, header=VOLUNTEER)
    if not under_way.started:
        pin = pin or Pin(need_id=row.need_id, role=row.role)
        return replace(pin, volunteer_id=under_way.volunteer_id, picked_up=True)
    if row.retimed:
        _conflict(report, row, "has started already, or somebody is on the way", header=START)
    return under_way


def _check_crews(pins: list[tuple[EditedRow, Pin]], report: Report) -> None:
    """Conflicts between two rows of one need, which pin_conflicts would name by one of them."""
    crews: dict[str, list[tuple[EditedRow, Pin]]] = defaultdict(list)
    for row, pin in pins:
        for other_row, other in crews[pin.need_id]:
            if pin.volunteer_id is not None and pin.volunteer_id == other.volunteer_id:
                problem = f"{pin.volunteer_id} has the other seat in row {other_row.number}"
                _conflict(report, row, problem, header=VOLUNTEER)
            if None not in (pin.start_s, other.start_s) and pin.start_s != other.start_s:
                problem = f"a crew starts together, and row {other_row.number} starts at another time"
                _conflict(report, row, problem, header=START)
        crews[pin.need_id].append((row, pin))


def _edited_column(row: EditedRow, conflict: PinConflict) -> str:
    """Which of the cells that decide the row's pin the conflict most likely comes from."""
    decides = {
        VOLUNTEER: row.moved or row.holds_volunteer,
        ORDER: row.placed or row.holds_order,
        START: row.retimed or row.holds_start,
    }
    if conflict.reason is None:  # of two visits, about their order or their times
        likely = (ORDER, START, VOLUNTEER)
    elif conflict.reason is Reason.OUT_OF_SHIFT:
        likely = (START, VOLUNTEER, ORDER)
    else:
        likely = (VOLUNTEER, START, ORDER)
    return next((header for header in likely if decides[header]), NEED)


def _conflict(report: Report, row: EditedRow, problem: str, *, header: str = NEED) -> None:
    report.fault(row.number, header, row.texts[header], problem)


def _refuse(report: Report) -> None:
    """Raises BadTable where anything is wrong so far: later checks would only repeat it in other words."""
    if report.bad:
        raise BadTable(sorted(report.bad, key=lambda cell: cell.row))
