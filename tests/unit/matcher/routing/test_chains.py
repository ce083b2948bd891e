"""The search: chains of crews that are served all or none, gaps between visits, and hands."""

import pytest

from matcher.problem import NO_LIMIT
from tests.problems import Need, Shift, Task, make_problem, visit
from tests.unit.matcher.routing.answers import LINE, routes, run, starts


def chain(*tasks: Task, **of_need: object) -> Need:
    """One crew of one for each task."""
    return Need(roles=[[task] for task in tasks], crews=list(range(len(tasks))), **of_need)  # type: ignore[arg-type]


def test_a_chain_of_which_a_part_is_impossible_is_unmet_whole():
    broken = chain(Task(place=1), Task(place=2, windows=((0, 19),)), Task(place=3))
    result = run(make_problem([Shift(), Shift()], [broken, visit(1)], xy=LINE))
    assert result.unmet_needs == (0,)


def test_one_volunteer_may_do_a_whole_chain():
    result = run(make_problem([Shift(end=-1)], [chain(Task(place=1), Task(place=2), Task(place=3))], xy=LINE))
    assert routes(result) == {0: [0, 1, 2]}


def test_each_part_of_a_chain_goes_to_who_is_near_it():
    result = run(
        make_problem([Shift(start=1), Shift(start=3)], [chain(Task(place=3), Task(place=1))], xy=LINE)
    )
    assert (routes(result), result.travel) == ({0: [1], 1: [0]}, 0)


def test_the_priority_of_a_chain_is_weighed_as_one():
    # one place in the day: the chain of two needs both shifts
    shifts = [Shift(max_tasks=1), Shift(max_tasks=1)]
    for priority, unmet in ((3, (1, 2)), (1, (0,))):
        needs = [chain(Task(place=1), Task(place=2), priority=priority), visit(1), visit(2)]
        assert run(make_problem(shifts, needs, xy=LINE)).unmet_needs == unmet


def test_a_chain_that_fits_only_one_way_round_is_found():
    # whoever is nearest to the first visit is the only one able to do the second, and has time for one
    need = chain(Task(place=1), Task(place=1), able=[[0, 1], [0]])
    result = run(make_problem([Shift(start=1, max_tasks=1), Shift(start=3, max_tasks=1)], [need], xy=LINE))
    assert routes(result) == {0: [1], 1: [0]}


def test_the_second_part_waits_for_the_least_gap():
    result = run(
        make_problem([Shift()], [chain(Task(place=1), Task(place=2))], xy=LINE, links=[(0, 1, 100, 200)])
    )
    assert starts(result) == {0: 10, 1: 110}


def test_the_first_part_waits_for_the_greatest_gap():
    need = chain(Task(place=1), Task(place=2, windows=((500, 600),)))
    result = run(make_problem([Shift()], [need], xy=LINE, links=[(0, 1, 0, 100)]))
    assert starts(result) == {0: 400, 1: 500}


@pytest.mark.parametrize(("least_s", "unmet"), [(390, ()), (391, (0,))])
def test_a_gap_that_no_window_bears_leaves_the_chain_unmet(least_s, unmet):
    need = chain(Task(place=1), Task(place=2, windows=((300, 400),)))
    problem = make_problem([Shift()], [need], xy=LINE, links=[(0, 1, least_s, NO_LIMIT)])
    assert run(problem).unmet_needs == unmet


def test_a_gap_holds_between_two_volunteers():
    need = chain(Task(place=1), Task(place=3), able=[[0], [1]])
    shifts = [Shift(opens_s=50), Shift(start=3)]
    result = run(make_problem(shifts, [need], xy=LINE, links=[(0, 1, 30, 30)]))
    assert starts(result) == {0: 60, 1: 90}


def test_gaps_add_up_along_a_chain():
    need = chain(Task(place=1), Task(place=1), Task(place=1), able=[[0], [1], [0]])
    links = [(0, 1, 100, 100), (1, 2, 100, 150)]
    result = run(make_problem([Shift(), Shift(opens_s=500)], [need], xy=LINE, links=links))
    assert starts(result) == {1: 510, 0: 410, 2: 610}


def test_crews_of_two_follow_each_other_with_a_gap():
    need = Need(roles=[[Task(place=place, service_s=20)] for place in (1, 1, 2, 2)], crews=[0, 0, 1, 1])
    result = run(make_problem([Shift(), Shift()], [need], xy=LINE, links=[(0, 2, 60, 120)]))
    assert starts(result) == {0: 10, 1: 10, 2: 70, 3: 70}


