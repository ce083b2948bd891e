"""A plan that people have been told, in the course of its day."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from api.documents import day_to_json, digest, plan_to_json
from api.usecases.published import Published, load_published, seconds_into, told_by, under_way
from models.errors import InvalidInput, WrongProblem
from models.needs import Pickup, Pin, Told
from models.plans import Cost, Part, Plan, Route, Status, Stop
from models.units import HOUR_S, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_volunteer

NINE, TEN, ELEVEN = (Seconds(hour * HOUR_S) for hour in (9, 10, 11))
MEDICINE = make_need("medicine", pickup=Pickup(place=make_place(200, 0), service_s=Seconds(300)))
DAY = make_day([make_volunteer("v1"), make_volunteer("v2")], [make_need("chat"), MEDICINE, make_need("read")])


def stop(need_id: str, start_s: int, part: Part = Part.VISIT) -> Stop:
    return Stop(need_id=need_id, part=part, start_s=Seconds(start_s), end_s=Seconds(start_s + 600))


PLAN = Plan(
    problem_digest=digest(DAY),
    routes=(
        Route(
            volunteer_id="v1",
            shift=0,
            leaves_s=Seconds(NINE - 600),
            returns_s=Seconds(12 * HOUR_S),
            travel_s=Seconds(600),
            stops=(
                stop("chat", NINE),
                Stop(part=Part.BREAK, start_s=Seconds(NINE + 600), end_s=Seconds(NINE + 1200)),
                stop("medicine", TEN, Part.PICKUP),
                stop("read", TEN + 1800),
                stop("medicine", ELEVEN, Part.DROPOFF),
            ),
        ),
    ),
    unmet=(),
    cost=Cost(unmet_priority=0, travel_s=600),
    status=Status.FEASIBLE,
)
PUBLISHED = Published(day=DAY, plan=PLAN)


def at(hours: float) -> Seconds:
    return Seconds(round(hours * HOUR_S))


def test_every_seat_that_is_still_asked_for_is_told():
    assert told_by(PLAN, DAY) == (
        Told(need_id="chat", volunteer_id="v1", start_s=NINE),
        Told(need_id="read", volunteer_id="v1", start_s=Seconds(TEN + 1800)),
        Told(need_id="medicine", volunteer_id="v1", start_s=ELEVEN),
    )
    fewer = replace(DAY, needs=DAY.needs[:1])
    assert [told.need_id for told in told_by(PLAN, fewer)] == ["chat"]


def test_without_an_hour_nothing_has_begun():
    day = under_way(DAY, PUBLISHED, None)
    assert (day.now_s, day.pins, len(day.told)) == (None, (), 3)


def test_what_was_to_start_by_now_has_started_and_what_was_to_be_fetched_is_on_board():
    day = under_way(DAY, PUBLISHED, at(10.25))
    assert day.now_s == at(10.25)
    assert set(day.pins) == {
        Pin(need_id="chat", volunteer_id="v1", start_s=NINE, started=True),
        Pin(need_id="medicine", volunteer_id="v1", picked_up=True),
    }


def test_what_starts_this_second_has_started():
    assert {pin.need_id for pin in under_way(DAY, PUBLISHED, NINE).pins} == {"chat"}
    assert under_way(DAY, PUBLISHED, Seconds(NINE - 1)).pins == ()


def test_what_was_delivered_is_started_and_no_more_on_board():
    day = under_way(DAY, PUBLISHED, at(11.5))
    assert {(pin.need_id, pin.started, pin.picked_up) for pin in day.pins} == {
        ("chat", True, False),
        ("medicine", True, False),
        ("read", True, False),
    }


def test_what_people_have_decided_of_the_rest_is_kept():
    pins = (
        Pin(need_id="chat", volunteer_id="v1", order=1),
        Pin(need_id="medicine", volunteer_id="v1", order=3),
        Pin(need_id="read", volunteer_id="v2"),
    )
    day = under_way(replace(DAY, pins=pins), PUBLISHED, at(10.25))
    assert set(day.pins) == {
        Pin(need_id="chat", volunteer_id="v1", start_s=NINE, started=True),
        Pin(need_id="medicine", volunteer_id="v1", order=3, picked_up=True),
        pins[2],
    }


def test_what_was_on_board_when_the_plan_was_made_still_is():
    fetched = Pin(need_id="medicine", volunteer_id="v1", picked_up=True)
    (route,) = PLAN.routes
    later = replace(PLAN, routes=(replace(route, stops=route.stops[-1:]),))
    day = under_way(DAY, Published(day=replace(DAY, pins=(fetched,)), plan=later), at(10.5))
    assert day.pins == (fetched,)


def test_who_has_fetched_something_must_be_known():
    fetched = Pin(need_id="medicine", volunteer_id="v1", picked_up=True)
    before = Published(day=replace(DAY, pins=(fetched,)), plan=replace(PLAN, routes=()))
    with pytest.raises(InvalidInput, match="v1 has fetched what need medicine is to have: keep them among"):
        under_way(replace(DAY, volunteers=DAY.volunteers[1:]), before, at(9.5))


@pytest.mark.parametrize("gone", [{"needs": DAY.needs[1:]}, {"volunteers": DAY.volunteers[1:]}])
def test_what_has_begun_must_be_known(gone):
    with pytest.raises(InvalidInput, match="v1 has begun need chat at 09:00:00: keep both"):
        under_way(replace(DAY, **gone), PUBLISHED, at(9.5))


def test_of_who_has_left_the_time_is_kept():
    day = under_way(replace(DAY, volunteers=DAY.volunteers[1:]), PUBLISHED, None)
    assert {(told.volunteer_id, told.start_s) for told in day.told} == {
        (None, NINE),
        (None, ELEVEN),
        (None, at(10.5)),
    }


def test_a_plan_of_more_days_is_refused():
    week = Published(day=replace(DAY, days=7), plan=PLAN)
    with pytest.raises(InvalidInput, match="the published plan is of 7 days, not of 1: give its --days"):
        under_way(DAY, week, None)


def test_a_plan_of_another_day_is_refused():
    tuesday = replace(DAY, first_day=MONDAY + timedelta(days=1))
    with pytest.raises(InvalidInput, match="is of 2026-11-23, not of 2026-11-24"):
        under_way(tuesday, PUBLISHED, None)


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [(time(10, 30), 37_800), (datetime(2026, 11, 23, 10, 30), 37_800), (datetime(2026, 11, 24, 1), 90_000)],
)
def test_a_moment_counts_from_the_first_midnight(moment, seconds):
    assert seconds_into(replace(DAY, days=2), moment) == seconds


def test_a_moment_outside_the_plan_is_refused():
    with pytest.raises(
        InvalidInput, match="now=2026-11-25T01:00 is not within the plan, 2026-11-23 to 2026-11-24"
    ):
        seconds_into(replace(DAY, days=2), datetime(2026, 11, 25, 1))


def test_a_plan_is_read_with_the_problem_beside_it(tmp_path):
    (tmp_path / "plan.json").write_text(plan_to_json(PLAN), encoding="utf-8")
    (tmp_path / "problem.json").write_text(day_to_json(DAY, personal=True), encoding="utf-8")
    assert load_published(tmp_path / "plan.json") == PUBLISHED
    (tmp_path / "problem.json").write_text(day_to_json(make_day()), encoding="utf-8")
    with pytest.raises(WrongProblem):
        load_published(tmp_path / "plan.json")
