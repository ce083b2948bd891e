"""The clock that budgets count on: CPU seconds of this process, all its threads."""

import time


class CpuClock:
    """Starts at zero when it is made."""

    def __init__(self) -> None:
        self._cpu_began_s = time.process_time()
        self._wall_began_s = time.monotonic()

    @property
    def cpu_s(self) -> float:
        """CPU seconds used since."""
        return time.process_time() - self._cpu_began_s

    @property
    def wall_s(self) -> float:
        """Seconds gone by since."""
        return time.monotonic() - self._wall_began_s
