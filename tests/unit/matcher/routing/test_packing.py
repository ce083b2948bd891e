"""The best plan put together from routes: against every choice there is."""

from itertools import combinations

import numpy as np
import pytest

from matcher.routing.packing import Columns, best_packing

NEEDS, CLASSES = 6, 2


def some_columns(rng: np.random.Generator) -> Columns:
    sets = [sorted(rng.choice(NEEDS, size=rng.integers(1, 4), replace=False).tolist()) for _ in range(12)]
    return Columns(
        cost=rng.integers(10, 60, 12).astype(np.float64),
        shift_class=rng.integers(0, CLASSES, 12).astype(np.int32),
        start=np.cumsum([0, *map(len, sets)]).astype(np.int32),
        needs=np.array([need for one in sets for need in one], dtype=np.int32),
    )


def worth(
    columns: Columns, chosen: tuple[int, ...], room: list[int], priority: list[int]
) -> tuple[int, float]:
    """Priority left out and cost; infinite where it may not be."""
    served = [n for c in chosen for n in columns.needs[columns.start[c] : columns.start[c + 1]].tolist()]
    classes = [int((columns.shift_class[list(chosen)] == one).sum()) for one in range(CLASSES)]
    if len(set(served)) < len(served) or any(used > left for used, left in zip(classes, room, strict=True)):
        return 10**6, 0
    return sum(priority) - sum(priority[n] for n in served), float(columns.cost[list(chosen)].sum())


@pytest.mark.parametrize("seed", range(20))
def test_no_choice_of_routes_is_better_than_the_packing(seed):
    rng = np.random.default_rng(seed)
    columns, room, priority = some_columns(rng), [2, 1], rng.integers(1, 4, NEEDS).tolist()
    choices = [one for size in range(1, 4) for one in combinations(range(12), size)]
    best = min(choices, key=lambda one: worth(columns, one, room, priority))
    kept = next(one for one in choices if worth(columns, one, room, priority)[0] < 10**6)
    found = best_packing(
        columns,
        np.array(room, dtype=np.int32),
        np.array(priority),
        kept,
        seconds=5,
        go_on=lambda: True,
    )
    if worth(columns, kept, room, priority) == worth(columns, best, room, priority):
        assert found == []
    else:
        assert worth(columns, tuple(found), room, priority) == worth(columns, best, room, priority)


def test_the_best_plan_stays_as_it_is():
    columns = Columns(
        cost=np.array([10.0, 10.0]),
        shift_class=np.array([0, 0], dtype=np.int32),
        start=np.array([0, 1, 2], dtype=np.int32),
        needs=np.array([0, 1], dtype=np.int32),
    )
    assert best_packing(columns, np.array([2]), np.array([1, 1]), [0, 1], seconds=5, go_on=lambda: True) == []


def test_who_may_not_go_on_finds_nothing():
    columns, room, priority = (
        some_columns(np.random.default_rng(0)),
        np.array([2, 1]),
        np.ones(NEEDS, dtype=np.int64),
    )
    assert best_packing(columns, room, priority, [0], seconds=5, go_on=lambda: False) == []


def test_what_is_raised_while_it_is_asked_is_raised():
    def ctrl_c() -> bool:
        raise KeyboardInterrupt

    columns, room, priority = (
        some_columns(np.random.default_rng(0)),
        np.array([2, 1]),
        np.ones(NEEDS, dtype=np.int64),
    )
    with pytest.raises(KeyboardInterrupt):
        best_packing(columns, room, priority, [0], seconds=5, go_on=ctrl_c)
