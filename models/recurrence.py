"""Recurrence rules by days: on which days a standing need comes up. Source: RFC 5545, section 3.3.10.

The hour comes from elsewhere, so a rule yields whole days, at most one occurrence a day. python-dateutil
knows the same rules, and walks to the year 9999 where one never comes true; here the last day that is asked
for ends the walk. A property test holds the two together.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from models.errors import InvalidInput

MOST_LENGTH = 500
MOST_COUNT = 5_000
MOST_INTERVAL = 1_000
WEEKDAYS = "MO", "TU", "WE", "TH", "FR", "SA", "SU"


class Frequency(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


OFTENER = frozenset({"HOURLY", "MINUTELY", "SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND"})
"""Would yield more than one a day, or an hour that the need's windows say already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """One rule, read. `by_day`: ordinal (0: every one) and weekday from Monday, 0. `until`: its last day."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_position: tuple[int, ...] = ()
    week_start: int = 0

    def days(self, starts_on: date, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last` on which it comes up, in order; none before `starts_on`."""
        end = last if self.until is None else min(last, self.until)
        # What is counted is counted from the beginning; what is not may be looked at from anywhere.
        begin = starts_on if self.count is not None else max(starts_on, first)
        left = self.count
        for day in self._matching(starts_on, begin, end):
            if left == 0:
                return
            left = None if left is None else left - 1
            if day >= first:
                yield day

    def _matching(self, starts_on: date, begin: date, end: date) -> Iterator[date]:
        opens, step = _period(self.frequency, begin, self.week_start), 0
        phase = _distance(self.frequency, _period(self.frequency, starts_on, self.week_start), opens)
        while opens <= end:
            closes = _next(self.frequency, opens)
            if (phase + step) % self.interval == 0:
                days = [opens + timedelta(days=one) for one in range((closes - opens).days)]
                chosen = self._positions([day for day in days if self._matches(day, starts_on)])
                yield from (day for day in chosen if begin <= day <= end)
            opens, step = closes, step + 1

    def _positions(self, days: list[date]) -> list[date]:
        if not self.by_position:
            return days
        indices = {place - 1 if place > 0 else len(days) + place for place in self.by_position}
        return [day for idx, day in enumerate(days) if idx in indices]

    def _matches(self, day: date, starts_on: date) -> bool:
        year_days, month_days = 365 + isleap(day.year), monthrange(day.year, day.month)[1]
        year_day = day.timetuple().tm_yday
        if not (self.by_day or self.by_month_day or self.by_year_day):
            return self._is_start_again(day, starts_on)
        return (
            (not self.by_month or day.month in self.by_month)
            and (not self.by_month_day or bool({day.day, day.day - month_days - 1} & {*self.by_month_day}))
            and (not self.by_year_day or bool({year_day, year_day - year_days - 1} & {*self.by_year_day}))
            and (not self.by_day or any(self._is_weekday(day, *one) for one in self.by_day))
        )

    def _is_start_again(self, day: date, starts_on: date) -> bool:
        """Where the rule names no day, the start does."""
        if self.by_month and day.month not in self.by_month:
            return False
        if self.frequency is Frequency.WEEKLY:
            return day.weekday() == starts_on.weekday()
        if self.frequency is Frequency.MONTHLY:
            return day.day == starts_on.day
        if self.frequency is Frequency.YEARLY:
            return day.day == starts_on.day and (bool(self.by_month) or day.month == starts_on.month)
        return True

    def _is_weekday(self, day: date, ordinal: int, weekday: int) -> bool:
        if day.weekday() != weekday:
            return False
        if not ordinal:
            return True
        if self.frequency is Frequency.YEARLY and not self.by_month:
            at, days = day.timetuple().tm_yday, 365 + isleap(day.year)
        else:
            at, days = day.day, monthrange(day.year, day.month)[1]
        return ordinal in ((at - 1) // 7 + 1, -((days - at) // 7 + 1))


def _period(frequency: Frequency, day: date, week_start: int) -> date:
    """The first day of the period that the day lies in."""
    if frequency is Frequency.WEEKLY:
        return day - timedelta(days=(day.weekday() - week_start) % 7)
    if frequency is Frequency.MONTHLY:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if frequency is Frequency.YEARLY else day


def _next(frequency: Frequency, opens: date) -> date:
    """The first day of the period after the one that opens then."""
    if frequency is Frequency.YEARLY:
        return opens.replace(year=opens.year + 1)
    if frequency is Frequency.MONTHLY:
        return opens + timedelta(days=monthrange(opens.year, opens.month)[1])
    return opens + timedelta(days=7 if frequency is Frequency.WEEKLY else 1)


def _distance(frequency: Frequency, first: date, second: date) -> int:
    """How many periods the second opens after the first."""
    if frequency is Frequency.YEARLY:
        return second.year - first.year
    if frequency is Frequency.MONTHLY:
        return (second.year - first.year) * 12 + second.month - first.month
    return (second - first).days // (7 if frequency is Frequency.WEEKLY else 1)


def read_rule(text: str, zone: ZoneInfo) -> Recurrence:
    """The rule. `zone`: where an UNTIL in UTC is a day. Raises InvalidInput that names the part."""
    if not text or len(text) > MOST_LENGTH:
        raise InvalidInput(f"rule: a recurrence rule has 1 to {MOST_LENGTH} characters, not {len(text)}")
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix("RRULE:").split(";"):
        name, sign, value = part.partition("=")
        if not sign or not value:
            raise InvalidInput(f"rule: {part!r} is no part of a recurrence rule, as FREQ=WEEKLY is")
        if name in parts:
            raise InvalidInput(f"rule: {name} is there twice")
        if name in OFTENER or value in OFTENER:
            raise InvalidInput(f"rule: {part}: a standing need comes up once a day at most; windows say when")
        if name not in _READERS:
            raise InvalidInput(f"rule: {name} is not used here; {', '.join(_READERS)} are")
        parts[name] = value
    read: dict[str, Any] = {_FIELDS[name]: _READERS[name](name, value, zone) for name, value in parts.items()}
    if "frequency" not in read:
        raise InvalidInput("rule: FREQ is missing: DAILY, WEEKLY, MONTHLY or YEARLY")
    rule = Recurrence(**read)
    _check(rule)
    return rule


def _check(rule: Recurrence) -> None:
    """Source: RFC 5545, section 3.3.10: which parts go together."""
    if rule.count is not None and rule.until is not None:
        raise InvalidInput("rule: COUNT and UNTIL do not go together")
    if any(ordinal for ordinal, _ in rule.by_day) and rule.frequency in (
        Frequency.DAILY,
        Frequency.WEEKLY,
    ):
        raise InvalidInput(f"rule: BYDAY with a number goes with MONTHLY or YEARLY, not {rule.frequency}")
    if rule.by_month_day and rule.frequency is Frequency.WEEKLY:
        raise InvalidInput("rule: BYMONTHDAY does not go with FREQ=WEEKLY")
    if rule.by_year_day and rule.frequency is not Frequency.YEARLY:
        raise InvalidInput(f"rule: BYYEARDAY goes with FREQ=YEARLY, not {rule.frequency}")
    by = rule.by_day or rule.by_month_day or rule.by_year_day or rule.by_month
    if rule.by_position and not by:
        raise InvalidInput("rule: BYSETPOS needs another BY part to choose from")


def _frequency(name: str, value: str, zone: ZoneInfo) -> Frequency:
    try:
        return Frequency(value)
    except ValueError:
        raise InvalidInput(f"rule: FREQ={value} is not {', '.join(Frequency)}") from None


def _whole(most: int) -> Callable[[str, str, ZoneInfo], int]:
    def read(name: str, value: str, zone: ZoneInfo) -> int:
        if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= most):
            raise InvalidInput(f"rule: {name}={value} is not a whole number from 1 to {most}")
        return int(value)

    return read


def _numbers(most: int, *, signed: bool) -> Callable[[str, str, ZoneInfo], tuple[int, ...]]:
    def read(name: str, value: str, zone: ZoneInfo) -> tuple[int, ...]:
        found = []
        for one in value.split(","):
            digits = one[1:] if signed and one[:1] in ("+", "-") else one
            if not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:9]) <= most):
                span = f"{-most} to -1 or 1 to {most}" if signed else f"1 to {most}"
                raise InvalidInput(f"rule: {name}={value}: {one!r} is not {span}")
            found.append(int(one))
        return tuple(found)

    return read


def _weekdays(name: str, value: str, zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    found = []
    for one in value.split(","):
        ordinal, weekday = one[:-2], one[-2:]
        if weekday not in WEEKDAYS:
            raise InvalidInput(f"rule: {name}={value}: {one!r} is none of {', '.join(WEEKDAYS)}")
        numbers = _numbers(53, signed=True)(name, ordinal, zone) if ordinal else (0,)
        found.append((numbers[0], WEEKDAYS.index(weekday)))
    return tuple(found)


def _week_start(name: str, value: str, zone: ZoneInfo) -> int:
    if value not in WEEKDAYS:
        raise InvalidInput(f"rule: {name}={value} is none of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(value)


def _until(name: str, value: str, zone: ZoneInfo) -> date:
    """A day, or a moment in UTC or local time: then the day on which it falls here."""
    for form in ("%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ"):
        try:
            read = datetime.strptime(value, form)
        except ValueError:
            continue
        return (read.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone) if form.endswith("Z") else read).date()
    raise InvalidInput(f"rule: UNTIL={value} is no day as 20271231, nor a moment as 20271231T155959Z")


_READERS: dict[str, Callable[[str, str, ZoneInfo], object]] = {
    "FREQ": _frequency,
    "INTERVAL": _whole(MOST_INTERVAL),
    "COUNT": _whole(MOST_COUNT),
    "UNTIL": _until,
    "BYDAY": _weekdays,
    "BYMONTHDAY": _numbers(31, signed=True),
    "BYYEARDAY": _numbers(366, signed=True),
    "BYMONTH": _numbers(12, signed=False),
    "BYSETPOS": _numbers(366, signed=True),
    "WKST": _week_start,
}
_FIELDS = {
    "FREQ": "frequency",
    "INTERVAL": "interval",
    "COUNT": "count",
    "UNTIL": "until",
    "BYDAY": "by_day",
    "BYMONTHDAY": "by_month_day",
    "BYYEARDAY": "by_year_day",
    "BYMONTH": "by_month",
    "BYSETPOS": "by_position",
    "WKST": "week_start",
}
