"""A pin that cannot hold, and how moments are written in what is said of it."""

from dataclasses import dataclass

from models.needs import Pin
from models.reasons import Reason
from models.units import DAY_S, HOUR_S, MINUTE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class PinConflict:
    """A pin that cannot hold. `reason` is the rule it breaks, None where it contradicts something else."""

    pin: Pin
    message: str
    reason: Reason | None = None


def clock(moment_s: int) -> str:
    """09:30, and after the first day: day 2 09:30."""
    day, of_day_s = divmod(moment_s, DAY_S)
    time = f"{of_day_s // HOUR_S:02}:{of_day_s % HOUR_S // MINUTE_S:02}"
    return f"day {day + 1} {time}" if day else time
