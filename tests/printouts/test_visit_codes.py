"""Codes that volunteers read out over the telephone."""

from api.printouts.visit_codes import ALPHABET, LENGTH, ROOM, visit_codes
from models.needs import Role
from tests.builders import make_day, make_need


def test_every_seat_of_every_need_has_a_code_of_its_own():
    day = make_day(needs=[make_need(f"n{number}", crew=(Role(), Role())) for number in range(400)])
    codes = visit_codes(day, "digest")
    assert len(set(codes.values())) == len(codes) == 800
    assert {len(code) for code in codes.values()} == {LENGTH}
    assert set("".join(codes.values())) == set(ALPHABET)


def test_codes_grow_before_they_get_crowded():
    crowd = len(ALPHABET) ** LENGTH // ROOM + 1
    day = make_day(needs=[make_need(crew=(Role(),) * crowd)])
    codes = visit_codes(day, "digest")
    assert {len(code) for code in codes.values()} == {LENGTH + 1}


def test_codes_are_the_same_whatever_the_order_of_the_input():
    needs = [make_need(f"n{number}") for number in range(20)]
    assert visit_codes(make_day(needs=needs), "d") == visit_codes(make_day(needs=needs[::-1]), "d")


def test_another_problem_has_other_codes():
    day = make_day()
    assert visit_codes(day, "one") != visit_codes(day, "two")
