"""The worker: takes jobs one after the other, and does what is due by the clock in a thread beside."""

import logging
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from threading import Event, Thread

from ulid import ULID

from api.house import House
from api.usecases.jobs.alive import TOLD_EVERY, tell_alive, tell_gone
from api.usecases.jobs.queue import take
from api.usecases.jobs.running import Work, work_on
from models.store.store import StoreBusy, StoreUnreachable

IDLE_S = 0.5
"""Between two looks at an empty queue."""

CLOCK_S = 5.0
"""Between two rounds of what is due by the clock."""

Clock = Callable[[House, datetime], int]

log = logging.getLogger("redvest.worker")


class Worker:
    """One process's worth of work, until it is closed."""

    def __init__(
        self,
        house: House,
        kinds: Mapping[str, Work],
        clocks: Sequence[Clock],
        *,
        closing: Event | None = None,
    ) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{str(ULID())[-6:].lower()}"
        self.closing = closing or Event()
        self._house, self._kinds, self._clocks = house, kinds, clocks
        self._told_at: datetime | None = None

    def run(self) -> None:
        """Returns in order once `closing` is set: the job that runs goes back to the queue."""
        self._tell_alive()
        clock = Thread(target=self._by_the_clock, name="clock")
        clock.start()
        try:
            while not self.closing.is_set():
                if not self._one():
                    self.closing.wait(IDLE_S)
        finally:
            self.closing.set()
            clock.join()
            with suppress(StoreBusy, StoreUnreachable):  # then it is taken for dead after a while
                tell_gone(self._house.store, self.name)

    def _one(self) -> bool:
        """Whether there was a job."""
        try:
            row = take(self._house.store, self.name, self._house.clock())
            if row is None:
                return False
            log.info("job %s of kind %s, attempt %d", row["id"], row["kind"], row["attempts"])
            work_on(self._house, row, self.name, self._kinds[row["kind"]], self.closing)
        except (StoreBusy, StoreUnreachable) as error:
            log.warning("the queue: %s", error)
            return False
        return True

    def _tell_alive(self) -> None:
        now = self._house.clock()
        if self._told_at is not None and now - self._told_at < TOLD_EVERY:
            return
        try:
            tell_alive(self._house.store, self.name, now)
            self._told_at = now
        except (StoreBusy, StoreUnreachable) as error:
            log.warning("that the worker is there: %s", error)

    def _by_the_clock(self) -> None:
        while True:
            self._tell_alive()
            for clock in self._clocks:
                if self.closing.is_set():
                    return
                try:
                    clock(self._house, self._house.clock())
                except (StoreBusy, StoreUnreachable) as error:
                    log.warning("%s: %s", clock.__name__, error)
                except Exception:  # what one of them cannot do keeps nobody from the others
                    log.exception("%s has failed", clock.__name__)
            if self.closing.wait(CLOCK_S):
                return
