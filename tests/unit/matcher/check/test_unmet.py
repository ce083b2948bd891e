"""Stated reasons for unmet needs, true and false."""

from dataclasses import replace

import pytest

from matcher.check.unmet import confirm_unmet
from matcher.check.violation import Fault
from models.catalogue import Language, Qualification, Sex, Speciality
from models.day import Day
from models.needs import Link, LinkKind, Pickup, Pin, Role
from models.plans import Route, Unmet, WayIn
from models.reasons import Reason
from models.units import HOUR_S, Seconds
from tests.builders import MONDAY, make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.schedules import Job, Orders, Schedules
from tests.unit.matcher.check.good_plan import TUESDAY


def verdict(day: Day, *reasons: tuple[Reason, int]) -> list[Fault | Reason]:
    plan = Schedules(day).plan({})
    assert plan is not None
    unmet = tuple(Unmet(need_id=need.id, reasons=reasons) for need in day.needs)
    return [violation.code for violation in confirm_unmet(day, replace(plan, unmet=unmet))]


def verdict_with(reason: Reason, count: int) -> list[Fault | Reason]:
    """On the demanding day, all else stated as it is."""
    return verdict(make_demanding_day(), *(TRUE_COUNTS | {reason: count}).items())


def make_demanding_day() -> Day:
    """Each rule stops some of four volunteers, none stops all."""
    fit = make_volunteer(
        "fit",
        specialities={Speciality.MEDICINE: 3},
        qualifications={Qualification.PHYSICIAN: MONDAY},
        languages=frozenset({Language.WUHAN}),
        sex=Sex.FEMALE,
        insured_until=MONDAY,
        vetted_until=MONDAY,
        seats=2,
        capacity=5,
    )
    beginner = replace(fit, id="beginner", specialities={Speciality.MEDICINE: 2})
    crew = (
        Role(speciality=Speciality.MEDICINE, level=3, qualifications=frozenset({Qualification.PHYSICIAN})),
    )
    need = make_need(
        crew=crew,
        recipient_id="granny",
        language=Language.WUHAN,
        carer_sex=Sex.FEMALE,
        min_age=30,
        risky=True,
        with_minor=True,
        seats=2,
        pickup=Pickup(place=make_place(), service_s=Seconds(0), load=5),
        refused=frozenset({"fit"}),
    )
    others = [make_volunteer("v1", age=29, refuses=frozenset({"granny"})), make_volunteer("v2", age=None)]
    pins = (Pin(need_id="n1", volunteer_id="fit"),)
    return make_day([fit, beginner, *others], [need], pins=pins)


TRUE_COUNTS = {
    Reason.NO_SPECIALITY: 2,
    Reason.LEVEL_TOO_LOW: 1,
    Reason.MISSING_QUALIFICATION: 2,
    Reason.NOT_INSURED: 2,
    Reason.NOT_VETTED: 2,
    Reason.OUTSIDE_AGE_RANGE: 2,
    Reason.WRONG_SEX: 2,
    Reason.NO_SHARED_LANGUAGE: 2,
    Reason.REFUSED_BY_RECIPIENT: 1,
    Reason.REFUSED_BY_VOLUNTEER: 1,
    Reason.TOO_FEW_SEATS: 2,
    Reason.OVER_CAPACITY: 2,
    Reason.PINNED_ELSEWHERE: 3,
}


@pytest.mark.parametrize(("reason", "count"), TRUE_COUNTS.items())
def test_a_true_count_is_confirmed_and_a_false_one_is_not(reason, count):
    assert verdict_with(reason, count) == []
    assert verdict_with(reason, count - 1) == [Fault.REASON_MISCOUNTED]
    assert verdict_with(reason, count + 1) == [Fault.REASON_MISCOUNTED]


@pytest.mark.parametrize("reason", TRUE_COUNTS)
def test_a_rule_that_stops_somebody_cannot_be_kept_quiet(reason):
    stated = [(one, count) for one, count in TRUE_COUNTS.items() if one is not reason]
    assert verdict(make_demanding_day(), *stated) == [Fault.REASON_MISCOUNTED]


@pytest.mark.parametrize("reason", [one for one in Reason if one not in TRUE_COUNTS])
def test_reasons_that_depend_on_the_route_stop_any_number_of_the_volunteers_there_are(reason):
    assert [verdict_with(reason, count) for count in (0, 4)] == [[], []]
    for count in (-1, 5):
        assert verdict_with(reason, count) == [Fault.REASON_MISCOUNTED]


