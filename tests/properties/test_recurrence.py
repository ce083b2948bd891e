"""Recurrence rules come up on the days that python-dateutil finds."""

from datetime import date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from models.recurrence import WEEKDAYS, read_rule

ZONE = ZoneInfo("Asia/Shanghai")


@st.composite
def rules(draw):
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)
    if draw(st.booleans()):
        ordinals = ["", "1", "2", "-1"] if frequency in ("MONTHLY", "YEARLY") else [""]
        ordinal = draw(st.sampled_from(ordinals))  # dateutil joins days with and without a number by AND
        days = [ordinal + one for one in draw(weekdays)]
        parts.append(f"BYDAY={','.join(days)}")
    if frequency != "WEEKLY" and draw(st.booleans()):
        days = draw(st.lists(st.sampled_from([1, 13, 28, 31, -1, -30]), min_size=1, max_size=3, unique=True))
        parts.append(f"BYMONTHDAY={','.join(map(str, days))}")
    if draw(st.booleans()):
        months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True))
        parts.append(f"BYMONTH={','.join(map(str, months))}")
    # With an interval these may never come true, which dateutil looks for until the year 9999.
    if frequency in ("DAILY", "WEEKLY") or len(parts) == 1:
        parts.append(f"INTERVAL={draw(st.sampled_from([1, 2, 3, 5]))}")
    if len(parts) > 1 and parts[-1].startswith("BY") and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from([1, -1]))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 20))}")
    if frequency == "WEEKLY" and draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    return ";".join(parts)


@settings(max_examples=150, phases=[Phase.explicit, Phase.generate])  # shrinking would take minutes
@given(rules(), st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 500))
def test_the_days_are_those_of_dateutil(rule, starts_on, after):
    first = starts_on + timedelta(days=after)
    last = first + timedelta(days=200)
    judge = rrulestr(rule, dtstart=datetime(starts_on.year, starts_on.month, starts_on.day))
    days = takewhile(lambda day: day <= last, (moment.date() for moment in judge))
    expected = [day for day in days if day >= first]
    assert list(read_rule(rule, ZONE).days(starts_on, first, last)) == expected
