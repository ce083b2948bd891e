"""A need stays unmet for the reasons that are counted from the question, and for no other."""

import pytest

from matcher.explain import explain_unmet
from matcher.survey import survey
from models.catalogue import Sex, Speciality
from models.day import Depot
from models.needs import Link, LinkKind, Pin, Role, Series
from models.people import Break, Limits
from models.plans import Part
from models.reasons import Reason
from models.units import HOUR_S, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.schedules import Job
from tests.unit.matcher.explained import comers, explained, reasons, routes_of, team, way_in

LIFTER = {"specialities": {Speciality.LIFTING: 2}}


def test_each_volunteer_counts_under_every_pair_rule_they_break():
    need = make_need(crew=(Role(speciality=Speciality.LIFTING),), carer_sex=Sex.FEMALE)
    people = [*team(3, "a", sex=Sex.MALE), *team(2, "b", sex=Sex.MALE, **LIFTER)]
    assert reasons(people, need) == [(Reason.WRONG_SEX, 5), (Reason.NO_SPECIALITY, 3)]


def test_who_breaks_a_rule_is_not_looked_at_further():
    """The jsprit failure: a capacity or a shift named where nobody has the skill."""
    away = make_shift(18, 20)
    need = make_need(crew=(Role(speciality=Speciality.LIFTING),))
    assert reasons(team(3, shifts=(away,)), need) == [(Reason.NO_SPECIALITY, 3)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"shifts": (make_shift(18, 20),)}, Reason.OUT_OF_SHIFT),
        ({"shifts": ()}, Reason.OUT_OF_SHIFT),
        ({"shifts": (make_shift(18, 20), make_shift(20, 21))}, Reason.OUT_OF_SHIFT),
        ({"home": make_place(30_000, 0)}, Reason.TOO_FAR),
        ({"limits": Limits(travel_s=Seconds(900))}, Reason.TOO_FAR),  # 488 s out and 488 s back
        ({"shifts": (make_shift(9, 9.5), make_shift(18, 20))}, Reason.TOO_FAR),  # time for the service alone
        ({"limits": Limits(tasks=0)}, Reason.OVER_TASKS),
        ({"limits": Limits(service_s=Seconds(1799))}, Reason.OVER_SERVICE),
    ],
)
def test_what_keeps_somebody_away_on_an_empty_day_is_named_once(changes, reason):
    assert reasons(team(2, **changes), make_need()) == [(reason, 2)]


def test_who_could_serve_the_need_alone_comes_first():
    people = [*team(2, "free"), *team(3, "away", shifts=(make_shift(18, 20),))]
    assert reasons(people, make_need()) == [(Reason.OVERLOOKED, 2), (Reason.OUT_OF_SHIFT, 3)]


def test_of_a_crew_the_role_that_is_hardest_to_fill_is_explained():
    need = make_need(crew=(Role(), Role(speciality=Speciality.LIFTING)))
    assert reasons(team(4), need) == [(Reason.NO_SPECIALITY, 4)]


def test_a_crew_of_two_of_whom_only_one_is_there_is_too_small():
    assert reasons(team(1), make_need(crew=(Role(), Role()))) == [(Reason.CREW_TOO_SMALL, 1)]


def test_two_who_are_never_free_together_are_too_small_a_crew():
    people = [
        make_volunteer("am", shifts=(make_shift(8, 10.5),)),
        make_volunteer("pm", shifts=(make_shift(11, 15),)),
    ]
    assert reasons(people, make_need(crew=(Role(), Role()))) == [(Reason.CREW_TOO_SMALL, 2)]


def test_two_who_are_free_together_could_come():
    people = [
        make_volunteer("am", shifts=(make_shift(8, 12),)),
        make_volunteer("pm", shifts=(make_shift(10, 15),)),
    ]
    assert reasons(people, make_need(crew=(Role(), Role()))) == [(Reason.OVERLOOKED, 2)]


def test_a_first_visit_with_one_role_is_never_served_whoever_is_there():
    assert reasons(team(3), make_need(first_visit_flagged=True)) == [(Reason.CREW_TOO_SMALL, 3)]


def test_a_pin_keeps_all_but_one_away():
    away = make_volunteer("away", shifts=(make_shift(8, 18),))
    found = reasons(
        [*team(3), away], make_need(refused=frozenset({"v0"})), (Pin(need_id="n1", volunteer_id="away"),)
    )
    assert found == [
        (Reason.OVERLOOKED, 1),
        (Reason.PINNED_ELSEWHERE, 3),
        (Reason.REFUSED_BY_RECIPIENT, 1),
    ]


