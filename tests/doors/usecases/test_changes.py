"""What one plan does otherwise than another, and why."""

from dataclasses import replace

from api.usecases.changes import Cause, changes_between, visits_of
from models.plans import Cost, Part, Plan, Route, Status, Stop, Unmet
from models.reasons import Reason
from models.units import Seconds
from tests.builders import make_day, make_need, make_volunteer

DAY = make_day([make_volunteer("v1"), make_volunteer("v2")], [make_need("a"), make_need("b"), make_need("c")])


def plan(*visits: tuple[str, str, int], unmet: tuple[Unmet, ...] = ()) -> Plan:
    """A plan of these visits: volunteer, need, start."""
    routes = tuple(
        Route(
            volunteer_id=volunteer_id,
            shift=0,
            leaves_s=Seconds(0),
            returns_s=Seconds(0),
            travel_s=Seconds(0),
            stops=(
                Stop(need_id=need_id, part=Part.VISIT, start_s=Seconds(start_s), end_s=Seconds(start_s)),
                Stop(part=Part.BREAK, start_s=Seconds(start_s), end_s=Seconds(start_s)),
            ),
        )
        for volunteer_id, need_id, start_s in visits
    )
    return Plan(
        problem_digest="",
        routes=routes,
        unmet=unmet,
        cost=Cost(unmet_priority=0, travel_s=0),
        status=Status.PARTIAL,
    )


def causes(before: Plan, after: Plan, day=DAY, **edits) -> list[tuple[str, Cause]]:
    return [(change.need_id, change.cause) for change in changes_between(before, after, day, **edits)]


def test_what_is_done_as_before_is_no_change():
    assert causes(plan(("v1", "a", 1)), plan(("v1", "a", 1))) == []


def test_another_time_and_another_volunteer_are_changes_of_a_list():
    before = plan(("v1", "a", 1), ("v1", "b", 2))
    assert causes(before, plan(("v1", "a", 5), ("v2", "b", 2))) == [("a", Cause.LIST), ("b", Cause.LIST)]


def test_who_is_gone_is_named_as_the_cause():
    assert causes(plan(("v9", "a", 1)), plan(("v1", "a", 1))) == [("a", Cause.GONE)]


def test_a_new_need_and_one_for_which_there_is_room_now_are_told_apart():
    before = plan(unmet=(Unmet(need_id="a"),))
    assert causes(before, plan(("v1", "a", 1), ("v2", "b", 1))) == [("a", Cause.ROOM), ("b", Cause.NEW)]


def test_a_need_that_is_unmet_now_has_its_reason_and_one_that_nobody_asks_for_none():
    after = plan(unmet=(Unmet(need_id="a", reasons=((Reason.TOO_FAR, 2),)),))
    first, second = changes_between(plan(("v1", "a", 1), ("v1", "z", 2)), after, DAY)
    assert (first.need_id, first.cause, first.unmet, first.now) == ("a", Cause.UNMET, Reason.TOO_FAR, None)
    assert (second.need_id, second.cause) == ("z", Cause.NOT_ASKED)


def test_a_seat_that_nobody_asks_for_any_more_is_none_that_is_unmet():
    before = plan(("v1", "a", 1), ("v2", "a", 1))
    first, second = before.routes
    second = replace(second, stops=(replace(second.stops[0], role=1),))
    assert causes(replace(before, routes=(first, second)), plan(("v1", "a", 1))) == [("a", Cause.NOT_ASKED)]


def test_edits_come_first_and_are_told_even_where_nothing_changed():
    before = plan(("v1", "a", 1), ("v1", "b", 2), ("v2", "c", 3))
    after = plan(("v1", "a", 9), ("v1", "b", 2), ("v2", "c", 3))
    assert causes(before, after, rows={("c", 0): 7}, returned=("b",)) == [
        ("c", Cause.ROW),
        ("b", Cause.RETURNED),
        ("a", Cause.LIST),
    ]


def test_breaks_are_nobodys_visit():
    assert visits_of(plan(("v1", "a", 1))) == {("a", 0): ("v1", 1)}
