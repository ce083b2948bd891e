"""The fast twins of the plain rules say what the plain ones say, pair by pair."""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.able import AbleVolunteers
from matcher.reach import could_start_together, errand_of, starts, stopped_alone
from matcher.rules import Ask, broken_rules
from matcher.survey import Survey, survey
from matcher.travel.ways import ceil_scaled_roots, ways_s
from models.day import Day
from models.geo import Place
from models.needs import TimeWindow
from models.people import Shift, Volunteer
from models.reasons import Reason
from models.travel import Pace, ceil_scaled_root, way_m, way_s
from tests.properties.strategies import days

TEAMS = days(team_sizes=(1, 7), need_counts=(1, 6))


@settings(max_examples=150)
@given(TEAMS)
def test_the_twin_lets_pass_whom_the_plain_rules_let_pass(day: Day):
    surveyed = survey(day)
    able = AbleVolunteers(surveyed.volunteers)
    seen = []
    for allowed, roles in able.by_demand(surveyed.asks):
        for role in roles:
            ask = surveyed.asks[role]
            plain = [idx for idx, v in enumerate(surveyed.volunteers) if not broken_rules(v, ask)]
            assert able.without_named(allowed, ask).tolist() == plain
        seen += roles
    assert sorted(seen) == list(range(len(surveyed.asks)))


@settings(max_examples=150)
@given(TEAMS)
def test_the_twin_counts_the_reasons_of_the_plain_rules(day: Day):
    surveyed = survey(day)
    able = AbleVolunteers(surveyed.volunteers)
    for ask in surveyed.asks:
        plain = Counter(reason for v in surveyed.volunteers for reason in broken_rules(v, ask))
        assert able.failures(ask) == plain


@settings(max_examples=150)
@given(TEAMS)
def test_who_could_serve_alone_is_who_could_walk_there_and_back_in_time(day: Day):
    surveyed = survey(day)
    for need, _ in enumerate(surveyed.needs):
        errand, ask = errand_of(surveyed, need), surveyed.asks[surveyed.ask_start[need]]
        could = starts(surveyed.spans, errand)
        plain = {idx: span for idx, v in enumerate(surveyed.volunteers) if (span := spans_of(day, v, ask))}
        assert could.volunteers().tolist() == sorted(plain)
        assert times_by_volunteer(could) == {idx: set(spans) for idx, spans in plain.items()}

        counts = Counter(why_not(day, v, ask) for v in surveyed.volunteers)
        del counts[None]
        everybody = len(surveyed.volunteers)
        assert stopped_alone(surveyed.spans, everybody, errand, len(plain)) == counts


@settings(max_examples=100)
@given(TEAMS)
def test_two_could_start_together_where_two_spans_of_different_people_meet(day: Day):
    surveyed = survey(day)
    for need, _ in enumerate(surveyed.needs):
        could = starts(surveyed.spans, errand_of(surveyed, need))
        spans = [(vol, *span) for vol, found in times_by_volunteer(could).items() for span in found]
        plain = any(
            a != b and max(a_first, b_first) <= min(a_last, b_last)
            for a, a_first, a_last in spans
            for b, b_first, b_last in spans
        )
        assert could_start_together(could, could) is plain


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


def spans_of(day: Day, volunteer: Volunteer, ask: Ask) -> list[Span]:
    """First and last start of the visit in each window and shift that would do on an empty day."""
    need, limits = ask.need, volunteer.limits
    service_s = need.service_s + (need.pickup.service_s if need.pickup else 0)
    if limits.tasks == 0 or any(
        limit is not None and service_s > limit for limit in (limits.service_s, limits.week_service_s)
    ):
        return []
    stops = [need.pickup.place, need.place] if need.pickup else [need.place]
    ends = [] if volunteer.open_end else [volunteer.end or volunteer.home]
    places = [volunteer.home, *stops, *ends]
    legs = list(zip(places, places[1:], strict=False))
    legs_s = [leg(day, volunteer, way_s, *pair) for pair in legs]
    if limits.travel_s is not None and sum(legs_s) > limits.travel_s:
        return []
    if limits.metres is not None and sum(leg(day, volunteer, way_m, *pair) for pair in legs) > limits.metres:
        return []
    out_s = sum(legs_s[: len(stops)]) + (need.pickup.service_s if need.pickup else 0)
    back_s = sum(legs_s[len(stops) :])
    found = [
        (max(shift.opens_s + out_s, window.opens_s), min(shift.closes_s - back_s - need.service_s, window.closes_s))
        for shift in volunteer.shifts
        for window in ask.windows
    ]
    return [(first, last) for first, last in found if first <= last]


def leg(day: Day, volunteer: Volunteer, measure: object, here: Place, there: Place) -> int:
    (x, y), (to_x, to_y) = day.grid().xy(here.at), day.grid().xy(there.at)
    return measure(day.paces[volunteer.mode], to_x - x, to_y - y)  # type: ignore[operator]


def why_not(day: Day, volunteer: Volunteer, ask: Ask) -> Reason | None:
    need, limits = ask.need, volunteer.limits
    fetch_s = need.pickup.service_s if need.pickup else 0
    if spans_of(day, volunteer, ask):
        return None
    if limits.tasks == 0:
        return Reason.OVER_TASKS
    if any(
        limit is not None and need.service_s + fetch_s > limit
        for limit in (limits.service_s, limits.week_service_s)
    ):
        return Reason.OVER_SERVICE
    fits = any(
        fits_next_door(shift, window, fetch_s, need.service_s)
        for shift in volunteer.shifts
        for window in ask.windows
    )
    return Reason.TOO_FAR if fits else Reason.OUT_OF_SHIFT


def fits_next_door(shift: Shift, window: TimeWindow, fetch_s: int, service_s: int) -> bool:
    start_s = max(shift.opens_s + fetch_s, window.opens_s)
    return start_s <= window.closes_s and start_s + service_s <= shift.closes_s


def times_by_volunteer(could: object) -> dict[int, set[Span]]:
    found: dict[int, set[Span]] = {}
    for earliest_s, latest_s in zip(could.earliest_s, could.latest_s, strict=True):  # type: ignore[attr-defined]
        for vol, first, last in zip(could.vol, earliest_s, latest_s, strict=True):  # type: ignore[attr-defined]
            if first <= last:
                found.setdefault(int(vol), set()).add((int(first), int(last)))
    return found
