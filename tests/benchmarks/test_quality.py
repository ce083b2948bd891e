"""From runs to gaps, goals, tables and the picture."""

import pytest

from benchmarks.quality.best_known import BOUND, PEER
from benchmarks.quality.chains import chain_tables
from benchmarks.quality.editions import edition_tables
from benchmarks.quality.families import FAMILIES, Family, families_named
from benchmarks.quality.goal_tables import GAP_COLUMNS, GOAL_COLUMNS, goal_tables
from benchmarks.quality.measures import (
    above_peers,
    at_equal_fleet,
    cumulated_fleet,
    mean_gap,
    way_to_bound,
)
from benchmarks.quality.panel import PublicInstance
from benchmarks.quality.picture import draw_gaps, gap_figure
from benchmarks.quality.running import KEY, plan_runs, run_quality
from benchmarks.result_lines import ResultFile
from tests.benchmarks.lines import quality_line

SOLOMON, LI_LIM = families_named("solomon")[0], families_named("li-lim-100")[0]
DISTRICT = families_named("district-a-30s")[0]
OPTW = families_named("optw")[0]


def solomon(instance: str, gap_percent: float, **changes):
    return quality_line(SOLOMON, instance, {"distance": 100 + gap_percent}, {"distance": 100.0}, **changes)


def li_lim(instance: str, vehicles: int, distance: float, **changes):
    known = {"vehicles": 10.0, "distance": 100.0}
    return quality_line(LI_LIM, instance, {"vehicles": vehicles, "distance": distance}, known, **changes)


def district(priority: int, **changes):
    return quality_line(DISTRICT, "a11", {"priority": priority}, {PEER: 5000.0, BOUND: 5100.0}, **changes)


def rows(tables, columns):
    return [dict(zip(columns, row, strict=True)) for row in tables.rows]


def goals(lines):
    return [
        (row["<family"], row["reached"], row["<met"]) for row in rows(goal_tables(lines)[0], GOAL_COLUMNS)
    ]


@pytest.mark.parametrize(("gap", "met"), [(0.15, "yes"), (0.154, "yes"), (0.16, "NO"), (-3.0, "yes")])
def test_a_mean_gap_is_held_to_its_goal_as_it_is_printed(gap, met):
    assert [verdict for _, _, verdict in goals([solomon("R101", gap)])] == [met]


def test_a_run_that_breaks_a_rule_misses_every_goal_and_lends_no_gap():
    lines = [solomon("R101", 0.0), solomon("R102", -50.0, feasible=False, violations=["late"])]
    assert goals(lines) == [("Solomon", "0.00 %", "NO")]
    assert goal_tables(lines)[0].notes[0].endswith("solomon R102.")


def test_gaps_count_only_where_the_fleet_is_equal_and_the_fleet_counts_everywhere():
    lines = [li_lim("a", 10, 101.0), li_lim("b", 11, 70.0), li_lim("c", 9, 130.0)]
    gap = at_equal_fleet("distance")
    assert [gap(line) for line in lines] == [pytest.approx(1.0), None, None]
    assert cumulated_fleet(1).figure(lines, gap) == 0.0
    assert mean_gap(1).figure(lines[1:], gap) is None
    (table,) = goal_tables(lines)[1:]
    assert rows(table, GAP_COLUMNS)[0]["compared"] == "1 of 3"


def test_gaps_below_nought_do_not_hide_those_above():
    table = goal_tables([solomon("R101", 1.0), solomon("RC101", -1.0)])[1]
    (row,) = rows(table, GAP_COLUMNS)
    assert (row["mean %"], row["mean, cut %"]) == ("0.00", "0.50")


def test_profit_is_the_better_the_greater():
    lines = [
        quality_line(OPTW, name, {"profit": profit}, {"profit": 200.0})
        for name, profit in (("a", 200), ("b", 200), ("c", 200), ("d", 198))
    ]
    assert goals(lines) == [("OPTW", "75.00 %", "yes"), ("OPTW", "0.25 %", "yes")]


def test_half_of_the_way_from_the_best_peer_to_the_bound():
    assert way_to_bound(50).figure([district(5050)], DISTRICT.gap) == pytest.approx(50.0)
    assert goals([district(5049)]) == [("District a, 30 s", "49.00 %", "NO")]


def test_equal_to_the_best_peer_is_not_above_it():
    goal = above_peers()
    assert not goal.is_met(goal.figure([district(5000)], DISTRICT.gap))
    assert goal.is_met(goal.figure([district(5001)], DISTRICT.gap))


def test_the_newest_version_alone_is_held_to_the_goals():
    old = [solomon("R101", 9.0, version="0"), solomon("R102", 9.0, version="0")]
    assert goals([*old, solomon("R103", 0.0, version="1")]) == [("Solomon", "0.00 %", "yes")]


def test_another_budget_is_another_matter():
    assert goal_tables([solomon("R101", 0.0, budget_cpu_seconds=99.0)]) == []


def chains(instance, one, two):
    return [solomon(instance, one), solomon(instance, two, chains=2, budget_cpu_seconds=11.98)]


