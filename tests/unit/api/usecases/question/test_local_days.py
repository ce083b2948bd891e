"""Moments as seconds since the first midnight of the district, and back."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from api.usecases.question.local_days import LocalDays

WUHAN = LocalDays(first_day=date(2026, 11, 24), days=2, zone=ZoneInfo("Asia/Shanghai"))


def test_a_day_begins_at_local_midnight():
    assert WUHAN.begins_at == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert WUHAN.ends_at == datetime(2026, 11, 25, 16, tzinfo=UTC)
    assert WUHAN.utc_offset_minutes == 480


def test_moments_before_the_first_day_are_negative_and_no_now():
    before = datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert WUHAN.seconds(before) == -3600
    assert WUHAN.now_s(before) is None
    assert WUHAN.now_s(None) is None


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles"])
def test_a_moment_comes_back_also_where_clocks_are_put_back(zone):
    local = LocalDays(first_day=date(2026, 10, 24), days=3, zone=ZoneInfo(zone))
    moment = local.at(date(2026, 10, 26), time(9, 30))
    assert local.moment(local.seconds(moment)) == moment
    assert moment.astimezone(local.zone).time() == time(9, 30)
