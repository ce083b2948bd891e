"""Spans of time as people write them, on three days from Monday, 23 November 2026."""

import pytest

from api.tables.cells import CellProblem
from api.tables.spans import read_breaks, read_spans
from tests.builders import MONDAY

DAY_H = 24


def spans(text: str, *, days: int = 3, point_allowed: bool = False) -> list[tuple[float, float]]:
    """In hours from the first midnight."""
    found = read_spans(text, first_day=MONDAY, days=days, point_allowed=point_allowed)
    return [(span.opens_s / 3600, span.closes_s / 3600) for span in found]


def on(days: list[int], *hours: tuple[float, float]) -> list[tuple[float, float]]:
    return [(day * DAY_H + opens, day * DAY_H + closes) for day in days for opens, closes in hours]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周一至周五 8:00-12:00", on([0, 1, 2], (8, 12))),
        ("周一至周五8:00-12:00", on([0, 1, 2], (8, 12))),
        ("周一到周五每天8点到12点", on([0, 1, 2], (8, 12))),
        ("每周一、三9:00-11:00", on([0, 2], (9, 11))),
        ("早8点-晚6点", on([0, 1, 2], (8, 18))),
        ("周末每天上午；周二下午", on([1], (14, 18))),
        ("8:00-12:00 周一至周五", on([0, 1, 2], (8, 12))),
        ("9:00-11:30；14:00-17:00", on([0, 1, 2], (9, 11.5), (14, 17))),
        ("9:00-11:30、14:00-17:00", on([0, 1, 2], (9, 11.5), (14, 17))),
        ("２０２６-11-24 ０９：００～１１：００", on([1], (9, 11))),
        ("2026/11/24 9:00—11:00", on([1], (9, 11))),
        ("2026年11月24日 9点-11点半", on([1], (9, 11.5))),
        ("20261124 9时30分至11时", on([1], (9.5, 11))),
        ("11月24日下午2点-4点", on([1], (14, 16))),
        ("2026-11-24至2026-11-26 9:00-11:00", on([1, 2], (9, 11))),
        ("2026-11-24T09:00/2026-11-24T11:00", on([1], (9, 11))),
        ("2026-11-24 22:00 - 2026-11-25 06:00", [(46, 54)]),
        ("上午", on([0, 1, 2], (8, 12))),
        ("上午、下午", on([0, 1, 2], (8, 12), (14, 18))),
        ("全天", on([0, 1, 2], (8, 18))),
        ("24小时", [(0, 72)]),
        ("周一、周三 9:00-11:00", on([0, 2], (9, 11))),
        ("周一三五上午", on([0, 2], (8, 12))),
        ("周一、三、五上午", on([0, 2], (8, 12))),
        ("周1至周2 9:00-10:00", on([0, 1], (9, 10))),
        ("周日至周一全天", on([0], (8, 18))),
        ("周二；周三上午", on([1], (8, 18)) + on([2], (8, 12))),
        ("周六日 8:00-12:00；周二 14:00-16:00", on([1], (14, 16))),
        ("工作日 晚上7点—9点", on([0, 1, 2], (19, 21))),
        ("周末全天", []),
        ("2026-12-24 9:00-11:00", []),
        ("22:00-次日2:00", [(22, 26), (46, 50), (70, 74)]),
        ("中午12点-1点半", on([0, 1, 2], (12, 13.5))),
        ("9:00以后", on([0, 1, 2], (9, 18))),
        ("11:00前", on([0, 1, 2], (8, 11))),
        ("46350", on([1], (8, 18))),
        ("8:00-12:00、11:00-14:00、14:00-15:00", on([0, 1, 2], (8, 15))),
        ("无", []),
    ],
)
def test_what_is_written_is_what_is_meant(text, expected):
    assert spans(text) == expected


def test_what_goes_on_after_the_last_day_is_cut_a_day_later():
    assert spans("2026-11-23 8:00 至 2026-11-29 18:00", days=1) == [(8, 48)]
    assert spans("22:00-次日6:00", days=1) == [(22, 30)]


def test_a_date_without_a_year_is_the_nearest_one():
    assert spans("1月2日 9:00-10:00", days=14) == []
    assert spans("11月22日 9:00-10:00", days=14) == []
    assert spans("12月2日 9:00-10:00", days=14) == on([9], (9, 10))


def test_a_single_time_is_about_then_where_a_start_is_asked_for():
    assert spans("2026-11-24 9:00", point_allowed=True) == on([1], (9, 9.5))
    assert spans("46350.375", point_allowed=True) == on([1], (9, 9.5))
    assert spans("9:00-9:00", days=1, point_allowed=True) == [(9, 9)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("11:00-9:00", "closes before it opens"),
        ("9:00-9:00", "zero length"),
        ("9:00", "has no end"),
        ("25:00-26:00", "no time of day"),
        ("8:75-9:00", "no time of day"),
        ("2026-02-30 9:00-11:00", "no day of the calendar"),
        ("2026-11-26至2026-11-24", "ends before it begins"),
        ("随便", "not understood from '随便'"),
        ("9-11", "not understood"),
        ("周一 9:00-11:00 或者", "not understood from '或者'"),
        ("-", "stands alone"),
        ("0", "not understood"),
        ("、", "names no time"),
    ],
)
def test_what_cannot_be_meant_is_told(text, problem):
    with pytest.raises(CellProblem, match=problem):
        spans(text)


def test_two_moments_of_which_the_later_comes_first_are_told():
    with pytest.raises(CellProblem, match="closes before it opens"):
        spans("2026-11-25 9:00 - 2026-11-24 9:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12:00-12:30", [(12, 12, 30)]),
        ("12:00-12:30休息", [(12, 12, 30)]),
        ("11:30-13:30 休息30分钟", [(11.5, 13, 30)]),
        ("11:30-13:30之间休息半小时", [(11.5, 13, 30)]),
        ("11点30分至13点30分 45分钟", [(11.5, 12.75, 45)]),
        ("11:30-13:30（1小时）", [(11.5, 12.5, 60)]),
        ("10:00-10:15；15:00-16:00 15分钟", [(10, 10, 15), (15, 15.75, 15)]),
        ("周一、周三 12:00-13:00", [(12, 12, 60)]),
        ("周二 12:00-13:00", []),
        ("无", []),
    ],
)
def test_a_break_has_a_time_and_perhaps_a_length_within_it(text, expected):
    found = read_breaks(text, first_day=MONDAY, days=1)
    assert [(s.opens_s / 3600, s.closes_s / 3600, lasts_s / 60) for s, lasts_s in found] == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("12:00-12:30 休息1小时", "no break of 60 min fits"),
        ("12:00-12:30 休息0分钟", "no break of 0 min fits"),
        ("全天", "how long of it"),
        ("30分钟", "not understood from '30分钟' on"),
    ],
)
def test_a_break_that_cannot_be_is_told(text, problem):
    with pytest.raises(CellProblem, match=problem):
        read_breaks(text, first_day=MONDAY, days=1)
