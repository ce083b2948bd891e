"""Each term of a plan's cost, by hand."""

from dataclasses import replace

import pytest

from matcher.check.costs import true_cost
from matcher.check.reading import read_plan
from matcher.check.ways import Ways
from models.catalogue import Speciality
from models.day import Day
from models.needs import Need, Pickup, Pin, Role, Told
from models.people import Volunteer
from models.plans import Cost
from models.terms import Terms
from models.units import HOUR_S, MINUTE_S, Seconds
from tests.builders import make_day, make_need, make_place, make_volunteer, make_window
from tests.unit.matcher.check.drafts import Drafts, Drawing, at, rest

V1, V2 = ("v1", 0), ("v2", 0)
TWO = [make_volunteer("v1"), make_volunteer("v2")]
FREE = Terms(late=0, change_s=0, moved_s=0, continuity_s=0, preference_s=0)


def cost(day: Day, drafts: Drafts) -> Cost:
    """What the judge finds, not what the plan states."""
    reading, found = read_plan(day, Drawing(day).plan(drafts))
    assert found == []
    return true_cost(reading, Ways(day))


def day_of(
    terms: dict[str, int],
    needs: list[Need],
    volunteers: list[Volunteer] | None = None,
    **changes: object,
) -> Day:
    """A day on which only these terms cost."""
    return make_day(volunteers, needs, terms=replace(FREE, **terms), **changes)


def visits(day: Day, *starts: tuple[str, int]) -> Drafts:
    return {V1: [Drawing(day).visit(need_id, Seconds(start_s)) for need_id, start_s in starts]}


def at_home(id: str, **changes: object) -> Need:
    return make_need(id, place=make_place(), **changes)


def test_what_costs_nothing_is_zero():
    day = day_of({}, [at_home("n1"), at_home("n2", priority=7)])
    assert cost(day, visits(day, ("n1", at(9)))) == Cost(unmet_priority=7, travel_s=0)


def test_late_seconds_count_after_the_last_window_in_sum_and_at_most():
    """40 and 100 s late: 3 for each second of 140, 5 for each of the 100."""
    windows = (make_window(9, 9.5), make_window(10, 10.5))
    needs = [
        at_home(f"n{number}", windows=windows, late_s=Seconds(600), service_s=Seconds(10))
        for number in range(4)
    ]
    day = day_of({"late": 3, "late_max": 5}, needs)
    half_past_ten = at(10, 30)
    drafts = visits(
        day, ("n0", at(9, 30)), ("n1", half_past_ten), ("n2", half_past_ten + 40), ("n3", half_past_ten + 100)
    )
    assert cost(day, drafts).late_s == 3 * 140 + 5 * 100


def test_late_seconds_count_at_each_seat_of_a_crew():
    need = at_home("n1", crew=(Role(), Role()), late_s=Seconds(600))
    day = day_of({"late": 2, "late_max": 1}, [need], [make_volunteer("v1"), make_volunteer("v2")])
    draw = Drawing(day)
    drafts = {V1: [draw.visit("n1", at(12, 1))], V2: [draw.visit("n1", at(12, 1), role=1)]}
    assert cost(day, drafts).late_s == 2 * 120 + 60


def test_waiting_is_neither_way_nor_service_nor_break():
    """Two visits of half an hour an hour apart, half a kilometre from home, and a break of ten minutes."""
    needs = [make_need("n1"), make_need("n2")]
    day = day_of({"wait": 3}, needs)
    (first, second) = visits(day, ("n1", at(9)), ("n2", at(10)))[V1]
    assert cost(day, {V1: [first, second]}).wait_s == 3 * 30 * MINUTE_S
    assert cost(day, {V1: [first, rest(at(9, 30), 10), second]}).wait_s == 3 * 20 * MINUTE_S


def test_another_volunteer_than_told_is_a_change_unless_who_was_told_has_left():
    told = (Told(need_id="n1", volunteer_id="v2", start_s=at(9)), Told(need_id="n2", start_s=at(9)))
    day = day_of({"change_s": 70}, [at_home("n1"), at_home("n2"), at_home("n3")], TWO, told=told)
    assert cost(day, visits(day, ("n1", at(9)), ("n3", at(10)))).change_s == 70
    assert cost(day, visits(day, ("n2", at(9)))).change_s == 0
    assert cost(day, visits(day, ("n3", at(9)))).change_s == 0


@pytest.mark.parametrize(
    ("by_s", "moved"), [(0, False), (600, False), (601, True), (-600, False), (-601, True)]
)
def test_a_start_is_moved_beyond_what_is_free(by_s, moved):
    told = (Told(need_id="n1", start_s=at(10)),)
    day = day_of({"moved_s": 50, "moved_after_s": 600}, [at_home("n1")], told=told)
    assert cost(day, visits(day, ("n1", at(10) + by_s))).moved_s == (50 if moved else 0)