def test_a_gap_holds_between_needs_that_are_both_served():
    links = [(0, 1, 100, 200)]
    both = run(make_problem([Shift()], [visit(1), visit(2)], xy=LINE, links=links))
    assert starts(both) == {0: 10, 1: 110}
    alone = run(make_problem([Shift()], [visit(1), visit(2, able=[[]])], xy=LINE, links=[(1, 0, 500, 600)]))
    assert starts(alone) == {0: 10}


@pytest.mark.parametrize("dear", [0, 1])
def test_of_two_needs_whose_gap_cannot_be_the_dearer_is_served(dear):
    # the second at most 100 after the first, but 450 before it
    needs = [visit(1, windows=((500, 600),)), visit(2, windows=((0, 50),))]
    needs[dear].priority = 5
    result = run(make_problem([Shift(), Shift()], needs, xy=LINE, links=[(0, 1, 0, 100)]))
    assert result.unmet_needs == (1 - dear,)


def test_a_visit_that_is_pushed_by_its_partner_does_not_stay_late_without_it():
    # three in one crew is more than there are: the try must leave the linked visit as it was
    needs = [visit(0), Need(roles=[[Task(place=0)]] * 3)]
    problem = make_problem(
        [Shift(), Shift(start=1, opens_s=900)], needs, xy=[(300, 200), (0, 300)], links=[(0, 1, 300, 900)]
    )
    result = run(problem)
    assert (result.unmet_needs, starts(result)) == ((1,), {0: 0})


def test_two_gaps_tie_a_visit_to_both_its_neighbours():
    # the middle one between 50 and 60 after the first, the last exactly 50 after the middle one
    needs = [visit(1), visit(1), visit(1, windows=((200, 200),))]
    links = [(0, 1, 50, 60), (1, 2, 50, 50)]
    result = run(make_problem([Shift(), Shift(), Shift()], needs, xy=LINE, links=links))
    assert starts(result) == {0: 90, 1: 150, 2: 200}


def test_a_hand_is_one_volunteer():
    # each need has a volunteer at its door; one of them must do both
    shifts = [Shift(start=1), Shift(start=3)]
    free = run(make_problem(shifts, [visit(1), visit(3)], xy=LINE))
    tied = run(make_problem(shifts, [visit(1, hand=0), visit(3, hand=0)], xy=LINE))
    assert (len(free.routes), free.travel) == (2, 0)
    assert (len(tied.routes), tied.travel) == (1, 40)


def test_of_two_needs_of_a_hand_that_nobody_can_both_do_one_is_served():
    for dear in (0, 1):
        needs = [visit(1, hand=0, able=[[0]]), visit(1, hand=0, able=[[1]])]
        needs[dear].priority = 5
        assert run(make_problem([Shift(), Shift()], needs, xy=LINE)).unmet_needs == (1 - dear,)


def test_a_hand_holds_over_the_shifts_of_a_volunteer():
    shifts = [Shift(volunteer=0, closes_s=100), Shift(volunteer=0, opens_s=200), Shift(volunteer=1, start=1)]
    needs = [visit(1, hand=0, windows=((0, 50),), able=[[0]]), visit(1, hand=0, windows=((200, 300),))]
    assert routes(run(make_problem(shifts, needs, xy=LINE))) == {0: [0], 1: [1]}


def test_two_hands_are_independent():
    needs = [visit(1, hand=0), visit(3, hand=1), visit(1, hand=0), visit(3, hand=1)]
    result = run(make_problem([Shift(start=1), Shift(start=3)], needs, xy=LINE))
    assert ({shift: sorted(tasks) for shift, tasks in routes(result).items()}) == {0: [0, 2], 1: [1, 3]}


def test_the_hand_of_a_chain_is_somebody_able_for_all_of_it():
    # the first is nearest to volunteer 0, who is not able to do the rest
    need = chain(Task(place=1), Task(place=1), able=[[0, 1], [1]], hands=[0, 0])
    assert routes(run(make_problem([Shift(start=1), Shift(start=3)], [need], xy=LINE))).keys() == {1}


def test_in_two_crews_each_hand_keeps_its_seat():
    # seats 0 and 2 to one volunteer, 1 and 3 to another
    need = Need(roles=[[Task(place=1)] for _ in range(4)], crews=[0, 0, 1, 1], hands=[0, 1, 0, 1])
    result = run(make_problem([Shift(), Shift(start=3)], [need], xy=LINE, links=[(0, 2, 10, NO_LIMIT)]))
    assert sorted(routes(result).values()) == [[0, 2], [1, 3]]