@pytest.mark.parametrize(("two", "verdict"), [(0.5, "no worse"), (0.4, "no worse"), (0.7, "WORSE")])
def test_two_chains_are_held_to_one_on_the_mean_of_all_runs(two, verdict):
    lines = [*chains("R101", 1.0, 1.0), *chains("R102", 0.5, two)]
    (table,) = chain_tables(lines)
    assert table.title.endswith(f"two are {verdict}")
    assert table.rows[0][:2] == ("Solomon", "2")


def test_two_chains_that_need_more_vehicles_are_worse():
    two = {"chains": 2, "budget_cpu_seconds": 11.98}
    lines = [
        li_lim("a", 10, 101.0),
        li_lim("a", 11, 70.0, **two),
        li_lim("b", 10, 101.0),
        li_lim("b", 10, 99.0, **two),
    ]
    (table,) = chain_tables(lines)
    assert table.title.endswith("WORSE")
    assert table.rows[0][6] == "+1"


def test_without_two_chains_there_is_nothing_to_compare():
    assert chain_tables([solomon("R101", 1.0)]) == []


def test_a_figure_that_became_worse_is_marked():
    old = {"version": "1", "commit": "aaaaaaaaaaaa"}
    new = {"version": "2", "commit": "bbbbbbbbbbbb"}
    lines = [
        *(solomon(name, 0.1, **old) for name in ("R101", "R102")),
        solomon("R101", 0.3, **new),
        *(li_lim(name, 11, 101.0, **old) for name in ("a", "b")),
        *(li_lim(name, 10, 99.0, **new) for name in ("a", "b")),
    ]
    (table,) = edition_tables(lines)
    assert table.columns[2:] == ("1 aaaaaaa", "2 bbbbbbb")
    assert [row[2:] for row in table.rows] == [
        ("0.10 (1)", "0.30 (1) !"),  # R102 has been run by the older one alone
        ("0.00 (2)", "100.00 (2)"),
        ("", "-1.00 (2)"),
    ]


def test_one_edition_has_nothing_beside_it():
    assert edition_tables([solomon("R101", 0.1)]) == []


def some_of_each() -> list:
    lines = []
    for at, family in enumerate(FAMILIES):
        known = {PEER: 100.0, BOUND: 110.0} if family.name.startswith("district") else _known(family)
        for instance in range(8):
            terms = dict.fromkeys(known, 0.0) | {"priority": 105.0 + instance / 8}
            terms |= {name: value * (1 + (instance - at % 5) / 900) for name, value in known.items()}
            lines.append(quality_line(family, f"i{instance}", terms, known))
    return lines


def _known(family: Family) -> dict[str, float]:
    return dict.fromkeys(family.known.objectives, 100.0)


def test_the_picture_shows_every_family_that_was_run_and_is_the_same_each_time(tmp_path):
    lines = some_of_each()
    for name in ("one.svg", "two.svg"):
        draw_gaps(lines, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    (axes,) = gap_figure(lines).axes
    shown = {text.get_text() for text in axes.texts}
    assert {family.label for family in FAMILIES} <= shown


def test_a_picture_of_runs_that_cannot_be_compared_has_no_box(tmp_path):
    (axes,) = gap_figure([li_lim("a", 11, 70.0)]).axes
    texts = {text.get_text() for text in axes.texts}
    assert "0 of 1" in texts
    assert not axes.patches or all(patch.get_label() != "box" for patch in axes.patches)


def test_an_instance_is_solved_verified_and_measured_against_the_best_known(tmp_path):
    """One customer 5 away: 10 there and back, and nothing shorter."""
    path = tmp_path / "T1.txt"
    path.write_text(
        "T1\n\nVEHICLE\nNUMBER CAPACITY\n 2 10\n\nCUSTOMER\n"
        "CUST NO. XCOORD. YCOORD. DEMAND READY DUE SERVICE\n\n"
        "0 0 0 0 0 100 0\n1 3 4 1 0 50 10\n"
    )
    family = Family(
        name="solomon",
        label="Solomon",
        files=(),
        format="solomon",
        known=SOLOMON.known,
        gap=SOLOMON.gap,
        aims="fleet",
        cpu_seconds=0.05,
        goals=(),
        objective="fleet",
    )
    instance = PublicInstance(family=family, name="T1", path=path, best_known={"distance": 8.0})
    runs = plan_runs([instance], seeds=(1,), chains=(1, 2))
    results = ResultFile(tmp_path / "q.jsonl", key=KEY)
    said: list[str] = []
    assert run_quality(runs, again=False, results=results, say=said.append) == 0
    assert said[0].startswith("2 of 2 runs to make, 0:00 h of CPU time")
    one, two = results.lines()
    assert (one["terms"]["distance"], one["terms"]["vehicles"], one["feasible"]) == (10.0, 1, True)
    assert (two["chains"], two["budget_cpu_seconds"]) == (2, 0.06)
    assert any("gap +25.00 %" in text for text in said)
    said.clear()
    assert run_quality(runs, again=False, results=results, say=said.append) == 0
    assert said[0].startswith("0 of 2 runs to make")
    assert len(results.history()) == 2
