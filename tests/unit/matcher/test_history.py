"""What has started stays as it is, and the rest of the day is planned from there."""

import numpy as np
import pytest

from matcher.build import build_problem
from matcher.history import begun_shifts, shift_of
from matcher.problem import Problem
from models.day import Day
from models.needs import Link, LinkKind, Need, Pickup, Pin, Role, Series
from models.people import Break, Limits
from models.plans import Part, Stop
from models.units import HOUR_S, Metres, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window

WAY_S, WAY_M = 488, 650  # 500 m as the crow flies, on foot


def started(need_id: str, at_h: float, volunteer_id: str = "v1", role: int = 0) -> Pin:
    start_s = Seconds(round(at_h * HOUR_S))
    return Pin(need_id=need_id, role=role, volunteer_id=volunteer_id, start_s=start_s, started=True)


def noon(day_changes: dict[str, object] | None = None, **changes: object) -> Day:
    """At 12:00: v1 was at n1 from 9:00, 500 m from home, and at n2 from 11:50, there too; n3 is left."""
    needs = [
        make_need("n1"),
        make_need("n2"),
        make_need("n3", place=make_place(900, 0), windows=(make_window(9, 17),)),
    ]
    filled: dict[str, object] = {
        "now_s": Seconds(12 * HOUR_S),
        "pins": (started("n2", 11 + 5 / 6), started("n1", 9)),
    }
    return make_day([make_volunteer(**changes)], needs, **(filled | (day_changes or {})))


def left(problem: Problem) -> list[tuple[int, int]]:
    """When the need of the problem's first task may start."""
    end = problem.window_start[1]
    return list(
        zip(problem.window_opens_s[:end].tolist(), problem.window_closes_s[:end].tolist(), strict=True)
    )


def test_a_shift_goes_on_where_and_when_its_last_visit_ends():
    (begun,) = begun_shifts(noon()).values()
    assert [(stop.need_id, stop.start_s) for stop in begun.stops] == [("n1", 9 * HOUR_S), ("n2", 42_600)]
    assert (begun.last.id, begun.resumes_s) == ("n2", 42_600 + 1800)
    assert (begun.leaves_s, begun.travel_s, begun.metres) == (9 * HOUR_S - WAY_S, WAY_S, WAY_M)
    assert begun.service_s == 3600

    problem = build_problem(noon())
    assert problem.need_ids == ("n3",)
    assert problem.shift_opens_s.tolist() == [42_600 + 1800]
    start, end = problem.travel.xy[[problem.shift_start_place[0], problem.shift_end_place[0]]].tolist()
    assert (end[0] - start[0], end[1] - start[1]) == (-500, 0)


def test_who_is_done_goes_on_now():
    day = noon({"pins": (started("n1", 9),)})
    assert build_problem(day).shift_opens_s.tolist() == [12 * HOUR_S]


def test_history_takes_its_share_of_limits_and_leaves_no_less_than_nothing():
    limits = Limits(
        travel_s=Seconds(2000),
        metres=Metres(500),
        tasks=5,
        service_s=Seconds(5000),
        week_service_s=Seconds(3600),
    )
    problem = build_problem(noon(limits=limits))
    assert problem.quota_max_travel[0] == 2000 - WAY_S
    assert problem.quota_max_m[0] == 0
    assert problem.quota_max_tasks[0] == 3
    assert problem.quota_max_service.tolist() == [1400, 0]


def test_history_counts_where_load_is_balanced():
    assert build_problem(noon(hours_given=1)).vol_given.tolist() == [3600 + 3600]


def test_a_visit_that_fetched_something_leaves_only_its_drop_off():
    need = make_need(pickup=Pickup(place=make_place(), service_s=Seconds(60)))
    (begun,) = begun_shifts(make_day(needs=[need], pins=(started("n1", 9),))).values()
    assert begun.stops == (
        Stop(need_id="n1", part=Part.DROPOFF, start_s=Seconds(9 * HOUR_S), end_s=Seconds(9.5 * HOUR_S)),
    )


@pytest.mark.parametrize(("start_h", "shift"), [(7, 0), (8, 0), (13, 0), (14, 1), (20, 1)])
def test_what_has_started_belongs_to_the_last_shift_that_opened_before(start_h, shift):
    volunteer = make_volunteer(shifts=(make_shift(8, 12), make_shift(14, 18)))
    assert shift_of(volunteer, Seconds(start_h * HOUR_S)) == shift


def test_a_visit_beyond_its_shift_holds_up_the_next_one():
    volunteer = make_volunteer(shifts=(make_shift(8, 9.25), make_shift(9.4, 18)))
    problem = build_problem(
        make_day([volunteer], [make_need("n1"), make_need("n2")], pins=(started("n1", 9),))
    )
    assert problem.shift_opens_s.tolist() == [9.5 * HOUR_S, 9.5 * HOUR_S]
    assert problem.shift_closes_s[0] < problem.shift_opens_s[0]
    xy = problem.travel.xy[problem.shift_start_place]
    assert np.abs(xy[0] - xy[1]).tolist() == [500, 0]  # the next one starts at home


