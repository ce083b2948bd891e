from dataclasses import replace

from matcher.formats.unmet import unmet_reasons
from tests.problems import Depot, Need, Shift, Task, i32, make_problem, visit

FAR, NEAR = 2, 1
XY = [(0, 0), (100, 0), (900, 0)]
"""Home; 100 s and 900 s away from it at 1 m/s."""


def reasons(shifts, needs, **more):
    problem = make_problem(shifts, needs, xy=XY, **more)
    return {need: one.split(":")[0] for need, (one,) in unmet_reasons(problem, range(len(needs))).items()}


def test_what_nobody_has_comes_first():
    assert reasons([Shift()], [visit(NEAR, able=[[]])]) == {0: "nobody_able"}


def test_who_could_serve_it_alone_is_counted():
    problem = make_problem([Shift(), Shift(closes_s=50)], [visit(NEAR)], xy=XY)
    assert unmet_reasons(problem, [0]) == {0: ["others_worth_more: 1 could serve it with nothing else to do"]}


def test_the_way_there_and_back_must_fit_the_shift():
    assert reasons([Shift(closes_s=1801)], [visit(FAR)]) == {0: "others_worth_more"}
    assert reasons([Shift(closes_s=1799)], [visit(FAR)]) == {0: "out_of_reach"}


def test_windows_and_service_count():
    late = visit(NEAR, windows=((0, 50), (500, 600)), service_s=1000)
    assert reasons([Shift(closes_s=1600)], [late]) == {0: "others_worth_more"}
    assert reasons([Shift(closes_s=1599)], [late]) == {0: "out_of_reach"}
    assert reasons([Shift()], [visit(FAR, windows=((0, 899),))]) == {0: "out_of_reach"}


def test_travel_limits_and_loads_count():
    for limit in ("max_travel_s", "max_m"):
        assert reasons([Shift(**{limit: 200})], [visit(NEAR)]) == {0: "others_worth_more"}
        assert reasons([Shift(**{limit: 199})], [visit(NEAR)]) == {0: "out_of_reach"}
    fetch = Need(roles=[[Task(place=FAR, load=3), Task(place=NEAR, load=-3)]])
    assert reasons([Shift(capacity=3)], [fetch]) == {0: "others_worth_more"}
    assert reasons([Shift(capacity=2)], [fetch]) == {0: "out_of_reach"}
    assert reasons([Shift(closes_s=1799)], [fetch]) == {0: "out_of_reach"}


def test_of_a_crew_the_hardest_role_is_told():
    crew = Need(roles=[[Task(place=NEAR)], [Task(place=NEAR)]], able=[[0, 1], []])
    assert reasons([Shift(), Shift()], [crew]) == {0: "nobody_able"}


def test_a_matrix_serves_as_well():
    ways = [[0, 10, 20], [10, 0, 10], [20, 10, 0]]
    problem = make_problem([Shift(closes_s=39)], [visit(FAR)], matrix=ways)
    assert unmet_reasons(problem, [0])[0][0].startswith("out_of_reach")


def test_what_is_brought_must_fit_from_the_start():
    assert reasons([Shift(capacity=3)], [visit(NEAR, brought=3)]) == {0: "others_worth_more"}
    assert reasons([Shift(capacity=2)], [visit(NEAR, brought=3)]) == {0: "out_of_reach"}
    assert reasons([Shift(capacity=(9, 2))], [visit(NEAR, brought=(1, 3))]) == {0: "out_of_reach"}


def test_a_start_after_the_due_time_is_late_and_possible():
    assert reasons([Shift()], [visit(NEAR, due_s=50)]) == {0: "others_worth_more"}


def test_goods_are_at_hand_or_a_depot_is_on_the_way():
    needs = [visit(NEAR, goods=(1, 2))]
    assert reasons([Shift(stock=(1, 2))], needs) == {0: "others_worth_more"}
    assert reasons([Shift(stock=(1, 1))], needs) == {0: "out_of_reach"}
    depot = {"depots": [Depot(place=FAR, service_s=10)]}
    # 900 to the depot, 10 there, 800 to the visit, 100 home
    assert reasons([Shift(closes_s=1810)], needs, **depot) == {0: "others_worth_more"}
    assert reasons([Shift(closes_s=1809)], needs, **depot) == {0: "out_of_reach"}


def test_a_tool_serves_twice_and_a_part_once():
    both = Need(roles=[[Task(place=NEAR, goods=1), Task(place=NEAR, goods=1)]])
    assert reasons([Shift(stock=1)], [both], kept=(0,)) == {0: "others_worth_more"}
    assert reasons([Shift(stock=1)], [both]) == {0: "out_of_reach"}
    assert reasons([Shift(stock=2)], [both]) == {0: "others_worth_more"}


def test_a_depot_may_come_after_the_pickup():
    fetch = Need(roles=[[Task(place=NEAR, load=1, windows=((0, 100),)), Task(place=NEAR, load=-1, goods=1)]])
    assert reasons([Shift(stock=0)], [fetch], depots=[Depot(place=FAR)]) == {0: "others_worth_more"}


def test_breaks_take_their_time():
    # 100 there, 100 back, and 50 of rest before, between or after
    rest = ((0, 100_000, 50),)
    assert reasons([Shift(closes_s=250, breaks=rest)], [visit(NEAR)]) == {0: "others_worth_more"}
    assert reasons([Shift(closes_s=249, breaks=rest)], [visit(NEAR)]) == {0: "out_of_reach"}
    # one before leaving, one after: neither may be put off
    two = ((0, 0, 10), (110, 120, 10))
    assert reasons([Shift(closes_s=220, breaks=two)], [visit(NEAR)]) == {0: "others_worth_more"}
    assert reasons([Shift(breaks=two)], [visit(NEAR, windows=((0, 109),))]) == {0: "out_of_reach"}
    # a rest from 150 that cannot wait for the end of the visit at 260: 160, 260, 410, home at 510
    for closes_s, reason in ((510, "others_worth_more"), (509, "out_of_reach")):
        shift = Shift(closes_s=closes_s, breaks=((0, 50, 10), (150, 240, 10)))
        assert reasons([shift], [visit(NEAR, service_s=150)]) == {0: reason}


def test_limits_on_tasks_and_service_count():
    assert reasons([Shift(max_tasks=0)], [visit(NEAR)]) == {0: "out_of_reach"}
    assert reasons([Shift(max_service_s=9)], [visit(NEAR, service_s=10)]) == {0: "out_of_reach"}
    week = Shift(week=0, max_week_service_s=9)
    assert reasons([week], [visit(NEAR, service_s=9)]) == {0: "others_worth_more"}
    assert reasons([week], [visit(NEAR, service_s=10)]) == {0: "out_of_reach"}


def test_shifts_of_one_class_are_tried_once_and_counted_each():
    problem = make_problem([Shift(), Shift(), Shift(closes_s=50)], [visit(NEAR)], xy=XY)
    alike = replace(problem, shift_class=i32([0, 0, 1]))
    assert unmet_reasons(alike, [0]) == {0: ["others_worth_more: 2 could serve it with nothing else to do"]}


def test_whoever_watches_may_end_the_look_into_unmet_needs():
    problem = make_problem([Shift()], [visit(NEAR), visit(NEAR)], xy=XY)
    heard = []
    assert unmet_reasons(problem, [0, 1], lambda done, of: bool(heard.append((done, of)))) == {}
    assert heard == [(0, 2)]
