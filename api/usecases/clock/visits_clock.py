"""What the clock sees of visits: who has not come, who has not left, and whom nobody has answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select

from api.house import House
from api.ids import new_id
from api.usecases.alarms import alarm_step, raise_alarm, stand_down
from models.ladders import MISSING_AFTER, OVERDUE_AFTER, AlarmKind, AlarmState, level_at, next_rung_at
from models.lifecycle import COMING, VisitState
from models.store import journal
from models.store.journal import NOBODY, Act
from models.store.tables.visits import alarm as alarm_table
from models.store.tables.visits import visit as visit_table

LOOKED_BACK = timedelta(days=2)
"""Older visits are not asked after again: their alarms were raised then, or they came in from old lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One thing that is missed: the visits in which it is due, and how late is too late."""

    kind: AlarmKind
    states: frozenset[VisitState]
    too_late: Callable[[datetime], ColumnElement[bool]]


WATCHES = (
    Watch(
        kind=AlarmKind.MISSING_CHECK_IN,
        states=COMING,
        too_late=lambda now: visit_table.c.starts_at.between(now - LOOKED_BACK, now - MISSING_AFTER),
    ),
    Watch(
        kind=AlarmKind.OVERDUE_CHECK_OUT,
        states=frozenset({VisitState.CHECKED_IN}),
        too_late=lambda now: visit_table.c.ends_at.between(now - LOOKED_BACK, now - OVERDUE_AFTER),
    ),
)


def visits_clock(house: House, now: datetime) -> int:
    """How many alarms were raised, climbed a rung or resolved themselves."""
    act = Act(by_id=NOBODY, at=now)
    done = sum(_raise(house, watch, act) + _stand_down(house, watch, act) for watch in WATCHES)
    return done + _climb(house, act)


def _raise(house: House, watch: Watch, act: Act) -> int:
    """One transaction for each, so that no step at a door waits for the others."""
    raised = (
        select(alarm_table.c.id)
        .where(alarm_table.c.visit_id == visit_table.c.id, alarm_table.c.kind == watch.kind)
        .exists()
    )
    due = and_(visit_table.c.state.in_(sorted(watch.states)), watch.too_late(act.at))
    with house.store.reading() as tx:
        ids = tx.scalars(select(visit_table.c.id).where(due, ~raised).order_by(visit_table.c.id)).all()
    return sum(_raise_one(house, watch, id, act) for id in ids)


def _raise_one(house: House, watch: Watch, id: str, act: Act) -> bool:
    with house.store.writing() as tx:
        visit = journal.locked(tx, visit_table, id)
        if visit["state"] not in watch.states:
            return False
        alarm_id = new_id(act.at)
        return raise_alarm(tx, act, alarm_id, watch.kind, visit) is not None


def _stand_down(house: House, watch: Watch, act: Act) -> int:
    """Alarms about visits that have gone on or were called off, whoever did that."""
    query = (
        select(alarm_table.c.visit_id)
        .join(visit_table, alarm_table.c.visit_id == visit_table.c.id)
        .where(
            alarm_table.c.kind == watch.kind,
            alarm_table.c.state != AlarmState.RESOLVED,
            visit_table.c.state.not_in(sorted(watch.states)),
        )
    )
    with house.store.reading() as tx:
        ids = tx.scalars(query).all()
    for id in ids:
        with house.store.writing() as tx:
            journal.locked(tx, visit_table, id)
            stand_down(tx, act, id, watch.kind)
    return len(ids)


def _climb(house: House, act: Act) -> int:
    """Alarms that nobody has taken, a rung higher."""
    due = and_(alarm_table.c.state == AlarmState.OPEN, alarm_table.c.due_at <= act.at)
    with house.store.reading() as tx:
        ids = tx.scalars(select(alarm_table.c.id).where(due).order_by(alarm_table.c.id)).all()
    return sum(_climb_one(house, id, act) for id in ids)


def _climb_one(house: House, id: str, act: Act) -> bool:
    with house.store.writing() as tx:
        alarm = journal.locked(tx, alarm_table, id)
        if alarm["state"] != AlarmState.OPEN:
            return False
        kind, raised_at = AlarmKind(alarm["kind"]), alarm["created_at"]
        level = level_at(kind, raised_at=raised_at, now=act.at)
        due_at = next_rung_at(kind, level, raised_at=raised_at)
        alarm_step(tx, act, alarm, "climbed", level=level, due_at=due_at)
        return True
