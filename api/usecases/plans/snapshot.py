"""The district as it is when a plan is made: the needs and volunteers of what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, String, Table, cast, or_, select, true

from api.usecases.question.day import day_of
from api.usecases.question.local_days import LocalDays
from api.usecases.question.people import SERVES
from models.day import Day
from models.lifecycle import KNOWN, SERVED, TO_SERVE
from models.store.journal import Row
from models.store.tables.needs import need
from models.store.tables.people import volunteer
from models.store.tables.places import place
from models.store.tables.visits import visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is planned: a community, a subdistrict, or with neither the district."""

    community_id: str | None = None
    subdistrict_id: str | None = None

    def of(self, table: Table) -> ColumnElement[bool]:
        """The condition on rows that have a community."""
        if self.community_id is not None:
            return table.c.community_id == self.community_id
        if self.subdistrict_id is not None:
            within = select(place.c.id).where(place.c.subdistrict_id == self.subdistrict_id)
            return table.c.community_id.in_(within)
        return true()

    def is_of(self, table: Table) -> ColumnElement[bool]:
        """The condition on plans that are of just this."""
        return (table.c.community_id.is_not_distinct_from(self.community_id)) & (
            table.c.subdistrict_id.is_not_distinct_from(self.subdistrict_id)
        )


def question_of(
    tx: Connection, scope: Scope, *, first_day: date, days: int, zone: ZoneInfo, now: datetime
) -> Day:
    """The question of those days as things stand. Raises InvalidInput."""
    local = LocalDays(first_day=first_day, days=days, zone=zone)
    return day_of(
        tx,
        first_day=first_day,
        days=days,
        zone=zone,
        now=now,
        needs=_needs(tx, scope, local),
        volunteers=_volunteers(tx, scope, local),
    )


def _needs(tx: Connection, scope: Scope, local: LocalDays) -> Sequence[Row]:
    """What may be served on these days, and what somebody has promised to serve then.

    What has been served counts for those who did it: where they are, and how much they have given.
    """
    promised = select(visit.c.need_id).where(
        scope.of(visit),
        visit.c.state.in_(sorted(KNOWN)),
        visit.c.starts_at >= local.begins_at,
        visit.c.starts_at < local.ends_at,
    )
    due = (need.c.from_at < local.ends_at) & (need.c.until_at >= local.begins_at)
    query = select(need).where(
        scope.of(need), need.c.state.in_(sorted(TO_SERVE | SERVED)), or_(due, need.c.id.in_(promised))
    )
    return [dict(row) for row in tx.execute(query.order_by(need.c.id)).mappings()]


def _volunteers(tx: Connection, scope: Scope, local: LocalDays) -> Sequence[Row]:
    """Who may be sent and is free on one of the weekdays, or on duty: most of a city is neither."""
    weekdays = {(local.first_day + timedelta(days=after)).isoweekday() for after in range(local.days)}
    week = cast(volunteer.c.available, String)
    free = or_(
        volunteer.c.on_duty_until > local.begins_at,
        *(week.like(f'%"weekday": {weekday}%') for weekday in sorted(weekdays)),
    )
    query = select(volunteer).where(
        scope.of(volunteer),
        volunteer.c.state == SERVES,
        volunteer.c.closed_at.is_(None),
        volunteer.c.merged_into_id.is_(None),
        free,
    )
    return [dict(row) for row in tx.execute(query.order_by(volunteer.c.id)).mappings()]
