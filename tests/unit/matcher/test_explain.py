"""A need stays unmet for the reasons that are counted from the question, and for no other."""

import pytest

from matcher.able import AbleVolunteers
from matcher.explain import explain_unmet
from matcher.survey import survey
from models.catalogue import Sex, Speciality
from models.day import Day
from models.needs import Need, Pin, Role
from models.people import Limits, Volunteer
from models.reasons import Reason
from models.units import Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window

LIFTER = {"specialities": {Speciality.LIFTING: 2}}


def reasons(team: list[Volunteer], need: Need, pins: tuple[Pin, ...] = ()) -> list[tuple[Reason, int]]:
    surveyed = survey(make_day(team, [need], pins=pins))
    (unmet,) = explain_unmet(surveyed, AbleVolunteers(surveyed.volunteers), [0])
    assert unmet.need_id == need.id
    return list(unmet.reasons)


def team(count: int, prefix: str = "v", **changes: object) -> list[Volunteer]:
    return [make_volunteer(f"{prefix}{k}", **changes) for k in range(count)]


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
    assert reasons(people, make_need()) == [(Reason.OTHERS_WORTH_MORE, 2), (Reason.OUT_OF_SHIFT, 3)]


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


def test_two_who_are_free_together_were_worth_more_elsewhere():
    people = [
        make_volunteer("am", shifts=(make_shift(8, 12),)),
        make_volunteer("pm", shifts=(make_shift(10, 15),)),
    ]
    assert reasons(people, make_need(crew=(Role(), Role()))) == [(Reason.OTHERS_WORTH_MORE, 2)]


def test_a_first_visit_with_one_role_is_never_served_whoever_is_there():
    assert reasons(team(3), make_need(first_visit_flagged=True)) == [(Reason.CREW_TOO_SMALL, 3)]


def test_a_pin_keeps_all_but_one_away():
    away = make_volunteer("away", shifts=(make_shift(8, 18),))
    found = reasons(
        [*team(3), away], make_need(refused=frozenset({"v0"})), (Pin(need_id="n1", volunteer_id="away"),)
    )
    assert found == [
        (Reason.OTHERS_WORTH_MORE, 1),
        (Reason.PINNED_ELSEWHERE, 3),
        (Reason.REFUSED_BY_RECIPIENT, 1),
    ]


def test_without_volunteers_there_is_nobody_to_count():
    assert reasons([], make_need()) == []


def test_only_the_needs_asked_about_are_explained_by_id():
    day: Day = make_day(
        needs=[make_need("c"), make_need("a"), make_need("b", windows=(make_window(20, 21),))]
    )
    surveyed = survey(day)
    found = explain_unmet(surveyed, AbleVolunteers(surveyed.volunteers), [1, 0])
    assert [(unmet.need_id, unmet.reasons) for unmet in found] == [
        ("a", ((Reason.OTHERS_WORTH_MORE, 1),)),
        ("b", ((Reason.OUT_OF_SHIFT, 1),)),
    ]
