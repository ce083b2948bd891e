"""Crews, chains, gaps, one hand for several needs and series become columns of the problem."""

import pytest

from matcher.build import build_problem
from matcher.problem import NO_LIMIT, Problem
from models.day import Day
from models.needs import Link, LinkKind, Need, Pickup, Pin, Role, Series, TimeWindow
from models.units import Seconds
from tests.builders import make_day, make_need, make_place, make_volunteer, make_window


def link(kind: LinkKind, first: str, second: str, **gap: int) -> Link:
    return Link(kind=kind, first_id=first, second_id=second, **gap)  # type: ignore[arg-type]


def links(problem: Problem) -> list[tuple[int, int, int, int]]:
    columns = (problem.link_first, problem.link_second, problem.link_min_s, problem.link_max_s)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def on_days(need_id: str, *days: int) -> Need:
    return make_need(need_id, windows=tuple(make_window(24 * day + 9, 24 * day + 12) for day in days))


def a_week(needs: list[Need], *series: Series, **changes: object) -> Day:
    return make_day(needs=needs, days=7, series=series, **changes)


def test_a_crew_of_three_starts_together_with_its_first():
    day = make_day([make_volunteer(f"v{k}") for k in range(3)], [make_need(crew=(Role(),) * 3)])
    problem = build_problem(day)
    assert links(problem) == [(0, 1, 0, 0), (0, 2, 0, 0)]
    assert problem.role_crew.tolist() == [0, 0, 0]


def test_a_gap_is_that_of_the_first_visits_and_may_have_no_most():
    pair = make_need("pair", crew=(Role(), Role()), pickup=Pickup(place=make_place(), service_s=Seconds(60)))
    gaps = (link(LinkKind.GAP, "z", "pair", min_s=60, max_s=120), link(LinkKind.GAP, "pair", "z", min_s=-600))
    problem = build_problem(make_day(needs=[make_need("z"), pair], links=gaps))
    assert links(problem) == [(1, 3, 0, 0), (1, 4, -600, NO_LIMIT), (4, 1, 60, 120)]


def test_needs_of_a_chain_are_neighbours_and_one_need_of_the_problem():
    needs = [
        make_need("a", priority=1),
        make_need("b", priority=2),
        make_need("c", crew=(Role(), Role()), priority=4),
    ]
    needs += [make_need("d", priority=8)]
    chain = (link(LinkKind.ALL_OR_NONE, "d", "c"), link(LinkKind.ALL_OR_NONE, "a", "d"))
    problem = build_problem(make_day(needs=needs, links=chain))
    assert problem.need_ids == ("a+c+d", "b")
    assert problem.need_priority.tolist() == [13, 2]
    assert problem.need_role_start.tolist() == [0, 4, 5]
    assert problem.role_crew.tolist() == [0, 1, 1, 2, 3]
    assert problem.unsupported == ()


def test_a_pin_on_one_of_a_chain_raises_the_whole_chain():
    needs = [make_need("a"), make_need("b", priority=9), make_need("c")]
    chain = (link(LinkKind.ALL_OR_NONE, "a", "c"),)
    day = make_day(needs=needs, links=chain, pins=(Pin(need_id="c", volunteer_id="v1"),))
    assert build_problem(day).need_priority.tolist() == [2 + 11, 9]


def test_needs_that_ask_for_the_same_volunteer_are_of_one_hand():
    same = (link(LinkKind.SAME_VOLUNTEER, "a", "c"), link(LinkKind.SAME_VOLUNTEER, "c", "d"))
    problem = build_problem(make_day(needs=[make_need(id) for id in "abcd"], links=same))
    assert problem.role_hand.tolist() == [0, -1, 0, 0]


def test_the_same_volunteer_for_a_crew_of_several_is_refused_by_name():
    needs = [make_need("a"), make_need("b", crew=(Role(), Role()))]
    problem = build_problem(make_day(needs=needs, links=(link(LinkKind.SAME_VOLUNTEER, "b", "a"),)))
    assert problem.unsupported == ("needs that ask for the same volunteer and for several (b and a)",)


def test_a_series_binds_needs_that_might_come_too_near_each_other():
    needs = [on_days("a", 0, 1), on_days("b", 1, 2), on_days("c", 4), on_days("d", 0)]
    problem = build_problem(a_week(needs, Series(id="s", need_ids=("a", "b", "c"))))
    assert problem.need_series.tolist() == [0, 0, -1, -1]
    assert problem.series_spacing.tolist() == [1]


def test_spacing_reaches_farther_than_the_day():
    needs = [on_days("a", 0), on_days("b", 3), on_days("c", 6)]
    for spacing_days, bound in ((3, [-1, -1, -1]), (4, [0, 0, 0])):
        series = Series(id="s", need_ids=("a", "b", "c"), spacing_days=spacing_days)
        assert build_problem(a_week(needs, series)).need_series.tolist() == bound


def test_at_most_one_a_day_holds_where_no_spacing_is_asked():
    series = Series(id="s", need_ids=("a", "b"), spacing_days=0)
    problem = build_problem(a_week([on_days("a", 0), on_days("b", 0)], series))
    assert (problem.need_series.tolist(), problem.series_spacing.tolist()) == ([0, 0], [1])


@pytest.mark.parametrize(
    ("series", "links", "refused"),
    [
        (
            (Series(id="s", need_ids=("a", "b")), Series(id="t", need_ids=("b", "c"))),
            (),
            ("a need in two series (need b)",),
        ),
        (
            (Series(id="s", need_ids=("a", "b")),),
            (link(LinkKind.ALL_OR_NONE, "b", "c"),),
            ("a series over needs that are served all or none (need b)",),
        ),
        (
            (Series(id="s", need_ids=("d", "e")),),  # their days keep them apart anyway
            (link(LinkKind.ALL_OR_NONE, "d", "e"),),
            (),
        ),
    ],
)
def test_series_that_the_search_cannot_honour_are_named(series, links, refused):
    needs = [on_days("a", 0, 1), on_days("b", 0, 1), on_days("c", 0, 1), on_days("d", 2), on_days("e", 4)]
    assert build_problem(a_week(needs, *series, links=links)).unsupported == refused


def test_a_window_over_midnight_counts_for_both_days():
    over = make_need("a", windows=(TimeWindow(opens_s=Seconds(80_000), closes_s=Seconds(90_000)),))
    problem = build_problem(a_week([over, on_days("b", 1)], Series(id="s", need_ids=("a", "b"))))
    assert problem.need_series.tolist() == [0, 0]
