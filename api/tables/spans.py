"""Spans of time as people write them: 周一至周五 8:00-12:00；11月24日下午2点-4点；工作日上午；全天."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from api.tables.cells import CellProblem, minutes, serial_day
from api.tables.time_words import (
    DAY_ENDS_S,
    EVERY_DAY,
    EXAMPLE,
    PARTS,
    WHOLE_DAY_H,
    clock_s,
    days_meant,
    time_tokens,
    weekdays,
)
from models.horizon import ends_s, reach_s
from models.units import DAY_S, HOUR_S, MINUTE_S

NEVER = {"无", "没有", "暂无", "没空"}

ABOUT_S = 30 * MINUTE_S
"""Assumed: a single time, 9:00, means a start from then to this much later."""

SIGNS = {"date": "D", "time": "T", "part": "P", "to": "-", "since": "S", "by": "B", "stop": ";"}

DAYS = ("D-D", "D", "W")
PATTERNS = ("DT-DT", "D-D", "T-T", "P-P", "TS", "TB", "T", "P", "D", "W", ";")
"""The phrases, longer ones first: D a date, W days of the week, T a time, P a part of the day."""

SERIAL = re.compile(r"(\d{5}|0(?=\.))(\.\d+)?")
DAY_AT_MIDNIGHT = re.compile(r"(?P<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[t\s]+0?0:00(?::00)?")
"""How spreadsheets keep a day."""

Phrase = tuple[str, Sequence[re.Match[str]]]


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds since 00:00 of the first planned day; either end may lie outside the planned days."""

    opens_s: int
    closes_s: int


def checked_span(opens_s: int, closes_s: int, *, point_allowed: bool) -> Span:
    """Raises CellProblem where the span ends before it begins, or lasts no time and may not."""
    if closes_s < opens_s:
        raise CellProblem("closes before it opens; past midnight write 22:00-次日2:00")
    if closes_s == opens_s and not point_allowed:
        raise CellProblem("has zero length")
    return Span(opens_s, closes_s)


def clipped(spans: Iterable[Span], *, days: int) -> tuple[Span, ...]:
    """Those of the planned days; one that began before starts with the first, one that goes on is cut."""
    return tuple(
        Span(max(0, span.opens_s), min(span.closes_s, reach_s(days)))
        for span in spans
        if span.opens_s < ends_s(days) and (span.closes_s > 0 or span.opens_s >= 0)
    )


def read_spans(text: str, *, first_day: date, days: int, point_allowed: bool) -> tuple[Span, ...]:
    """The spans a text names on the planned days, in order, merged where they touch.

    Undated ones are for each of the days; none is left where all are on other days.
    `point_allowed`: a single time is a span of ABOUT_S, and a span may be a single moment.
    Raises CellProblem.
    """
    plain = _plain(text)
    plain = re.sub(r"\s*(?:[—–―‐‑−~〜]+|至|到)\s*|\s+-\s*|\s*-\s+", "-", plain)
    plain = re.sub(r"(?<=\d)/(?=\d{4}-\d\d-\d\dt)", "-", plain)
    if plain in NEVER:
        return ()
    reader = _Reader(first_day, days, point_allowed)
    reader.read(spelled_day(plain))
    return _merged(clipped(reader.spans, days=days))


LONGEST_REST_S = 2 * HOUR_S
"""Assumed: a longer time is one within which a break is taken, not all of it."""

LASTING = re.compile(
    r"(?P<within>.*?)(?:(?:之?间|期间|以?内|中|[\s,(])+(?:休息)?|休息)"
    r"(?P<lasts>(?:\d+(?:\.\d+)?|半)个?(?:小时|h)(?:\d+分钟?)?|\d+(?:分钟?|min))\)?"
)


def read_breaks(text: str, *, first_day: date, days: int) -> list[tuple[Span, int]]:
    """When breaks may start, and the seconds that each lasts: 11:30-13:30 30分钟；17:00-17:15.

    Without a length the break takes all of its time. Undated ones are for each of the days.
    Raises CellProblem, also where a break is longer than its time.
    """
    found: list[tuple[Span, int]] = []
    for part in re.split(r"[;\n]+", "" if _plain(text) in NEVER else _plain(text)):
        lasting = LASTING.fullmatch(part.strip())
        within = (lasting["within"] if lasting else part).replace("休息", " ").strip()
        if not within:
            continue
        for span in read_spans(within, first_day=first_day, days=days, point_allowed=False):
            room_s = span.closes_s - span.opens_s
            lasts_s = round(minutes(lasting["lasts"]) * MINUTE_S) if lasting else room_s
            if lasting is None and room_s > LONGEST_REST_S:
                raise CellProblem(f"{part.strip()}: how long of it? Write 11:30-13:30 休息30分钟")
            if not 0 < lasts_s <= room_s:
                raise CellProblem(f"{part.strip()}: no break of {lasts_s // MINUTE_S} min fits within")
            found.append((Span(span.opens_s, span.closes_s - lasts_s), lasts_s))
    return found


def spelled_day(text: str) -> str:
    """A cell of days, so that a time may stand behind it: Excel's number is spelled, a midnight is left out.

    Raises CellProblem.
    """
    plain = _plain(text)
    serial = SERIAL.fullmatch(plain)
    if serial:
        return _spelled_serial(int(serial[1]), float(serial[2] or 0))
    midnight = DAY_AT_MIDNIGHT.fullmatch(plain)
    return midnight["day"] if midnight else plain


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().removeprefix("'").casefold()


