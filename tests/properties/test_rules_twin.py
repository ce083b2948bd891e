"""The fast twins of the plain rules say what the plain ones say, pair by pair."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.able import AbleVolunteers
from matcher.reach import Starts, errand_of, starts, stopped_alone
from matcher.rules import Ask, broken_rules
from matcher.survey import survey
from matcher.travel.ways import ceil_scaled_roots, ways_s
from models.day import Day
from models.geo import Place
from models.needs import Need
from models.people import Limits, Shift, Volunteer
from models.reasons import Reason
from models.travel import Pace, ceil_scaled_root, way_m, way_s
from models.units import HOUR_S, Seconds
from tests.builders import make_shift
from tests.properties.strategies import days


@st.composite
def teams(draw: st.DrawFn) -> Day:
    """Days that may have gone on for a while, with needs that may be late, and shifts of a second day."""
    day = draw(days(team_sizes=(1, 7), need_counts=(1, 6)))
    late_s = draw(st.sampled_from((0, 1800)))
    shifts = draw(st.sampled_from(((), (make_shift(24 + 8, 24 + 10),), (make_shift(24 + 4, 48 + 2),))))
    return replace(
        day,
        needs=tuple(replace(need, late_s=Seconds(late_s)) for need in day.needs),
        volunteers=tuple(replace(one, shifts=(*one.shifts, *shifts)) for one in day.volunteers),
        now_s=draw(st.sampled_from((None, None, Seconds(34_000), Seconds(40_000)))),
        days=2,
    )


TEAMS = teams()


@settings(max_examples=80)
@given(TEAMS)
def test_the_twin_stops_whom_the_plain_rules_stop(day: Day):
    surveyed = survey(day)
    able = AbleVolunteers(surveyed.volunteers)
    seen = []
    for allowed, roles in able.by_demand(surveyed.asks):
        for ask in (surveyed.asks[role] for role in roles):
            plain = [broken_rules(volunteer, ask) for volunteer in surveyed.volunteers]
            passing = [idx for idx, broken in enumerate(plain) if not broken]
            assert able.without_named(allowed, ask).tolist() == passing
        seen += roles
    assert sorted(seen) == list(range(len(surveyed.asks)))


@settings(max_examples=80)
@given(TEAMS)
def test_who_could_serve_alone_is_who_could_go_there_and_back_in_time(day: Day):
    surveyed = survey(day)
    for need in range(len(surveyed.needs)):
        errand, ask = errand_of(surveyed, need), surveyed.asks[surveyed.ask_start[need]]
        could = starts(surveyed.spans, errand)
        plain = {idx: spans for idx, v in enumerate(surveyed.volunteers) if (spans := spans_of(day, v, ask))}
        assert could.volunteers().tolist() == sorted(plain)
        assert spans_by_volunteer(could) == plain
        counts = Counter(
            why_not(day, v, ask) for idx, v in enumerate(surveyed.volunteers) if idx not in plain
        )
        assert stopped_alone(surveyed.spans, len(surveyed.volunteers), errand, len(plain)) == counts


@given(
    st.integers(-200_000, 200_000),
    st.integers(-200_000, 200_000),
    st.builds(Pace, st.integers(1, 10_000), st.integers(1000, 10_000), st.integers(0, 86_400)),
)
def test_ways_on_arrays_take_the_same_whole_seconds(dx: int, dy: int, pace: Pace):
    squared = np.array([dx * dx + dy * dy])
    if squared[0] > 200_000**2:  # twice MAX_EXTENT_M: no two places lie farther apart
        return
    factors = np.array([pace.s_per_km])
    assert ways_s(squared, factors, np.array([pace.fixed_s])).tolist() == [way_s(pace, dx, dy)]
    assert ceil_scaled_roots(squared, np.array([pace.detour_permille])).tolist() == [way_m(pace, dx, dy)]


@given(st.integers(0, 200_000), st.integers(-2, 2), st.sampled_from((1000, 2000, 10_000)))
def test_a_root_next_to_a_whole_number_is_rounded_up_to_the_right_one(root: int, off: int, factor: int):
    squared = max(0, root * root + off)
    assert ceil_scaled_roots(np.array([squared]), np.array([factor])).tolist() == [
        ceil_scaled_root(squared, factor)
    ]


Span = tuple[int, int]


def spans_of(day: Day, volunteer: Volunteer, ask: Ask) -> set[Span]:
    """First and last start of the visit in each window and shift that would do on an empty day."""
    need, limits = ask.need, volunteer.limits
    stops = [need.pickup.place, need.place] if need.pickup else [need.place]
    ends = [] if volunteer.open_end else [volunteer.end or volunteer.home]
    ways = list(pairwise([volunteer.home, *stops, *ends]))
    ways_s = [way(day, volunteer, way_s, *pair) for pair in ways]
    metres = sum(way(day, volunteer, way_m, *pair) for pair in ways)
    if over(1, limits.tasks) or over(all_service_s(need), limits.service_s, limits.week_service_s):
        return set()
    if over(sum(ways_s), limits.travel_s) or over(metres, limits.metres):
        return set()
    out_s = sum(ways_s[: len(stops)]) + all_service_s(need) - need.service_s
    back_s = need.service_s + sum(ways_s[len(stops) :])
    found = {
        (max(opens_s + out_s, window.opens_s), min(closes_s - back_s, window.closes_s))
        for opens_s, closes_s in map(partial(left_of, day, volunteer), volunteer.shifts)
        for window in ask.windows
    }
    return {(first, last) for first, last in found if first <= last}


def left_of(day: Day, volunteer: Volunteer, shift: Shift) -> Span:
    """What is left of a shift now, and to a minor by day."""
    opens_s, closes_s = shift.opens_s, shift.closes_s
    if volunteer.is_minor:
        by_day = [s for s in range(opens_s, closes_s + 1, 600) if 6 <= s / HOUR_S % 24 <= 22]
        runs: list[list[int]] = []
        for moment_s in by_day:
            if runs and moment_s - runs[-1][-1] == 600:
                runs[-1].append(moment_s)
            else:
                runs.append([moment_s])
        longest = max(runs, key=len)
        opens_s, closes_s = longest[0], longest[-1]
    return max(opens_s, day.now_s or 0), closes_s


def why_not(day: Day, volunteer: Volunteer, ask: Ask) -> Reason:
    """The first limit that keeps somebody away who cannot serve alone."""
    need, limits = ask.need, volunteer.limits
    if over(1, limits.tasks):
        return Reason.OVER_TASKS
    if over(all_service_s(need), limits.service_s, limits.week_service_s):
        return Reason.OVER_SERVICE
    next_door = replace(
        need, place=volunteer.home, pickup=need.pickup and replace(need.pickup, place=volunteer.home)
    )
    at_home = replace(volunteer, end=None, limits=Limits())
    return Reason.TOO_FAR if spans_of(day, at_home, replace(ask, need=next_door)) else Reason.OUT_OF_SHIFT


def over(given: int, *limits: int | None) -> bool:
    return any(limit is not None and given > limit for limit in limits)


def all_service_s(need: Need) -> int:
    return need.service_s + (need.pickup.service_s if need.pickup else 0)


def way(
    day: Day, volunteer: Volunteer, measure: Callable[[Pace, int, int], int], here: Place, there: Place
) -> int:
    (x, y), (to_x, to_y) = day.grid().xy(here.at), day.grid().xy(there.at)
    return measure(day.paces[volunteer.mode], to_x - x, to_y - y)


def spans_by_volunteer(could: Starts) -> dict[int, set[Span]]:
    found: dict[int, set[Span]] = {}
    for firsts, lasts in zip(could.earliest_s.tolist(), could.latest_s.tolist(), strict=True):
        for vol, first, last in zip(could.vol.tolist(), firsts, lasts, strict=True):
            if first <= last:
                found.setdefault(vol, set()).add((first, last))
    return found
