"""Work on many things, one after the other, that somebody watches and may end early."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

Watcher = Callable[[int, int], bool]
"""Hears how many are done, of how many; False ends the work."""

TOLD_EVERY = 20


def watched(things: Sequence[Thing], watcher: Watcher | None) -> Iterator[Thing]:
    """The things, as far as the watcher goes on."""
    for done, thing in enumerate(things):
        if watcher is not None and done % TOLD_EVERY == 0 and not watcher(done, len(things)):
            return
        yield thing
