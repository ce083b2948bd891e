"""Files that are no longer needed, forgotten by the clock: lists once they are in, exports after a week."""

from datetime import datetime, timedelta

from sqlalchemy import select

from api.house import House
from api.usecases.exports.asking import EXPORT
from api.usecases.imports.asking import IMPORT
from api.usecases.sealed_files import forget
from models.jobs import ENDED
from models.store.tables.work import job

KEPT = timedelta(days=7)
LOOKED_AT = timedelta(days=7)
"""How long after a file is due a worker that was off still finds it."""


def forget_files(house: House, now: datetime) -> int:
    """How many there were. A list is forgotten by its own job, but for one that was cancelled or lost."""
    ended = select(job.c.kind, job.c.ended_at, job.c.asks, job.c.result).where(
        job.c.kind.in_((EXPORT, IMPORT)),
        job.c.state.in_(sorted(ENDED)),
        job.c.ended_at.between(now - KEPT - LOOKED_AT, now),
    )
    due: list[str] = []
    with house.store.reading() as tx:
        for kind, ended_at, asks, result in tx.execute(ended):
            if kind == IMPORT:
                due.append(asks["digest"])
            elif result is not None and ended_at < now - KEPT:
                due.append(result["digest"])
    return forget(house, due)
