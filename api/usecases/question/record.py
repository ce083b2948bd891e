"""What volunteers have given so far, and how often they say no: counted for all of them at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, select

from models.lifecycle import VisitState
from models.offers import OfferState
from models.people import MAX_HOURS_GIVEN
from models.store.rows import rows_in
from models.store.tables.needs import need, offer
from models.store.tables.visits import visit

SERVED = VisitState.CHECKED_OUT, VisitState.LEFT

TAKEN = VisitState.ACCEPTED, VisitState.CHECKED_IN, VisitState.FAILED, *SERVED
"""States of visits to which somebody has said yes. An offer that is taken has become one of them."""

LATELY = timedelta(days=180)
"""What was answered longer ago says little about today. Assumed."""

FEWEST_ANSWERS = 5
"""Who has answered less often is taken for somebody who comes. Assumed."""

PERMILLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`hours_given`: as long as the visits were to take. `refusal_permille`: of what was answered lately."""

    hours_given: float = 0.0
    refusal_permille: int = 0


NO_RECORD = Record()


def records_of(tx: Connection, volunteer_ids: Iterable[str], *, before: datetime) -> Mapping[str, Record]:
    """By volunteer, as of the moment at which the days of a question begin."""
    ids = sorted(volunteer_ids)
    minutes = _minutes_served(tx, ids, before)
    answers, refusals = _answered(tx, ids, before - LATELY)
    return {
        id: Record(
            hours_given=min(minutes[id] / 60, MAX_HOURS_GIVEN),
            refusal_permille=PERMILLE * refusals[id] // answers[id] if answers[id] >= FEWEST_ANSWERS else 0,
        )
        for id in ids
    }


def _minutes_served(tx: Connection, ids: list[str], before: datetime) -> defaultdict[str, int]:
    query = (
        select(visit.c.volunteer_id, func.sum(need.c.service_minutes).label("minutes"))
        .join(need, need.c.id == visit.c.need_id)
        .where(visit.c.state.in_(SERVED), visit.c.starts_at < before)
        .group_by(visit.c.volunteer_id)
    )
    found = rows_in(tx, query, visit.c.volunteer_id, ids)
    return defaultdict(int, {row["volunteer_id"]: row["minutes"] for row in found})


def _answered(tx: Connection, ids: list[str], since: datetime) -> tuple[Counter[str], Counter[str]]:
    """How often they have said yes or no since then, and how often no."""
    no = case((visit.c.state == VisitState.DECLINED, 1), else_=0)
    visits = (
        select(visit.c.volunteer_id, func.count().label("answers"), func.sum(no).label("refusals"))
        .where(visit.c.state.in_([*TAKEN, VisitState.DECLINED]), visit.c.starts_at > since)
        .group_by(visit.c.volunteer_id)
    )
    offers = (
        select(offer.c.volunteer_id, func.count().label("answers"), func.count().label("refusals"))
        .where(offer.c.state == OfferState.DECLINED, offer.c.answered_at > since)
        .group_by(offer.c.volunteer_id)
    )
    answers, refusals = Counter[str](), Counter[str]()
    for query, column in ((visits, visit.c.volunteer_id), (offers, offer.c.volunteer_id)):
        for row in rows_in(tx, query, column, ids):
            answers[row["volunteer_id"]] += row["answers"]
            refusals[row["volunteer_id"]] += row["refusals"]
    return answers, refusals
