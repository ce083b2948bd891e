"""Visits made: nobody is in two places at once, and no crew is larger than was asked for.

Whoever seats people locks their rows first, in the order of their ids, and then looks: so two who seat the
same person do it one after the other, and the second sees what the first has done. That no seat is taken
twice is a constraint of the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from models.errors import Conflict
from models.lifecycle import HOLDS_SEAT, TAKES_TIME, VisitState, VolunteerState
from models.store import journal
from models.store.journal import Act, Row
from models.store.tables.needs import need as need_table
from models.store.tables.people import volunteer as volunteer_table
from models.store.tables.visits import visit as visit_table


class DoubleBooked(Conflict):
    """Somebody would have to be at two visits at once."""

    code = "double_booked"


class SeatTaken(Conflict):
    """Somebody has the seat already, or the crew has no such seat."""

    code = "seat_taken"


class NotServing(Conflict):
    """Somebody may not be sent: suspended, closed, or merged into another entry."""

    code = "not_serving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """One seat of a need's crew given to one volunteer."""

    id: str
    need_id: str
    role: int
    volunteer_id: str
    starts_at: datetime
    ends_at: datetime
    state: VisitState
    plan_id: str | None = None
    pinned: bool = False


def seat(tx: Connection, act: Act, seats: Sequence[Seating], step: str) -> list[Row]:
    """The new visits, all or none. Raises SeatTaken, DoubleBooked, NotServing, NotFound.

    The needs are locked before the people, both in the order of their ids.
    """
    needs = journal.lock_all(tx, need_table, [one.need_id for one in seats])
    for person in journal.lock_all(tx, volunteer_table, [one.volunteer_id for one in seats]).values():
        if person["closed_at"] is not None or person["state"] == VolunteerState.SUSPENDED:
            raise NotServing(f"volunteer {person['id']} is suspended or closed: nobody is sent who is")
    made = []
    for one in seats:
        asked = needs[one.need_id]
        _check_seat(tx, asked, one.role)
        if one.state in TAKES_TIME:
            check_free(tx, one.volunteer_id, one.starts_at, one.ends_at)
        values = {
            "id": one.id,
            "need_id": one.need_id,
            "role": one.role,
            "volunteer_id": one.volunteer_id,
            "recipient_id": asked["recipient_id"],
            "community_id": asked["community_id"],
            "plan_id": one.plan_id,
            "state": one.state.value,
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
            "pinned": one.pinned,
        }
        made.append(journal.create(tx, visit_table, values, act, step))
    return made


def check_free(
    tx: Connection, volunteer_id: str, starts_at: datetime, ends_at: datetime, *, but_id: str = ""
) -> None:
    """Raises DoubleBooked where the volunteer is at another visit then. Their row must be locked."""
    query = select(visit_table.c.id, visit_table.c.starts_at, visit_table.c.ends_at).where(
        visit_table.c.volunteer_id == volunteer_id,
        visit_table.c.state.in_(sorted(TAKES_TIME)),
        visit_table.c.starts_at < ends_at,
        visit_table.c.ends_at > starts_at,
        visit_table.c.id != but_id,
    )
    other = tx.execute(query.limit(1)).mappings().first()
    if other is not None:
        raise DoubleBooked(
            f"volunteer {volunteer_id} is at visit {other['id']} from {other['starts_at']:%H:%M} to "
            f"{other['ends_at']:%H:%M} UTC"
        )


def _check_seat(tx: Connection, need: Row, role: int) -> None:
    if not 0 <= role < len(need["crew"]):
        raise SeatTaken(f"need {need['id']} asks for {len(need['crew'])}, and has no seat {role}")
    query = select(visit_table.c.volunteer_id).where(
        visit_table.c.need_id == need["id"],
        visit_table.c.role == role,
        visit_table.c.state.in_(sorted(HOLDS_SEAT)),
    )
    taken = tx.execute(query).scalar()
    if taken is not None:
        raise SeatTaken(f"seat {role} of need {need['id']} is taken by volunteer {taken}")
