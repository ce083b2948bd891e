"""Coming and leaving: check-in with time, place and code, check-out with what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from api.context import Context
from api.usecases.alarms import stand_down
from api.usecases.steps import visit_step
from api.usecases.visits.codes import matched
from api.usecases.visits.crews import when_checked_in
from api.usecases.visits.ending import Report, end
from api.usecases.visits.reached import check_standing, reached
from models.errors import InvalidInput
from models.geo import Wgs84, great_circle_m
from models.ladders import AlarmKind
from models.store.journal import Row

EARLIEST = timedelta(hours=12)
"""How long before its planned start somebody may come: the same day, in another half of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """When, where and with which code somebody is at the door; `at` None: now."""

    at: datetime | None = None
    where: Wgs84 | None = None
    code: str | None = None


def check_in(context: Context, id: str, version: int | None, presence: Presence) -> Row:
    """The visit checked in, with the metres between where that was and the place of the need.

    A wrong code is recorded and refuses nobody: there is one try here and one at the check-out.
    """
    with context.writing() as tx:
        here = reached(context, tx, id, version)
        check_standing(here.need)
        at = _moment(context, presence.at, not_before=here.visit["starts_at"] - EARLIEST)
        visit = visit_step(
            tx,
            here.act,
            here.visit,
            "checked_in",
            checked_in_at=at,
            in_lon_deg=presence.where and presence.where.lon_deg,
            in_lat_deg=presence.where and presence.where.lat_deg,
            in_metres_off=_metres_off(here.need, presence.where),
            code_matched=matched(context.house, id, presence.code),
        )
        stand_down(tx, here.act, id, AlarmKind.MISSING_CHECK_IN)
        when_checked_in(tx, here.act, here.need)
        return visit


def check_out(
    context: Context, id: str, version: int | None, *, at: datetime | None, code: str | None, report: Report
) -> Row:
    """The visit ended, and what follows from how it ended carried out."""
    with context.writing() as tx:
        here = reached(context, tx, id, version)
        left_at = _moment(context, at, not_before=here.visit["checked_in_at"])
        told = matched(context.house, id, code)
        code_matched = here.visit["code_matched"] if told is None or here.visit["code_matched"] else told
        visit = end(context, here, report, checked_out_at=left_at, code_matched=code_matched)
        stand_down(tx, here.act, id, AlarmKind.OVERDUE_CHECK_OUT)
        return visit


def _moment(context: Context, at: datetime | None, *, not_before: datetime | None) -> datetime:
    """Raises InvalidInput where it lies ahead, or before what comes first."""
    if at is None:
        return context.now
    if at > context.now:
        raise InvalidInput(f"at={at.isoformat()} is still to come")
    if not_before is not None and at < not_before:
        first = not_before.astimezone(context.house.zone)
        raise InvalidInput(f"at={at.isoformat()} is before {first.isoformat()}")
    return at


def _metres_off(need: Row, where: Wgs84 | None) -> int | None:
    if where is None:
        return None
    return round(great_circle_m(where, Wgs84(need["lon_deg"], need["lat_deg"])))
