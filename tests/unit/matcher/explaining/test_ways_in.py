"""What would let somebody come: the fewest rules lifted, or the least that is displaced."""

from dataclasses import replace

from matcher.planning import plan_day
from matcher.routing.search import Budget
from models.catalogue import Sex, Speciality
from models.day import Day, Depot
from models.needs import Pickup, Pin, Role
from models.people import Break, Limits
from models.plans import Part
from models.reasons import Reason
from models.units import HOUR_S, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.schedules import Job
from tests.unit.matcher.explained import comers, explained, routes_of, team, way_in

LIFTER = {"specialities": {Speciality.LIFTING: 2}}


# The fewest rules.


def test_the_fewest_rules_are_those_of_whom_least_is_missing():
    lifter = make_volunteer("lifter", sex=Sex.MALE, **LIFTER)
    need = make_need(crew=(Role(speciality=Speciality.LIFTING),), carer_sex=Sex.FEMALE, risky=True)
    found = way_in(make_day([*team(5, sex=Sex.MALE), lifter], [need]), "n1")
    assert (found.rules, found.volunteers) == ((Reason.NOT_INSURED, Reason.WRONG_SEX), 1)
    assert comers(found, "n1") == ["lifter"]


def test_of_sets_of_one_size_the_one_behind_which_most_stand_is_told():
    insured = team(2, "a", insured_until=MONDAY, sex=Sex.MALE)
    women = team(3, "b", sex=Sex.FEMALE)
    found = way_in(make_day([*insured, *women], [make_need(risky=True, carer_sex=Sex.FEMALE)]), "n1")
    assert (found.rules, found.volunteers) == ((Reason.NOT_INSURED,), 3)


def test_only_who_has_room_in_the_plan_stands_behind_a_rule():
    needs = [make_need("n1", risky=True), make_need("n2", service_s=Seconds(3 * HOUR_S))]
    people = team(3, shifts=(make_shift(9, 12.5),))
    assert way_in(make_day(people, needs), "n1", {("v0", 0): [Job("n2")]}).volunteers == 2


def test_where_nobody_has_room_even_a_rule_lifted_displaces_somebody():
    needs = [make_need("n1", risky=True), make_need("n2", service_s=Seconds(3 * HOUR_S))]
    found = way_in(make_day(team(1, shifts=(make_shift(9, 12.5),)), needs), "n1", {("v0", 0): [Job("n2")]})
    assert (found.rules, found.displaces) == ((Reason.NOT_INSURED,), ("n2",))


def test_a_limit_of_their_own_counts_as_a_rule():
    people = [make_volunteer("uninsured", shifts=(make_shift(18, 20),)), *team(2, "away", shifts=())]
    found = way_in(make_day(people, [make_need()]), "n1")
    assert (found.rules, found.volunteers) == ((Reason.OUT_OF_SHIFT,), 3)


def test_a_crew_lacks_what_the_rest_of_it_lacks():
    need = make_need(crew=(Role(), Role(speciality=Speciality.LIFTING)))
    found = way_in(make_day(team(4), [need]), "n1")
    assert (found.rules, found.volunteers) == ((Reason.NO_SPECIALITY,), 4)
    assert len(comers(found, "n1")) == 2


def test_what_protects_minors_is_never_lifted():
    day = make_day(team(3, age=15), [make_need()])
    assert explained(day)["n1"].way_in is None
    day = make_day(team(3, age=15), [make_need(crew=(Role(), Role()))])
    assert explained(day)["n1"].way_in is None


# Whom it would displace.


BUSY = {("v1", 0): [Job("a"), Job("b")]}


def busy_day(**changes: object) -> Day:
    """One volunteer whose morning is full with a (3) and b (5); c (2) is unmet."""
    lasts = Seconds(HOUR_S)
    needs = [
        make_need("a", priority=3, service_s=lasts),
        make_need("b", priority=5, service_s=lasts),
        make_need("c", **({"priority": 2, "service_s": lasts} | changes)),
    ]
    return make_day([make_volunteer(shifts=(make_shift(9, 11.5),))], needs)


def test_the_least_is_displaced_that_makes_room():
    day = busy_day()
    found = explained(day, routes_of(day, BUSY))["c"]
    assert found.reasons == ((Reason.OTHERS_WORTH_MORE, 1),)
    assert found.way_in is not None
    assert (found.way_in.rules, found.way_in.displaces, found.way_in.volunteers) == ((), ("a",), 1)
    assert [stop.need_id for stop in found.way_in.routes[0].stops] == ["c", "b"]


def test_what_is_worth_more_than_what_it_displaces_was_overlooked():
    day = busy_day(priority=4)
    assert explained(day, routes_of(day, BUSY))["c"].reasons == ((Reason.OVERLOOKED, 1),)


def test_who_has_room_displaces_nobody():
    day = busy_day(service_s=Seconds(600))
    found = way_in(day, "c", BUSY)
    assert found.displaces == ()
    assert len(found.routes[0].stops) == 3


