"""The words of time that people use, one by one: 周一至周五, 11月24日, 下午2点半, 以后, 次日."""

import re
from collections.abc import Iterator
from datetime import date

from api.tables.cells import CellProblem
from models.units import DAY_S, HOUR_S, MINUTE_S

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
AFTERNOON = {"下午", "傍晚", "晚上", "夜间", "晚", "pm"}
NOON_BEGINS_H = 10
"""中午11点 is before noon, 中午1点 after it."""

DAY_ENDS_S = (18 * HOUR_S, 21 * HOUR_S)
"""Until when a time lasts that is only said to begin: 9:00以后."""

WEEKDAYS = {
    sign: day
    for day, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7"))
    for sign in signs
}
# Public holidays are not known: a working day is one from Monday to Friday.
SETS = {"工作日": range(5), "周末": range(5, 7), "双休日": range(5, 7)}
EVERY_DAY = ("每天", "每日", "天天")

# A date stands before a time, which it begins like; a word for a part of the day may belong to a time.
TOKEN = re.compile(
    r"""
    (?P<date>(?:\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.|年\d{1,2}月)\d{1,2}|\d{1,2}月\d{1,2})[日号]?
        |(?:19|20)\d{6}(?!\d))
    |(?P<time>(?P<half_day>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|早|晚|am|pm)?[:\s]*(?P<next>次日)?
        (?P<hour>\d{1,2})
        (?::(?P<minute>\d\d)(?::(?P<second>\d\d))?
        |[点时](?:(?P<past>\d{1,2})分?|(?P<half>半)|整)?
        |(?=-\d{1,2}[点时])))
    |(?P<part>24小时|[早上中下傍晚夜全白整][上晨午晚间天]|随时|不限|均可|都可以)
    |(?P<set>工作日|周末|双休日|每天|每日|天天)
    |每?(?:周|星期|礼拜)(?P<from>[一二三四五六日天1-7])-(?:周|星期|礼拜)?
        (?P<until>[一二三四五六日天]|[1-7](?![:点时\d]))
    |每?(?:周|星期|礼拜)(?P<weekdays>[一二三四五六日天]+|[1-7])
    |(?<=[、,/和及与])(?P<weekday>[一二三四五六日天])(?![点时月])
    |(?P<to>-)|(?P<since>以后|之后|后|起)|(?P<by>以前|之前|前)
    |(?P<stop>[;\n])
    |(?P<gap>[、,/和及与t:()]|\s)
    """,
    re.VERBOSE,
)

EXAMPLE = "write 周一至周五 8:00-12:00"


def time_tokens(text: str) -> Iterator[re.Match[str]]:
    """All but the gaps. Raises CellProblem at the first word that means nothing here."""
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None or (found.lastgroup == "part" and found.group() not in PARTS):
            raise CellProblem(f"not understood from {text[at : at + 12]!r} on; {EXAMPLE}")
        if found.lastgroup != "gap":
            yield found
        at = found.end()


def weekdays(token: re.Match[str]) -> set[int]:
    """0 is Monday."""
    if token["set"]:
        return set(SETS.get(token["set"], range(7)))
    if token["from"]:
        first, last = WEEKDAYS[token["from"]], WEEKDAYS[token["until"]]
        return {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return {WEEKDAYS[sign] for sign in token["weekdays"] or token["weekday"]}


def clock_s(token: re.Match[str], after: re.Match[str] | None = None) -> int:
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


def days_meant(token: re.Match[str], near: date) -> list[date]:
    """The day a token of a date names; without a year, that day of the years around `near`."""
    numbers = [int(part) for part in re.findall(r"\d+", token["date"])]
    if len(numbers) == 1:
        numbers = [numbers[0] // 10_000, numbers[0] // 100 % 100, numbers[0] % 100]
    years = [numbers[0]] if len(numbers) == 3 else [near.year + shift for shift in (-1, 0, 1)]
    named = [_day_or_none(year, *numbers[-2:]) for year in years]
    days = [day for day in named if day is not None]
    if not days:
        raise CellProblem(f"{token['date']} is no day of the calendar")
    return days


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
