import re
from collections import Counter

import numpy as np
import pytest

from models.catalogue import Language, Qualification, Speciality, TravelMode
from models.demo.volunteers import make_volunteers_around
from models.district.cells import hull
from models.district.gazetteer import hanyang
from models.errors import InvalidInput
from models.geo import Precision, great_circle_m
from tests.builders import CENTRE, MONDAY
from tests.unit.models.district.rings import inside


def test_694_permille_were_ever_active_and_gave_six_point_nine_hours_each(demo_day):
    hours = np.array([one.hours_given for one in demo_day.volunteers])
    assert (hours > 0).mean() == pytest.approx(0.694, abs=0.01)
    assert hours[hours > 0].mean() == pytest.approx(6.9, rel=0.05)


def test_a_tenth_of_the_active_gives_about_half_of_the_hours(demo_day):
    hours = np.sort([one.hours_given for one in demo_day.volunteers if one.hours_given])
    assert 0.4 < hours[-len(hours) // 10 :].sum() / hours.sum() < 0.6


def test_the_team_of_63_doctors_lives_in_one_community(demo_day):
    team = [one for one in demo_day.volunteers if one.team == "天使在身边"]
    assert len(team) == 63
    assert len({one.home.community for one in team}) == 1
    assert all(Qualification.PHYSICIAN in one.qualifications for one in team)
    assert all(one.specialities[Speciality.MEDICINE] >= 3 for one in team)


def test_every_speciality_and_the_reading_team_is_there(demo_day):
    assert {one for v in demo_day.volunteers for one in v.specialities} == set(Speciality)
    readers = [one for one in demo_day.volunteers if one.team == "小书童趣读"]
    assert all(Speciality.READING in one.specialities for one in readers)
    assert len(readers) > 100


def test_qualifications_go_with_what_somebody_does_and_a_few_have_run_out(demo_day):
    nurses = [one for one in demo_day.volunteers if Qualification.NURSE in one.qualifications]
    assert all(one.specialities[Speciality.NURSING] >= 3 for one in nurses)
    last_days = [day for one in demo_day.volunteers for day in one.qualifications.values()]
    assert 0.02 < sum(day < MONDAY for day in last_days) / len(last_days) < 0.08


def test_drivers_come_by_car_with_seats_and_a_licence(demo_day):
    drivers = [one for one in demo_day.volunteers if Speciality.DRIVING in one.specialities]
    assert {one.seats for one in drivers} == {3, 4, 6}
    assert {one.mode for one in drivers} == {TravelMode.CAR}
    in_cars = [one for one in demo_day.volunteers if one.mode is TravelMode.CAR]
    assert all(Qualification.DRIVER in one.qualifications for one in in_cars)


def test_riders_carry_more_than_others_on_ebikes(demo_day):
    riders = [one for one in demo_day.volunteers if one.team == "阳小驿骑手队"]
    assert {(one.mode, one.capacity) for one in riders} == {(TravelMode.EBIKE, 6)}


def test_minors_are_14_to_17_and_live_with_the_adult_who_answers_for_them(demo_day):
    by_id = {one.id: one for one in demo_day.volunteers}
    minors = [one for one in demo_day.volunteers if one.is_minor]
    assert {one.age for one in minors} == {14, 15, 16, 17}
    for minor in minors:
        guardian = by_id[minor.guardian_id]
        assert not guardian.is_minor
        assert guardian.home == minor.home
    assert all(one.guardian_id == "" for one in demo_day.volunteers if not one.is_minor)


def test_most_are_adults_of_all_ages_and_many_are_retired(demo_day):
    ages = np.array([one.age for one in demo_day.volunteers])
    assert 0.15 < (ages >= 60).mean() < 0.4
    assert 0.01 < (ages < 18).mean() < 0.05


def test_some_speak_wuhan_dialect_only_and_some_not_at_all(demo_day):
    spoken = Counter(one.languages for one in demo_day.volunteers)
    assert 0.03 < spoken[frozenset({Language.WUHAN})] / 20_000 < 0.07
    assert 0.2 < sum(n for one, n in spoken.items() if Language.WUHAN not in one) / 20_000 < 0.35


def test_insurance_is_valid_for_most_has_run_out_for_some_and_never_was_for_others(demo_day):
    last_days = [one.insured_until for one in demo_day.volunteers]
    assert sum(day is not None and day >= MONDAY for day in last_days) / 20_000 == pytest.approx(
        0.82, abs=0.01
    )
    assert sum(day is not None and day < MONDAY for day in last_days) / 20_000 == pytest.approx(
        0.06, abs=0.01
    )


def test_homes_are_buildings_within_the_district(demo_day):
    outline = hull(hanyang())
    homes = [one.home for one in demo_day.volunteers[::20]]
    assert {home.precision for home in homes} == {Precision.BUILDING}
    assert all(re.fullmatch(rf"{home.community}\w+\d+栋", home.label) for home in homes)
    assert all(inside(outline, home.at) for home in homes)


def test_telephone_numbers_look_like_mobile_numbers_that_nobody_has(demo_day):
    phones = [one.phone for one in demo_day.volunteers]
    assert all(re.fullmatch(r"154\d{8}", one) for one in phones)
    recipients = {one.phone for one in demo_day.needs}
    assert len(set(phones)) == len(phones)
    assert recipients.isdisjoint(phones)


def test_equal_parts_are_one_object(demo_day):
    for part in ("shifts", "limits", "languages", "home", "qualifications"):
        objects = {id(getattr(one, part)) for one in demo_day.volunteers}
        assert len(objects) < 20_000 * 0.5, part


def test_volunteers_around_a_point_live_evenly_within_the_square():
    volunteers = make_volunteers_around(CENTRE, 4_000, 500, seed=3, first_day=MONDAY)
    far_m = [great_circle_m(CENTRE, one.home.at) for one in volunteers]
    assert len(volunteers) == 500
    assert max(far_m) < 2_000 * 2**0.5 + 1
    assert sum(one < 1_000 for one in far_m) / 500 == pytest.approx(np.pi / 16, abs=0.05)
    assert {one.home.community for one in volunteers} == {""}
    assert volunteers == make_volunteers_around(CENTRE, 4_000, 500, seed=3, first_day=MONDAY)


@pytest.mark.parametrize("extent_m", [0.0, -1.0, float("nan"), 100_001.0])
def test_an_extent_that_is_no_town_is_refused(extent_m):
    with pytest.raises(InvalidInput, match="extent_m"):
        make_volunteers_around(CENTRE, extent_m, 5, seed=1, first_day=MONDAY)
