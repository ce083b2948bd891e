"""What ties needs together, as a question has it: links, and the series of standing needs."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from models.needs import Link, LinkKind, Series
from models.store.journal import Row
from models.units import MINUTE_S, Seconds

KINDS = frozenset(LinkKind)


def links_of(rows: Iterable[Row], need_ids: Collection[str]) -> list[Link]:
    """Links whose two needs are both asked. What waits for an outcome is no link of a plan."""
    return [
        Link(
            kind=LinkKind(row["kind"]),
            first_id=row["first_id"],
            second_id=row["second_id"],
            min_s=Seconds(row["min_minutes"] * MINUTE_S),
            max_s=None if row["max_minutes"] is None else Seconds(row["max_minutes"] * MINUTE_S),
        )
        for row in rows
        if row["kind"] in KINDS and row["second_id"] in need_ids and row["first_id"] in need_ids
    ]


def series_of(needs: Iterable[Row]) -> list[Series]:
    """The occurrences of each standing need, where there are several."""
    occurrences: defaultdict[str, list[Row]] = defaultdict(list)
    for row in needs:
        if row["standing_id"] is not None:
            occurrences[row["standing_id"]].append(row)
    return [
        Series(id=id, need_ids=tuple(row["id"] for row in sorted(rows, key=lambda row: row["occurs_on"])))
        for id, rows in sorted(occurrences.items())
        if len(rows) > 1
    ]
