"""The hours of an ordinary week in which a volunteer is free, in local time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.errors import InvalidInput

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
MOST_SPANS = 7 * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklySpan:
    """Free on that weekday (1 is Monday, 7 Sunday) between two times of the day, the last may be 24:00."""

    weekday: int
    from_: str
    until: str

    def __post_init__(self) -> None:
        where = f"weekday {self.weekday} from {self.from_!r} until {self.until!r}"
        if not 1 <= self.weekday <= 7:
            raise InvalidInput(f"{where}: weekdays are 1 (Monday) to 7")
        if not (CLOCK.fullmatch(self.from_) and CLOCK.fullmatch(self.until)):
            raise InvalidInput(f"{where}: times of the day are written 08:00")
        if self.from_ >= self.until:
            raise InvalidInput(f"{where}: a span ends after it begins, on the same day")


def check_week(spans: Sequence[WeeklySpan]) -> None:
    """Raises InvalidInput where two of them overlap, or there are more than anybody means."""
    if len(spans) > MOST_SPANS:
        raise InvalidInput(f"available: {len(spans)} spans, more than {MOST_SPANS}")
    in_order = sorted(spans, key=lambda span: (span.weekday, span.from_))
    for one, next_ in pairwise(in_order):
        if one.weekday == next_.weekday and next_.from_ < one.until:
            raise InvalidInput(
                f"available: on weekday {one.weekday}, {one.from_}-{one.until} and "
                f"{next_.from_}-{next_.until} overlap"
            )
