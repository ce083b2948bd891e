"""Ctrl-C while something runs that can end early: it ends with what it has. What serves ends in order."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread
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


def asked_to_end() -> Event:
    """Set by SIGINT or SIGTERM from now on, however early they come."""
    asked = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    return asked


def end_with_parent(asked: Event) -> None:
    """Sets it when the standard input ends: a pipe that whoever started this holds until they are gone."""

    def read() -> None:
        while os.read(0, 1024):
            pass
        asked.set()

    Thread(target=read, name="parent", daemon=True).start()
