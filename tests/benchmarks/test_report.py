import json

import pytest

from benchmarks.quality.families import families_named
from benchmarks.report import PICTURE, README, TABLES, filled, write_report
from benchmarks.scale import scale_tables
from benchmarks.tables import Table, percent
from models.errors import BadFormat
from tests.benchmarks.lines import make_line, peer_line, quality_line

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
    assert readme.read_text(encoding="utf-8").count("No results yet.") == len(TABLES)


def test_the_report_shows_what_the_results_say(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(README.read_text(encoding="utf-8"), encoding="utf-8")
    peers = [peer_line("ortools", 5000, seed=None), peer_line("ours", 5100)]
    (tmp_path / "peers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in peers))
    (solomon,) = families_named("solomon")
    quality = quality_line(solomon, "R101", {"distance": 100.1}, {"distance": 100.0})
    (tmp_path / "quality.jsonl").write_text(json.dumps(quality) + "\n")
    assert write_report(readme, tmp_path)
    assert not write_report(readme, tmp_path)
    assert "| Solomon | distance | 10 | 1 | mean gap ≤ 0.15 % | 0.10 % | yes |" in readme.read_text("utf-8")
    assert (tmp_path / PICTURE).read_text(encoding="utf-8").lstrip().startswith("<?xml")
    assert "| a11 | OR-Tools | 10.0 / 10.0 | 900 / 900 | 5000 / 5100 |" in readme.read_text(encoding="utf-8")


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
