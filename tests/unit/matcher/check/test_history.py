"""What has started, and now, on their bounds."""

from dataclasses import replace

import pytest

from matcher.check.plan import check_plan
from matcher.check.violation import Fault
from models.day import Day
from models.needs import Link, LinkKind, Need, Pickup, Pin, Role, Series
from models.people import Break, Limits
from models.plans import Part, Stop
from models.reasons import Reason
from models.units import MINUTE_S, Metres, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.unit.matcher.check.drafts import Drafts, Drawing, at

V1, V2, AFTERNOON = ("v1", 0), ("v2", 0), ("v1", 1)


def needs(count: int = 2, **changes: object) -> list[Need]:
    """Half-hour visits next door, at any time."""
    return [
        make_need(f"n{number}", **{"place": make_place(), "windows": (make_window(0, 24),)} | changes)
        for number in range(count)
    ]


def started(need_id: str = "n0", start_s: int = at(9), **changes: object) -> Pin:
    return Pin(need_id=need_id, volunteer_id="v1", start_s=Seconds(start_s), started=True, **changes)


def visit(need_id: str, start_s: int, role: int = 0) -> Stop:
    return Stop(
        need_id=need_id,
        part=Part.VISIT,
        role=role,
        start_s=Seconds(start_s),
        end_s=Seconds(start_s + 30 * MINUTE_S),
    )


def codes(day: Day, drafts: Drafts) -> set[Reason | Fault]:
    return {violation.code for violation in check_plan(day, Drawing(day).plan(drafts))}


@pytest.mark.parametrize(
    ("next_s", "now_s", "found"),
    [
        (at(9, 30), None, set()),
        (at(9, 30) - 1, None, {Fault.BEFORE_ARRIVAL}),
        (at(9, 30), at(9, 30), set()),
        (at(9, 40), at(9, 40), set()),
        (at(9, 40) - 1, at(9, 40), {Fault.BEFORE_NOW}),
    ],
)
def test_the_rest_of_a_shift_begins_when_history_ends_and_not_before_now(next_s, now_s, found):
    day = make_day(needs=needs(), pins=(started(),), now_s=now_s)
    assert codes(day, {V1: [visit("n0", at(9)), visit("n1", next_s)]}) == found


@pytest.mark.parametrize(("early_s", "found"), [(0, set()), (1, {Fault.BEFORE_ARRIVAL})])
def test_the_rest_of_a_shift_begins_where_history_ends(early_s, found):
    """A kilometre from the visit that has started to the next."""
    there = make_need("n1", place=make_place(1000, 0))
    day = make_day(needs=[*needs(1), there], pins=(started(),))
    stops = [visit("n0", at(9)), visit("n1", at(9, 30) + 975 - early_s)]
    assert codes(day, {V1: stops}) == found


@pytest.mark.parametrize(("leaves_s", "found"), [(at(9), set()), (at(9) - 1, {Fault.BEFORE_NOW})])
def test_nobody_leaves_before_now(leaves_s, found):
    there = make_need("n1", place=make_place(1000, 0))
    day = make_day(needs=[there], now_s=at(9))
    assert codes(day, {V1: [visit("n1", leaves_s + 975)]}) == found


def test_history_keeps_no_rule_but_what_comes_after_it_does():
    """Out of shift, out of its window, by somebody who is refused, overlapping, and too much."""
    late = needs(1, refused=frozenset({"v1"}), windows=(make_window(20, 21),), risky=True)
    day = make_day(
        [make_volunteer(shifts=(make_shift(9, 17),), age=15, limits=Limits(tasks=1, service_s=Seconds(60)))],
        [*late, make_need("n1", place=make_place(9000, 0)), *needs(3)[2:]],
        pins=(started("n0", at(5)), started("n1", at(5, 10))),
    )
    history = [visit("n0", at(5)), visit("n1", at(5, 10))]
    assert codes(day, {V1: history}) == set()
    assert codes(day, {V1: [*history, visit("n2", at(16))]}) == {
        Reason.MINOR_WITHOUT_ADULT,
        Reason.OVER_TASKS,
        Reason.OVER_SERVICE,
    }


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        (Limits(travel_s=Seconds(2 * 975), metres=Metres(2600), tasks=2, service_s=Seconds(3600)), set()),
        (Limits(travel_s=Seconds(2 * 975 - 1)), {Reason.TOO_FAR}),
        (Limits(metres=Metres(2599)), {Reason.TOO_FAR}),
        (Limits(tasks=1), {Reason.OVER_TASKS}),
        (Limits(service_s=Seconds(3599)), {Reason.OVER_SERVICE}),
        (Limits(week_service_s=Seconds(3599)), {Reason.OVER_SERVICE}),
    ],
)
def test_limits_count_history(limits, found):
    """A kilometre to what has started, a visit there, and home again."""
    day = make_day([make_volunteer(limits=limits)], needs(2, place=make_place(1000, 0)), pins=(started(),))
    assert codes(day, {V1: [visit("n0", at(9)), visit("n1", at(10))]}) == found


