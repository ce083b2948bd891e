import pytest

from benchmarks import runs
from benchmarks.child import RunFailed
from benchmarks.result_lines import ResultFile
from benchmarks.runs import Run, done_or_run
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


def run(results, make, *, version="1", again=False, say=lambda text: None):
    one = Run(
        label="a11", key=A11, version=version, make=make, summary=lambda line: f"priority {line['priority']}"
    )
    return done_or_run(one, results=results, again=again, say=say)


def results_in(folder):
    return ResultFile(folder / "r.jsonl", key=KEY)


def code_is(monkeypatch, commit, *, dirty=False):
    monkeypatch.setattr(runs, "stamp", lambda: {"commit": commit, "dirty": dirty})


def test_a_run_that_is_in_the_file_is_not_made_again(tmp_path):
    make = Asked()
    first = run(results_in(tmp_path), make)
    second = run(results_in(tmp_path), make)
    assert make.times == 1
    assert first == second
    assert len((tmp_path / "r.jsonl").read_text().splitlines()) == 1


def test_another_version_makes_the_run_and_the_older_line_stays_as_history(tmp_path):
    make = Asked()
    for version in ("1", "2", "2"):
        run(results_in(tmp_path), make, version=version)
    results = results_in(tmp_path)
    assert [line["version"] for line in results.history()] == ["1", "2"]
    assert [line["version"] for line in results.lines()] == ["2"]


@pytest.mark.parametrize(
    ("commits", "dirty", "times"),
    [(("one", "two"), False, 2), (("one", "one"), False, 1), (("one", "one"), True, 2)],
)
def test_again_makes_what_another_commit_or_uncommitted_code_has_made(
    tmp_path, monkeypatch, commits, dirty, times
):
    make = Asked()
    for commit in commits:
        code_is(monkeypatch, commit, dirty=dirty)
        run(results_in(tmp_path), make, again=True)
    assert make.times == times
    assert [line["priority"] for line in results_in(tmp_path).lines()] == [times]


def test_a_run_that_failed_is_said_and_tried_again_next_time(tmp_path):
    said: list[str] = []
    make = Asked(failure="out of luck")
    for _ in range(2):
        assert run(results_in(tmp_path), make, say=said.append) is None
    assert make.times == 2
    assert "a11: FAILED, out of luck" in said


def test_ten_seconds_are_the_same_budget_however_they_are_written(tmp_path):
    results = results_in(tmp_path)
    results.append({"instance": "a11", "budget": 10, "priority": 1})
    assert results.find(instance="a11", budget=10.0) is not None
    assert results.find(instance="a11", budget=12.3) is None
    assert results.find(instance="a12", budget=10) is None


def test_the_run_that_was_done_last_comes_last(tmp_path):
    results = results_in(tmp_path)
    for instance in ("a", "b", "a"):
        results.append({"instance": instance, "budget": 1})
    for one in (results, results_in(tmp_path)):
        assert [line["instance"] for line in one.lines()] == ["b", "a"]


def test_a_line_carries_version_and_where_and_when_it_was_made(tmp_path):
    line = run(results_in(tmp_path), Asked())
    assert {"version", "commit", "dirty", "machine", "date"} < line.keys()
    assert set(line["machine"]) == {"cpu", "cores", "python"}


def test_a_broken_line_is_named(tmp_path):
    (tmp_path / "r.jsonl").write_text('{"instance": "a11"}\n{"insta')
    with pytest.raises(BadFormat, match=r"r\.jsonl, line 2"):
        results_in(tmp_path)