def test_every_volunteer_has_a_reason_and_without_volunteers_there_is_none():
    night = make_need(windows=(make_window(22, 23),))
    day = make_day([make_volunteer("v1"), make_volunteer("v2")], [night])
    assert verdict(day) == [Fault.REASON_MISCOUNTED]
    assert verdict(day, (Reason.TOO_FAR, 1)) == [Fault.REASON_MISCOUNTED]
    assert verdict(day, (Reason.TOO_FAR, 1), (Reason.OUT_OF_SHIFT, 1)) == []
    assert verdict(make_day([])) == []


def test_a_reason_is_stated_once():
    night = make_need(windows=(make_window(22, 23),))
    assert verdict(make_day(needs=[night]), *[(Reason.TOO_FAR, 1)] * 2) == [Fault.REASON_MISCOUNTED]


def test_a_licence_that_ends_between_the_days_of_a_need_may_be_counted_or_not():
    role = Role(qualifications=frozenset({Qualification.DRIVER}))
    need = make_need(crew=(role,), windows=(make_window(9, 10), make_window(33, 34)))

    def day_with(last_day: object) -> Day:
        away = make_volunteer(qualifications={Qualification.DRIVER: last_day}, shifts=())
        return make_day([away], [need], days=2)

    for count in (0, 1):
        stated = ((Reason.MISSING_QUALIFICATION, count), (Reason.OUT_OF_SHIFT, 1))
        assert verdict(day_with(MONDAY), *stated) == []
    assert verdict(day_with(TUESDAY), (Reason.MISSING_QUALIFICATION, 1)) == [Fault.REASON_MISCOUNTED]


def test_who_fits_one_seat_of_a_crew_only_may_be_counted_or_not():
    need = make_need(crew=(Role(speciality=Speciality.LIFTING), Role(speciality=Speciality.DRIVING)))
    day = make_day([make_volunteer(specialities={Speciality.LIFTING: 1}), make_volunteer("v2")], [need])
    for count, faults in ((0, 1), (1, 0), (2, 0), (3, 1)):
        stated = ((Reason.NO_SPECIALITY, count), (Reason.CREW_TOO_SMALL, 2))
        assert verdict(day, *stated) == [Fault.REASON_MISCOUNTED] * faults


def test_a_need_that_does_not_exist_is_a_matter_of_the_plan():
    day = make_demanding_day()
    plan = Schedules(day).plan({})
    stray = (Unmet(need_id="no-such-need", reasons=((Reason.NO_SPECIALITY, 9),)),)
    assert confirm_unmet(day, replace(plan, unmet=stray)) == []


# Ways in: put into the plan and judged.

FULL = {("v1", 0): [Job("a"), Job("b")]}


def full_day(**changes: object) -> Day:
    """The morning of v1 is full with a (3) and b (5); c (2) is unmet."""
    lasts = Seconds(HOUR_S)
    needs = [
        make_need("a", priority=3, service_s=lasts),
        make_need("b", priority=5, service_s=lasts),
        make_need("c", **({"priority": 2, "service_s": lasts} | changes)),
    ]
    return make_day([make_volunteer(shifts=(make_shift(9, 11.5),))], needs)


def routes_of(day: Day, orders: Orders) -> tuple[Route, ...]:
    plan = Schedules(day).plan(orders)
    assert plan is not None
    return plan.routes


def untrue(day: Day, head: Reason, way_in: WayIn | None, orders: Orders = FULL) -> str:
    """What the judge says of c, unmet in the plan of the orders; nothing where it confirms it."""
    plan = Schedules(day).plan(orders)
    assert plan is not None
    unmet = Unmet(need_id="c", reasons=((head, len(day.volunteers)),), way_in=way_in)
    found = confirm_unmet(day, replace(plan, unmet=(unmet,)))
    return "; ".join(one.message for one in found if one.code is Fault.REASON_UNTRUE)


def instead_of(day: Day, need_id: str, **changes: object) -> WayIn:
    """c in the place of a or b."""
    jobs = [Job("c") if job.need_id == need_id else job for job in FULL["v1", 0]]
    routes = routes_of(day, {("v1", 0): jobs})
    return WayIn(**({"volunteers": 1, "displaces": (need_id,), "routes": routes} | changes))  # type: ignore[arg-type]


def test_a_way_in_that_displaces_what_it_says_is_confirmed():
    day = full_day()
    assert untrue(day, Reason.OTHERS_WORTH_MORE, instead_of(day, "a")) == ""


def test_others_are_worth_more_only_where_they_are_named():
    day = full_day()
    nobody = "says that others are worth more and not which"
    assert untrue(day, Reason.OTHERS_WORTH_MORE, None) == nobody
    assert nobody in untrue(day, Reason.OTHERS_WORTH_MORE, instead_of(day, "a", displaces=()))


