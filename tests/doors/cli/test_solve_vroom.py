"""redvest solve and check on VROOM's JSON: a client of VROOM finds what it is used to."""

import json

import pytest

from tests.unit.matcher.formats.vroom.asking import job, question, vehicle
from tests.unit.matcher.formats.vroom.documented import with_a_matrix


@pytest.fixture
def problem(tmp_path):
    def written(asked):
        path = tmp_path / "problem.json"
        path.write_text(json.dumps(asked), encoding="utf-8")
        return path

    return written


def test_a_vroom_problem_is_known_by_its_content_and_answered_as_vroom_does(redvest, problem):
    said = redvest("solve", problem(with_a_matrix()), "--iterations", "50")

    assert said.code == 0
    assert set(said.document) == {"code", "summary", "unassigned", "routes"}
    assert said.document["summary"]["cost"] == 5461


def test_written_to_a_file_it_is_told_in_words_and_passes_the_judge(redvest, problem, tmp_path):
    asked, out = problem(question(job(1, 1), job(2, 2, skills=[1]))), tmp_path / "solution.json"

    said = redvest("solve", asked, "--iterations", "50", "--out", out)

    assert said.code == 0
    assert "vroom: some needs are unmet" in said.out
    assert "priority 0, assigned 1, cost 200" in said.out
    assert redvest("check", "--format", "vroom", asked, out).code == 0


def test_a_route_that_was_tampered_with_does_not_pass(redvest, problem, tmp_path):
    asked, out = problem(question(job(1, 1))), tmp_path / "solution.json"
    redvest("solve", asked, "--iterations", "50", "--out", out)
    solution = json.loads(out.read_text(encoding="utf-8"))
    solution["routes"][0]["steps"][1]["arrival"] -= 1
    out.write_text(json.dumps(solution), encoding="utf-8")

    said = redvest("check", "--format", "vroom", asked, out)

    assert said.code == 1
    assert "vehicle 1, job 1: the way takes 100 s, not 99" in said.out


def test_what_cannot_be_honoured_is_refused_by_name_with_vroom_s_code_and_exit_1(redvest, problem):
    asked = question(job(1, 1), vehicles=[vehicle(costs={"fixed": 5})])

    said = redvest("solve", problem(asked), "--iterations", "50")

    assert said.code == 1
    assert said.document == {"code": 2, "error": "cannot be honoured: costs.fixed"}


def test_the_search_starts_from_the_steps_of_the_file(redvest, problem):
    steps = [{"type": "job", "id": id} for id in (3, 1, 2)]
    asked = question(job(1, 1), job(2, 2), job(3, 3), vehicles=[vehicle(steps=steps)])

    said = redvest("solve", problem(asked), "--iterations", "0")

    assert [step.get("id") for step in said.document["routes"][0]["steps"]] == [None, 3, 1, 2, None]
