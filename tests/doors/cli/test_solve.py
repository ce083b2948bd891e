"""redvest solve: JSON on stdout, words where a file is written, exit codes by status."""

import json

import pytest

from api.documents import day_to_json
from tests.builders import make_day
from tests.unit.matcher.formats.column_minis import SOLOMON
from tests.unit.matcher.formats.minis import hhcrsp_instance


@pytest.fixture
def mini(tmp_path):
    path = tmp_path / "mini.txt"
    path.write_text(SOLOMON, encoding="utf-8")
    return path


def test_the_solution_is_the_one_document_on_stdout(redvest, mini):
    said = redvest("solve", mini, "--iterations", "50")

    assert said.code == 0
    assert set(said.document) >= {"format", "status", "objective", "routes", "unmet", "seed", "iterations"}
    assert (said.document["format"], said.document["status"]) == ("solomon", "feasible")
    assert said.document["objective"] == pytest.approx(28.0)


def test_the_same_seed_and_iterations_give_the_same_routes(redvest, mini):
    first, second = (redvest("solve", mini, "--iterations", "50", "--seed", "7").document for _ in range(2))
    assert first["routes"] == second["routes"]


def test_written_to_a_file_it_is_told_in_words_and_passes_the_judge(redvest, mini, tmp_path):
    out = tmp_path / "new" / "solution.json"

    said = redvest("solve", mini, "--iterations", "50", "--out", out)

    assert said.code == 0
    assert "objective  28.00" in said.out
    assert "every need is served" in said.out
    assert redvest("check", "--format", "solomon", mini, out).code == 0
    assert list(out.parent.iterdir()) == [out]


def test_with_a_file_and_json_stdout_is_the_solution_still(redvest, mini, tmp_path):
    out = tmp_path / "solution.json"
    said = redvest("solve", mini, "--iterations", "50", "--out", out, "--json")
    assert said.document == json.loads(out.read_text(encoding="utf-8"))


def test_for_the_fleet_vehicles_are_counted_first(redvest, mini):
    said = redvest("solve", mini, "--iterations", "50", "--objective", "fleet")
    assert said.document["objective"]["vehicles"] == 2


def test_what_the_search_cannot_honour_is_refused_by_name_with_exit_1(redvest, tmp_path):
    instance = hhcrsp_instance()
    instance["patients"][0]["pets"] = 3
    (tmp_path / "mini.json").write_text(json.dumps(instance), encoding="utf-8")

    said = redvest("solve", tmp_path / "mini.json", "--iterations", "5")

    assert said.code == 1
    assert said.document["status"] == "refused"
    assert "pets" in said.document["unmet"][0]["reasons"][0]


def test_where_nobody_can_be_served_the_exit_is_1(redvest, tmp_path):
    depot_closes_at_6 = SOLOMON.replace("0         40          0", "0          6          0")
    (tmp_path / "mini.txt").write_text(depot_closes_at_6, encoding="utf-8")

    said = redvest("solve", tmp_path / "mini.txt", "--iterations", "5")

    assert said.code == 1
    assert said.document["status"] == "infeasible"
    reasons = [one["reasons"] for one in said.document["unmet"]]
    assert all(reason[0].startswith("out_of_reach: 2") for reason in reasons)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--seconds", "10000000"], "seconds=10000000"),
        (["--cpu-seconds", "nan"], "cpu_seconds=nan"),
        (["--iterations", "-1"], "iterations=-1"),
        (["--iterations", str(2**63)], f"iterations={2**63} is not between 0 and {2**53}"),
        (["--threads", "0"], "'--threads': 0 is not between 1 and 64"),
        (["--seed", "-1"], "'--seed': -1 is not between 0 and"),
        (["--objective", "beauty"], "'beauty'"),
        (["--format", "riddle"], "'riddle'"),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_what_cannot_be_asked_is_named(redvest, mini, more, told):
    said = redvest("solve", mini, *more)

    assert said.code == 2
    assert told in said.error
    assert said.out == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("once upon a time", "in none of the formats known"),
        (SOLOMON.replace("10         20", "20         10"), "line"),
        ("[" * 100 + "]" * 100, "nested deeper"),
        ('{"format": "redvest district 1"', "not JSON"),
    ],
    ids=["empty", "tale", "window", "deep", "cut"],
)
def test_a_file_in_no_order_is_told_by_name_and_place(redvest, tmp_path, text, told):
    (tmp_path / "mini.txt").write_text(text, encoding="utf-8")

    said = redvest("solve", tmp_path / "mini.txt")

    assert said.code == 2
    assert "mini.txt" in said.error
    assert told in said.error


def test_a_problem_of_our_own_is_sent_to_the_command_that_plans_it(redvest, tmp_path):
    (tmp_path / "problem.json").write_text(day_to_json(make_day()), encoding="utf-8")

    said = redvest("solve", tmp_path / "problem.json")

    assert said.code == 2
    assert "problem.json: this is a problem.json, which redvest plan --problem plans" in said.error


def test_an_output_that_is_a_folder_is_refused_before_the_search(redvest, mini, tmp_path):
    said = redvest("solve", mini, "--seconds", "60", "--out", tmp_path)

    assert said.code == 2
    assert str(tmp_path) in said.error
