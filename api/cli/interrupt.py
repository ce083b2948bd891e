"""Ctrl-C while something runs that can end early: it ends with what it has."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType


class Ear:
    """Hears Ctrl-C once: `pressed`. A second Ctrl-C ends the program, unless it listens anew in between.

    Only the main thread can hear it.
    """

    def __init__(self) -> None:
        self.pressed = False
        self._hears = current_thread() is main_thread()
        self._before = signal.getsignal(signal.SIGINT)

    def listen(self) -> None:
        """From now on, for the next thing that can end early."""
        self.pressed = False
        if self._hears:
            signal.signal(signal.SIGINT, self._hear)

    def stop(self) -> None:
        """Ctrl-C is as it was."""
        if self._hears:
            signal.signal(signal.SIGINT, self._before)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.pressed = True
        self.stop()


@contextmanager
def heard_ctrl_c() -> Iterator[Ear]:
    """Listens meanwhile."""
    ear = Ear()
    ear.listen()
    try:
        yield ear
    finally:
        ear.stop()
