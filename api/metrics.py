"""What Prometheus is told: requests, searches, and the state of the district in a few cheap numbers.

Nothing personal: counts by route, kind and state.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import Connection, Select, Table, func, or_, select

from api.house import House
from api.slots import Slots
from api.usecases.jobs.alive import alive
from models.errors import RedvestError
from models.lifecycle import NeedState
from models.store.tables.needs import need
from models.store.tables.visits import alarm
from models.store.tables.work import job

KEPT = timedelta(seconds=15)
"""The database is not asked more often, however often we are."""

LATELY = timedelta(days=1)

SECONDS = 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60

OPEN_NEEDS = NeedState.DRAFT, NeedState.OPEN, NeedState.OFFERED, NeedState.ASSIGNED, NeedState.UNDER_WAY
OPEN_ALARMS = "open", "taken"
QUEUED, RUNNING = "queued", "running"

Counts = Mapping[str, int]


class Metrics:
    """A registry of its own: two services in one process do not count together."""

    def __init__(self, house: House, slots: Slots) -> None:
        self._registry = CollectorRegistry()
        labels = ["method", "route", "status"]
        self._requests = Counter("redvest_requests", "Requests answered", labels, registry=self._registry)
        self._seconds = Histogram(
            "redvest_request_seconds",
            "Seconds until an answer begins",
            labels[:2],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._registry.register(_District(house, slots))

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request; `route` is its template."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """In Prometheus's text format."""
        return generate_latest(self._registry)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """What the database said; `is_there` is false where it did not answer."""

    is_there: bool
    workers: int = 0
    jobs: Counts = field(default_factory=dict)
    oldest_queued_s: float = 0.0
    needs: Counts = field(default_factory=dict)
    alarms: Counts = field(default_factory=dict)


class _District:
    """Collected when Prometheus asks."""

    def __init__(self, house: House, slots: Slots) -> None:
        self._house, self._slots = house, slots
        self._lock = Lock()
        self._asked_at = house.clock() - 2 * KEPT
        self._numbers = _Numbers(is_there=False)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        numbers = self._newest()
        yield _gauge("redvest_search_slots", "Searches that may run at the same time", self._slots.count)
        yield _gauge("redvest_searches", "Searches that run for callers who wait", self._slots.taken)
        yield _gauge("redvest_database_up", "Whether the database answers", int(numbers.is_there))
        if numbers.is_there:
            yield _gauge("redvest_workers", "Workers that are there", numbers.workers)
            about = "Jobs that are queued or running, and those of the last day that have ended"
            yield _by_state("redvest_jobs", about, numbers.jobs)
            waits = numbers.jobs.get(QUEUED, 0)
            yield _gauge("redvest_jobs_waiting", "Jobs that no worker has taken", waits)
            about = "Seconds that the first of the waiting jobs has waited"
            yield _gauge("redvest_oldest_waiting_job_seconds", about, numbers.oldest_queued_s)
            yield _by_state("redvest_open_needs", "Needs that have not ended", numbers.needs)
            yield _by_state("redvest_open_alarms", "Alarms that are not resolved", numbers.alarms)

    def _newest(self) -> _Numbers:
        with self._lock:
            now = self._house.clock()
            if now - self._asked_at >= KEPT:
                self._numbers, self._asked_at = _numbers(self._house), now
            return self._numbers


def _numbers(house: House) -> _Numbers:
    now = house.clock()
    try:
        with house.store.reading() as tx:
            lately = or_(job.c.state.in_([QUEUED, RUNNING]), job.c.queued_at > now - LATELY)
            counting = select(job.c.state, func.count()).where(lately).group_by(job.c.state)
            first = tx.execute(select(func.min(job.c.queued_at)).where(job.c.state == QUEUED)).scalar()
            return _Numbers(
                is_there=True,
                workers=len(alive(tx, now)),
                jobs=_counts(tx, counting),
                oldest_queued_s=(now - first).total_seconds() if first else 0.0,
                needs=_counts(tx, _in_states(need, OPEN_NEEDS)),
                alarms=_counts(tx, _in_states(alarm, OPEN_ALARMS)),
            )
    except RedvestError:
        return _Numbers(is_there=False)


def _in_states(table: Table, states: Sequence[str]) -> Select[Any]:
    """By an index that begins with the state: what has ended is not looked at."""
    return select(table.c.state, func.count()).where(table.c.state.in_(list(states))).group_by(table.c.state)


def _counts(tx: Connection, query: Select[Any]) -> Counts:
    return {state: count for state, count in tx.execute(query)}  # noqa: C416  # rows, not pairs


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)


def _by_state(name: str, about: str, counts: Counts) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=["state"])
    for state, count in sorted(counts.items()):
        family.add_metric([state], count)
    return family
