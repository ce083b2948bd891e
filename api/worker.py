"""The worker: takes jobs one after the other, and does what is due by the clock in a thread beside."""

import logging
import os
import signal
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Event, Thread

from ulid import ULID

from api.house import House
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

    def __init__(self, house: House, kinds: Mapping[str, Work], clocks: Sequence[Clock]) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{str(ULID())[-6:].lower()}"
        self.closing = Event()
        self._house, self._kinds, self._clocks = house, kinds, clocks

    def run(self) -> None:
        """Returns in order once `closing` is set: the job that runs goes back to the queue."""
        clock = Thread(target=self._by_the_clock, name="clock")
        clock.start()
        try:
            while not self.closing.is_set():
                if not self._one():
                    self.closing.wait(IDLE_S)
        finally:
            self.closing.set()
            clock.join()

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

    def _by_the_clock(self) -> None:
        while True:
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


def close_on_signals(worker: Worker) -> None:
    """From now on SIGINT and SIGTERM end the worker in order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.closing.set())
