"""The search: crews of two and more, who suits whom, and minors beside their guardians."""

import pytest

from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run, starts


def crew(size: int, place: int = 1, able: list[list[int]] | None = None, **of_need: object) -> Need:
    return Need(roles=[[Task(place=place)] for _ in range(size)], able=able, **of_need)  # type: ignore[arg-type]


def test_a_crew_of_two_starts_together():
    lift = Need(roles=[[Task(place=1, service_s=30)], [Task(place=1, service_s=30)]])
    result = run(make_problem([Shift(), Shift(opens_s=50)], [lift], xy=LINE))
    assert starts(result) == {0: 60, 1: 60}
    assert len(result.routes) == 2


def test_a_crew_of_three_starts_when_the_last_is_there():
    # there at 10, at 20 and at 60
    result = run(make_problem([Shift(), Shift(start=3), Shift(opens_s=50)], [crew(3)], xy=LINE))
    assert starts(result) == {0: 60, 1: 60, 2: 60}
    assert len(result.routes) == 3


def test_a_crew_of_three_comes_whole_or_not_at_all():
    # the third would be there at 60
    need = Need(roles=[[Task(place=1, windows=((0, 59),))] for _ in range(3)])
    assert run(make_problem([Shift(), Shift(), Shift(opens_s=50)], [need], xy=LINE)).unmet_needs == (0,)
    assert run(make_problem([Shift(), Shift(), Shift(opens_s=49)], [need], xy=LINE)).unmet_needs == ()


@pytest.mark.parametrize("size", [2, 3])
def test_one_volunteer_is_no_crew_even_in_as_many_shifts(size):
    shifts = [Shift(volunteer=0) for _ in range(size)]
    assert run(make_problem(shifts, [crew(size)], xy=LINE)).unmet_needs == (0,)


def test_the_second_of_a_crew_keeps_its_gap():
    result = run(make_problem([Shift(opens_s=100), Shift()], [crew(2, gap=(40, 50))], xy=LINE))
    assert 40 <= starts(result)[1] - starts(result)[0] <= 50


def test_the_others_of_a_crew_of_three_keep_the_gap_to_the_first():
    able = [[0], [1], [2]]
    result = run(
        make_problem([Shift(), Shift(), Shift(opens_s=90)], [crew(3, able=able, gap=(0, 20))], xy=LINE)
    )
    # the third cannot be there before 100: the first waits till 80, the second with it
    assert starts(result) == {0: 80, 1: 80, 2: 100}


@pytest.mark.parametrize("size", [2, 3])
def test_crews_that_would_wait_for_each_other_are_put_in_one_order(size):
    needs = [Need(roles=[[Task(place=p, service_s=5)] for _ in range(size)]) for p in (1, 2, 3)]
    result = run(make_problem([Shift(), Shift(start=4), Shift(start=3)][:size], needs, xy=LINE))
    assert result.unmet_needs == ()
    for need in range(3):
        assert len({starts(result)[size * need + role] for role in range(size)}) == 1


def test_each_role_goes_to_somebody_able_though_the_nearest_is_wanted_thrice():
    # whoever lives at the door could take all three roles; only one of them can be theirs, the last
    able = [[0, 1, 2], [0, 1], [0]]
    result = run(make_problem([Shift(start=1), Shift(), Shift(start=3)], [crew(3, able=able)], xy=LINE))
    assert routes(result) == {0: [2], 1: [1], 2: [0]}


def test_the_cheapest_of_crew_costs_is_found():
    # the crew is alike but for what a pair costs: 0 + 1 + 2, and 20 of way each
    costs = [[0, 9, 9], [9, 1, 9], [9, 9, 2]]
    need = crew(3, able=[[0, 1, 2]] * 3, pair_cost=costs)
    result = run(make_problem([Shift(), Shift(), Shift()], [need], xy=LINE))
    assert (result.pair_cost, result.cost) == (3, 63)


