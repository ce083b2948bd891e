"""Spans of time as people write them: 周一至周五 8:00-12:00；11月24日下午2点-4点；工作日上午；全天."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.tables.cells import CellProblem, serial_day
from models.units import DAY_S, HOUR_S, MAX_HORIZON_S, MINUTE_S

# Assumed: what the words for parts of a day mean.
PARTS = {
    "早上": (8, 10),
    "早晨": (8, 10),
    "上午": (8, 12),
    "中午": (12, 14),
    "下午": (14, 18),
    "傍晚": (17, 19),
    "晚上": (18, 21),
    "夜间": (18, 21),
    "全天": (8, 18),
    "白天": (8, 18),
    "整天": (8, 18),
    "随时": (8, 18),
    "不限": (8, 18),
    "均可": (8, 18),
    "都可以": (8, 18),
    "24小时": (0, 24),
}
WHOLE_DAY = "全天"
WHOLE_DAY_H = PARTS[WHOLE_DAY]
AFTERNOON = {"下午", "傍晚", "晚上", "夜间", "pm"}
NOON_BEGINS_H = 10
"""中午11点 is before noon, 中午1点 after it."""

NEVER = {"无", "没有", "暂无", "没空"}

ABOUT_S = 30 * MINUTE_S
"""Assumed: a single time, 9:00, means a start from then to this much later."""

DAY_ENDS_S = (18 * HOUR_S, 21 * HOUR_S)
"""Until when a time lasts that is only said to begin: 9:00以后."""

WEEKDAYS = {
    sign: day
    for day, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7"))
    for sign in signs
}
SETS = {
    "工作日": range(5),
    "周末": range(5, 7),
    "双休日": range(5, 7),
    "每天": range(7),
    "每日": range(7),
    "天天": range(7),
}

# A date stands before a time, which it begins like; a word for a part of the day may belong to a time.
TOKEN = re.compile(
    r"""
    (?P<date>(?:\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.|年\d{1,2}月)\d{1,2}|\d{1,2}月\d{1,2})[日号]?
        |(?:19|20)\d{6}(?!\d))
    |(?P<time>(?P<half_day>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|am|pm)?[:\s]*(?P<next>次日)?
        (?P<hour>\d{1,2})
        (?::(?P<minute>\d\d)(?::(?P<second>\d\d))?
        |[点时](?:(?P<past>\d{1,2})分?|(?P<half>半)|整)?
        |(?=-\d{1,2}[点时])))
    |(?P<part>24小时|[早上中下傍晚夜全白整][上晨午晚间天]|随时|不限|均可|都可以)
    |(?P<set>工作日|周末|双休日|每天|每日|天天)
    |(?:周|星期|礼拜)(?P<from>[一二三四五六日天1-7])-(?:周|星期|礼拜)?(?P<until>[一二三四五六日天1-7])(?![:点时\d])
    |(?:周|星期|礼拜)(?P<weekdays>[一二三四五六日天]+|[1-7])
    |(?<=[、,/和及与])(?P<weekday>[一二三四五六日天])(?![点时月\d])
    |(?P<to>-)|(?P<since>以后|之后|后|起)|(?P<by>以前|之前|前)
    |(?P<stop>[;\n])
    |(?P<gap>[、,/和及与t:()]|\s)
    """,
    re.VERBOSE,
)
SIGNS = {"date": "D", "time": "T", "part": "P", "to": "-", "since": "S", "by": "B", "stop": ";"}

DAYS = ("D-D", "D", "W")
PATTERNS = ("DT-DT", "D-D", "T-T", "P-P", "TS", "TB", "T", "P", "D", "W", ";")
"""The phrases, longer ones first: D a date, W days of the week, T a time, P a part of the day."""

Phrase = tuple[str, Sequence[re.Match[str]]]

EXAMPLE = "write 周一至周五 8:00-12:00"


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
    """Those of the planned days; one that began before starts with the first of them."""
    return tuple(
        Span(max(0, span.opens_s), min(span.closes_s, MAX_HORIZON_S))
        for span in spans
        if span.opens_s < days * DAY_S and (span.closes_s > 0 or span.opens_s >= 0)
    )


def read_spans(text: str, *, first_day: date, days: int, point_allowed: bool) -> tuple[Span, ...]:
    """The spans a text names on the planned days, in order, merged where they touch.

    Undated ones are for each of the days; none is left where all are on other days.
    `point_allowed`: a single time is a span of ABOUT_S, and a span may be a single moment.
    Raises CellProblem.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("'").casefold()
    plain = re.sub(r"\s*(?:[—–―‐‑−~〜]+|至|到)\s*|\s+-\s*|\s*-\s+", "-", plain)
    plain = re.sub(r"(?<=\d)/(?=\d{4}-\d\d-\d\dt)", "-", plain)
    if plain in NEVER:
        return ()
    serial = re.fullmatch(r"(\d{5}|0)(\.\d+)?", plain)
    if serial:
        plain = _spelled_serial(int(serial[1]), float(serial[2] or 0))
    reader = _Reader(first_day, days, point_allowed)
    reader.read(plain)
    return _merged(clipped(reader.spans, days=days))


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
        tokens = list(_tokens(text))
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
            opens_s = self._offset(opens_on) * DAY_S + _clock_s(opens_at)
            self._add(opens_s, self._offset(closes_on) * DAY_S + _clock_s(closes_at))
            self._timed = True
        elif pattern == "D-D":
            first, last = self._offset(tokens[0]), self._offset(tokens[2])
            if last < first:
                raise CellProblem("ends before it begins")
            self._name_days(range(max(first, 0), min(last, self._days - 1) + 1))
        elif pattern == "D":
            self._name_days([self._offset(tokens[0])])
        elif pattern == "W":
            wanted = _weekdays(tokens[0])
            monday = self._first_day.weekday()
            self._name_days([day for day in range(self._days) if (monday + day) % 7 in wanted])
        else:
            opens_s, closes_s = self._hours(pattern, tokens)
            for day in self._named:
                self._add(day * DAY_S + opens_s, day * DAY_S + closes_s)
            self._timed = True

    def _hours(self, pattern: str, tokens: Sequence[re.Match[str]]) -> tuple[int, int]:
        """Seconds of the day at which a phrase without days opens and closes."""
        if pattern in ("P", "P-P"):
            return PARTS[tokens[0].group()][0] * HOUR_S, PARTS[tokens[-1].group()][1] * HOUR_S
        start_s = _clock_s(tokens[0])
        if pattern == "T-T":
            return start_s, _clock_s(tokens[2], after=tokens[0])
        if pattern == "TS":
            return start_s, next((end for end in DAY_ENDS_S if start_s < end), DAY_S)
        if pattern == "TB":
            return (WHOLE_DAY_H[0] * HOUR_S if start_s > WHOLE_DAY_H[0] * HOUR_S else 0), start_s
        if not self._point_allowed:
            raise CellProblem(f"{tokens[0].group().strip()} has no end: write 9:00-11:00")
        return start_s, start_s + ABOUT_S

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
        numbers = [int(part) for part in re.findall(r"\d+", token["date"])]
        if len(numbers) == 1:
            numbers = [numbers[0] // 10_000, numbers[0] // 100 % 100, numbers[0] % 100]
        years = [numbers[0]] if len(numbers) == 3 else [self._first_day.year + shift for shift in (-1, 0, 1)]
        named = [_day_or_none(year, *numbers[-2:]) for year in years]
        offsets = [(day - self._first_day).days for day in named if day is not None]
        if not offsets:
            raise CellProblem(f"{token['date']} is no day of the calendar")
        return min(offsets, key=abs)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """All but the gaps. Raises CellProblem at the first word that means nothing here."""
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None or (found.lastgroup == "part" and found.group() not in PARTS):
            raise CellProblem(f"not understood from {text[at : at + 12]!r} on; {EXAMPLE}")
        if found.lastgroup != "gap":
            yield found
        at = found.end()


def _weekdays(token: re.Match[str]) -> set[int]:
    """0 is Monday."""
    if token["set"]:
        return set(SETS[token["set"]])
    if token["from"]:
        first, last = WEEKDAYS[token["from"]], WEEKDAYS[token["until"]]
        return {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return {WEEKDAYS[sign] for sign in token["weekdays"] or token["weekday"]}


def _clock_s(token: re.Match[str], after: re.Match[str] | None = None) -> int:
    """Seconds of the day; the end of a range is in the afternoon if its start is said to be."""
    hour = int(token["hour"])
    minute = 30 if token["half"] else int(token["minute"] or token["past"] or 0)
    second = int(token["second"] or 0)
    if minute > 59 or second > 59 or (hour, minute, second) > (24, 0, 0):
        raise CellProblem(f"{token.group().strip()} is no time of day")
    half_day = token["half_day"] or (after["half_day"] if after and not token["next"] else None)
    if hour < 12 and (half_day in AFTERNOON or (half_day == "中午" and hour < NOON_BEGINS_H)):
        hour += 12
    return hour * HOUR_S + minute * MINUTE_S + second + (DAY_S if token["next"] else 0)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