def test_the_way_home_from_history_alone_is_nobodys_choice():
    """Of 975 s a day all is used up on the way to what has started; next door there is work after noon."""
    shifts = (make_shift(8, 12), make_shift(13, 18))
    volunteer = make_volunteer(shifts=shifts, limits=Limits(travel_s=Seconds(975)))
    day = make_day(
        [volunteer], [make_need("n0", place=make_place(1000, 0)), *needs(2)[1:]], pins=(started(),)
    )
    assert codes(day, {V1: [visit("n0", at(9))], AFTERNOON: [visit("n1", at(14))]}) == set()


def test_the_way_home_from_history_counts_beside_what_is_planned():
    """There and back are 1950 s; after noon there is work at half the way."""
    shifts = (make_shift(8, 12), make_shift(13, 18))
    there, half = needs(1, place=make_place(1000, 0)), needs(2, place=make_place(500, 0))[1:]
    for travel_s, found in ((4000, set()), (1950, {Reason.TOO_FAR})):
        day = make_day(
            [make_volunteer(shifts=shifts, limits=Limits(travel_s=Seconds(travel_s)))],
            [*there, *half],
            pins=(started(),),
        )
        orders = {V1: [visit("n0", at(9))], AFTERNOON: [visit("n1", at(14))]}
        assert codes(day, orders) == found


def test_a_later_shift_begins_after_history():
    shifts = (make_shift(8, 12), make_shift(13, 18))
    day = make_day([make_volunteer(shifts=shifts)], needs(2), pins=(started("n0", at(12, 50)),))
    for start_s, found in ((at(13, 20), set()), (at(13, 20) - 1, {Fault.BEFORE_NOW})):
        assert codes(day, {V1: [visit("n0", at(12, 50))], AFTERNOON: [visit("n1", start_s)]}) == found


def test_a_visit_that_started_before_all_shifts_belongs_to_the_first_of_them():
    shifts = (make_shift(8, 12), make_shift(13, 18))
    for start_s, shift in ((at(7), 0), (at(8), 0), (at(12, 59), 0), (at(13), 1)):
        day = make_day([make_volunteer(shifts=shifts)], needs(1), pins=(started("n0", start_s),))
        stops = [visit("n0", start_s)]
        assert codes(day, {("v1", shift): stops}) == set()
        assert codes(day, {("v1", 1 - shift): stops}) == {Fault.STARTED_MISPLACED}


def test_who_joins_a_crew_that_has_started_comes_when_it_has():
    """It is pinned by what has happened, out of the window too."""
    crew = needs(1, crew=(Role(), Role()), windows=(make_window(12, 13),))
    day = make_day(
        [make_volunteer(), make_volunteer("v2")], crew, pins=(started("n0", at(10)),), now_s=at(10)
    )
    alone = {V1: [visit("n0", at(10))]}
    assert codes(day, alone) == set()
    assert codes(day, {**alone, V2: [visit("n0", at(10), role=1)]}) == set()
    later_s = at(12)
    assert codes(day, {**alone, V2: [visit("n0", later_s, role=1)]}) == {Fault.CREW_NOT_TOGETHER}


def test_what_is_on_board_takes_room_from_the_start():
    pickup = Pickup(place=make_place(), service_s=Seconds(60), load=2)
    parcels = needs(2, pickup=pickup)
    pin = Pin(need_id="n0", volunteer_id="v1", picked_up=True)
    for capacity, found in ((4, set()), (3, {Reason.OVER_CAPACITY})):
        day = make_day([make_volunteer(capacity=capacity)], parcels, pins=(pin,))
        draw = Drawing(day)
        stops = [draw.pickup("n1", at(9)), draw.visit("n0", at(10)), draw.visit("n1", at(11))]
        assert codes(day, {V1: stops}) == found
        assert codes(day, {V1: [draw.visit("n0", at(10))]}) == set()


