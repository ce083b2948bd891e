"""Recurrence rules of RFC 5545 by days: what is refused, and what never comes true."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from models.errors import InvalidInput
from models.recurrence import read_rule

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("FREQ=HOURLY", "FREQ=HOURLY"),
        ("FREQ=DAILY;BYHOUR=9,15", "BYHOUR=9,15"),
        ("FREQ=SOMETIMES", "FREQ=SOMETIMES"),
        ("BYDAY=MO", "FREQ is missing"),
        ("FREQ=WEEKLY;BYDAY=MO,XX", "'XX'"),
        ("FREQ=WEEKLY;BYDAY=2MO", "BYDAY with a number"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=DAILY;UNTIL=tomorrow", "UNTIL=TOMORROW"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101", "COUNT and UNTIL"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ is there twice"),
        ("every day", "'EVERY DAY'"),
    ],
)
def test_what_is_wrong_is_named(rule, part):
    with pytest.raises(InvalidInput, match=part):
        read_rule(rule, ZONE)


def test_a_rule_that_never_comes_true_yields_nothing_and_does_not_hang():
    rule = read_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", ZONE)
    assert list(rule.days(date(2026, 1, 1), date(2026, 1, 1), date(2030, 1, 1))) == []


def test_an_end_in_utc_is_a_day_here():
    assert read_rule("FREQ=DAILY;UNTIL=20261231T170000Z", ZONE).until == date(2027, 1, 1)