def test_no_way_in_forgets_what_is_on_board_until_it_is_delivered():
    # a parcel on board, then masks from the depot, then the parcel: two more never fit before that
    early, late = (make_window(9, 9.2),), (make_window(10.5, 11),)
    parcel = make_need(
        "parcel", windows=late, pickup=Pickup(place=make_place(), service_s=Seconds(0)), priority=9
    )
    masks = make_need("masks", windows=(make_window(9.5, 10),), supplies={"mask": 1}, priority=9)
    two = make_need(
        "two",
        windows=early,
        service_s=Seconds(60),
        pickup=Pickup(place=make_place(), service_s=Seconds(0), load=2),
    )
    day = make_day(
        [make_volunteer(capacity=2)],
        [parcel, masks],
        pins=(Pin(need_id="parcel", volunteer_id="v1", picked_up=True),),
        depots=(Depot(id="d", place=make_place(200, 0), service_s=Seconds(60)),),
    )
    routes = plan_day(day, budget=Budget(iterations=10)).routes
    assert [stop.part for stop in routes[0].stops] == [Part.RELOAD, Part.VISIT, Part.DROPOFF]
    asked = replace(day, needs=(*day.needs, two))
    assert explained(asked, routes)["two"].reasons == ((Reason.ALREADY_DECIDED, 1),)
    assert explained(replace(asked, volunteers=(make_volunteer(capacity=3),)), routes)["two"].reasons == (
        (Reason.OVERLOOKED, 1),
    )


def test_a_need_may_be_fetched_before_the_depot_and_brought_after_it():
    # the depot lies on the way from the door to the need
    need = make_need(
        supplies={"mask": 1},
        windows=(make_window(9, 9.5),),
        pickup=Pickup(place=make_place(), service_s=Seconds(0), load=1),
    )
    depot = Depot(id="d", place=make_place(300, 0), service_s=Seconds(60))
    found = way_in(make_day(team(1, shifts=(make_shift(9, 10),)), [need], depots=(depot,)), "n1")
    parts = [stop.part for stop in found.routes[0].stops]
    assert (found.rules, parts) == ((), [Part.PICKUP, Part.RELOAD, Part.DROPOFF])


def test_a_pinned_visit_is_not_displaced():
    day = replace(busy_day(), pins=(Pin(need_id="a", volunteer_id="v1"),))
    assert way_in(day, "c", BUSY).displaces == ("b",)
    both = replace(day, pins=(*day.pins, Pin(need_id="b", volunteer_id="v1")))
    found = explained(both, routes_of(both, BUSY))["c"]
    assert (found.reasons, found.way_in) == (((Reason.ALREADY_DECIDED, 1),), None)


def test_what_lies_apart_in_a_day_is_displaced_together():
    # c takes all the service that v1 gives; the break lies between the two visits that leave none for it
    lasts = Seconds(HOUR_S)
    noon = Break(opens_s=Seconds(12 * HOUR_S), closes_s=Seconds(12 * HOUR_S), lasts_s=Seconds(600))
    needs = [
        make_need("early", priority=3, service_s=lasts, windows=(make_window(9, 10),)),
        make_need("late", priority=5, service_s=lasts, windows=(make_window(14, 15),)),
        make_need("c", priority=2, service_s=Seconds(2 * HOUR_S), windows=(make_window(12.5, 13),)),
    ]
    worker = make_volunteer(
        shifts=(make_shift(9, 17),), breaks=(noon,), limits=Limits(service_s=Seconds(2 * HOUR_S))
    )
    day = make_day([worker], needs)
    found = explained(day, plan_day(day, budget=Budget(iterations=10)).routes)["c"]
    assert found.reasons == ((Reason.OTHERS_WORTH_MORE, 1),)
    assert found.way_in is not None
    assert found.way_in.displaces == ("early", "late")
    assert [stop.part for stop in found.way_in.routes[0].stops] == [Part.BREAK, Part.VISIT]


def test_of_what_those_who_come_do_only_that_is_displaced_which_stands_in_the_way():
    # the two of the crew serve one need each before their break; only v0 may do no more than one
    lasts = Seconds(HOUR_S)
    noon = Break(opens_s=Seconds(10 * HOUR_S), closes_s=Seconds(10 * HOUR_S), lasts_s=Seconds(600))
    needs = [
        make_need("a", priority=9, service_s=lasts, windows=(make_window(8.5, 9),)),
        make_need("b", priority=9, service_s=lasts, windows=(make_window(8.5, 9),)),
        make_need("pair", crew=(Role(), Role()), service_s=lasts, windows=(make_window(11, 11.5),)),
    ]
    v0 = make_volunteer("v0", shifts=(make_shift(8, 14),), breaks=(noon,), limits=Limits(tasks=1))
    v1 = make_volunteer("v1", shifts=(make_shift(8, 14),), breaks=(noon,))
    day = make_day([v0, v1], needs)
    found = explained(day, plan_day(day, budget=Budget(iterations=10)).routes)["pair"]
    assert found.reasons == ((Reason.OTHERS_WORTH_MORE, 2),)
    assert found.way_in is not None
    assert len(found.way_in.displaces) == 1
    assert [len(route.stops) for route in found.way_in.routes] == [2, 3]


def test_with_a_crew_its_partner_loses_the_visit_too():
    pair = make_need("pair", crew=(Role(), Role()), priority=1)
    other = make_need("n1", priority=1, windows=(make_window(9, 9.5),))
    day = make_day(team(2, shifts=(make_shift(9, 10.2),)), [pair, other])
    found = way_in(day, "n1", {("v0", 0): [Job("pair", role=0)], ("v1", 0): [Job("pair", role=1)]})
    assert found.displaces == ("pair",)
    assert len(found.routes) == 1


def test_where_a_point_has_a_price_a_long_way_may_not_be_worth_it():
    far = make_need(place=make_place(4_000, 0))
    day = replace(make_day(needs=[far]), prize_s=600)
    assert explained(day)["n1"].reasons == ((Reason.NOT_WORTH_THE_WAY, 1),)
    assert explained(replace(day, prize_s=36_000))["n1"].reasons == ((Reason.OVERLOOKED, 1),)
