"""A search as it is watched, and the look into what it left unmet: how far it is, and an ear for Ctrl-C."""

from collections.abc import Callable
from threading import Lock

from api.cli.interrupt import Ear
from api.cli.steps import Step
from matcher.routing.search import Progress
from models.units import HOUR_S


class Watch:
    """What a search reports to. With several threads each has its own plan; the best of them is shown.

    `cost_words` says what a plan costs besides the needs it leaves unmet, which are told as needs served.
    """

    def __init__(
        self,
        step: Step,
        *,
        needs: int,
        cost_words: Callable[[int], str],
        ear: Ear,
    ) -> None:
        self._step, self._needs, self._cost_words, self._ear = step, needs, cost_words, ear
        self._best: Progress | None = None
        self._lock = Lock()

    def __call__(self, now: Progress) -> bool:
        """Whether to go on."""
        with self._lock:
            if self._best is None or _key(now) <= _key(self._best):
                self._best = now
            self._step.at(now.done, self._words(self._best, now))
        return not self._ear.pressed

    def explaining(self, done: int, unmet: int) -> bool:
        """Whether to go on looking into the needs left unmet: until Ctrl-C, pressed after the search."""
        if not done:
            self._ear.listen()
        self._step.at(done / unmet, f"why {unmet:,} needs stay unmet")
        return not self._ear.pressed

    def _words(self, best: Progress, now: Progress) -> str:
        served = f"{best.needs_served:,}/{self._needs:,} served"
        cost = f"best cost {self._cost_words(best.cost)}"
        left = f"{now.seconds * (1 - now.done) / now.done:.0f} s left" if now.done > 0 else ""
        return ", ".join(part for part in (served, cost, left) if part)


def day_cost_words(cost: int) -> str:
    """In hours of travel, which a wish that is not granted counts as well."""
    return f"{cost / HOUR_S:,.1f} h travel"


def _key(progress: Progress) -> tuple[int, int]:
    return progress.unmet_priority, progress.cost