def test_a_crew_of_three_gives_way_to_three_dearer_visits():
    shifts = [Shift(max_tasks=1) for _ in range(3)]
    needs = [crew(3, priority=2), *[visit(2) for _ in range(3)]]
    assert run(make_problem(shifts, needs, xy=LINE)).unmet_needs == (0,)
    needs = [crew(3, priority=4), *[visit(2) for _ in range(3)]]
    assert run(make_problem(shifts, needs, xy=LINE)).unmet_needs == (1, 2, 3)


def late_crew(size: int) -> Need:
    return Need(roles=[[Task(place=1, due_s=4)] for _ in range(size)])


@pytest.mark.parametrize("size", [2, 3])
def test_a_late_crew_is_late_in_every_seat(size):
    result = run(make_problem([Shift() for _ in range(size)], [late_crew(size)], xy=LINE))
    assert (result.late_sum, result.late_max) == (6 * size, 6)


ADULT, MINOR, GUARDIAN = 0, 1, 2


def with_a_minor() -> list[Shift]:
    """The guardian lives further away than both others."""
    return [Shift(), Shift(guardian=GUARDIAN, start=1), Shift(start=3)]


def test_a_minor_goes_nowhere_alone():
    assert routes(run(make_problem(with_a_minor(), [visit(1)], xy=LINE))) == {ADULT: [0]}
    assert run(make_problem(with_a_minor(), [visit(1, able=[[MINOR]])], xy=LINE)).unmet_needs == (0,)


def test_beside_a_minor_goes_the_guardian_and_nobody_nearer():
    able = [[MINOR], [ADULT, GUARDIAN]]
    result = run(make_problem(with_a_minor(), [crew(2, able=able)], xy=LINE))
    assert routes(result) == {MINOR: [0], GUARDIAN: [1]}


def test_no_other_adult_stands_in_for_the_guardian():
    able = [[ADULT, MINOR], [ADULT]]
    assert run(make_problem(with_a_minor(), [crew(2, able=able)], xy=LINE)).unmet_needs == (0,)


def test_of_a_crew_of_three_the_guardian_may_take_any_role():
    for able in ([[MINOR], [ADULT], [GUARDIAN]], [[GUARDIAN], [ADULT], [MINOR]]):
        assert run(make_problem(with_a_minor(), [crew(3, able=able)], xy=LINE)).unmet_needs == ()


def test_nor_does_anybody_in_a_crew_of_three():
    # the fourth lives at the door; only the guardian will do
    shifts = [*with_a_minor(), Shift(start=1)]
    assert run(make_problem(shifts, [crew(3, able=[[ADULT], [MINOR], [3]])], xy=LINE)).unmet_needs == (0,)
    either = crew(3, able=[[ADULT], [MINOR], [GUARDIAN, 3]])
    assert routes(run(make_problem(shifts, [either], xy=LINE))).keys() == {ADULT, MINOR, GUARDIAN}


def test_one_guardian_looks_after_two():
    shifts = [Shift(guardian=2), Shift(guardian=2), Shift(start=3)]
    assert run(make_problem(shifts, [crew(3)], xy=LINE)).unmet_needs == ()
    without = crew(2, able=[[0], [1]])
    assert run(make_problem(shifts, [without], xy=LINE)).unmet_needs == (0,)


def test_a_guardian_in_another_crew_of_the_chain_is_not_beside_the_minor():
    chain = crew(2, able=[[MINOR], [GUARDIAN]], crews=[0, 1])
    assert run(make_problem(with_a_minor(), [chain], xy=LINE)).unmet_needs == (0,)


def test_a_minor_whose_guardian_is_away_that_day_stays_at_home():
    shifts = [*with_a_minor()[:2], Shift(opens_s=500, start=3)]
    needs = [Need(roles=[[Task(place=1, windows=((0, 400),))] for _ in range(2)])]
    assert run(make_problem(shifts, needs, xy=LINE)).unmet_needs == (0,)
