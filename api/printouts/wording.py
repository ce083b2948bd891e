"""How the print-outs say moments, spans, places and people in Chinese, and how much of a person they show."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

from models.day import Day
from models.geo import Place, Precision
from models.needs import TimeWindow
from models.people import Shift
from models.plans import Part, Status
from models.units import DAY_S, HOUR_S, MINUTE_S, Seconds

WEEKDAYS = "一二三四五六日"

PARTS = {
    Part.VISIT: "上门",
    Part.PICKUP: "取货",
    Part.DROPOFF: "送达",
    Part.BREAK: "休息",
    Part.RELOAD: "领取物资",
}

STATUSES = {
    Status.OPTIMAL: "最优",
    Status.FEASIBLE: "全部满足",
    Status.PARTIAL: "部分满足",
    Status.INFEASIBLE: "无可行安排",
    Status.STOPPED: "提前停止",
    Status.REFUSED: "未求解",
}

COARSE = {Precision.ESTATE: "仅知小区", Precision.COMMUNITY: "仅知社区"}
"""What is said of a place that is not known to the building."""

HONORIFIC = re.compile(
    ".(女士|先生|小姐|太太|同志|师傅|老师|医生|同学|老人|奶奶|爷爷|婆婆|太婆"
    "|爹爹|阿姨|叔叔|伯伯|大爷|大妈|大姐|大哥)"
)
DOUBLE_SURNAME = re.compile(
    "(欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|司空|令狐|夏侯|长孙|宇文|端木|轩辕|南宫|百里"
    "|申屠|太史|闻人|钟离|澹台|公冶|宗政|濮阳|淳于|单于|呼延|独孤|鲜于|东郭|西门|左丘|万俟|赫连|第五)."
)


def clock(moment_s: Seconds) -> str:
    """Time of day, to the minute that has begun."""
    hours, rest = divmod(moment_s % DAY_S, HOUR_S)
    return f"{hours:02}:{rest // MINUTE_S:02}"


def moment_time(moment_s: Seconds) -> time:
    """Time of day, to the second."""
    hours, rest = divmod(moment_s % DAY_S, HOUR_S)
    return time(hours, *divmod(rest, MINUTE_S))


def span(opens_s: Seconds, closes_s: Seconds) -> str:
    """From when to when; midnight at the end of the day is 24:00, a time after it belongs to 次日."""
    nights = closes_s // DAY_S - opens_s // DAY_S
    if nights and closes_s % DAY_S == 0:
        nights, ends = nights - 1, "24:00"
    else:
        ends = clock(closes_s)
    after = "" if not nights else "次日" if nights == 1 else f"{nights}日后"
    return f"{clock(opens_s)}–{after}{ends}"


def day_of(first_day: date, moment_s: Seconds) -> date:
    return first_day + timedelta(days=moment_s // DAY_S)


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def days_words(day: Day) -> str:
    """The day that is planned; of several the first and the last."""
    if day.days == 1:
        return day_words(day.first_day)
    last = day.first_day + timedelta(days=day.days - 1)
    return f"{day_words(day.first_day)} 至 {last.month}月{last.day}日"


def shift_words(day: Day, shifts: Sequence[Shift]) -> str:
    """When somebody is free; with the date where the plan spans more than a day."""
    return "、".join(_dated(day, shift.opens_s, shift.closes_s) for shift in shifts)


def window_words(day: Day, windows: Sequence[TimeWindow]) -> str:
    """When a visit may start; with the date where the plan spans more than a day."""
    return "、".join(_dated(day, window.opens_s, window.closes_s) for window in windows)


def _dated(day: Day, opens_s: Seconds, closes_s: Seconds) -> str:
    on = day_of(day.first_day, opens_s)
    return (f"{on.month}月{on.day}日 " if day.days > 1 else "") + span(opens_s, closes_s)


def goods_words(goods: Mapping[str, int]) -> str:
    """药盒 2、口罩 10; empty where there are none."""
    return "、".join(f"{name} {amount}" for name, amount in sorted(goods.items()) if amount)


def minutes_up(seconds: Seconds) -> int:
    """Whole minutes that hold so many seconds."""
    return -(-seconds // MINUTE_S)


def way_minutes(way_s: Seconds, *, since_s: Seconds, until_s: Seconds) -> int:
    """Minutes to tell of a way between two moments that are told by `clock`, so that they add up on paper.

    Both clock times are cut, so that a way of 4:40 from 9:00:30 takes five minutes of the clock, one from
    9:00:10 only four: it is rounded up, but not past the time of arrival.
    """
    return max(way_s // MINUTE_S, min(minutes_up(way_s), until_s // MINUTE_S - since_s // MINUTE_S))


def hours(seconds: int) -> float:
    """Hours, to a tenth."""
    return round(seconds / HOUR_S, 1)


def duration(seconds: Seconds) -> str:
    """A length of time as people say it: 45 分钟, 1 小时 30 分."""
    whole, rest = divmod(minutes_up(seconds), 60)
    if not whole:
        return f"{rest} 分钟"
    return f"{whole} 小时 {rest} 分" if rest else f"{whole} 小时"


def place_words(place: Place) -> str:
    """What people call it; a place without a name is its coordinates, latitude first."""
    return place.label or f"坐标 {place.at.lat_deg:.5f}, {place.at.lon_deg:.5f}"


def coarse_words(place: Place) -> str:
    """What to say when the place is not known to the building, else nothing."""
    return COARSE.get(place.precision, "")


def masked_name(name: str) -> str:
    """As much as one needs at a door: the surname with an asterisk for each other character.

    A form of address (王奶奶) says no more than the surname and stays. Of names in Latin script the first
    letter of each given name and the last word stay.
    """
    name = " ".join(name.split())
    if not name or HONORIFIC.fullmatch(name):
        return name
    if name.isascii() or " " in name:
        *given, surname = name.split(" ")
        return " ".join([*(f"{word[0]}." for word in given), surname])
    surname_length = 2 if DOUBLE_SURNAME.match(name) else 1
    return name[:surname_length] + "*" * (len(name) - surname_length)


def masked_phone(phone: str) -> str:
    """First three and last four of eleven digits or more; of a shorter number the last two."""
    digits = "".join(char for char in phone if char.isdigit())
    if len(digits) >= 11:
        return f"{digits[:-8]}****{digits[-4:]}"
    return "*" * max(0, len(digits) - 2) + digits[-2:]
