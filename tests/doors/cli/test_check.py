"""redvest check: from files alone, each kind of answer by its exit code."""

import json
from dataclasses import replace

import pytest

from api.documents import day_to_json, digest, plan_from_json, plan_to_json
from api.usecases.planning import Search, plan_question
from matcher.routing.search import Budget
from models.catalogue import Speciality
from models.needs import Role
from tests.builders import make_day, make_need, make_volunteer
from tests.unit.matcher.formats.column_minis import SOLOMON, solomon_solution


@pytest.fixture
def files(tmp_path):
    """A plan of two needs, one of which nobody can serve, and its problem."""
    day = make_day(
        [make_volunteer("v1"), make_volunteer("v2")],
        [make_need("n1"), make_need("n2", crew=(Role(speciality=Speciality.REPAIR),))],
    )
    plan = plan_question(day, Search(budget=Budget(iterations=20)))
    (tmp_path / "problem.json").write_text(day_to_json(day, personal=True), encoding="utf-8")
    (tmp_path / "plan.json").write_text(plan_to_json(plan), encoding="utf-8")
    return tmp_path


def check(redvest, folder, *more, plan="plan.json", problem="problem.json"):
    return redvest("check", folder / plan, "--problem", folder / problem, *more)


def test_a_good_plan_has_no_violations(redvest, files):
    said = check(redvest, files)

    assert said.code == 0
    assert "no violations" in said.out
    assert "1 of 2 needs served" in said.out
    assert "reasons of 1 of 1 unmet need counted anew" in said.out
    assert check(redvest, files, "--json").document["violations"] == []


def test_a_plan_that_lies_is_caught_by_rule_and_place(redvest, files):
    plan = plan_from_json((files / "plan.json").read_text(encoding="utf-8"))
    lying = replace(plan, routes=(replace(plan.routes[0], travel_s=1),))
    (files / "plan.json").write_text(plan_to_json(lying), encoding="utf-8")

    said = check(redvest, files)

    assert said.code == 1
    assert "travel_misstated" in said.out
    assert said.err == "" or "error" not in said.err
    codes = [one["code"] for one in check(redvest, files, "--json").document["violations"]]
    assert "travel_misstated" in codes


def test_a_miscounted_reason_is_caught(redvest, files):
    text = (files / "plan.json").read_text(encoding="utf-8")
    plan = json.loads(text)
    plan["unmet"][0]["reasons"] = [["no_speciality", 1]]
    (files / "plan.json").write_text(json.dumps(plan), encoding="utf-8")

    said = check(redvest, files, "--json")

    assert said.code == 1
    assert {one["code"] for one in said.document["violations"]} == {"reason_miscounted"}


def test_another_problem_is_refused_and_both_digests_named(redvest, files):
    day = make_day([make_volunteer("v1")], [make_need("n1")])
    (files / "other.json").write_text(day_to_json(day), encoding="utf-8")
    plan = plan_from_json((files / "plan.json").read_text(encoding="utf-8"))

    said = check(redvest, files, problem="other.json")

    assert said.code == 2
    assert plan.problem_digest in said.error
    assert digest(day) in said.error


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("{", "Invalid JSON"),
        ("[" * 100 + "]" * 100, "nested deeper than 32 levels"),
        ('{"volunteers": ' + "[" * 100 + "]" * 100 + "}", "nested deeper than 32 levels"),
        ("[" * 100_000, "nested deeper than 32 levels"),
        ('{"first_day": "2026-11-23", "volunteers": [], "needs": [], "hats": 3}', "hats"),
    ],
    ids=["empty", "cut", "deep list", "deep field", "abyss", "unknown field"],
)
def test_a_problem_that_cannot_be_read_is_told_with_its_file(redvest, files, text, told):
    (files / "broken.json").write_text(text, encoding="utf-8")

    said = check(redvest, files, problem="broken.json")

    assert said.code == 2
    assert "broken.json" in said.error
    assert told in said.error


def test_a_problem_with_nan_is_told_by_path(redvest, files):
    text = (files / "problem.json").read_text(encoding="utf-8")
    (files / "nan.json").write_text(text.replace('"lat_deg":30.5494', '"lat_deg":NaN', 1), encoding="utf-8")

    said = check(redvest, files, problem="nan.json")

    assert said.code == 2
    assert "lat_deg" in said.error
    assert "nan" in said.error.lower()


def test_other_encodings_folders_and_missing_files_are_told(redvest, files):
    (files / "gbk.json").write_bytes('{"label": "汉阳"}'.encode("gb18030"))

    assert "gbk.json: not UTF-8 text: byte" in check(redvest, files, problem="gbk.json").error
    assert "is a directory" in check(redvest, files, problem=".").error
    assert "none.json: no such file" in check(redvest, files, plan="none.json").error
    assert check(redvest, files, plan="none.json", problem="none.json").code == 2


@pytest.fixture
def exercise(tmp_path):
    (tmp_path / "mini.txt").write_text(SOLOMON, encoding="utf-8")
    (tmp_path / "good.json").write_text(json.dumps(solomon_solution()), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["solomon", "auto"])
def test_a_good_solution_of_a_public_problem_has_no_violations(redvest, exercise, name):
    said = redvest("check", "--format", name, exercise / "mini.txt", exercise / "good.json")

    assert said.code == 0
    assert "distance: 28" in said.out


def test_a_bad_solution_of_a_public_problem_is_told_in_sentences(redvest, exercise):
    solution = solomon_solution()
    solution["routes"][0]["visits"].pop()
    (exercise / "bad.json").write_text(json.dumps(solution), encoding="utf-8")
    words = ["check", "--format", "solomon", exercise / "mini.txt", exercise / "bad.json"]

    said = redvest(*words)

    assert said.code == 1
    assert "need 2 is not served" in said.out
    assert redvest(*words, "--json").document["valid"] is False


def test_a_solution_file_that_is_none_is_told(redvest, exercise):
    said = redvest("check", "--format", "solomon", exercise / "mini.txt", exercise / "mini.txt")

    assert said.code == 2
    assert "mini.txt" in said.error
