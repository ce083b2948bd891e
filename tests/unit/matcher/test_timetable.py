"""A plan changed by hand: what is not touched stays, what is touched keeps to ways, windows and hours."""

from dataclasses import replace

import pytest

from matcher.check.plan import check_plan
from matcher.check.violation import Fault
from matcher.cost import plan_cost
from matcher.planning import plan_day
from matcher.routing.search import Budget
from matcher.timetable import Timetable
from models.errors import InvalidInput
from models.needs import Pickup, Pin
from models.plans import Status, Unmet
from models.units import HOUR_S, Seconds
from tests.builders import make_day, make_need, make_place, make_volunteer, make_window


def planned(day):
    return plan_day(day, budget=Budget(iterations=100))


def after(day, plan, table):
    """The plan as the timetable has it, with true figures."""
    routes = table.routes()
    served = {stop.need_id for route in routes for stop in route.stops}
    unmet = [need for need in day.needs if need.id not in served]
    return replace(
        plan,
        routes=routes,
        unmet=tuple(Unmet(need_id=need.id) for need in unmet),
        cost=plan_cost(day, routes, unmet),
        status=Status.PARTIAL if unmet else Status.FEASIBLE,
    )


def two_people(**changes):
    people = [make_volunteer("v1"), make_volunteer("v2", home=make_place(200, 100))]
    needs = [
        make_need("n1", place=make_place(500, 0)),
        make_need("n2", place=make_place(800, 300), windows=(make_window(10, 15),)),
        make_need(
            "n3",
            place=make_place(100, 900),
            pickup=Pickup(place=make_place(300, 300), service_s=Seconds(300)),
            windows=(make_window(9, 16),),
        ),
    ]
    return make_day(people, needs, **changes)


def test_what_nobody_touches_stays_to_the_second():
    day = two_people()
    plan = planned(day)
    assert Timetable(day, plan).routes() == plan.routes


def test_what_has_begun_stays_to_the_second():
    day = two_people(
        now_s=Seconds(int(9.5 * HOUR_S)),
        pins=(Pin(need_id="n1", volunteer_id="v1", start_s=Seconds(9 * HOUR_S), started=True),),
    )
    plan = planned(day)
    assert Timetable(day, plan).routes() == plan.routes


@pytest.mark.parametrize("need_id", ["n1", "n2", "n3"])
@pytest.mark.parametrize("volunteer_id", ["v1", "v2"])
def test_a_seat_given_to_somebody_else_makes_a_plan_that_the_judge_passes(need_id, volunteer_id):
    day = two_people()
    plan = planned(day)
    table = Timetable(day, plan)
    table.take_out(need_id)
    table.put_in(need_id, 0, volunteer_id, None)
    assert table.takes(need_id, 0)[0] == volunteer_id
    assert check_plan(day, after(day, plan, table)) == []


def test_what_is_taken_out_is_unmet_and_nobody_else_moves():
    day = two_people()
    plan = planned(day)
    table = Timetable(day, plan)
    others = {need_id: table.takes(need_id, 0) for need_id in ("n1", "n3")}
    table.take_out("n2")
    assert {need_id: table.takes(need_id, 0) for need_id in others} == others
    assert check_plan(day, after(day, plan, table)) == []


def test_a_start_is_kept_even_where_nobody_could_be_there_and_the_judge_says_so():
    day = two_people()
    plan = planned(day)
    table = Timetable(day, plan)
    who, start_s = table.takes("n1", 0)
    table.take_out("n2")
    table.put_in("n2", 0, who, Seconds(start_s + 60))
    assert table.takes("n2", 0) == (who, start_s + 60)
    faults = {one.code for one in check_plan(day, after(day, plan, table))}
    assert Fault.BEFORE_ARRIVAL in faults


def test_who_has_no_shift_takes_nothing():
    day = make_day([make_volunteer("v1", shifts=())], [make_need("n1")])
    with pytest.raises(InvalidInput, match="v1 is free on none"):
        Timetable(day, planned(day)).put_in("n1", 0, "v1", None)
