"""One job worked on: its lease is renewed and its progress written while it runs."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from threading import Event, Thread
from typing import Any

from api.house import House
from api.problems import INTERNAL, problem, problem_of
from api.usecases.jobs import queue
from models.errors import RedvestError
from models.store.journal import Row
from models.store.store import StoreBusy, StoreUnreachable

BEAT_S = 0.5
"""How often the lease is renewed, progress is written, and a wish to cancel is heard."""

log = logging.getLogger("redvest.jobs")

Progress = Callable[[Mapping[str, Any]], bool]
"""Hears how far a job is; where it answers False, the job stops by raising Stopped."""

Work = Callable[[House, Row, Progress], Mapping[str, Any]]
"""What a kind of job does: its result, as JSON. It writes nothing after it has been asked to stop."""


class Stopped(Exception):
    """The job leaves off as it was asked to: what it has found so far is dropped."""


class Watch:
    """Keeps the lease of a job that runs, in a thread of its own, so that no search waits for the store."""

    def __init__(self, house: House, row: Row, worker: str, closing: Event) -> None:
        """`closing`: set when the worker is about to end."""
        self._house, self._id, self._worker, self._closing = house, row["id"], worker, closing
        self._told: Mapping[str, Any] | None = None
        self._leased_until: datetime = row["leased_until"]
        self._lost = Event()
        self._over = Event()
        self._thread = Thread(target=self._beat, name=f"lease of {self._id}", daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def progress(self, told: Mapping[str, Any]) -> bool:
        self._told = told
        return not (self._lost.is_set() or self._closing.is_set())

    def _beat(self) -> None:
        while not self._over.wait(BEAT_S):
            now = self._house.clock()
            with suppress(StoreBusy, StoreUnreachable):  # with the next beat, while the lease lasts
                leased_until = queue.renew(self._house.store, self._id, self._worker, now, self._told)
                if leased_until is None:
                    break
                self._leased_until = leased_until
            if self._leased_until < now:
                break
        self._lost.set()


def work_on(house: House, row: Row, worker: str, work: Work, closing: Event) -> None:
    """The job done, failed, cancelled or back in the queue, as its row then says."""
    store, id = house.store, row["id"]
    with Watch(house, row, worker, closing) as watch:
        try:
            result = work(house, row, watch.progress)
        except Stopped:
            end = queue.stopped
        except (StoreBusy, StoreUnreachable):
            log.warning("job %s is left to another attempt", id, exc_info=True)
            return  # whoever takes it when the lease is over may find the store at leisure
        except RedvestError as error:
            end = partial(queue.fail, told=problem_of(error))
        except Exception:
            log.exception("job %s of kind %s has failed", id, row["kind"])
            end = partial(
                queue.fail, told=problem(INTERNAL, f"this should not happen; its log names job {id}")
            )
        else:
            end = partial(queue.finish, result=result)
    end(store, id, worker, house.clock())
