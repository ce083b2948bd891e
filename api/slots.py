"""Room for as many searches as there are cores."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from models.errors import RedvestError


class Busy(RedvestError):
    """Every slot is taken; nobody waits in line, so that load is seen where it comes from."""

    code = "busy"

    def __init__(self, slots: int) -> None:
        super().__init__(f"all {slots} searches are taken: try again in a moment")


class Slots:
    """Taken for the length of a search. `closing` tells searches to end with the best plan so far."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.taken = 0
        self.closing = False
        self._lock = Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Raises Busy where there is none."""
        with self._lock:
            if self.taken >= self.count:
                raise Busy(self.count)
            self.taken += 1
        try:
            yield
        finally:
            with self._lock:
                self.taken -= 1