def _spelled_serial(serial: int, fraction: float) -> str:
    """Excel's number for a date, a date with a time, or a time of day."""
    minutes = round(fraction * DAY_S / MINUTE_S)
    clock = f"{minutes // 60:02}:{minutes % 60:02}" if fraction else ""
    return f"{serial_day(serial)} {clock}" if serial else clock


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.opens_s, one.closes_s)):
        if merged and span.opens_s <= merged[-1].closes_s:
            merged[-1] = Span(merged[-1].opens_s, max(merged[-1].closes_s, span.closes_s))
        else:
            merged.append(span)
    return tuple(merged)


class _Reader:
    """Reads one text; `spans` are what it named, on whatever day."""

    def __init__(self, first_day: date, days: int, point_allowed: bool) -> None:
        self.spans: list[Span] = []
        self._first_day, self._days, self._point_allowed = first_day, days, point_allowed
        self._named: list[int] = list(range(days))
        self._timed = True  # the days named last have been given a time, or are all days by default

    def read(self, text: str) -> None:
        tokens = list(time_tokens(text))
        if not tokens:
            raise CellProblem(f"names no time; {EXAMPLE}")
        signs = "".join(SIGNS.get(token.lastgroup or "", "W") for token in tokens)
        clause: list[Phrase] = []
        at = 0
        while at < len(tokens):
            pattern = next((one for one in PATTERNS if signs.startswith(one, at)), "")
            if not pattern:
                raise CellProblem(f"{tokens[at].group()!r} stands alone; {EXAMPLE}")
            if pattern == ";":
                self._take_clause(clause)
                clause = []
            else:
                clause.append((pattern, tokens[at : at + len(pattern)]))
            at += len(pattern)
        self._take_clause(clause)

    def _take_clause(self, clause: list[Phrase]) -> None:
        """Days come first, also where they are written last: 8:00-12:00 周一至周五."""
        times = [phrase for phrase in clause if phrase[0] not in DAYS]
        days = [phrase for phrase in clause if phrase[0] in DAYS]
        for pattern, tokens in days + times if clause == times + days else clause:
            self._take(pattern, tokens)
        self._end_days()

    def _take(self, pattern: str, tokens: Sequence[re.Match[str]]) -> None:
        """One phrase: what its tokens are is the pattern."""
        if pattern == "DT-DT":
            opens_on, opens_at, _, closes_on, closes_at = tokens
            opens_s = self._offset(opens_on) * DAY_S + clock_s(opens_at)
            self._add(opens_s, self._offset(closes_on) * DAY_S + clock_s(closes_at))
            self._timed = True
        elif pattern == "D-D":
            first, last = self._offset(tokens[0]), self._offset(tokens[2])
            if last < first:
                raise CellProblem("ends before it begins")
            self._name_days(range(max(first, 0), min(last, self._days - 1) + 1))
        elif pattern == "D":
            self._name_days([self._offset(tokens[0])])
        elif pattern == "W":
            self._name_weekdays(tokens[0])
        else:
            opens_s, closes_s = self._hours(pattern, tokens)
            for day in self._named:
                self._add(day * DAY_S + opens_s, day * DAY_S + closes_s)
            self._timed = True

    def _hours(self, pattern: str, tokens: Sequence[re.Match[str]]) -> tuple[int, int]:
        """Seconds of the day at which a phrase without days opens and closes."""
        if pattern in ("P", "P-P"):
            return PARTS[tokens[0].group()][0] * HOUR_S, PARTS[tokens[-1].group()][1] * HOUR_S
        start_s = clock_s(tokens[0])
        if pattern == "T-T":
            return start_s, clock_s(tokens[2], after=tokens[0])
        if pattern == "TS":
            return start_s, next((end for end in DAY_ENDS_S if start_s < end), DAY_S)
        if pattern == "TB":
            return (WHOLE_DAY_H[0] * HOUR_S if start_s > WHOLE_DAY_H[0] * HOUR_S else 0), start_s
        if not self._point_allowed:
            raise CellProblem(f"{tokens[0].group().strip()} has no end: write 9:00-11:00")
        return start_s, start_s + ABOUT_S

    def _name_weekdays(self, token: re.Match[str]) -> None:
        if token["set"] in EVERY_DAY and not self._timed:
            return  # 周一至周五每天: every one of those
        wanted = weekdays(token)
        weekday = self._first_day.weekday()
        self._name_days(day for day in range(self._days) if (weekday + day) % 7 in wanted)

    def _name_days(self, offsets: Iterable[int]) -> None:
        """Days that follow each other share the time that comes after them: 周一、周三 9:00-11:00."""
        if self._timed:
            self._named = []
        self._named += offsets
        self._timed = False

    def _end_days(self) -> None:
        """Days without a time are whole days."""
        if not self._timed:
            for day in self._named:
                self._add(*(day * DAY_S + hour * HOUR_S for hour in WHOLE_DAY_H))
        self._timed = True

    def _add(self, opens_s: int, closes_s: int) -> None:
        self.spans.append(checked_span(opens_s, closes_s, point_allowed=self._point_allowed))

    def _offset(self, token: re.Match[str]) -> int:
        """Days from the first planned day; a date without a year is the one nearest to it."""
        days = days_meant(token, self._first_day)
        return min(((day - self._first_day).days for day in days), key=abs)
