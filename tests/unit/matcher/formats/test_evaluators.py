"""Every evaluator on a miniature of its format: figures worked out by hand, and what no format allows."""

import pytest

from matcher.formats.registry import named
from models.errors import BadFormat
from tests.unit.matcher.formats import column_minis, minis
from tests.unit.matcher.formats.spoiling import broken, move, verdict, visits


@pytest.mark.parametrize(
    ("name", "objectives", "terms"),
    [
        (
            "solomon",
            {"distance": 28, "fleet": {"vehicles": 2, "distance": 28}},
            {"distance": 28, "vehicles": 2},
        ),
        (
            "hhcrsp",
            {"cost": 11.5},
            {"cost": 11.5, "travel": 20.25, "tardiness_sum": 8.625, "tardiness_max": 5.625},
        ),
        ("bredstrom-ronnqvist", {"travel": 29}, {"travel": 29}),
        (
            "district",
            {"priority": {"priority": 17, "travel_s": 3016}},
            {"priority": 17, "travel_s": 3016, "served": 3},
        ),
        (
            "li-lim",
            {"distance": 36, "fleet": {"vehicles": 2, "distance": 36}},
            {"distance": 36, "vehicles": 2},
        ),
        (
            "sartori-buriol",
            {"distance": 19, "fleet": {"vehicles": 1, "minutes": 19}},
            {"minutes": 19, "vehicles": 1},
        ),
        ("optw", {"profit": 17}, {"profit": 17, "distance": 12.8, "served": 2}),
        (
            "pcvrptw",
            {"cost": 178},
            {"cost": 178, "distance": 12.8, "prizes_lost": 5, "served": 2, "vehicles": 1},
        ),
        ("trsp", {"duration": 63}, {"duration": 63, "distance": 42, "technicians": 2}),
    ],
)
def test_figures_are_those_worked_out_by_hand(name, objectives, terms):
    text, solution = minis.texts()[name]
    found = named(name, text).evaluate(text, solution)
    assert found.violations == ()
    assert found.objectives == objectives
    assert found.terms == terms
    assert found.objective == next(iter(objectives.values()))


@pytest.mark.parametrize("name", minis.NAMES)
def test_objectives_are_those_the_format_announces(name):
    text, solution = minis.texts()[name]
    form = named(name, text)
    assert tuple(form.evaluate(text, solution).objectives) == form.objectives


def spoil_nothing_served(solution, volunteer):
    solution["routes"] = []


def spoil_route_twice(solution, volunteer):
    solution["routes"].append({"volunteer": volunteer, "visits": []})


def spoil_stranger(solution, volunteer):
    solution["routes"].append({"volunteer": "nobody", "visits": []})


def spoil_unknown_need(solution, volunteer):
    visits(solution, volunteer)[0]["need"] = "nothing"


def spoil_visited_twice(solution, volunteer):
    visits(solution, volunteer).append(visits(solution, volunteer)[-1])


def spoil_end(solution, volunteer):
    visits(solution, volunteer)[0]["end"] += 0.5


def spoil_too_early(solution, volunteer):
    first = visits(solution, volunteer)[0]
    length = first["end"] - first["start"]
    first["start"], first["end"] = 0, length


def spoil_part(solution, volunteer):
    first = visits(solution, volunteer)[0]
    first["part"] = "pickup" if first["part"] == "visit" else "visit"


def spoil_service(solution, volunteer):
    visits(solution, volunteer)[0]["service"] = "s9"


def spoil_unmet_but_served(solution, volunteer):
    solution["unmet"].append({"need": visits(solution, volunteer)[0]["need"], "reasons": []})


def spoil_unmet_unknown(solution, volunteer):
    solution["unmet"].append({"need": "nothing", "reasons": []})


def spoil_objective(solution, volunteer):
    stated = solution["objective"]
    solution["objective"] = stated | {"travel_s": 3015} if isinstance(stated, dict) else stated - 0.5


def spoil_objective_shape(solution, volunteer):
    stated = solution["objective"]
    solution["objective"] = 17 if isinstance(stated, dict) else {"sum": stated}


SPOILS = {
    spoil_nothing_served: r"is not served|neither served nor listed as unmet",
    spoil_route_twice: r"has 2 routes",
    spoil_stranger: r"nobody is not in the instance",
    spoil_unknown_need: r"need nothing is not in the instance",
    spoil_visited_twice: r"one too many",
    spoil_end: r"the service takes",
    spoil_too_early: r"cannot be there before",
    spoil_part: r"(pickup|visit).* is one too many",
    spoil_service: r"service s9 is one too many",
    spoil_unmet_but_served: r"in a route and listed as unmet",
    spoil_unmet_unknown: r"unmet need nothing is not in the instance",
    spoil_objective: r"the objective is stated as .*, the routes give",
    spoil_objective_shape: r"the objective is stated as .*, the routes give",
}


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__.removeprefix("spoil_"))
@pytest.mark.parametrize("name", minis.NAMES)
def test_what_no_format_allows_is_caught(name, spoil):
    solution = minis.texts()[name][1]
    spoil(solution, solution["routes"][0]["volunteer"])
    assert broken(name, solution, SPOILS[spoil])


def test_a_solution_for_another_format_is_not_judged():
    with pytest.raises(BadFormat, match="the solution is for 'district', the instance is 'solomon'"):
        verdict("solomon", minis.district_solution())


def test_a_hair_of_rounding_is_forgiven_and_no_more():
    solution = column_minis.solomon_solution()
    move(visits(solution, 1)[1], -1e-7)
    assert verdict("solomon", solution).violations == ()
    move(visits(solution, 1)[1], -1e-5)
    assert broken("solomon", solution, "cannot be there before 16")
