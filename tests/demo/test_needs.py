import re
from collections import Counter

import pytest

from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality
from models.demo.parameters_toml import demo_parameters
from models.district.cells import hull
from models.district.gazetteer import FacilityKind, hanyang
from models.geo import Precision
from models.people import Volunteer
from models.units import HOUR_S, MINUTE_S
from tests.unit.models.district.rings import inside


def of_kind(day, kind):
    return [one for one in day.needs if one.kind is kind]


def test_every_kind_is_asked_for(demo_day):
    assert {one.kind for one in demo_day.needs} == set(NeedKind)


def test_needs_lie_within_the_district_and_say_where(demo_day):
    outline = hull(hanyang())
    for need in demo_day.needs[::2]:
        assert inside(outline, need.place.at)
        match need.place.precision:
            case Precision.ROOM:
                pattern = rf"{need.place.community}\w+\d+栋[1-4]单元\d{{1,2}}0[1-4]"
            case Precision.BUILDING:
                pattern = rf"{need.place.community}\w+\d+栋"
            case _:
                pattern = f"{need.place.community}居委会"
        assert re.fullmatch(pattern, need.place.label)
    precisions = Counter(one.place.precision for one in demo_day.needs)
    assert precisions[Precision.ROOM] / 2_000 == pytest.approx(0.83, abs=0.03)


def test_medicine_is_fetched_from_the_nearest_counter(demo_day):
    counters = {(one.name, one.at): one for one in hanyang().facilities}
    for need in of_kind(demo_day, NeedKind.MEDICINE_DELIVERY)[::4]:
        counter = counters[need.pickup.place.label, need.pickup.place.at]
        assert counter.kind in {FacilityKind.PHARMACY, FacilityKind.STATION}
        assert counter == hanyang().nearest(need.place.at, counter.kind)
    assert all(one.pickup is None for one in demo_day.needs if one.kind is not NeedKind.MEDICINE_DELIVERY)


def test_urgent_medicine_is_due_by_noon(demo_day):
    urgent = [one for one in of_kind(demo_day, NeedKind.MEDICINE_DELIVERY) if one.priority >= 8]
    assert len(urgent) > 50
    by_day = [one for one in urgent if one.windows[0].opens_s >= 6 * HOUR_S]
    assert {one.windows[-1].closes_s for one in by_day} == {12 * HOUR_S}


def test_a_ride_to_hospital_takes_longer_than_the_time_there(demo_day):
    rides = [one for one in of_kind(demo_day, NeedKind.ESCORT) if one.seats]
    walks = [one for one in of_kind(demo_day, NeedKind.ESCORT) if not one.seats]
    assert all(one.crew[0].speciality is Speciality.DRIVING for one in rides)
    assert all(one.crew[0].qualifications == {Qualification.DRIVER} for one in rides)
    assert all(re.search(r"送至区\w+医院。", one.note) for one in rides)
    assert all(one.service_s >= (50 + 2 * 4) * MINUTE_S for one in rides)
    assert all(one.crew[0].speciality is Speciality.COMPANIONSHIP for one in walks)
    assert all(re.search(r"送至\w+卫生服务站。", one.note) for one in walks)
    assert max(one.service_s for one in rides + walks) <= 3 * HOUR_S


def test_lifts_and_bathing_ask_for_two_insured_lifters(demo_day):
    needs = of_kind(demo_day, NeedKind.LIFT) + of_kind(demo_day, NeedKind.BATHING)
    assert {tuple(role.speciality for role in one.crew) for one in needs} == {(Speciality.LIFTING,) * 2}
    assert all(one.risky and (one.min_age, one.max_age) == (18, 60) for one in needs)
    sexes = Counter(one.carer_sex for one in of_kind(demo_day, NeedKind.BATHING))
    assert set(sexes) == {Sex.FEMALE, Sex.MALE, None}
    assert sexes[None] < sexes.total() / 4


def test_tutoring_and_reading_to_children_mean_contact_with_a_minor(demo_day):
    assert all(one.with_minor for one in of_kind(demo_day, NeedKind.TUTORING))
    assert {one.with_minor for one in of_kind(demo_day, NeedKind.READING)} == {True, False}


def test_a_first_visit_that_is_flagged_is_made_by_two(demo_day):
    flagged = [one for one in demo_day.needs if one.first_visit_flagged]
    assert 10 < len(flagged) < 60
    assert {len(one.crew) for one in flagged} == {2}


def test_dialect_two_windows_access_and_things_to_bring_occur(demo_day):
    assert 100 < sum(one.language is Language.WUHAN for one in demo_day.needs) < 500
    assert sum(len(one.windows) == 2 for one in demo_day.needs) > 100
    assert sum(bool(one.access) for one in demo_day.needs) > 500
    assert sum(bool(one.bring) for one in demo_day.needs) > 500
    assert {one.priority for one in demo_day.needs} == set(range(1, 11))


def test_the_preferred_and_the_refused_are_neighbours_and_never_the_same(demo_day):
    by_id = {one.id: one for one in demo_day.volunteers}
    preferred = [(need, by_id[id]) for need in demo_day.needs for id in need.preferred]
    refused = [(need, by_id[id]) for need in demo_day.needs for id in need.refused]
    assert len(preferred) > 50
    assert len(refused) > 30
    assert all(one.home.community == need.place.community for need, one in preferred + refused)
    assert all(need.crew[0].speciality in one.specialities for need, one in preferred)
    assert all(need.preferred.isdisjoint(need.refused) for need in demo_day.needs)


def test_a_recipient_may_have_several_needs_and_is_the_same_person_in_each(demo_day):
    people = {(one.recipient_id, one.recipient_name, one.phone) for one in demo_day.needs}
    assert len(people) == len({one.recipient_id for one in demo_day.needs}) == round(2_000 / 1.1)


def could_go(volunteer: Volunteer, need, role) -> bool:
    """Whether speciality, sex, language, seats and hours suit."""
    return (
        (role.speciality is None or volunteer.specialities.get(role.speciality, 0) >= role.level)
        and role.qualifications <= volunteer.qualifications.keys()
        and need.carer_sex in (None, volunteer.sex)
        and (need.language is None or need.language in volunteer.languages)
        and volunteer.seats >= need.seats
        and any(
            max(shift.opens_s, window.opens_s) <= min(shift.closes_s - need.service_s, window.closes_s)
            for shift in volunteer.shifts
            for window in need.windows
        )
    )


def test_a_handful_is_impossible_on_purpose_and_the_rest_has_somebody(demo_day):
    volunteers = demo_day.volunteers[:3_000]
    hopeless = [
        one
        for one in demo_day.needs
        if not all(any(could_go(volunteer, one, role) for volunteer in volunteers) for role in one.crew)
    ]
    at_night = {one.id for one in hopeless if one.windows[-1].closes_s <= 5 * HOUR_S}
    coaches = {one.id for one in hopeless if one.seats == demo_parameters().coach_seats}
    assert len(at_night) == 6
    assert len(coaches) >= 3
    assert len(hopeless) < 20
