"""What the answers and the coming of a crew mean for its need."""

from typing import Any

from sqlalchemy import Connection

from api.usecases.offers import seats
from api.usecases.steps import need_step
from models.lifecycle import NeedState, VisitState
from models.store.journal import Act, Row

TO_BEGIN = {
    NeedState.OPEN: ("assigned", "begun"),
    NeedState.OFFERED: ("assigned", "begun"),
    NeedState.ASSIGNED: ("begun",),
    NeedState.UNDER_WAY: (),
}
"""The steps of a need when the first of its crew is there, by where it stands."""


def crew_of(tx: Connection, need_id: str) -> list[Row]:
    """The visits that hold a seat, in the order of the seats; what is only proposed is not counted."""
    return list(seats.crew_by_seat(tx, need_id).values())


def in_states(crew: list[Row], *states: VisitState) -> list[Row]:
    return [visit for visit in crew if visit["state"] in states]


def when_checked_in(tx: Connection, act: Act, need: Row) -> Row:
    """The need, under way."""
    for step in TO_BEGIN[NeedState(need["state"])]:
        need = need_step(tx, act, need, step)
    return need


def back_to_queue(tx: Connection, act: Act, need: Row, **changes: Any) -> Row:
    """The need, open again or still offered to somebody; its team's or station's while others of it go."""
    if need["state"] in (NeedState.ASSIGNED, NeedState.UNDER_WAY):
        nobodys = {} if crew_of(tx, need["id"]) else seats.HANDED_TO_NOBODY
        need_step(tx, act, need, "returned", **nobodys, **changes)
    return seats.settle_need(tx, act, need["id"])