def test_balance_is_the_square_of_service_in_eight_hour_days_after_what_was_given():
    """8 h cost 28,800 s, 4 h a quarter; who has given 4 h pays the difference; pickups are no service."""
    four = {"service_s": Seconds(4 * HOUR_S), "windows": (make_window(8, 14),)}
    pickup = Pickup(place=make_place(), service_s=Seconds(600))
    needs = [at_home("n1", **four, pickup=pickup), at_home("n2", **four)]

    def balance_s(hours_given: float, need_ids: tuple[str, ...]) -> int:
        day = day_of({"balance_permille": 1000}, needs, [make_volunteer(hours_given=hours_given)])
        starts = [(id, at(8, 10) + 4 * HOUR_S * number) for number, id in enumerate(need_ids)]
        stops = visits(day, *starts)[V1]
        return cost(day, {V1: [Drawing(day).pickup("n1", at(8)), *stops]}).balance_s

    assert balance_s(0, ("n1",)) == 7200
    assert balance_s(0, ("n1", "n2")) == 28_800
    assert balance_s(4, ("n1",)) == 28_800 - 7200


def test_balance_is_rounded_down_for_all_service_and_for_what_was_given():
    """1,200 s cost 50 s, 2,000 s 138.8 s, 800 s 22.2 s; a volunteer who stays at home costs nothing."""
    need = at_home("n1", service_s=Seconds(1200))
    idle = make_volunteer("v2", hours_given=99.0)
    for hours_given, balance_s in ((0.0, 50), (800 / 3600, 138 - 22)):
        volunteers = [make_volunteer(hours_given=hours_given), idle]
        day = day_of({"balance_permille": 1000}, [need], volunteers)
        assert cost(day, visits(day, ("n1", at(9)))).balance_s == balance_s


def test_continuity_and_preference_cost_where_somebody_else_is_liked():
    needs = [
        at_home("n1", usual_carers=frozenset({"v2"}), preferred=frozenset({"v1", "v2"})),
        at_home("n2", usual_carers=frozenset({"v1"}), preferred=frozenset({"v2"})),
        at_home("n3"),
    ]
    day = day_of({"continuity_s": 11, "preference_s": 13}, needs)
    found = cost(day, visits(day, ("n1", at(9)), ("n2", at(10)), ("n3", at(11))))
    assert (found.continuity_s, found.preference_s) == (11, 13)


def test_a_seat_costs_what_scarcer_speciality_it_takes():
    """Law is asked for once and two have it: 1/2. Reading: 2 seats, 4 have it: 1/2. Lifting: 1 of 4 : 1/4."""
    law, reading, lifting = Speciality.LEGAL, Speciality.READING, Speciality.LIFTING
    able = {law: 1, reading: 1, lifting: 1}
    volunteers = [
        make_volunteer("v1", specialities=able),
        make_volunteer("v2", specialities=able),
        *(make_volunteer(f"v{n}", specialities={reading: 1, lifting: 1}) for n in (3, 4)),
        make_volunteer("v5"),
    ]
    needs = [
        at_home("law", crew=(Role(speciality=law),)),
        at_home("read", crew=(Role(speciality=reading), Role(speciality=reading))),
        at_home("lift", crew=(Role(speciality=lifting),)),
        at_home("chat"),
    ]
    day = day_of({"scarce_s": 101}, needs, volunteers)
    for need_id, scarce_s in (("law", 0), ("read", 0), ("lift", 25), ("chat", 50)):
        assert cost(day, visits(day, (need_id, at(9)))).scarce_s == scarce_s
    stop = Drawing(day).visit("chat", at(9))
    assert cost(day, {("v3", 0): [stop]}).scarce_s == 50
    assert cost(day, {("v5", 0): [stop]}).scarce_s == 0


def test_scarcity_is_at_most_one():
    crew = (Role(speciality=Speciality.LEGAL),)
    needs = [at_home("chat"), *(at_home(f"n{number}", crew=crew) for number in range(5))]
    day = day_of({"scarce_s": 100}, needs, [make_volunteer(specialities={Speciality.LEGAL: 1})])
    assert cost(day, visits(day, ("chat", at(9)))).scarce_s == 100


def test_each_offer_that_may_be_refused_costs_by_itself_rounded_down():
    day = day_of({"refusal_s": 10}, [at_home("n1"), at_home("n2")], [make_volunteer(refusal_permille=199)])
    assert cost(day, visits(day, ("n1", at(9)), ("n2", at(10)))).refusal_s == 2


def test_what_has_started_costs_like_the_rest():
    """It costs the same in every plan of the question."""
    need = at_home("n1", late_s=Seconds(600), preferred=frozenset({"v2"}))
    pin = Pin(need_id="n1", volunteer_id="v1", start_s=at(12, 1), started=True)
    day = day_of({"late": 1, "preference_s": 5, "wait": 1}, [need, at_home("n2")], pins=(pin,))
    drawing = Drawing(day)
    stops = [drawing.visit("n1", at(12, 1)), drawing.visit("n2", at(12, 41))]
    assert cost(day, {V1: stops}) == Cost(
        unmet_priority=0, travel_s=0, late_s=60 + 41 * 60, preference_s=5, wait_s=600
    )
