"""A clock that says what is late: needs that nobody serves in time, offers that nobody answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from api.access.scope import within
from api.context import Context
from models.catalogue import Labelled
from models.lifecycle import FELL_THROUGH, NOT_BEGUN, UNSERVED, NeedState
from models.links import AFTER_OUTCOME
from models.offers import OfferState
from models.store.journal import Row
from models.store.tables.needs import need, need_link, offer

SOON = timedelta(hours=2)
"""A need nobody has taken is late when its last window closes so soon. Assumed: time to ask two people."""

MOST_OF_EACH = 200

_N = NeedState


class Late(Labelled):
    """What may be late about a need."""

    WINDOW_OVER = "window_over", "服务时间已过，尚未服务"
    CLOSES_SOON = "closes_soon", "即将截止，尚无人接单"
    LEADER_SILENT = "leader_silent", "队长未在期限内派人"
    OFFER_UNANSWERED = "offer_unanswered", "派单无人应答"
    CAME_BACK = "came_back", "派单未成，已退回待派单"
    WAITS_IN_VAIN = "waits_in_vain", "所等待的需求已不会有结果"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is late: the need, since when, and the offer that it is about, if any."""

    need: Row
    why: Late
    since: datetime
    offer_id: str | None = None


def what_is_late(context: Context) -> list[Found]:
    """Of the needs that the caller reaches, what has waited longest first."""
    reached, now = within(need, context.reach), context.now
    found: list[Found] = []
    with context.reading() as tx:
        for why, (query, since) in _queries(now).items():
            rows = tx.execute(query.where(reached).order_by(need.c.until_at, need.c.id).limit(MOST_OF_EACH))
            for row in map(dict, rows.mappings()):
                found.append(Found(need=row, why=why, since=since(row), offer_id=row.get("offer_id")))
    return sorted(found, key=lambda one: (one.since, one.need["id"], one.why))


def is_late(now: datetime) -> ColumnElement[bool]:
    """The condition on needs about which something is late."""
    return or_(*(need.c.id.in_(query.with_only_columns(need.c.id)) for query, _ in _queries(now).values()))


Since = Callable[[Row], datetime]


def _queries(now: datetime) -> dict[Late, tuple[Select[Any], Since]]:
    of_offers = select(need, offer.c.id.label("offer_id"), offer.c.answer_by_at).join(
        offer, offer.c.need_id == need.c.id
    )
    unanswered = and_(offer.c.state == OfferState.OPEN, offer.c.answer_by_at < now)
    other = offer.alias()
    is_last = ~exists().where(other.c.need_id == need.c.id, other.c.id > offer.c.id)
    first = need.alias()
    return {
        Late.WINDOW_OVER: (
            select(need).where(need.c.state.in_(sorted(NOT_BEGUN)), need.c.until_at < now),
            lambda row: row["until_at"],
        ),
        Late.CLOSES_SOON: (
            select(need).where(need.c.state.in_(sorted(UNSERVED)), need.c.until_at.between(now, now + SOON)),
            lambda row: max(row["until_at"] - SOON, row["created_at"]),
        ),
        Late.LEADER_SILENT: (
            of_offers.where(unanswered, offer.c.team_id.is_not(None)),
            lambda row: row["answer_by_at"],
        ),
        Late.OFFER_UNANSWERED: (
            of_offers.where(unanswered, offer.c.team_id.is_(None)),
            lambda row: row["answer_by_at"],
        ),
        Late.CAME_BACK: (
            of_offers.where(
                need.c.state == _N.OPEN,
                offer.c.state.in_([OfferState.LAPSED, OfferState.DECLINED]),
                is_last,
            ),
            lambda row: row["changed_at"],
        ),
        Late.WAITS_IN_VAIN: (
            select(need)
            .join(need_link, need_link.c.second_id == need.c.id)
            .join(first, first.c.id == need_link.c.first_id)
            .where(
                need.c.state == _N.DRAFT,
                need_link.c.kind == AFTER_OUTCOME,
                need_link.c.ended_at.is_(None),
                first.c.state.in_(sorted(FELL_THROUGH)),
            ),
            lambda row: row["changed_at"],
        ),
    }