def test_people_have_decided_otherwise_only_where_there_is_a_pin_and_no_way_in():
    day = full_day()
    pinned = replace(day, pins=(Pin(need_id="a", volunteer_id="v1"),))
    assert untrue(pinned, Reason.ALREADY_DECIDED, None) == ""
    assert untrue(day, Reason.ALREADY_DECIDED, None).endswith("they have decided nothing")
    assert untrue(pinned, Reason.ALREADY_DECIDED, instead_of(pinned, "b")).endswith("how it could be served")


def test_what_is_worth_less_is_not_worth_more():
    day = full_day(priority=4)
    message = untrue(day, Reason.OTHERS_WORTH_MORE, instead_of(day, "a"))
    assert message == "says that others are worth more, but displaces a priority of 3 for 4"
    assert untrue(day, Reason.OVERLOOKED, instead_of(day, "a")) == ""


def test_whom_a_way_in_displaces_is_not_kept_quiet():
    day = full_day()
    assert untrue(day, Reason.OVERLOOKED, instead_of(day, "a", displaces=())) == "displaces a too"
    assert "which the plan does not serve" in untrue(
        day, Reason.OVERLOOKED, instead_of(day, "a", displaces=("c",))
    )


def test_a_way_in_serves_the_need():
    day = full_day()
    empty = instead_of(day, "a", routes=routes_of(day, {("v1", 0): [Job("b")]}))
    assert untrue(day, Reason.OTHERS_WORTH_MORE, empty) == "the way in does not serve need c"


def test_a_way_in_that_comes_too_late_is_none():
    day = full_day()
    way_in = instead_of(day, "a")
    (route,) = way_in.routes
    late = replace(route.stops[0], start_s=Seconds(0), end_s=Seconds(HOUR_S))
    message = untrue(
        day, Reason.OVERLOOKED, replace(way_in, routes=(replace(route, stops=(late, *route.stops[1:])),))
    )
    assert "the way in breaks a rule" in message


def test_a_way_in_breaks_no_rule_that_it_does_not_lift():
    day = full_day(risky=True)
    assert "not_insured" in untrue(day, Reason.NOT_INSURED, instead_of(day, "a"))
    assert untrue(day, Reason.NOT_INSURED, instead_of(day, "a", rules=(Reason.NOT_INSURED,))) == ""


def test_a_limit_of_their_own_is_lifted_on_a_day_on_which_they_do_nothing_else():
    day = full_day(windows=(make_window(20, 21),))
    longer = replace(day, volunteers=(replace(day.volunteers[0], shifts=(make_shift(0, 24),)),))
    way_in = WayIn(
        rules=(Reason.OUT_OF_SHIFT,), volunteers=1, routes=routes_of(longer, {("v1", 0): [Job("c")]})
    )
    assert untrue(day, Reason.OUT_OF_SHIFT, way_in) == ""
    assert "out_of_shift" in untrue(day, Reason.TOO_FAR, replace(way_in, rules=(Reason.TOO_FAR,)))


def test_who_could_simply_have_come_is_no_reason():
    """The vrp #48 failure: a reason where nobody had tried."""
    day = full_day(service_s=Seconds(600))
    message = "volunteer v1 could serve it in the plan as it stands"
    assert untrue(day, Reason.OUT_OF_SHIFT, None) == message
    assert message in untrue(day, Reason.OTHERS_WORTH_MORE, None)
    assert untrue(day, Reason.OVERLOOKED, None).startswith("says that it was overlooked and not where")


def test_no_rule_is_lifted_that_somebody_keeps():
    day = full_day(service_s=Seconds(600), risky=True)
    nobody = replace(day, volunteers=(*day.volunteers, make_volunteer("v2", insured_until=MONDAY, shifts=())))
    two = instead_of(day, "a", rules=(Reason.NOT_INSURED, Reason.NO_SPECIALITY))
    message = "volunteer v1 could serve it in the plan as it stands, lifting not_insured"
    assert untrue(nobody, Reason.NOT_INSURED, two) == message


def test_rules_are_not_lifted_for_nobody():
    day = full_day(risky=True)
    way_in = instead_of(day, "a", rules=(Reason.NOT_INSURED,), volunteers=0)
    assert untrue(day, Reason.NOT_INSURED, way_in) == "lifts rules for nobody"


def test_a_way_in_serves_the_whole_chain():
    link = Link(kind=LinkKind.ALL_OR_NONE, first_id="c", second_id="d")
    day = full_day()
    day = replace(day, needs=(*day.needs, make_need("d")), links=(link,))
    assert untrue(day, Reason.OTHERS_WORTH_MORE, instead_of(day, "a")) == "the way in does not serve need d"
