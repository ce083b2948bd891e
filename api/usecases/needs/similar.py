"""Needs that may be the same one, reported twice: by daughter and neighbour, by phone and hotline."""

from datetime import timedelta
from math import cos, radians

from sqlalchemy import and_, or_, select

from api.context import Context
from models.geo import Wgs84, great_circle_m
from models.lifecycle import LIVE
from models.store.journal import Row
from models.store.tables.needs import need as need_table
from models.store.tables.people import recipient as recipient_table

NEAR = timedelta(hours=24)
"""Windows that are no further apart may mean the same visit. Assumed."""

SAME_PLACE_M = 30
"""Positions of one building differ by as much. Assumed."""

MOST = 10

_DEGREE_M = 111_195.0


def similar_to(context: Context, need: Row) -> list[Row]:
    """Needs that the caller reaches, still to be served, of the same kind, at nearly the same time, for the
    same recipient, place or phone; each with `because`. Newest first.
    """
    table = need_table
    north = SAME_PLACE_M / _DEGREE_M
    east = north / max(0.01, cos(radians(need["lat_deg"])))
    near = and_(
        table.c.lon_deg.between(need["lon_deg"] - east, need["lon_deg"] + east),
        table.c.lat_deg.between(need["lat_deg"] - north, need["lat_deg"] + north),
    )
    alike = [table.c.recipient_id == need["recipient_id"], near]
    with context.reading() as tx:
        print_ = need["caller_phone_print"]
        of_recipient = recipient_table.c.phone_print
        own = tx.scalar(select(of_recipient).where(recipient_table.c.id == need["recipient_id"]))
        prints = {one for one in (print_, own) if one is not None}
        if prints:
            theirs = select(recipient_table.c.id).where(of_recipient.in_(prints))
            alike += [table.c.caller_phone_print.in_(prints), table.c.recipient_id.in_(theirs)]
        query = context.rows(table).where(
            table.c.id != need["id"],
            table.c.kind == need["kind"],
            table.c.state.in_(sorted(LIVE)),
            table.c.until_at >= need["from_at"] - NEAR,
            table.c.from_at <= need["until_at"] + NEAR,
            or_(*alike),
        )
        if need["standing_id"] is not None:  # its other occurrences are meant to be alike
            query = query.where(table.c.standing_id.is_distinct_from(need["standing_id"]))
        found = tx.execute(query.order_by(table.c.id.desc()).limit(MOST)).mappings().all()
    return [{**row, "because": _because(dict(row), need)} for row in found]


def _because(other: Row, need: Row) -> list[str]:
    here, there = (Wgs84(one["lon_deg"], one["lat_deg"]) for one in (need, other))
    because = []
    if other["recipient_id"] == need["recipient_id"]:
        because.append("recipient")
    if great_circle_m(here, there) <= SAME_PLACE_M:
        because.append("place")
    return because or ["phone"]
