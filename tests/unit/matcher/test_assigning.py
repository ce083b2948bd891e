"""Seats given at the least cost, beside trying every order."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from matcher.assigning import cheapest

COSTS = st.integers(1, 4).flatmap(
    lambda rows: st.integers(0, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.none() | st.integers(0, 50), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)


@given(COSTS)
def test_no_other_way_costs_less(costs):
    sums = [
        sum(row[column] for row, column in zip(costs, columns, strict=True))
        for columns in permutations(range(len(costs[0])), len(costs))
        if all(row[column] is not None for row, column in zip(costs, columns, strict=True))
    ]
    given = cheapest(costs)
    if not sums:
        assert given is None
    else:
        assert len(set(given)) == len(costs)
        assert sum(row[column] for row, column in zip(costs, given, strict=True)) == min(sums)
