import json

import pytest

from benchmarks.hhcrsp import hhcrsp_tables
from benchmarks.report import KEYS, README, TABLES, filled, write_report
from benchmarks.scale import scale_tables
from benchmarks.solomon import INSTANCES, solomon_tables
from benchmarks.tables import Table, percent
from models.errors import BadFormat
from tests.benchmarks.lines import gap_line, make_line, peer_line

TABLE = Table(title="T", columns=("<name", "value"), rows=(("a", "1"),), notes=("A note.",))
MARKDOWN = "**T**\n\n| name | value |\n| :-- | --: |\n| a | 1 |\n\nA note.\n"


def test_a_table_becomes_markdown():
    assert TABLE.markdown() == MARKDOWN


def test_only_what_stands_between_the_markers_changes():
    before = "# Prose\n<!-- x: begin -->\nold \\1\n<!-- x: end -->\nMore prose.\n"
    after = filled(before, "x", [TABLE])
    assert after == f"# Prose\n<!-- x: begin -->\n\n{MARKDOWN}\n<!-- x: end -->\nMore prose.\n"
    assert filled(after, "x", [TABLE]) == after


def test_a_text_without_its_markers_is_refused():
    with pytest.raises(BadFormat, match="x: begin"):
        filled("# Prose\n", "x", [TABLE])


def test_every_benchmark_has_its_place_in_the_readme(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(README.read_text(encoding="utf-8"), encoding="utf-8")
    write_report(readme, tmp_path)
    assert readme.read_text(encoding="utf-8").count("No results yet.") == len(TABLES) == len(KEYS)


def test_the_report_shows_what_the_results_say(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(README.read_text(encoding="utf-8"), encoding="utf-8")
    lines = [peer_line("ortools", 5000, seed=None), peer_line("ours", 5100)]
    (tmp_path / "peers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert write_report(readme, tmp_path)
    assert not write_report(readme, tmp_path)
    assert "| a11 | OR-Tools | 10.0 / 10.0 | 900 / 900 | 5000 / 5100 |" in readme.read_text(encoding="utf-8")


@pytest.mark.parametrize(("gap", "verdict"), [(0.5, "met"), (0.51, "MISSED")])
def test_the_solomon_target_is_the_mean_gap(gap, verdict):
    (table,) = solomon_tables([gap_line(name, gap) for name in INSTANCES])
    assert table.rows[-1][0] == "mean"
    assert table.notes[0].endswith(f": {verdict}.")


def test_a_solomon_run_that_breaks_a_rule_misses_the_target():
    lines = [gap_line(name, 0.0, feasible=name != "R101") for name in INSTANCES]
    (table,) = solomon_tables(lines)
    assert "MISSED" in table.notes[0]
    assert table.notes[1] == "INFEASIBLE: R101."


def test_gaps_below_nought_do_not_hide_those_above():
    lines = [gap_line("R101", 1.0), gap_line("RC101", -1.0)]
    (table,) = solomon_tables(lines)
    assert table.rows[-1][3] == "0.00"
    assert any("the mean is 0.50 %" in note for note in table.notes)


def test_home_care_is_told_by_family_and_size_and_as_one_where_every_size_differs():
    lines = [
        gap_line("m1", 1.0, family="mankowska", size=10),
        gap_line("m2", 3.0, family="mankowska", size=10),
        gap_line("m3", 0.0, family="mankowska", size=25),
        *(gap_line(f"i{size}", 2.0, family="italian", size=size) for size in range(40, 50)),
    ]
    (table,) = hhcrsp_tables(lines)
    assert [row[:6] for row in table.rows] == [
        ("mankowska", "10", "2", "2.00", "3.00", "0"),
        ("mankowska", "25", "1", "0.00", "0.00", "1"),
        ("italian", "40 to 49", "10", "2.00", "2.00", "0"),
    ]


def test_the_scale_table_says_which_targets_are_met():
    line = make_line(
        volunteers=454_300,
        seed=1,
        generate_seconds=61.0,
        generate_cpu_seconds=60.0,
        write_seconds=10.0,
        write_cpu_seconds=10.0,
        read_seconds=20.0,
        read_cpu_seconds=19.0,
        file_bytes=1,
        peak_bytes=3 * 1000**3,
        same=True,
    )
    (table,) = scale_tables([line])
    assert [row[-1] for row in table.rows] == ["NO", "yes", "yes"]


def test_a_gap_that_rounds_to_nothing_has_no_sign():
    assert [percent(gap) for gap in (-0.001, 0.004, -0.39)] == ["0.00", "0.00", "-0.39"]
