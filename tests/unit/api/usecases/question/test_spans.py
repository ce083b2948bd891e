"""Spans joined, cut and clipped."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from api.usecases.question.spans import clipped, joined, without

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: tuple(sorted(pair))))


def seconds(found):
    return {second for opens, closes in found for second in range(opens, closes)}


def test_spans_that_overlap_become_one_and_those_that_touch_stay_two():
    assert joined([(5, 9), (1, 3), (8, 12), (3, 4)]) == [(1, 3), (3, 4), (5, 12)]


def test_what_was_open_before_begins_at_the_first_second_and_what_ends_too_late_is_cut():
    assert clipped([(-5, 3), (-9, 0), (90, 130), (100, 110)], before_s=100, until_s=120) == [
        (0, 3),
        (90, 120),
    ]


@given(spans, spans)
def test_what_is_left_is_every_second_that_was_not_taken(offered, taken):
    left = without(offered, taken)
    assert seconds(left) == seconds(offered) - seconds(taken)
    assert left == sorted(left)
    assert all(one[1] <= other[0] for one, other in pairwise(left))
