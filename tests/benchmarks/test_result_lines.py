import pytest

from benchmarks.child import RunFailed
from benchmarks.result_lines import ResultFile
from benchmarks.runs import done_or_run
from models.errors import BadFormat

KEY = ("instance", "budget")
A11 = {"instance": "a11", "budget": 10.0}


class Asked:
    """Makes lines with a rising priority, and counts how often it was asked."""

    def __init__(self, failure: str = "") -> None:
        self.times = 0
        self.failure = failure

    def __call__(self):
        self.times += 1
        if self.failure:
            raise RunFailed(self.failure)
        return {"priority": self.times}


def run(results, make, *, again=False, say=lambda text: None):
    return done_or_run(
        "a11",
        A11,
        make,
        results=results,
        again=again,
        summary=lambda line: f"priority {line['priority']}",
        say=say,
    )


def test_a_run_that_is_in_the_file_is_not_made_again(tmp_path):
    make = Asked()
    first = run(ResultFile(tmp_path / "r.jsonl", key=KEY), make)
    second = run(ResultFile(tmp_path / "r.jsonl", key=KEY), make)
    assert make.times == 1
    assert first == second
    assert len((tmp_path / "r.jsonl").read_text().splitlines()) == 1


def test_a_run_made_again_adds_a_line_and_the_later_counts(tmp_path):
    make = Asked()
    for _ in range(2):
        run(ResultFile(tmp_path / "r.jsonl", key=KEY), make, again=True)
    assert len((tmp_path / "r.jsonl").read_text().splitlines()) == 2
    assert [line["priority"] for line in ResultFile(tmp_path / "r.jsonl", key=KEY).lines()] == [2]


def test_a_run_that_failed_is_said_and_tried_again_next_time(tmp_path):
    said: list[str] = []
    make = Asked(failure="out of luck")
    for _ in range(2):
        assert run(ResultFile(tmp_path / "r.jsonl", key=KEY), make, say=said.append) is None
    assert make.times == 2
    assert "a11: FAILED, out of luck" in said


def test_ten_seconds_are_the_same_budget_however_they_are_written(tmp_path):
    results = ResultFile(tmp_path / "r.jsonl", key=KEY)
    results.append({"instance": "a11", "budget": 10, "priority": 1})
    assert results.find(instance="a11", budget=10.0) is not None
    assert results.find(instance="a11", budget=12.3) is None
    assert results.find(instance="a12", budget=10) is None


def test_a_line_carries_where_and_when_it_was_made(tmp_path):
    line = run(ResultFile(tmp_path / "r.jsonl", key=KEY), Asked())
    assert {"commit", "dirty", "machine", "date"} < line.keys()
    assert set(line["machine"]) == {"cpu", "cores", "python"}


def test_a_broken_line_is_named(tmp_path):
    (tmp_path / "r.jsonl").write_text('{"instance": "a11"}\n{"insta')
    with pytest.raises(BadFormat, match=r"r\.jsonl, line 2"):
        ResultFile(tmp_path / "r.jsonl", key=KEY)
