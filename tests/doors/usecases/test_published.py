"""A plan that people have been told, in the course of its day."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from api.documents import day_to_json, digest, plan_to_json
from api.usecases.published import Published, load_published, seconds_into, told_by, under_way
from models.day import Depot
from models.errors import InvalidInput, WrongProblem
from models.needs import Pickup, Pin, Role, Told
from models.people import Break
from models.plans import Cost, Part, Plan, Route, Status, Stop
from models.units import HOUR_S, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer

NINE, TEN, ELEVEN = (Seconds(hour * HOUR_S) for hour in (9, 10, 11))
MEDICINE = make_need("medicine", pickup=Pickup(place=make_place(200, 0), service_s=Seconds(300)))
DAY = make_day([make_volunteer("v1"), make_volunteer("v2")], [make_need("chat"), MEDICINE, make_need("read")])


WAY_S = 488
"""From v1 to chat: 500 m as the crow flies, on foot."""


def at(hours: float) -> Seconds:
    return Seconds(round(hours * HOUR_S))


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
    assert under_way(DAY, PUBLISHED, Seconds(NINE - WAY_S)).pins == ()


def test_who_has_left_for_a_visit_stays_on_the_way_to_it():
    day = under_way(DAY, PUBLISHED, Seconds(NINE - WAY_S + 1))
    assert day.pins == (Pin(need_id="chat", volunteer_id="v1", start_s=NINE, started=True),)


@pytest.mark.parametrize(
    "change",
    [
        {"needs": DAY.needs[1:]},
        {"volunteers": DAY.volunteers[1:]},
        {"pins": (Pin(need_id="chat", volunteer_id="v2"),)},
        {"pins": (Pin(need_id="chat", start_s=at(9.5)),)},
    ],
)
def test_nobody_stays_on_the_way_to_what_is_not_asked_of_them_any_more(change):
    day = under_way(replace(DAY, **change), PUBLISHED, Seconds(NINE - 60))
    assert not any(pin.started for pin in day.pins)


def test_who_is_on_the_way_to_fetch_something_goes_on_to_the_next_visit():
    day = under_way(DAY, PUBLISHED, Seconds(TEN - 1))
    assert {(pin.need_id, pin.started, pin.picked_up) for pin in day.pins} == {
        ("chat", True, False),
        ("medicine", False, True),
        ("read", True, False),
    }


def test_a_crew_is_on_the_way_together():
    need = make_need("chat", crew=(Role(), Role()))
    near = make_volunteer("v2", home=need.place)
    day = make_day([make_volunteer("v1"), near], [need])
    routes = tuple(
        replace(PLAN.routes[0], volunteer_id=who, stops=(replace(stop("chat", NINE), role=role),))
        for role, who in enumerate(("v1", "v2"))
    )
    pins = under_way(day, Published(day=day, plan=replace(PLAN, routes=routes)), Seconds(NINE - 60)).pins
    assert [(pin.role, pin.volunteer_id, pin.started) for pin in pins] == [(0, "v1", True), (1, "v2", True)]


REST = Break(opens_s=NINE, closes_s=TEN, lasts_s=Seconds(600))
RESTING = replace(DAY, volunteers=(replace(DAY.volunteers[0], breaks=(REST,)), DAY.volunteers[1]))


@pytest.mark.parametrize(
    ("now_s", "owed"),
    [
        (NINE + 599, (REST,)),
        (
            NINE + 700,
            (Break(opens_s=Seconds(NINE + 700), closes_s=Seconds(NINE + 700), lasts_s=Seconds(500)),),
        ),
        (NINE + 1200, ()),
    ],
)
def test_of_a_break_what_is_left_is_owed(now_s, owed):
    told = Published(day=RESTING, plan=PLAN)
    assert under_way(RESTING, told, Seconds(now_s)).volunteers[0].breaks == owed


def test_a_break_that_was_taken_before_an_earlier_plan_stays_taken():
    earlier = under_way(RESTING, Published(day=RESTING, plan=PLAN), at(9.5))
    told = Published(day=earlier, plan=replace(PLAN, routes=()))
    assert under_way(RESTING, told, at(9.75)).volunteers[0].breaks == ()


def restocked() -> Published:
    """At a depot before 9:00 for two visits that use up two each, by somebody who starts with one."""
    needs = [make_need(id, supplies={"mask": 2}) for id in ("chat", "read")]
    day = make_day([make_volunteer("v1", supplies={"mask": 1})], needs)
    day = replace(day, depots=(Depot(id="d", place=make_place(0, 0), service_s=Seconds(300)),))
    reload = Stop(part=Part.RELOAD, depot_id="d", start_s=at(8.5), end_s=Seconds(at(8.5) + 300))
    route = replace(PLAN.routes[0], stops=(reload, stop("chat", NINE), stop("read", ELEVEN)))
    return Published(day=day, plan=replace(PLAN, routes=(route,)))


def test_what_was_taken_on_board_at_a_depot_is_there_for_the_visits_to_come():
    told = restocked()
    assert under_way(told.day, told, at(8)).volunteers[0].supplies == {"mask": 1}
    day = under_way(told.day, told, at(9.25))
    assert day.volunteers[0].supplies == {"mask": 4}
    (route,) = told.plan.routes
    later = Published(day=day, plan=replace(told.plan, routes=(replace(route, stops=route.stops[1:]),)))
    assert under_way(told.day, later, at(9.5)).volunteers[0].supplies == {"mask": 4}


def test_who_has_been_at_a_depot_goes_on_to_the_next_visit():
    told = restocked()
    (pin,) = under_way(told.day, told, at(8.6)).pins
    assert (pin.need_id, pin.started, pin.start_s) == ("chat", True, NINE)


def test_later_shifts_do_not_count_on_what_was_taken_on_board():
    told = restocked()
    shifts = (make_shift(8, 17), make_shift(18, 20))
    day = replace(told.day, volunteers=(replace(told.day.volunteers[0], shifts=shifts),))
    again = under_way(day, Published(day=day, plan=told.plan), at(9.25))
    assert again.volunteers[0].supplies == {"mask": 1}


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