def test_what_history_used_up_is_gone_but_no_more_than_there_was():
    for used, found in ((1, set()), (2, {Reason.NO_SUPPLIES}), (9, {Reason.NO_SUPPLIES})):
        day = make_day(
            [make_volunteer(supplies={"pads": 2})],
            [*needs(1, supplies={"pads": used}), *needs(2, supplies={"pads": 1})[1:]],
            pins=(started(),),
        )
        assert codes(day, {V1: [visit("n0", at(9)), visit("n1", at(10))]}) == found


@pytest.mark.parametrize(("closes_s", "owed"), [(at(9, 30) - 1, False), (at(9, 30), True)])
def test_a_break_that_was_over_when_history_ended_is_not_owed(closes_s, owed):
    pause = Break(opens_s=Seconds(at(8)), closes_s=Seconds(closes_s), lasts_s=Seconds(600))
    day = make_day([make_volunteer(breaks=(pause,))], needs(), pins=(started(),))
    found = codes(day, {V1: [visit("n0", at(9)), visit("n1", at(10))]})
    assert found == ({Fault.BREAK_MISSED} if owed else set())


def test_visits_that_started_at_one_moment_stand_in_any_order():
    day = make_day(needs=needs(), pins=(started("n0"), started("n1")))
    stops = [visit("n0", at(9)), visit("n1", at(9))]
    assert codes(day, {V1: stops}) == codes(day, {V1: stops[::-1]}) == set()


def ties(pins: tuple[Pin, ...], **changes: object) -> Day:
    """Two needs, of which pins say what has started."""
    return make_day([make_volunteer(), make_volunteer("v2")], needs(), pins=pins, **changes)


BOTH, ONE = (started("n0"), started("n1", at(10))), (started("n0"),)


@pytest.mark.parametrize(("pins", "found"), [(BOTH, set()), (ONE, {Fault.LINK_GAP})])
def test_a_gap_binds_unless_both_have_started(pins, found):
    link = Link(kind=LinkKind.GAP, first_id="n0", second_id="n1", max_s=Seconds(1800))
    assert codes(ties(pins, links=(link,)), {V1: [visit("n0", at(9)), visit("n1", at(10))]}) == found


@pytest.mark.parametrize("both", [True, False])
def test_one_volunteer_is_asked_for_unless_both_have_started(both):
    link = Link(kind=LinkKind.SAME_VOLUNTEER, first_id="n0", second_id="n1")
    pins = (started("n0"), replace(started("n1", at(10)), volunteer_id="v2", started=both))
    found = codes(ties(pins, links=(link,)), {V1: [visit("n0", at(9))], V2: [visit("n1", at(10))]})
    assert found == (set() if both else {Fault.LINK_VOLUNTEER})


@pytest.mark.parametrize(("pins", "found"), [(BOTH, set()), (ONE, {Fault.SERIES_TOO_CLOSE})])
def test_a_series_is_spaced_unless_both_have_started(pins, found):
    series = Series(id="s", need_ids=("n0", "n1"))
    assert codes(ties(pins, series=(series,)), {V1: [visit("n0", at(9)), visit("n1", at(10))]}) == found


@pytest.mark.parametrize(("both", "found"), [(True, set()), (False, {Fault.PIN_ORDER})])
def test_pinned_visits_are_in_order_unless_both_have_started(both, found):
    pins = (started("n0", order=2), replace(started("n1", at(10), order=1), started=both))
    assert codes(ties(pins), {V1: [visit("n0", at(9)), visit("n1", at(10))]}) == found


@pytest.mark.parametrize(
    ("pins", "found"), [(ONE, set()), ((started("n1"),), {Fault.STARTED_MISSING, Fault.LINK_ALL_OR_NONE})]
)
def test_of_a_chain_that_has_begun_the_rest_may_fail(pins, found):
    link = Link(kind=LinkKind.ALL_OR_NONE, first_id="n0", second_id="n1")
    assert codes(ties(pins, links=(link,)), {V1: [visit("n0", at(9))]}) == found


def test_a_crew_that_has_begun_is_bound_by_no_gap_to_another():
    """Who joins has no choice of the start."""
    link = Link(kind=LinkKind.GAP, first_id="n0", second_id="n1", max_s=Seconds(1800))
    two = needs(2, crew=(Role(), Role()))
    pins = (started("n0"), replace(started("n1", at(10)), role=1))
    day = make_day([make_volunteer(), make_volunteer("v2")], two, pins=pins, links=(link,))
    v1 = [visit("n0", at(9)), visit("n1", at(10), role=1)]
    assert codes(day, {V1: v1, V2: [visit("n0", at(9), role=1), visit("n1", at(10))]}) == set()
