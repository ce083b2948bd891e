"""Days of the generator as the peers get them."""

import json

from benchmarks.peers.cases import cases_of
from benchmarks.peers.generated import NEEDS, SEEDS, VOLUNTEERS, district_text, generated_text
from benchmarks.peers.run_one import READERS
from models.catalogue import Qualification, Speciality
from models.needs import Pickup, Role, TimeWindow
from models.people import Limits, Shift
from tests.builders import make_day, make_need, make_volunteer


def written(volunteer, *needs):
    text = district_text(make_day([volunteer], list(needs)), "day")
    return json.loads(text)


NURSE = Role(speciality=Speciality.NURSING, level=3, qualifications=frozenset({Qualification.NURSE}))


def test_a_generated_day_can_be_put_to_every_peer():
    question = READERS["district"](generated_text(1, volunteers=40, needs=60))
    assert len(question.helpers) == 40
    assert 30 < len(question.wishes) < 60
    assert not question.has_crews
    assert sum(bool(question.able(wish)) for wish in question.wishes) > 20


def test_the_same_seed_gives_the_same_text():
    first, second = (generated_text(2, volunteers=20, needs=20) for _ in range(2))
    assert first == second


def test_the_longest_shift_and_window_count_and_the_nearer_limit_on_travel():
    shifts = (Shift(opens_s=30_000, closes_s=32_000), Shift(opens_s=40_000, closes_s=50_000))
    windows = (TimeWindow(opens_s=30_000, closes_s=31_000), TimeWindow(opens_s=41_000, closes_s=45_000))
    day = written(
        make_volunteer("v", shifts=shifts, limits=Limits(travel_s=3_600)), make_need("n", windows=windows)
    )
    (volunteer,), (need,) = day["volunteers"], day["needs"]
    assert (volunteer["shift"], volunteer["max_travel_s"]) == ([40_000, 50_000], 3_600)
    assert need["window"] == [41_000, 45_000]


def test_a_skill_is_a_speciality_at_its_level_with_its_qualification():
    able = make_volunteer("able", specialities={Speciality.NURSING: 3})
    day = written(able, make_need("a", crew=(NURSE,)), make_need("b"))
    anybody, nurse = (need["skill"] for need in sorted(day["needs"], key=lambda need: need["skill"]))
    assert anybody != nurse
    assert day["volunteers"][0]["skills"] == [anybody]  # the qualification is missing


def test_a_need_for_two_is_left_out_and_a_pickup_is_kept():
    place = make_need("p").place
    pickup = Pickup(place=place, service_s=60, load=2)
    day = written(
        make_volunteer("v"), make_need("two", crew=(Role(), Role())), make_need("one", pickup=pickup)
    )
    (need,) = day["needs"]
    assert need["pickup"]["load"] == 2


def test_all_days_have_the_numbers_that_were_fixed_beforehand(shared_instances):
    cases = cases_of("generated", "", shared_instances)
    assert [case.name for case in cases] == [f"demo-{seed}" for seed in SEEDS]
    assert len(json.loads(cases[0].text)["volunteers"]) == VOLUNTEERS
    assert len(json.loads(cases[0].text)["needs"]) <= NEEDS


def test_cases_are_chosen_by_family_and_by_name(shared_instances):
    assert [case.name for case in cases_of("district,solomon", "b21,d41", shared_instances)] == ["b21", "d41"]
    assert len(cases_of("solomon", "", shared_instances)) == 8