def test_without_volunteers_there_is_nobody_to_count():
    assert reasons([], make_need()) == []


def test_only_the_needs_asked_about_are_explained_by_id():
    day = make_day(needs=[make_need("c"), make_need("a"), make_need("b", windows=(make_window(20, 21),))])
    found = explain_unmet(survey(day), [1, 0], ())
    assert [(unmet.need_id, unmet.reasons) for unmet in found] == [
        ("a", ((Reason.OVERLOOKED, 1),)),
        ("b", ((Reason.OUT_OF_SHIFT, 1),)),
    ]


# What keeps the able away: breaks, goods, the hour, and what is served already.


def test_a_break_that_leaves_no_time_is_named():
    rest = Break(opens_s=Seconds(9 * HOUR_S), closes_s=Seconds(9 * HOUR_S), lasts_s=Seconds(3 * HOUR_S))
    need = make_need(windows=(make_window(10, 11),))
    assert reasons(team(2, breaks=(rest,)), need) == [(Reason.BREAK_IN_THE_WAY, 2)]


def test_goods_that_nobody_has_are_named_unless_a_depot_is_on_the_way():
    need = make_need(supplies={"mask": 2})
    people = [*team(2), *team(1, "stocked", supplies={"mask": 2}, shifts=(make_shift(18, 20),))]
    assert reasons(people, need) == [(Reason.NO_SUPPLIES, 2), (Reason.OUT_OF_SHIFT, 1)]
    depot = Depot(id="d", place=make_place(200, 0), service_s=Seconds(300))
    day = make_day(people, [need], depots=(depot,))
    assert explained(day)["n1"].reasons[0] == (Reason.OVERLOOKED, 2)
    assert [stop.part for stop in way_in(day, "n1").routes[0].stops] == [Part.RELOAD, Part.VISIT]


def test_a_need_whose_hour_is_over_is_too_late_for_everybody():
    day = make_day(team(3), [make_need()], now_s=Seconds(13 * HOUR_S))
    assert explained(day)["n1"].reasons == ((Reason.TOO_LATE, 3),)


def test_a_series_is_not_served_twice_a_day_and_the_other_visit_would_have_to_go():
    day = make_day(
        team(2), [make_need("a"), make_need("b")], series=(Series(id="s", need_ids=("a", "b")),)
    )  # fmt: skip
    orders = {("v0", 0): [Job("a")]}
    assert explained(day, routes_of(day, orders))["b"].reasons == ((Reason.SERIES_TOO_CLOSE, 2),)
    assert way_in(day, "b", orders).displaces == ("a",)


def test_a_gap_to_a_need_that_is_served_is_kept():
    link = Link(kind=LinkKind.GAP, first_id="a", second_id="b", min_s=Seconds(5 * HOUR_S))
    day = make_day(team(2), [make_need("a"), make_need("b")], links=(link,))
    orders = {("v0", 0): [Job("a")]}
    assert explained(day, routes_of(day, orders))["b"].reasons == ((Reason.LINKED_GAP, 2),)


def test_only_the_hand_that_serves_a_linked_need_could_come():
    link = Link(kind=LinkKind.SAME_VOLUNTEER, first_id="a", second_id="b")
    day = make_day(team(3), [make_need("a"), make_need("b")], links=(link,))
    found = explained(day, routes_of(day, {("v0", 0): [Job("a")]}))["b"]
    assert found.reasons == ((Reason.OVERLOOKED, 1), (Reason.LINKED_VOLUNTEER, 2))
    assert found.way_in is not None
    assert comers(found.way_in, "b") == ["v0"]


def test_of_a_chain_the_need_that_stops_it_is_named():
    link = Link(kind=LinkKind.ALL_OR_NONE, first_id="a", second_id="b")
    day = make_day(team(2), [make_need("a"), make_need("b", risky=True)], links=(link,))
    found = explained(day)
    assert found["a"].reasons == ((Reason.CHAIN_INCOMPLETE, 2),)
    assert (found["a"].stopped_by, found["b"].stopped_by) == ("b", "")
    assert found["b"].reasons == ((Reason.NOT_INSURED, 2),)
    assert found["a"].way_in == found["b"].way_in
    assert found["a"].way_in is not None
    assert found["a"].way_in.rules == (Reason.NOT_INSURED,)