def test_nothing_starts_before_now():
    need = make_need(windows=(make_window(8, 9), make_window(10, 13), make_window(14, 15)))
    problem = build_problem(make_day(needs=[need], now_s=Seconds(12 * HOUR_S)))
    assert left(problem) == [(12 * HOUR_S, 13 * HOUR_S), (14 * HOUR_S, 15 * HOUR_S)]


def test_whose_time_is_over_nobody_is_able_to_serve():
    problem = build_problem(make_day(now_s=Seconds(15 * HOUR_S)))
    assert problem.able_start.tolist() == [0, 0]


def test_of_a_crew_of_which_one_has_started_the_others_start_then():
    team = [make_volunteer("v1"), make_volunteer("v2")]
    need = make_need(crew=(Role(), Role()), place=make_place(), windows=(make_window(8, 17),))
    problem = build_problem(
        make_day(team, [need], pins=(started("n1", 10, role=1),), now_s=Seconds(10 * HOUR_S))
    )
    assert (problem.needs, problem.roles) == (1, 1)
    assert left(problem) == [(10 * HOUR_S, 10 * HOUR_S)]
    assert problem.able_vol.tolist() == [1]  # nobody takes two seats


def test_a_break_that_is_past_has_been_taken():
    rest = Break(opens_s=Seconds(11 * HOUR_S), closes_s=Seconds(13 * HOUR_S), lasts_s=Seconds(600))
    early = Break(opens_s=Seconds(9 * HOUR_S), closes_s=Seconds(10 * HOUR_S), lasts_s=Seconds(600))
    problem = build_problem(noon(breaks=(early, rest)))
    assert problem.break_opens_s.tolist() == [42_600 + 1800]
    assert problem.break_closes_s.tolist() == [13 * HOUR_S]


def pills(id: str, **changes: object) -> Need:
    return make_need(id, supplies={"pills": 2}, **changes)


def test_what_was_used_up_is_missing_while_the_shift_lasts():
    day = make_day(
        [make_volunteer(supplies={"pills": 3})], [pills("n1"), pills("n2")], pins=(started("n1", 9),)
    )
    assert build_problem(day).vol_stock.tolist() == [[1]]


def test_a_shift_that_is_over_leaves_the_next_one_its_own_supplies():
    volunteer = make_volunteer(supplies={"pills": 3}, shifts=(make_shift(8, 10), make_shift(14, 18)))
    needs = [pills("n1"), pills("n2", windows=(make_window(14, 17),))]
    day = make_day([volunteer], needs, pins=(started("n1", 9),), now_s=Seconds(12 * HOUR_S))
    assert build_problem(day).vol_stock.tolist() == [[3]]


@pytest.mark.parametrize(("first", "second", "window"), [("n1", "n2", (9.5, 10)), ("n2", "n1", (8, 8.5))])
def test_a_gap_to_what_has_started_is_in_the_window(first, second, window):
    gap = Link(kind=LinkKind.GAP, first_id=first, second_id=second, min_s=Seconds(1800), max_s=Seconds(3600))
    needs = [make_need("n1"), make_need("n2", windows=(make_window(8, 12),))]
    problem = build_problem(make_day(needs=needs, links=(gap,), pins=(started("n1", 9),)))
    assert left(problem) == [(round(window[0] * HOUR_S), round(window[1] * HOUR_S))]
    assert len(problem.link_first) == 0


def test_a_series_keeps_its_distance_to_what_has_started():
    days = tuple(make_window(24 * day + 9, 24 * day + 12) for day in range(5))
    needs = [make_need("n1", windows=days), make_need("n2", windows=days)]
    series = Series(id="s", need_ids=("n1", "n2"), spacing_days=2)
    problem = build_problem(make_day(needs=needs, days=5, series=(series,), pins=(started("n1", 48 + 9),)))
    assert [opens_s // (24 * HOUR_S) for opens_s, _ in left(problem)] == [0, 4]
    assert problem.need_series.tolist() == [-1]


def test_who_has_started_serves_what_asks_for_the_same():
    same = Link(kind=LinkKind.SAME_VOLUNTEER, first_id="n1", second_id="n2")
    team = [make_volunteer("v1"), make_volunteer("v2")]
    needs = [make_need("n1"), make_need("n2"), make_need("n3")]
    problem = build_problem(make_day(team, needs, links=(same,), pins=(started("n1", 9, "v2"),)))
    assert problem.able_vol.tolist() == [1, 0, 1]
    assert problem.role_hand.tolist() == [-1, -1]


def test_what_is_left_of_a_chain_that_has_begun_comes_first():
    chain = Link(kind=LinkKind.ALL_OR_NONE, first_id="n1", second_id="n3")
    needs = [make_need("n1"), make_need("n2", priority=5), make_need("n3")]
    problem = build_problem(make_day(needs=needs, links=(chain,), pins=(started("n1", 9),)))
    assert dict(zip(problem.need_ids, problem.need_priority.tolist(), strict=True)) == {"n2": 5, "n3": 1 + 6}


def test_without_a_history_nothing_has_begun():
    assert begun_shifts(make_day()) == {}
