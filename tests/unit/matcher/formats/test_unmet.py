from matcher.formats.unmet import unmet_reasons
from tests.problems import Need, Shift, Task, make_problem, visit

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
    assert reasons([Shift(max_travel_s=199)], [visit(NEAR)]) == {0: "out_of_reach"}
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
